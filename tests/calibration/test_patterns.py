"""Patterns and their null models, in the library and in small worlds."""

from __future__ import annotations

from threading import Event

import pytest

from calibration.patterns import PATTERNS, Assessment, Criterion, assess
from calibration.patterns.laboratory import START, Laboratory
from calibration.patterns.page import page, score
from experiments.intervals import Estimate, mean_interval
from experiments.replicate import StoppedError
from sim.changes import Change
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.world import World

SMALL = World.even(4, 8, 30)


def laboratory(held: dict[str, float]) -> Laboratory:
    return Laboratory(World.even(2, 3, 20), 1, 0, held, Event())


@pytest.mark.parametrize(
    ("low", "high", "value", "verdict"),
    [
        (1, 2, (1.2, 1.8), "inside"),
        (1, 2, (1.0, 1.8), "undetermined"),
        (1, 2, (0.5, 1.0), "outside"),
        (1, 2, (2.0, 3.0), "outside"),
        (1, 2, (0.5, 2.5), "undetermined"),
        (0, None, (0.0, 0.0), "outside"),
        (0, None, (0.1, 9.0), "inside"),
        (None, 0, (-1.0, -0.5), "inside"),
        (None, 0, (0.0, 0.0), "outside"),
    ],
)
def test_a_criterion_judges_the_whole_interval(
    low: float | None, high: float | None, value: tuple[float, float], verdict: str
) -> None:
    estimate = Estimate(sum(value) / 2, *value, 5)
    assert Criterion("x", "y", low, high).judge(estimate) == verdict


def test_an_undefined_value_passes_nothing() -> None:
    undefined = mean_interval([float("nan")] * 3)
    assert Criterion("x", "y", None, 1e9).judge(undefined) == "outside"


def test_the_null_models_name_parameters_of_the_model_within_their_ranges() -> None:
    for pattern in PATTERNS:
        assert bool(pattern.null) == bool(pattern.null_parameters)
        for name, value in pattern.null_parameters.items():
            assert PARAMETERS[name].check(value) == value


def test_what_a_null_model_leaves_out_stays_out() -> None:
    """Neither a pattern's own parameters nor its dated changes bring the mechanism back."""
    held = {"accountability_stakes": 0.0, "grant": 1.0}
    null = laboratory(held)
    raised = Change("accountability_stakes", START, value=1.0)
    assert null.run({"accountability_stakes": 1.0}) is null.run()
    assert null.run(None, raised) is null.run()
    assert null.run().outcome("pressure") == 0.0
    assert laboratory({}).run({"accountability_stakes": 1.0}).outcome("pressure") > 0.0


def test_a_stopped_laboratory_runs_nothing() -> None:
    stop = Event()
    lab = Laboratory(World.even(2, 3, 20), 1, 0, {}, stop)
    stop.set()
    with pytest.raises(StoppedError):
        lab.run()


@pytest.fixture(scope="module")
def found() -> dict[str, Assessment]:
    """Patterns that a small world shows as clearly as the baseline."""
    chosen = assess(("P1", "P7", "P16", "P20"), replicates=6, world=SMALL)
    return {each.pattern.id: each for each in chosen}


@pytest.mark.parametrize("name", ["P1", "P7", "P16", "P20"])
def test_the_model_shows_the_pattern_and_its_null_model_does_not(
    found: dict[str, Assessment], name: str
) -> None:
    assert found[name].verdict == "inside", found[name].summary()
    assert found[name].null_verdict == "outside", found[name].summary()
    assert found[name].counts


def test_the_numbers_do_not_depend_on_workers_or_on_what_else_is_assessed(
    found: dict[str, Assessment],
) -> None:
    (again,) = assess(("P16",), replicates=6, world=SMALL, workers=1)
    assert again.summary() == found["P16"].summary()


def test_the_page_has_a_row_per_criterion(found: dict[str, Assessment]) -> None:
    written = page(list(found.values()), "4 replicates, seed 1")
    rows = [line for line in written.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + sum(len(each.pattern.criteria) for each in found.values())
    assert score(list(found.values())) in written
    assert all(each.pattern.statement in written for each in found.values())


@pytest.mark.parametrize(
    ("ids", "options", "said"),
    [
        (("P99",), {}, "there is no pattern 'P99'"),
        ((), {"replicates": 0}, "replicates is 0"),
        ((), {"seed": -1}, "seed is -1"),
        ((), {"workers": 0}, "workers is 0"),
    ],
)
def test_what_cannot_be_used_is_refused(
    ids: tuple[str, ...], options: dict[str, int], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        assess(ids, **options)
