"""What the attack reports when it is carried out at full size."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.attack.judge import Tally
from tests.experiments.studies.conftest import undisturbed

__all__ = ["tell", "undisturbed"]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str, Tally], None]:
    """Print a line on a door: cases, ends, and the slowest case."""

    def line(name: str, tally: Tally) -> None:
        with capsys.disabled():
            sys.stdout.write(
                f"\n{name}: {tally.cases:,} cases, {tally.answered:,} answered, "
                f"{tally.refused:,} refused, slowest {tally.slowest:.2f} s\n"
            )
            sys.stdout.flush()

    return line
