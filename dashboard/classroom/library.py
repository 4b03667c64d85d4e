"""Finding and loading exercises: the shipped ones by name, the teacher's own by path."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from dashboard.classroom.checks import checked_questions, checked_text
from dashboard.classroom.exercise import Exercise
from dashboard.classroom.layout import EXERCISE, ExerciseFile
from experiments.compare.calendar import Calendar, common_calendar, common_world
from scenarios import Scenario, load
from scenarios.document import Document
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest

_ENDING = ".toml"
ORDER = (
    "hit_the_target",
    "free_cut",
    "audit_is_not_trust",
    "worse_before_better",
    "good_proxy_bad_proxy",
    "hear_the_stories",
)
"""The shipped exercises as a course takes them."""


def load_exercise(name_or_path: str | os.PathLike[str]) -> Exercise:
    """Return an exercise, checked, with its scenarios loaded.

    Parameters
    ----------
    name_or_path
        Name of a shipped exercise (``"hit_the_target"``) or path of a TOML file.

    Raises
    ------
    InputError
        When there is no such exercise, or anything in it or in its scenarios cannot be used:
        one message with file, line and remedy.
    """
    given = os.fsdecode(name_or_path)
    source = _shipped(given) if given in ORDER else Path(given)
    if given not in ORDER and not given.endswith(_ENDING):
        raise InputError(
            f"unknown exercise {short(given)}",
            remedy=f"{nearest(given[:LONGEST], ORDER)} (for a file of your own, give its path)",
            key="exercise",
            value=given,
        )
    document = Document.read(source, EXERCISE.kind)
    return _built(source.stem, document, document.filled_in(EXERCISE))


def load_exercises(names: Sequence[str | os.PathLike[str]] = ORDER) -> tuple[Exercise, ...]:
    """Return exercises in the order given, by default the shipped ones as a course takes them.

    Raises
    ------
    InputError
        As above, and for two that are called the same.
    """
    exercises = tuple(load_exercise(name) for name in names)
    called = [exercise.name for exercise in exercises]
    for place, name in enumerate(called):
        if name in called[:place]:
            raise InputError(
                f"two of the exercises are called {short(name)}",
                remedy="Name each once, and give files different names",
                key="exercise",
                value=name,
            )
    return exercises


def _built(name: str, document: Document, content: ExerciseFile) -> Exercise:
    checked_text(content, document)
    worlds = tuple(
        _scenario(given, document.where("scenarios"), document.source.parent)
        for given in content.scenarios
    )
    calendar = _calendar(dict(zip(content.scenarios, worlds, strict=True)), content.years, document)
    window = calendar.first_year, calendar.first_year + calendar.years
    return Exercise(
        name=name,
        title=content.title,
        title_means=content.title_means,
        question=content.question,
        background=tuple(content.background),
        source=content.source,
        worlds=worlds,
        years=content.years,
        replicates=content.replicates,
        questions=checked_questions(content, window, document),
        cannot_say=content.cannot_say,
        follow_up=content.follow_up,
        lesson=content.lesson,
    )


def _calendar(worlds: Mapping[str, Scenario], years: float | None, document: Document) -> Calendar:
    """Return the years observed in all worlds, which must play in the same councils."""
    try:
        common_world(worlds)
        return common_calendar(worlds, years)
    except InputError as error:
        raise InputError(
            error.problem,
            remedy="Name scenarios that play in the same councils, in steps of the same length",
            where=document.where("scenarios"),
            key="scenarios",
            value=error.value,
        ) from None


def _scenario(given: str, where: str, folder: Path) -> Scenario:
    """Return a scenario by name, or by a path that is read from the exercise's folder."""
    try:
        return load(folder / given if given.endswith(_ENDING) else given)
    except InputError as error:
        # A fault inside the scenario's file keeps its own place.
        raise (error if error.where else error.at(where)) from None


def _shipped(name: str) -> Path:
    return Path(str(files("dashboard.classroom"))) / "exercises" / f"{name}{_ENDING}"
