"""What may come of a case: an answer, or one clear error."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from sim.errors import InputError

LONGEST_MESSAGE = 1_000
"""Characters of a message, the names of files included."""


@dataclass
class Tally:
    """How many cases of a door had which end, and the slowest of them in seconds."""

    answered: int = 0
    refused: int = 0
    slowest: float = 0.0

    @property
    def cases(self) -> int:
        return self.answered + self.refused


def judged(use: Callable[[], object], tally: Tally) -> InputError | None:
    """Use a door; return the error it is refused with, None for an answer.

    Whatever else is raised is a fault of the program, and so is an error without a remedy, of
    several lines, or at length.
    """
    begun = time.process_time()
    refused: InputError | None = None
    try:
        with warnings.catch_warnings():
            # A damaged file of results is told as a warning: that is an answer.
            warnings.filterwarnings("ignore", message=".* is damaged", category=UserWarning)
            use()
    except InputError as error:
        refused = error
    tally.slowest = max(tally.slowest, time.process_time() - begun)
    if refused is None:
        tally.answered += 1
        return None
    tally.refused += 1
    message = str(refused)
    assert refused.problem, repr(refused)
    assert refused.remedy, f"no remedy: {message[:LONGEST_MESSAGE]!r}"
    assert len(message) <= LONGEST_MESSAGE, f"{len(message)} characters: {message[:300]!r}"
    assert len(message.splitlines()) == 1, f"several lines: {message!r}"
    return refused
