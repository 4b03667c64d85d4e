"""Print the page of dependencies: ``python -m benchmarks.supply > docs/dependencies.md``."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from benchmarks.supply.installed import packages, reasons
from benchmarks.supply.page import write_page


def main() -> int:
    """Print the page; return 2 when an extra is not installed here."""
    try:
        found = packages()
    except PackageNotFoundError as missing:
        print(f"{missing.name} is not installed here; all extras have to be: make supply",
              file=sys.stderr)  # fmt: skip
        return 2
    print(write_page(found, reasons(Path("pyproject.toml").read_text(encoding="utf-8"))), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
