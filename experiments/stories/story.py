"""Stories told: choose people, follow them through one world or two, find the words."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from experiments.design import Arm, Design, make_design
from experiments.stories.document import document
from experiments.stories.lives import Life
from experiments.stories.patterns import Pattern, read_pattern
from experiments.stories.register import Register
from experiments.stories.selection import Candidates, candidates, choose
from scenarios import Scenario, load
from scenarios.faults import declared
from sim.changes import Schedule
from sim.errors import InputError
from sim.world import World

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from experiments.stories.log import EventLog
    from sim.model import PolicyModel

MOST_STORIES = 100


@dataclass(frozen=True)
class Request:
    """What is to be told, checked; nothing has been simulated yet.

    Attributes
    ----------
    design
        Councils, years and seed.
    arms
        The world told of, and the one it is told against, if any.
    replicate
        Number of the replicate.
    register
        Who is who in its councils.
    citizen
        Row of the citizen; None to draw.
    pattern
        What the lives must hold; None for anything.
    stories
        How many.
    """

    design: Design
    arms: tuple[Arm, ...]
    replicate: int
    register: Register
    citizen: int | None
    pattern: Pattern | None
    stories: int


@dataclass(frozen=True)
class CaseStories:
    """Lives of citizens, told.

    Attributes
    ----------
    worlds
        The world, and the one it is told against, if any.
    world, window, seed, replicate
        The councils, the years told, the root of all draws and the replicate.
    citizen
        Name of the citizen who was asked for; None when they were drawn.
    logs
        The event log of each world.
    candidates
        Those a story could have been about, in each world.
    lives
        For each person, their life in each world.
    """

    worlds: tuple[Arm, ...]
    world: World = field(repr=False)
    window: tuple[float, float]
    seed: int
    replicate: int
    citizen: str | None
    logs: tuple[EventLog, ...] = field(repr=False)
    candidates: tuple[Candidates, ...] = field(repr=False)
    lives: tuple[tuple[Life, ...], ...] = field(repr=False)

    def document(self) -> dict[str, Any]:
        """Return the stories as plain values: selection, moments, totals, years, events."""
        return document(self)

    def to_json(self) -> str:
        """Return the document as JSON."""
        return json.dumps(self.document(), indent=2, allow_nan=False, ensure_ascii=False)

    def text(self) -> str:
        """Return the stories as plain text."""
        from experiments.stories.text import text

        return text(self.document())

    def html(self) -> str:
        """Return the stories as one self-contained page."""
        from experiments.stories.page import page

        return page(self.document())

    def save(self, folder: str | os.PathLike[str] | None = None) -> Path:
        """Write the stories, the event logs and the diaries to a folder; see ``stories.folder``."""
        from experiments.stories.folder import save

        return save(self, folder)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()


def make_request(
    scenario: str | os.PathLike[str] | Scenario,
    *,
    citizen: str | None,
    like: str | None,
    against: str | os.PathLike[str] | Scenario | None,
    stories: int,
    seed: int,
    replicate: int,
    years: float | None,
    world: World | None,
    parameters: Mapping[str, float] | None,
) -> Request:
    """Return what is to be told, checked; the arguments are those of ``story``."""
    if citizen is not None and (like is not None or stories != 1):
        raise InputError(
            "a citizen was named, and others asked for as well",
            remedy="Give either a citizen, or a pattern and a number of stories",
            key="citizen",
            value=citizen,
        )
    pattern = None if like is None else read_pattern(like)
    _check_whole("stories", stories, 1, MOST_STORIES)
    _check_whole("replicate", replicate, 0, 1_000_000)
    design = make_design(
        scenario,
        replicates=1,
        years=years,
        seed=seed,
        workers=1,
        world=world,
        parameters=parameters,
    )
    arms = design.arms[-1:]
    if against is not None:
        arms = (*arms, _other(design, against, parameters))
    register = Register.of(design.world)
    row = None if citizen is None else register.row(citizen)
    return Request(design, arms, replicate, register, row, pattern, stories)


def _other(
    design: Design,
    against: str | os.PathLike[str] | Scenario,
    parameters: Mapping[str, float] | None,
) -> Arm:
    """Return the other world: the same councils and years, another scenario."""
    other = against if isinstance(against, Scenario) else load(against)
    given = {name: declared(name).check(value) for name, value in (parameters or {}).items()}
    changes = tuple(other.changes(design.world))
    arm = Arm(other.name, other.title, {**other.parameters, **given}, changes)
    Schedule(design.world, arm.parameters, arm.changes)  # refuses what cannot be run
    return arm


def _check_whole(key: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(
            f"{key} is {value!r}",
            remedy=f"Give a whole number from {low} to {high:,}",
            key=key,
            value=value,
        )


def story(
    scenario: str | os.PathLike[str] | Scenario = "austerity",
    *,
    citizen: str | None = None,
    like: str | None = None,
    against: str | os.PathLike[str] | Scenario | None = None,
    stories: int = 1,
    seed: int = 1,
    replicate: int = 0,
    years: float | None = None,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
) -> CaseStories:
    """Tell the life of a citizen in a scenario, or of several.

    Parameters
    ----------
    scenario
        Name of a shipped scenario, path of a scenario file, or a loaded scenario.
    citizen
        Name of the citizen, such as ``"Council 07/123"``; None to draw.
    like
        What the life must hold, such as ``"refused then re-referred"``; see
        ``experiments.stories.patterns.TERMS``. None for anything.
    against
        A scenario in whose world the same lives are told as well.
    stories
        How many people, 1 to 100; each kind of history gets its share of them.
    seed, replicate
        Root of all random draws, and which life of the world.
    years
        Years told, from the scenario's first; None for the scenario's own.
    world
        The councils; None for the scenario's own.
    parameters
        Values used in place of the scenarios' own.

    Returns
    -------
    CaseStories
        Print it for the text; ``html()``, ``to_json()``, ``document()``, ``logs``, ``save()``.

    Raises
    ------
    InputError
        For anything that cannot be used, and when too few citizens have such a history.
    """
    return tell(
        make_request(
            scenario,
            citizen=citizen,
            like=like,
            against=against,
            stories=stories,
            seed=seed,
            replicate=replicate,
            years=years,
            world=world,
            parameters=parameters,
        )
    )


def tell(request: Request) -> CaseStories:
    """Simulate what was requested and return the stories; see ``story``."""
    design, register = request.design, request.register
    history = _begin(request, request.arms[0])
    history.run(design.first_year)
    rows: tuple[int, ...]
    if request.citizen is not None:
        rows = (request.citizen,)
    else:
        log, _ = _watched(history, request.arms[0], ())
        found = candidates(log, request.pattern)
        rows = choose(found, register, design.world, history.state.keys, request.stories)
    runs = []
    for arm in request.arms:
        if not _share_history(request.arms[0], arm, design.first_year):
            history = _begin(request, arm)
            history.run(design.first_year)
        runs.append(_watched(history, arm, rows))
    return CaseStories(
        request.arms,
        design.world,
        design.window,
        design.seed,
        request.replicate,
        None if request.citizen is None else register.citizen(request.citizen),
        tuple(log for log, _ in runs),
        tuple(candidates(log, request.pattern) for log, _ in runs),
        tuple(
            tuple(
                Life(arm.name, arm.title, row, log, weeks[:, place])
                for arm, (log, weeks) in zip(request.arms, runs, strict=True)
            )
            for place, row in enumerate(rows)
        ),
    )


def _begin(request: Request, arm: Arm) -> PolicyModel:
    from sim.model import PolicyModel

    design = request.design
    return PolicyModel(
        design.world,
        parameters=arm.parameters,
        changes=arm.changes,
        years=design.years,
        burn_in_years=design.burn_in_years,
        steps_per_year=design.steps_per_year,
        first_year=design.first_year,
        rng=design.seed,
        replicate=request.replicate,
    )


def _share_history(one: Arm, other: Arm, first_year: float) -> bool:
    return one.parameters == other.parameters and one.early(first_year) == other.early(first_year)


def _watched(history: PolicyModel, arm: Arm, rows: tuple[int, ...]) -> tuple[EventLog, np.ndarray]:
    """Return the event log of the observed years, and the diary of some citizens."""
    from experiments.stories.diary import Diary
    from experiments.stories.log import event_log

    model = history.fork(arm.changes)
    diary = Diary(model, rows)
    return event_log(model), diary.weeks
