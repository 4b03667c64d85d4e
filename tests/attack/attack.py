"""Carrying out an attack: so many cases, and what came of them."""

from __future__ import annotations

import os
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

FEW = 25
"""Cases of a door in the ordinary suite."""
CASES = int(os.environ.get("ATTACK_CASES", FEW))
SECONDS = float(os.environ.get("ATTACK_SECONDS", "inf"))
"""Processor time after which a door is left alone, although not all cases have been tried."""
SEED = int(os.environ.get("ATTACK_SEED", "1"))
ROOT = Path(__file__).parents[2]

Case = TypeVar("Case")


class _TimeIsUpError(BaseException):
    """Ends an attack; no fault, so that Hypothesis lets it pass."""


def attack(cases: st.SearchStrategy[Case], attempt: Callable[[Case], None]) -> None:
    """Attempt ``ATTACK_CASES`` cases, none twice, and fail with a case for every fault found.

    A fault does not end the attack; the same place in the program counts once.
    """
    begun = time.process_time()
    faults: dict[tuple[str, str], str] = {}

    @seeded(SEED)
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def attempts(case: Case) -> None:
        if time.process_time() - begun > SECONDS:
            raise _TimeIsUpError
        try:
            attempt(case)
        except Exception as error:
            told = "".join(traceback.format_exception(error, limit=-8))
            faults.setdefault((type(error).__name__, _place(error)), f"{told}{case!r:.3000}")

    with warnings.catch_warnings():
        # A large case is shown at length, or in part.
        warnings.simplefilter("ignore", HypothesisWarning)
        with suppress(_TimeIsUpError):
            attempts()
    if faults:
        pytest.fail("\n\n".join(f"FAULT {key}\n{told}" for key, told in faults.items()), False)


def _place(error: Exception) -> str:
    """Return the last line of the program's own that an error passed."""
    frames = traceback.extract_tb(error.__context__.__traceback__ if error.__context__ else None)
    frames += traceback.extract_tb(error.__traceback__)
    ours = [
        f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}"
        for frame in frames
        if Path(frame.filename).is_relative_to(ROOT) and "tests" not in Path(frame.filename).parts
    ]
    return ours[-1] if ours else ""
