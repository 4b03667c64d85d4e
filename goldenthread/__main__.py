"""``python -m goldenthread``: the same as the command ``goldenthread``."""

from goldenthread.command import main

main()
