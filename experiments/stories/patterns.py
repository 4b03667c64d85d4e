"""What a life may look like, in a few words: ``refused then re-referred``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from experiments.stories.kinds import Kind, Loss, Record
from experiments.stories.log import EventLog, citizen_events
from scenarios.quoting import LONGEST, short
from sim.citizens.record import OPEN, WAITING, WITH_PROVIDER
from sim.errors import InputError, nearest

MOST_TERMS = 8
NEVER = "never "


@dataclass(frozen=True)
class Term:
    """One thing that can be named in a pattern.

    Attributes
    ----------
    meaning
        What it says, in a clause.
    kinds
        The kinds of event that it stands for.
    details
        Their details; None for any.
    at_start
        Where a citizen may stand at the start for it to have happened already.
    """

    meaning: str
    kinds: tuple[Kind, ...]
    details: tuple[int, ...] | None = None
    at_start: tuple[int, ...] = ()

    def among(self, events: np.ndarray) -> np.ndarray:
        """Return which of the events the term stands for."""
        found = np.isin(events["kind"], self.kinds)
        if self.details is not None:
            found &= np.isin(events["detail"], self.details)
        start = events["kind"] == Kind.IN_NEED_AT_START
        return np.asarray(found | (start & np.isin(events["detail"], self.at_start)))


_TASKS = (Kind.ASSESSMENT_FINISHED, Kind.REVIEW_FINISHED)
_ACCEPTED = (WAITING, OPEN, WITH_PROVIDER)

TERMS: dict[str, Term] = {
    "need arose": Term("a need arose", (Kind.NEED_AROSE,)),
    "asked": Term("asked for help", (Kind.ASKED,), at_start=_ACCEPTED),
    "re-referred": Term("asked again within 12 months", (Kind.ASKED,), (1,)),
    "refused": Term("asked and was refused", (Kind.REFUSED,)),
    "waited": Term("was accepted", (Kind.ACCEPTED,), at_start=(WAITING,)),
    "gave up": Term("gave up waiting", (Kind.GAVE_UP,)),
    "got worker": Term("was given a worker", (Kind.GOT_WORKER,), at_start=(OPEN,)),
    "passed on": Term("was given another worker", (Kind.GOT_WORKER,), (1,)),
    "lost worker": Term("lost the worker, for whatever reason", (Kind.LOST_WORKER,)),
    "post cut": Term("lost the worker because the post was cut", (Kind.LOST_WORKER,),
                     (Loss.POST_CUT,)),
    "went to provider": Term("was passed to an outside provider", (Kind.WENT_TO_PROVIDER,),
                             at_start=(WITH_PROVIDER,)),
    "assessed": Term("the assessment was finished", (Kind.ASSESSMENT_FINISHED,)),
    "re-dated": Term("a late task was put on record as on time", _TASKS, (Record.REDATED,)),
    "closed early": Term("the case was closed with the need unmet", (Kind.CLOSED_EARLY,)),
    "need met": Term("the case was closed with the need met", (Kind.NEED_MET,)),
    "recovered alone": Term("the need healed without help", (Kind.NEED_FADED,)),
}  # fmt: skip
"""The words of a pattern. ``never`` may stand before the last of them."""


@dataclass(frozen=True)
class Pattern:
    """Things that happened one after the other, other things in between or not.

    Attributes
    ----------
    words
        The pattern as it was read.
    terms
        What must have happened, in order.
    never
        What must not have happened after that (at all, when there are no terms); None for
        nothing.
    """

    words: str
    terms: tuple[Term, ...]
    never: Term | None = None

    def matches(self, log: EventLog) -> np.ndarray:
        """Return the rows of the citizens in need to whom it happened, in order."""
        events = citizen_events(log)
        hits = [term.among(events) for term in self.terms]
        banned = None if self.never is None else self.never.among(events)
        starts = np.flatnonzero(np.diff(events["citizen"], prepend=-2))
        ends = np.append(starts[1:], len(events))
        found = [
            int(events["citizen"][start])
            for start, end in zip(starts, ends, strict=True)
            if _happened([hit[start:end] for hit in hits],
                         None if banned is None else banned[start:end])
        ]  # fmt: skip
        return np.array(found, dtype=np.int64)


def _happened(hits: list[np.ndarray], banned: np.ndarray | None) -> bool:
    """Return whether the terms were hit one after the other, and nothing banned came after."""
    place = -1
    for number, hit in enumerate(hits):
        later = np.flatnonzero(hit[place + 1 :])
        if len(later) == 0:
            return False
        # As early as may be, so that the others find room; the last one as late as may be, so
        # that least can come after it.
        chosen = later[-1] if banned is not None and number == len(hits) - 1 else later[0]
        place += 1 + int(chosen)
    return banned is None or not banned[place + 1 :].any()


def read_pattern(words: str) -> Pattern:
    """Return the pattern that is meant by words such as ``refused then re-referred``.

    Parameters
    ----------
    words
        Terms of ``TERMS``, joined by ``then``; ``never`` may stand before the last.

    Raises
    ------
    InputError
        When a word is not among them, with the nearest and the whole list.
    """
    parts = [part.strip() for part in re.split(r"\s+then\s+", _plain(words))]
    if parts == [""] or len(parts) > MOST_TERMS:
        raise _refusal(words, f"a pattern has 1 to {MOST_TERMS} parts, joined by 'then'")
    never = None
    if parts[-1].startswith(NEVER):
        never = _term(parts.pop().removeprefix(NEVER), words)
    if any(part.startswith(NEVER) for part in parts):
        raise _refusal(words, "'never' can stand before the last part of a pattern only")
    said = " then ".join([*parts, *([] if never is None else [_plain(words).split(" then ")[-1]])])
    return Pattern(said, tuple(_term(part, words) for part in parts), never)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _term(name: str, words: str) -> Term:
    known = {name.replace("-", " "): term for name, term in TERMS.items()}
    plain = name.replace("-", " ").replace("_", " ")
    if plain in known:
        return known[plain]
    close = nearest(name[:LONGEST], TERMS)
    hint = f"{close} " if close.startswith("Did you mean") else ""
    raise _refusal(words, f"unknown part {short(name)} in the pattern {short(words)}", hint)


def _refusal(words: str, problem: str, hint: str = "") -> InputError:
    listed = ", ".join(TERMS)
    return InputError(
        problem,
        remedy=f"{hint}Join any of these by 'then': {listed}; 'never' may stand before the last",
        key="like",
        value=words,
    )
