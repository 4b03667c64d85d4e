"""The thread for any lever, on the model itself in a world that runs in moments."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.levers.answers import Answers
from experiments.levers.choice import PRIORITIES
from experiments.levers.result import Threads
from experiments.levers.run import thread
from experiments.run import run
from experiments.stations import NAMES
from experiments.thread import elasticity
from sim.errors import InputError
from sim.world import Council, World

HEAD = """
title = "A test"
claim = "Nothing in particular."
source = "None"
against = "england"
[time]
first_year = 2017
years = 2
burn_in_years = 0.5
steps_per_year = 12
"""
WORLD = World.even(5, 3, 12)
CUT = '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.7\n'
GROUPS = ("by_domain", "by_band", "contributions", "by_year")


@pytest.fixture
def write(tmp_path: Path):
    def writer(rest: str = "", name: str = "scenario") -> Path:
        path = tmp_path / f"{name}.toml"
        path.write_text(HEAD + rest)
        return path

    return writer


def follow(scenario: Any, levers: str, **given: Any) -> Threads:
    asked: dict[str, Any] = {"replicates": 3, "workers": 2, "world": WORLD}
    return thread(scenario, levers, **(asked | given))


def found(result: Threads, name: str) -> tuple[Answers, ...]:
    return result.levers[name].answers


def same(first: Answers, second: Answers) -> bool:
    return all(
        np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True)
        for name in ("pooled", *GROUPS)
    )


def test_a_lever_that_acts_on_nothing_gives_exactly_0_everywhere(write) -> None:
    """The time that joint work takes to prepare, where no work is joint."""
    result = follow(write(), "coproduction_time", step=-0.5)
    for one in found(result, "coproduction_time"):
        tables = one.pooled, one.by_domain.T, one.by_band.T, one.by_year
        for table in tables:
            beyond = table[..., 1:]
            assert not beyond[np.isfinite(beyond)].any()
            assert np.isfinite(beyond).any()
            assert (table[..., 0] == 1).all()
        assert not one.contributions[1:].any()
    told = result.levers["coproduction_time"].thread
    for link in told.links[1:]:
        assert (link.elasticity.mean, link.elasticity.low, link.elasticity.high) == (0, 0, 0)
        assert math.copysign(1, link.elasticity.mean) == 1
    assert told.first_break is told.hops[0]
    assert [hop.state for hop in told.hops[1:]] == ["undetermined"] * 6
    assert {hop.reason for hop in told.hops[1:]} == {"nothing arrived at the link before"}
    assert result.levers["coproduction_time"].first_moved is None


@pytest.mark.parametrize("name", ["agenda.housing", "grant", "accountability_stakes"])
def test_a_lever_gives_the_same_numbers_as_run(name: str, write) -> None:
    path = write(CUT + f'[thread]\nlever = "{name}"\nstep = 0.04\n')
    paired = run(path, replicates=3, world=WORLD).thread["scenario"]
    alone = follow(path, name, step=None).levers[name].thread
    assert np.array_equal(paired.elasticities, alone.elasticities, equal_nan=True)
    assert alone.bypass == paired.bypass
    if name == "agenda.housing":
        assert alone.hops == paired.hops


def test_the_priorities_that_run_takes_in_turn_are_all_followed(write) -> None:
    path = write(CUT)
    paired = run(path, replicates=6, world=WORLD).thread["scenario"]
    result = follow(path, "priorities", replicates=6)
    for number, row in enumerate(paired.elasticities):
        one = found(result, PRIORITIES[number % 5])[number]
        assert np.array_equal(row, one.pooled, equal_nan=True)


def test_the_groups_add_up_to_the_whole(write) -> None:
    result = follow(write(CUT), "grant,agenda.care,priorities", replicates=2)
    care = found(result, "agenda.care")[0]
    assert np.array_equal(care.by_domain[:, 0], care.pooled)
    (grant, _), mean = found(result, "grant"), found(result, "priorities")[0]
    assert grant.by_domain[1:].mean(axis=1) == pytest.approx(grant.pooled[1:], nan_ok=True)
    parts = np.mean([found(result, name)[0].pooled for name in PRIORITIES], axis=0)
    assert mean.pooled == pytest.approx(parts, nan_ok=True)
    assert mean.by_domain.mean(axis=1) == pytest.approx(parts, nan_ok=True)
    for one in (grant, care, mean):
        assert one.contributions.sum(axis=1) == pytest.approx(one.pooled, nan_ok=True)
        assert np.isfinite(one.contributions).sum() > 20


def test_with_one_council_its_band_is_the_whole(write) -> None:
    world = World((Council("Alone", 12, 300),))
    (one,) = found(follow(write(), "grant", world=world, replicates=1), "grant")
    assert one.by_band[:, 0] == pytest.approx(one.pooled, nan_ok=True)
    assert one.contributions[:, 0] == pytest.approx(one.pooled, nan_ok=True)
    assert list(follow(write(), "grant", replicates=1).levers["grant"].by_band) == [1, 2, 3, 4, 5]


def test_a_band_answers_as_its_councils_do_alone_together(write) -> None:
    """Against the definition: hours of the band's councils, summed and then compared."""
    result = follow(write(), "grant", replicates=1)
    (replicate,), (one,) = result.replicates, found(result, "grant")
    planned = NAMES.index("planned")
    size = math.log(1.2)
    for band in range(5):
        before, after = (
            links.bands[planned, 0, band] / links.bands[planned, 1, band]
            for links in (replicate.unstepped, replicate.stepped[0])
        )
        assert one.by_band[planned, band] == pytest.approx(np.log(after / before).mean() / size)


