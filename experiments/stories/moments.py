"""The words of a moment. Every sentence is made from events and from the diary of that week."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from experiments.stories.kinds import Kind, Loss
from experiments.stories.lives import Life, routine
from experiments.stories.phrases import Letters, finished, named, of_worker, on_record, with_need
from experiments.stories.plain import duration, number, percent, period, score, several, times
from sim.citizens.record import OPEN, REJECTED, UNSERVED, WAITING
from sim.declaration import DOMAINS


@dataclass(frozen=True)
class Beat:
    """A moment of a life, or several of the same kind told together.

    Attributes
    ----------
    first_step, last_step
        When; the same step unless it lasts, or several moments are told together.
    text
        What happened, in one or more sentences.
    form
        Moments of the same form, one right after the other, may be told together; empty: never.
    values
        Figures of the moments, which are then summed up.
    """

    first_step: int
    last_step: int
    text: str
    form: str = ""
    values: tuple[float, ...] = ()


class Moment:
    """What happened to a citizen in one step.

    Parameters
    ----------
    life, names
        The life, and the letters of its workers.
    step, events
        The step, and the citizen's events in it.
    """

    def __init__(self, life: Life, names: Letters, step: int, events: list[np.void]) -> None:
        self.life, self.names, self.step, self.events = life, names, step, events
        self.kinds = [Kind(event["kind"]) for event in events]
        self.period = period(life.log.calendar.steps_per_year)

    def beats(self) -> Iterator[Beat]:
        """Yield what is worth telling."""
        for event, kind in zip(self.events, self.kinds, strict=True):
            if kind not in _TOLD or (kind in _AT_ONCE and Kind.ASKED in self.kinds):
                continue
            found = _TOLD[kind](self, event)
            if isinstance(found, Beat):
                yield found
            elif found:
                yield Beat(self.step, self.step, found)

    def _first(self, *kinds: Kind) -> np.void | None:
        pairs = zip(self.events, self.kinds, strict=True)
        return next((event for event, kind in pairs if kind in kinds), None)

    def start(self, event: np.void) -> str:
        """Say where the citizen stands as the story begins."""
        status = int(event["detail"])
        where = {
            UNSERVED: "and no help",
            WAITING: "and the wait for a worker has begun",
            OPEN: "and a case with",
        }.get(status, "and a case with an outside provider")
        if status == OPEN:
            where = f"{where} {named(event, self.names)}"
        return f"There is a need already ({with_need(event)}), {where}."

    def arose(self, event: np.void) -> str:
        """Tell of a need that begins."""
        before = self.life.events
        before = before[before["step"] < self.step]
        again = np.isin(before["kind"], (Kind.NEED_AROSE, Kind.IN_NEED_AT_START)).any()
        return f"A {'new ' if again else ''}need arises: {with_need(event)} on a scale from 0 to 1."

    def faded(self, event: np.void) -> str:
        """Tell of a need that ends by itself."""
        return "The need has healed without help."

    def asks(self, event: np.void) -> Beat:
        """Tell of asking for help, and of the answer."""
        since = float(event["value"])
        asking = "Asks for help"
        if not math.isnan(since):
            asking += f" again, {duration(since)} after the last time,"
        refused, accepted = self._first(Kind.REFUSED), self._first(Kind.ACCEPTED)
        if refused is not None:
            return self._refused(asking, refused)
        text = f"{asking} and is accepted"
        if accepted is not None:
            text += f": an assessment is due within {duration(float(accepted['value']))}"
        at_once = self._first(*_AT_ONCE)
        if at_once is None:
            return Beat(self.step, self.step, f"{text}. No worker has room, so the wait begins.")
        followed = str(_TOLD[Kind(at_once["kind"])](self, at_once))
        return Beat(self.step, self.step, f"{text}. {followed}")

    def _refused(self, asking: str, event: np.void) -> Beat:
        need, threshold = float(event["need"]), float(event["value"])
        # Managers judge with an error: a need above the threshold may be refused too.
        judged = f"the need ({score(need)}) is judged"
        if need >= threshold:
            judged = f"the need is {score(need)}, but is judged"
        text = f"{asking} and is refused: {judged} to be below the council's threshold of "
        return Beat(self.step, self.step, f"{text}{score(threshold)}.", "refused", (threshold,))

    def got_worker(self, event: np.void) -> str:
        """Tell of a worker, and introduce them by what the diary of the same week says."""
        verb = "is passed on to" if event["detail"] else "gets"
        week = self.life.week(self.step)
        mine = week["post"] == event["post"] and week["person"] == event["person"]
        who = f"{named(event, self.names)}{of_worker(week) if mine else ''}"
        if event["value"] == 0:
            return f"{verb.capitalize()} {who} at once." if not mine else f"At once {verb} {who}."
        return f"After {duration(float(event['value']))} of waiting {verb} {who}."

    def to_provider(self, event: np.void) -> str:
        """Tell of a case that goes outside."""
        waited = float(event["value"])
        after = "At once" if waited == 0 else f"After {duration(waited)} of waiting"
        return f"{after} the case goes to an outside provider."

    def gave_up(self, event: np.void) -> str:
        """Tell of a wait that was too long."""
        waited = duration(float(event["value"]))
        return f"Gives up after {waited} of waiting. The need is {score(event['need'])}."

    def contract_ended(self, event: np.void) -> str:
        """Tell of a provider who is paid no longer."""
        return "The provider's contract ends, and the case goes back to the queue."

    def assessed(self, event: np.void) -> str:
        """Tell of an assessment, its record, and what was reported and believed that week."""
        closing = self._first(Kind.NEED_MET)
        if closing is not None and closing["stage"] == event["stage"]:
            task = "The assessment, still open, counts as finished with the case,"
        else:
            task = "The assessment is finished"
        week = self.life.week(self.step)
        return (
            f"{task} {finished(event)}{on_record(event)} In that {self.period} the council reports "
            f"{percent(week['reported'])} of {DOMAINS[event['domain']]} tasks on time; honestly "
            f"counted it is {percent(week['counted'])}; the centre believes "
            f"{percent(week['believed'])}."
        )

    def reviewed(self, event: np.void) -> str:
        """Tell of a review that was late, or on record as what it was not."""
        if routine(event):
            return ""
        return f"A review of the case is finished {finished(event)}{on_record(event)}"

    def met(self, event: np.void) -> str:
        """Tell of a good end."""
        return f"The need is met and the case is closed.{self._looking_back(event)}"

    def closed_early(self, event: np.void) -> str:
        """Tell of an end too soon."""
        need = score(event["need"])
        return f"The case is closed with the need unmet ({need}).{self._looking_back(event)}"

    def lost(self, event: np.void) -> str:
        """Tell of a worker who goes."""
        how = {
            Loss.LEFT: "leaves the council",
            Loss.AGENCY_ENDED: "from an agency, ends the assignment",
            Loss.POST_CUT: "goes because the post is cut",
        }[Loss(event["detail"])]
        comma = "," if event["detail"] == Loss.AGENCY_ENDED else ""
        return (
            f"{named(event, self.names, start=True)}{comma} {how}.{self._looking_back(event)} "
            "The case goes back to the queue."
        )

    def _looking_back(self, event: np.void) -> str:
        """Say what came of the time with a worker, by the diary and the log."""
        if event["post"] < 0:
            return ""
        held = self.life.held(int(event["post"]), int(event["person"]), self.step)
        if len(held) == 0:
            return ""
        seen, sick = int((held["contact"] > 0).sum()), int(held["off_sick"].sum())
        turned = int((held["contact"] == REJECTED).sum())
        some = number(seen) if seen else "none"
        saw = f"in {'each' if seen == len(held) else some} of them"
        said = [f"had the case for {several(len(held), self.period)}", f"saw the person {saw}"]
        if sick:
            said.append(f"was off sick in {number(sick)}")
        if turned:
            said.append(f"was turned away {times(turned)}")
        reviews = self.life.reviews(held)
        if reviews:
            said.append(f"finished {several(reviews, 'review')}")
        worker = named(event, self.names, start=True)
        return f" {worker} {', '.join(said[:-1])} and {said[-1]}."


_TOLD: dict[Kind, Callable[[Moment, np.void], str | Beat]] = {
    Kind.IN_NEED_AT_START: Moment.start,
    Kind.NEED_AROSE: Moment.arose,
    Kind.NEED_FADED: Moment.faded,
    Kind.ASKED: Moment.asks,
    Kind.GAVE_UP: Moment.gave_up,
    Kind.CONTRACT_ENDED: Moment.contract_ended,
    Kind.GOT_WORKER: Moment.got_worker,
    Kind.WENT_TO_PROVIDER: Moment.to_provider,
    Kind.ASSESSMENT_FINISHED: Moment.assessed,
    Kind.REVIEW_FINISHED: Moment.reviewed,
    Kind.NEED_MET: Moment.met,
    Kind.CLOSED_EARLY: Moment.closed_early,
    Kind.LOST_WORKER: Moment.lost,
}
"""How each kind is told; a refusal and an acceptance are told with the asking."""

_AT_ONCE = (Kind.GOT_WORKER, Kind.WENT_TO_PROVIDER)
"""Told with the asking, too, when they follow in the same step."""
