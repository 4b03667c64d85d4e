"""Who is the teacher, and what a class refuses at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.classroom.library import load_exercises
from dashboard.classroom.room import Room
from sim.errors import InputError
from tests.dashboard.classroom.small import exercise_file, small_exercise


def test_only_the_code_makes_a_teacher(tmp_path: Path) -> None:
    room = Room([small_exercise(tmp_path)])
    code = room.code.letters
    assert not room.let_in("a", "", "10.0.0.1")
    assert not room.let_in("a", code[:-1], "10.0.0.1")
    assert not room.let_in("a", "\ud800", "10.0.0.1")
    assert not room.is_teacher("a")
    assert room.let_in("a", f" {code.lower()} ", "10.0.0.1")
    assert room.is_teacher("a")
    assert not room.is_teacher("b")
    assert Room([small_exercise(tmp_path)]).code.letters != code


def test_an_exercise_too_large_for_the_machine_is_refused_at_the_start(tmp_path: Path) -> None:
    path = exercise_file(tmp_path)
    for name in ("before", "after"):
        file = tmp_path / f"{name}.toml"
        large = file.read_text().replace("posts = 4", "posts = 100_000")
        file.write_text(large.replace("authorities = 3", "authorities = 500"))
    with pytest.raises(InputError, match="fewer years"):
        Room(load_exercises([path]))


def test_two_exercises_of_one_name_are_refused(tmp_path: Path) -> None:
    path = exercise_file(tmp_path)
    with pytest.raises(InputError, match="two of the exercises"):
        load_exercises([path, path])
