"""Broken files at every door that reads one: an answer, or one clear error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.attack.attack import attack
from tests.attack.doors import DOORS
from tests.attack.judge import Tally, judged


@pytest.mark.parametrize("name", DOORS)
def test_a_valid_file_gets_an_answer(name: str, tmp_path: Path) -> None:
    # Or else the attack would never come past the first check.
    tally = Tally()
    for case in DOORS[name].valid:
        assert judged(lambda: DOORS[name].read(tmp_path, case), tally) is None  # noqa: B023
    assert tally.answered >= 1


@pytest.mark.parametrize("name", DOORS)
def test_a_broken_file_gets_an_answer_or_one_clear_error(
    name: str, tmp_path: Path, tell: Any
) -> None:
    door, tally = DOORS[name], Tally()

    def attempt(content: bytes) -> None:
        error = judged(lambda: door.read(tmp_path, content), tally)
        assert error is None or door.names_place(error), f"no file is named: {error}"

    with tell(name, tally):
        attack(door.cases, attempt)
