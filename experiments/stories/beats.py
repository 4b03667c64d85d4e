"""A life as a list of moments, repetitions told together."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from experiments.stories.kinds import Kind
from experiments.stories.lives import Life
from experiments.stories.moments import Beat, Moment
from experiments.stories.phrases import Letters, named
from experiments.stories.plain import day, duration, score, times
from sim.citizens.record import OPEN, UNSERVED, WAITING


def letters(lives: tuple[Life, ...]) -> Letters:
    """Return a letter for each worker, in the order in which they come; the same in all lives."""
    found: Letters = {}
    for life in lives:
        for event in life.events:
            who = int(event["post"]), int(event["person"])
            if who[0] >= 0 and who not in found:
                found[who] = _letter(len(found))
    return found


def _letter(place: int) -> str:
    """Return A to Z, then AA, AB, ..."""
    return _letter(place // 26 - 1) + chr(65 + place % 26) if place >= 26 else chr(65 + place)


def beats(life: Life, names: Letters, parting: int | None = None) -> list[Beat]:
    """Return a life as a list of moments.

    Parameters
    ----------
    life
        The life.
    names
        Letters of the workers.
    parting
        Step at which the life parts from another one: what comes before it and what comes
        after are not told together.
    """
    told: list[Beat] = []
    for step, group in groupby(life.events, key=lambda event: int(event["step"])):
        told += Moment(life, names, step, list(group)).beats()
    told = sorted([*told, *_sickness(life, names)], key=lambda beat: beat.first_step)
    end = Beat(life.log.last_step, life.log.last_step, _ending(life))
    return [*_together(told, parting), end]


def _sickness(life: Life, names: Letters) -> list[Beat]:
    """Tell of the workers' sickness while they held the case."""
    told: list[Beat] = []
    events = life.staff_events()
    weeks_per_step = 52 / life.log.calendar.steps_per_year
    for event in events[events["kind"] == Kind.FELL_ILL]:
        # Who falls ill this week is missing from the next week on.
        begin = int(event["step"]) + 1
        if begin >= life.log.last_step or life.week(begin)["post"] != event["post"]:
            continue
        later = (events["kind"] == Kind.RETURNED) & (events["step"] >= begin)
        later &= (events["post"] == event["post"]) & (events["person"] == event["person"])
        back = events["step"][later]
        name = named(event, names, start=True)
        if len(back) == 0:
            told.append(Beat(begin, begin, f"{name} is off sick from here on."))
            continue
        away = (int(back[0]) - begin + 1) * weeks_per_step
        text = f"{name} is off sick for {duration(away)}."
        told.append(Beat(begin, int(back[0]), text, f"{name} is off sick", (away,)))
    return told


def _together(told: list[Beat], parting: int | None) -> list[Beat]:
    """Tell moments of the same form, one right after the other, together."""

    def form(beat: Beat) -> tuple[bool, str | int]:
        later = parting is not None and beat.first_step >= parting
        return later, beat.form or id(beat)

    merged: list[Beat] = []
    for _, group in groupby(told, key=form):
        alike = list(group)
        merged += alike if len(alike) == 1 else [_merged(alike)]
    return merged


def _merged(told: list[Beat]) -> Beat:
    how_often, values = times(len(told)), [value for beat in told for value in beat.values]
    if told[0].form == "refused":
        low, high = score(min(values)), score(max(values))
        text = (
            f"Asks for help {how_often} and is refused each time: the need is judged to be below "
            f"the council's threshold ({low if low == high else f'{low} to {high}'})."
        )
    else:
        text = f"{told[0].form} {how_often}, for {duration(sum(values))} in all."
    return replace(told[0], last_step=told[-1].last_step, text=text, values=tuple(values))


def _ending(life: Life) -> str:
    if len(life.events) == 0:
        return "No need arose in all these years."
    if life.standing == 0:
        return "The story ends here, without a need."
    need = score(float(life.weeks["need"][-1]))
    where = {
        UNSERVED: "still in need and without help",
        WAITING: "still waiting for a worker",
        OPEN: "with the case still open",
    }.get(life.standing, "with the case still at a provider")
    return f"The story ends here, {where} (need {need})."


def date_of(beat: Beat, life: Life) -> str:
    """Return the date of a beat, or its first and last."""
    first, last = (day(life.log.calendar.year(step)) for step in (beat.first_step, beat.last_step))
    return first if first == last else f"{first} to {last}"
