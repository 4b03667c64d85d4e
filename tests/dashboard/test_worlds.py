"""The two worlds of a session: the same draws, changes by date, and what is observed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

import pytest

from dashboard.worlds.pair import Pair, Played
from dashboard.worlds.settings import MOST_CITIZENS, Settings, Size
from sim.errors import InputError
from sim.outcomes import OUTCOMES, outcomes

SMALL = Size(5, 3, 10)


def settings(scenario: str = "austerity") -> Settings:
    return replace(Settings.of(scenario), size=SMALL, years=2.0)


def observed(world: Played) -> bytes:
    """A digest of every sum of the ledger."""
    ledger = world.model.ledger
    return blake2b(ledger.authority.tobytes() + ledger.domain.tobytes()).digest()


def test_unchanged_worlds_of_a_baseline_are_the_same_to_the_last_byte() -> None:
    pair = Pair(settings("england"))
    pair.advance(60)
    assert observed(pair.baseline) == observed(pair.yours)


def test_a_change_takes_effect_from_the_next_week_and_in_your_world_alone() -> None:
    pair, alone = Pair(settings("england")), Pair(settings("england"))
    for each in (pair, alone):
        each.advance(10)
    assert pair.change("overhead", 0.5)
    assert observed(pair.baseline) == observed(alone.baseline)
    assert pair.marks[0].year == pytest.approx(pair.year)
    for each in (pair, alone):
        each.advance(1)
    assert observed(pair.baseline) == observed(alone.baseline)
    assert observed(pair.yours) != observed(alone.yours)


def test_windows_of_a_quarter_agree_with_the_ledger() -> None:
    pair = Pair(settings())
    pair.advance(52)
    start = pair.settings.first_year + 0.75
    told = outcomes(pair.yours.model.ledger, start, start + 0.25)
    for name, outcome in OUTCOMES.items():
        found = pair.yours.series.values(outcome, 13)
        assert found.shape == (52,)
        assert found[-1] == pytest.approx(told[name], nan_ok=True), name


def test_bands_are_the_councils_in_them() -> None:
    pair = Pair(settings())
    pair.advance(26)
    start, member = pair.settings.first_year + 0.25, pair.settings.world.deprivation_band()
    found = pair.yours.series.by_band(OUTCOMES["caseload"], 13)
    for place, band in enumerate(pair.yours.series.bands):
        rows = [row for row, each in enumerate(member) if each == band]
        told = outcomes(pair.yours.model.ledger, start, start + 0.25, rows)
        assert found[place, -1] == pytest.approx(told["caseload"])


def test_starting_again_keeps_the_values_and_brings_them_to_the_first_week() -> None:
    pair = Pair(settings())
    pair.advance(20)
    pair.change("grant", 0.9)
    pair.advance(1)
    pair.change("grant", 0.5)
    pair.change("initial_trust", 0.2)
    pair.reset()
    assert pair.steps == 0
    assert pair.settings.value("grant", pair.year) == 0.5
    assert pair.settings.value("grant", pair.year + 1.9) == 0.5
    assert pair.settings.value("initial_trust", pair.year) == 0.2
    assert pair.settings.changes[0].start == pair.settings.first_year


def test_years_end_and_a_year_has_twelve_months() -> None:
    pair = Pair(settings("england"))
    months = 0
    while pair.year < pair.settings.first_year + 1 - 1e-9:
        pair.advance(pair.steps_to("month"))
        months += 1
    assert months == 12
    assert pair.steps == 52
    assert pair.advance(1000) == 52
    assert pair.finished


@pytest.mark.parametrize(
    ("name", "value"), [("grant", 7), ("grant", float("nan")), ("grnt", 1), ("grant", "1")]
)
def test_what_cannot_be_set_is_refused_and_leaves_the_worlds_as_they_were(
    name: str, value: object
) -> None:
    pair = Pair(settings())
    before = pair.settings
    with pytest.raises(InputError):
        pair.change(name, value)
    assert pair.settings == before


def test_worlds_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        Size(MOST_CITIZENS, 1, 2)