def test_years_are_measured_one_by_one(write) -> None:
    result = follow(write(), "grant", years=1.5, start=2017.25, replicates=2)
    lever = result.levers["grant"]
    assert list(lever.by_year) == [2017.25, 2018.25]
    (replicate, _), (one, _) = result.replicates, lever.answers
    again = elasticity(
        replicate.unstepped.yearly[1], replicate.stepped[0].yearly[1], None, math.log1p(0.2)
    )
    assert np.array_equal(one.by_year[1], again, equal_nan=True)


def test_results_do_not_depend_on_workers_nor_on_the_other_levers(write) -> None:
    path = write(CUT)
    one = follow(path, "grant,coproduction", workers=1)
    several = follow(path, "coproduction, grant", workers=3)
    for name in ("grant", "coproduction"):
        assert all(map(same, found(one, name), found(several, name)))
    assert one.to_json() == follow(path, "grant,coproduction", workers=3).to_json()
    assert several.observed == one.observed


def test_the_same_step_in_units_and_as_a_share_is_the_same_world(write) -> None:
    (share,) = found(follow(write(), "grant", replicates=1), "grant")
    (units,) = found(follow(write(), "grant", step=0.2, in_units=True, replicates=1), "grant")
    assert units.pooled[1:] * 0.2 == pytest.approx(share.pooled[1:] * math.log(1.2), nan_ok=True)
    assert units.pooled[0] == share.pooled[0] == 1


def test_per_unit_the_first_hop_is_not_judged_and_the_others_are(write) -> None:
    thread_found = follow(write(), "grant", in_units=True, replicates=4).levers["grant"]
    first, second = thread_found.thread.hops[:2]
    assert (first.state, "per unit" in first.reason) == ("undetermined", True)
    assert second.passthrough.defined
    assert "per unit of grant (index)" in thread_found.answer_in_words


def test_more_of_a_burden_turns_the_lever_round_and_breaks_nothing(write) -> None:
    lever = follow(write(), "recording_burden", replicates=4).levers["recording_burden"]
    hop = lever.thread.hops[0]
    assert lever.thread.links[1].elasticity.sign == -1
    assert (hop.state in ("whole", "frayed"), hop.passthrough.sign) == (True, 1)
    assert "turned round" in hop.reason
    assert lever.first_moved == "planned"


def test_a_fall_gives_an_elasticity_of_about_the_same_size(write) -> None:
    name = "agenda.housing"
    rise = follow(write(), name, step=0.02, replicates=2).levers[name].thread
    fall = follow(write(), name, step=-0.02, replicates=2).levers[name].thread
    planned = [each.links[1].elasticity.mean for each in (rise, fall)]
    assert min(planned) > 0
    assert planned[0] == pytest.approx(planned[1], rel=0.3)


def test_how_the_world_starts_is_compared_with_another_start(write) -> None:
    result = follow(write(), "initial_trust,grant", replicates=1)
    (trust,), (grant,) = found(result, "initial_trust"), found(result, "grant")
    assert trust.pooled[0] == 1
    assert np.abs(trust.pooled[NAMES.index("felt")]) > 0
    (alone,) = found(follow(write(), "grant", replicates=1), "grant")
    assert same(grant, alone)


def test_one_replicate_determines_nothing_and_says_so(write) -> None:
    result = follow(write(), "grant", replicates=1)
    lever = result.levers["grant"].thread
    assert {hop.state for hop in lever.hops} == {"undetermined"}
    assert any("One replicate gives no intervals" in each for each in result.caveats)
    assert result.observed.pairs[1].statistics["slope"].reason == "one replicate gives no interval"


def test_undefined_links_say_why_and_are_null_in_json(write) -> None:
    """One worker and few citizens: some domains finish nothing in some replicates."""
    world = World((Council("Tiny", 1, 6),))
    result = follow(write(), "grant", world=world, years=1, replicates=3)
    recorded = result.levers["grant"].thread.links[NAMES.index("recorded")].elasticity
    assert recorded.undefined > 0
    assert "nothing above 0 was measured" in recorded.reason
    assert all("cells" in pair.statistics["slope"].reason for pair in result.observed.pairs)
    json.loads(result.to_json(), parse_constant=pytest.fail)


def test_findings_of_many_levers_rank_them(write) -> None:
    result = follow(write(), "grant,recording_burden,training,coproduction")
    assert sum("per 1 %" in each or "1 % more" in each for each in result.findings) >= 3
    assert any(each.startswith("coproduction: one unit") for each in result.findings)
    assert any(
        each.startswith("Seen from outside, what people experience") for each in result.findings
    )


def test_tables_for_pandas(write) -> None:
    result = follow(write(), "grant", replicates=2)
    assert list(result.table().loc["grant"].index) == list(NAMES)
    answers = result.answers()
    bands = answers[(answers.grouping == "band") & (answers.replicate == 0)]
    whole = answers[(answers.grouping == "pooled") & (answers.replicate == 0)]
    parts = bands.groupby("link").contribution.sum()
    assert parts[whole.link].to_numpy() == pytest.approx(whole.answer.to_numpy(), abs=1e-9)


def test_nothing_is_simulated_when_something_is_refused(
    write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.levers.run.simulate", pytest.fail)
    with pytest.raises(InputError, match="unknown parameter"):
        follow(write(), "grants,grant")
