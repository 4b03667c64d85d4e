"""The thread behind the drawing: measured as the experiments do, drawn by what was measured."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from threading import Event
from xml.etree import ElementTree

import pytest

from dashboard.place.drawing import drawing
from dashboard.place.strand import FULL_WIDTH, strand, width_of
from dashboard.place.words import of_hop, summary
from dashboard.worlds.settings import Settings, Size
from dashboard.worlds.thread import YEARS_AFTER, Meter, reading_of, thread_design
from experiments.intervals import Estimate
from experiments.replicate import simulate
from experiments.run import run
from experiments.stations import NAMES
from experiments.thread import Hop, Link, State, Thread, Thresholds
from sim.outcomes import OUTCOMES as ALL

SMALL = replace(Settings.of("austerity"), size=Size(3, 3, 10), years=2.0)
STATES: tuple[State, ...] = ("amplified", "whole", "frayed", "broken", "undetermined")


def test_a_thread_from_the_first_year_is_that_of_a_run() -> None:
    settings = replace(SMALL, size=Size(2, 2, 10))
    design = thread_design(settings, settings.first_year)
    replicates = tuple(simulate(design, number, lambda years: None, Event()) for number in (0, 1))
    found = reading_of(design, replicates)
    told = run("austerity", replicates=2, years=YEARS_AFTER, world=settings.world, workers=1)
    for mine, theirs in zip(found.threads, told.thread.values(), strict=True):
        for one, other in zip(mine.links, theirs.links, strict=True):
            assert one.elasticity.mean == pytest.approx(other.elasticity.mean, nan_ok=True)


def test_the_meter_answers_the_latest_question_and_remembers() -> None:
    meter = Meter()
    meter.measure(SMALL, SMALL.first_year)
    changed = SMALL.with_value("grant", 0.5, SMALL.first_year)
    meter.measure(changed, SMALL.first_year)
    wait_for(meter)
    assert meter.reading is not None
    assert meter.reading.replicates == 20
    other = Meter()
    other.measure(changed, SMALL.first_year)
    assert other.reading is meter.reading


def wait_for(meter: Meter) -> None:
    """Wait for the last replicate; the pool of the meters has nothing else to do."""
    event = Event()
    while meter.at_work:
        event.wait(0.02)
    assert not meter.problem


def test_a_stopped_meter_tells_no_more() -> None:
    meter = Meter()
    meter.measure(SMALL.with_value("demand", 1.4, SMALL.first_year), SMALL.first_year)
    meter.stop()
    later = Meter()
    later.measure(SMALL.with_value("demand", 1.5, SMALL.first_year), SMALL.first_year)
    wait_for(later)
    assert meter.version == 0


def test_what_is_shown_of_other_worlds_goes_and_of_earlier_ones_is_marked() -> None:
    meter = Meter()
    meter.measure(SMALL, SMALL.first_year)
    wait_for(meter)
    known = meter.current
    assert known is not None
    meter.measure(SMALL, SMALL.first_year + 1)
    assert meter.current is known
    changed = SMALL.with_value("grant", 0.7, SMALL.first_year)
    meter.measure(changed, SMALL.first_year)
    assert meter.reading is known
    assert meter.current is None
    wait_for(meter)
    assert meter.current not in (None, known)
    meter.measure(replace(SMALL, seed=5), SMALL.first_year)
    assert meter.reading is None
    meter.stop()


def test_a_hop_without_an_interval_has_no_number() -> None:
    thread = thread_of([1.0] * 8, ["whole"] * 7, -0.1)
    lost = replace(
        thread.hops[4],
        passthrough=Estimate(-0.63, math.nan, math.nan, 20),
        state="undetermined",
        reason="what arrived is not clearly above 0",
    )
    told = of_hop(lost, MEASURED)
    assert "cannot be told (what arrived is not clearly above 0)" in told
    assert "63" not in told
    none = replace(thread.hops[4], passthrough=Estimate(0.02, -0.1, 0.15, 20), state="broken")
    assert "no clear part (-10 to 15 %)" in of_hop(none, MEASURED)


def thread_of(shares: list[float], states: list[State], bypass: float) -> Thread:
    def sure(mean: float) -> Estimate:
        return Estimate(mean, mean - 0.01, mean + 0.01, 20)

    links = tuple(Link(name, sure(share), {}) for name, share in zip(NAMES, shares, strict=True))
    hops = tuple(
        Hop(NAMES[place], NAMES[place + 1], sure(shares[place + 1] / shares[place]), state)
        for place, state in enumerate(states)
    )
    return Thread("x", "X", links, hops, sure(bypass), Thresholds(), elasticities=None)  # type: ignore[arg-type]


MEASURED = dict.fromkeys(ALL, 1.0)


def test_the_drawing_says_every_number_and_its_why() -> None:
    shares = [1.0, 0.7, 0.3, 0.25, 0.2, 0.5, 0.45, 0.4]
    states: list[State] = ["whole", "frayed", "whole", "whole", "amplified", "whole", "whole"]
    thread = thread_of(shares, states, 0.3)
    svg = drawing(thread, {}, MEASURED, "yours")
    root = ElementTree.fromstring(svg)
    told = [part.get("data-tell", "") for part in root.iter() if part.get("data-tell")]
    assert len(told) == 8 + 7 + 1
    assert all(part.get("tabindex") == "0" for part in root.iter() if part.get("data-tell"))
    for share in shares[1:]:
        assert any(f"{100 * share:.0f} % (" in words for words in told)
    for state in set(states):
        assert any(words.startswith(state.capitalize()) for words in told)
    hops = [words for words in told if "moves on" in words]
    assert all(re.search(r"\d", words.partition(". ")[2]) or "record" in words for words in hops)
    assert any(words.startswith("The bypass: 30 %") for words in told)
    assert "bypass 30 %" in "".join(root.itertext())
    assert root.get("aria-label") == f"The thread in yours. {summary(thread)}"


def test_without_a_bypass_none_is_drawn_and_a_name_is_escaped() -> None:
    thread = thread_of([1.0] * 8, ["whole"] * 7, -0.1)
    root = ElementTree.fromstring(drawing(thread, {}, MEASURED, "<b>&\"'"))
    assert "bypass" not in "".join(root.itertext())
    assert '<b>&"' in str(root.get("aria-label"))


def test_before_it_is_measured_the_places_are_there() -> None:
    root = ElementTree.fromstring(drawing(None, {"caseload": math.nan}, {}, "yours"))
    assert "It is being measured." in str(root.get("aria-label"))
    assert "performance reported" in "".join(root.itertext())


def test_each_state_has_a_shape_of_its_own() -> None:
    drawn = {state: strand((0, 0), (0, 100), (0.6, 0.4), state) for state in STATES}
    shapes = {re.sub(r"#[0-9A-Fa-f]+", "", svg) for svg in drawn.values()}
    assert len(shapes) == len(STATES)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0, 40.0, -0.5, math.nan])
def test_a_strand_is_never_wider_than_the_place_for_it(share: float) -> None:
    assert 0 < width_of(share) <= 1.5 * FULL_WIDTH
