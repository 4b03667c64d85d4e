"""Write the page on validation: ``python -m calibration.account CALIBRATED VALIDATED PATTERNS``.

CALIBRATED is the ``results`` folder of ``goldenthread calibrate``, VALIDATED the folder of
``goldenthread validate`` for the table that was fitted, and PATTERNS the file that holds what
``goldenthread patterns --json`` printed; see the target ``calibration`` of the Makefile.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.account.page import write_page
from calibration.account.results import read_results
from sim.errors import InputError

PAGE = Path("docs/validation.md")


def main(words: list[str] | None = None) -> int:
    """Write the page, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m calibration.account", description="Write the page on saved results."
    )
    parser.add_argument("calibrated", type=Path, help="the results folder of a calibration")
    parser.add_argument("validated", type=Path, help="the folder of a validation with it")
    parser.add_argument("patterns", type=Path, help="the patterns, as JSON")
    parser.add_argument("--page", type=Path, default=PAGE, help=f"the page (default: {PAGE})")
    given = parser.parse_args(words)
    try:
        results = read_results(given.calibrated, given.validated, given.patterns)
        write_page(results, given.page)
    except InputError as error:
        sys.stderr.write(f"calibration.account: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
