"""Write the page on where the linkage breaks: ``python -m experiments.linkage STUDY``.

STUDY is the folder that ``atlas``, ``robust``, ``discover`` and ``sensitivity --both-worlds`` were
given with ``--out``; see the target ``linkage`` of the Makefile. Every number, table and figure of
the part that is made comes from there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from experiments.linkage.page import write_page
from sim.errors import InputError

PAGE = Path("docs/where-linkage-breaks.md")


def main(words: list[str] | None = None) -> int:
    """Write the page, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.linkage", description="Write the page on a saved study."
    )
    parser.add_argument("study", type=Path, help="the folder that holds atlas, robust, ...")
    parser.add_argument("--page", type=Path, default=PAGE, help=f"the page (default: {PAGE})")
    given = parser.parse_args(words)
    try:
        write_page(given.study, given.page)
    except InputError as error:
        sys.stderr.write(f"experiments.linkage: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
