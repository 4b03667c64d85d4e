"""Codes: nobody guesses them, and nobody keeps others out by guessing."""

from __future__ import annotations

import pytest

from dashboard.serving.codes import MOST_ADDRESSES, MOST_WRONG, WAIT_SECONDS, Code


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def guess(code: Code, address: str, times: int = MOST_WRONG) -> None:
    for _ in range(times):
        assert not code.fits("WRONG", address)


def test_who_guesses_must_wait_and_others_are_let_in(clock: Clock) -> None:
    code = Code(clock)
    guess(code, "10.0.0.1")
    assert code.waits("10.0.0.1")
    assert not code.fits(code.letters, "10.0.0.1")
    assert code.fits(code.letters, "10.0.0.2")
    clock.now += WAIT_SECONDS
    assert code.fits(code.letters, "10.0.0.1")


def test_guesses_are_counted_by_the_minute(clock: Clock) -> None:
    code = Code(clock)
    guess(code, "10.0.0.1", MOST_WRONG - 1)
    clock.now += WAIT_SECONDS
    guess(code, "10.0.0.1", MOST_WRONG - 1)
    assert not code.waits("10.0.0.1")


def test_a_machine_with_many_addresses_counts_once(clock: Clock) -> None:
    code = Code(clock)
    for number in range(MOST_WRONG):
        assert not code.fits("WRONG", f"2001:db8:1:2::{number:x}")
    assert code.waits("2001:db8:1:2:ffff::1")
    assert not code.waits("2001:db8:1:3::1")


def test_no_more_is_remembered_than_there_is_room_for(clock: Clock) -> None:
    code = Code(clock)
    for number in range(MOST_ADDRESSES + 5):
        code.fits("WRONG", str(number))
    assert len(code._wrong) == MOST_ADDRESSES


def test_any_letters_are_looked_at(clock: Clock) -> None:
    code = Code(clock)
    assert code.fits(f" {code.letters.lower()} ", "somewhere")
    for given in ("", "\ud800", code.letters[:-1], code.letters + "A", "Ä" * 6):
        assert not code.fits(given, "")
