"""Write the page of the paper's claims: ``python -m experiments.verdicts FOLDER``.

FOLDER is what ``goldenthread verdicts --out FOLDER`` left. The claims stand in ``paper.toml``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from experiments.verdicts.paper import paper_page, read_paper, read_verdicts
from sim.errors import InputError

PAGE = Path("docs/claims.md")


def main(words: list[str] | None = None) -> int:
    """Write the page, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.verdicts", description="Write the page of the paper's claims."
    )
    parser.add_argument("folder", type=Path, help="what goldenthread verdicts --out left")
    parser.add_argument("--page", type=Path, default=PAGE, help=f"the page (default: {PAGE})")
    given = parser.parse_args(words)
    try:
        found = read_verdicts(given.folder / "verdicts.json")
        given.page.write_text(paper_page(found, read_paper()), encoding="utf-8")
    except InputError as error:
        sys.stderr.write(f"experiments.verdicts: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
