"""What the attack reports on every door."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.attack.judge import Tally
from tests.experiments.studies.conftest import undisturbed

__all__ = ["tell", "undisturbed"]

Tell = Callable[[str, Tally], AbstractContextManager[None]]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Print a line on a door, faults or not: cases, ends, and the slowest case."""

    @contextmanager
    def line(name: str, tally: Tally) -> Iterator[None]:
        try:
            yield
        finally:
            with capsys.disabled():
                sys.stdout.write(
                    f"\n{name}: {tally.cases:,} cases, {tally.answered:,} answered, "
                    f"{tally.refused:,} refused, slowest {tally.slowest:.2f} s\n"
                )
                sys.stdout.flush()

    return line
