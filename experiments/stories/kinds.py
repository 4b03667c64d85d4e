"""What can happen to a case, a post or a council: the declared kinds of event."""

from __future__ import annotations

from enum import IntEnum, unique

import numpy as np

from sim.citizens.record import OPEN, UNSERVED, WAITING, WITH_PROVIDER, WITHOUT_NEED
from sim.citizens.record import STATUSES as SITUATIONS
from sim.workers.record import STATUSES as POST_STATUSES


@unique
class Kind(IntEnum):
    """The kinds of event, in the order in which they can follow each other within a stage."""

    IN_NEED_AT_START = 0
    NEED_AROSE = 1
    NEED_FADED = 2
    ASKED = 3
    REFUSED = 4
    ACCEPTED = 5
    GAVE_UP = 6
    CONTRACT_ENDED = 7
    GOT_WORKER = 8
    WENT_TO_PROVIDER = 9
    ASSESSMENT_FINISHED = 10
    REVIEW_FINISHED = 11
    NEED_MET = 12
    CLOSED_EARLY = 13
    LOST_WORKER = 14
    WORKER_BEGAN = 15
    WORKER_LEFT = 16
    POST_CUT = 17
    FELL_ILL = 18
    RETURNED = 19
    AUDIT_BEGAN = 20


@unique
class Record(IntEnum):
    """What is on record about a finished task (``detail`` of the events of finished tasks)."""

    MISSING = 0
    ON_TIME = 1
    LATE = 2
    REDATED = 3


@unique
class Loss(IntEnum):
    """Why a worker was lost (``detail`` of ``LOST_WORKER``)."""

    LEFT = 1
    AGENCY_ENDED = 2
    POST_CUT = 3


MEANINGS = {
    Kind.IN_NEED_AT_START: "had a need when the watching began; detail: where the citizen stood",
    Kind.NEED_AROSE: "a need arose",
    Kind.NEED_FADED: "the need of an unserved citizen healed without help",
    Kind.ASKED: "asked for help; value: weeks since the last time (NaN: never before); "
    "detail 1: within 12 months of it, a re-referral",
    Kind.REFUSED: "was refused; value: the eligibility threshold",
    Kind.ACCEPTED: "was accepted, and must be assessed; value: weeks until the deadline",
    Kind.GAVE_UP: "gave up waiting; value: weeks waited",
    Kind.CONTRACT_ENDED: "the provider's contract ended, and the case came back to the queue",
    Kind.GOT_WORKER: "the case was given to a worker; value: weeks waited; "
    "detail 1: after another worker had held it",
    Kind.WENT_TO_PROVIDER: "the case was given to an outside provider; value: weeks waited",
    Kind.ASSESSMENT_FINISHED: "the assessment was finished; value: weeks after its deadline "
    "(negative: before); detail: what is on record; no post for a provider's case; the stage is "
    "that of closing where it only counts as finished because the case was closed",
    Kind.REVIEW_FINISHED: "a review was finished; value and detail as for an assessment",
    Kind.NEED_MET: "the case was closed with the need met",
    Kind.CLOSED_EARLY: "the case was closed with the need unmet",
    Kind.LOST_WORKER: "the worker left, and the case went back to the queue; detail: 1 left, "
    "2 agency assignment ended, 3 post cut",
    Kind.WORKER_BEGAN: "a person began in a post; detail: 2 permanent, 3 agency",
    Kind.WORKER_LEFT: "a person left a post; detail: 2 permanent, 3 agency",
    Kind.POST_CUT: "a post was cut and its holder left; detail: 2 permanent, 3 agency",
    Kind.FELL_ILL: "a worker fell ill, and is off sick from the next week on",
    Kind.RETURNED: "a worker is back from the next week on",
    Kind.AUDIT_BEGAN: "an audit of the council began",
}
"""What each kind of event says, and what ``value`` and ``detail`` hold (else NaN and 0)."""

_FIELDS = [
    ("step", "i4", "step of the model, from 0 at the start of the burn-in"),
    ("stage", "i1", "place of the stage in the week, from 1; 0 for the start of the watching"),
    ("kind", "i1", "what happened"),
    ("council", "i4", "row of the council"),
    ("citizen", "i4", "row of the citizen; -1 for an event of staff or council"),
    ("post", "i4", "row of the post concerned; -1 for none"),
    ("person", "i4", "how many people had left the post before: says which person; -1 for none"),
    ("domain", "i1", "domain of the citizen's need; -1 for none"),
    ("detail", "i1", "by kind"),
    ("need", "f4", "the citizen's need at the end of the step's stage, 0 to 1; NaN for none"),
    ("value", "f4", "by kind"),
]

EVENT = np.dtype([(name, kind) for name, kind, _ in _FIELDS])
"""One event. Events lie in the order of steps, stages, kinds, councils and rows."""

COLUMNS = {name: meaning for name, _, meaning in _FIELDS}
"""What each field of an event means."""

CITIZEN_KINDS = tuple(kind for kind in Kind if kind <= Kind.LOST_WORKER)

LEADS_TO = {
    Kind.NEED_AROSE: UNSERVED,
    Kind.NEED_FADED: WITHOUT_NEED,
    Kind.REFUSED: UNSERVED,
    Kind.ACCEPTED: WAITING,
    Kind.GAVE_UP: UNSERVED,
    Kind.CONTRACT_ENDED: WAITING,
    Kind.GOT_WORKER: OPEN,
    Kind.WENT_TO_PROVIDER: WITH_PROVIDER,
    Kind.NEED_MET: WITHOUT_NEED,
    Kind.CLOSED_EARLY: UNSERVED,
    Kind.LOST_WORKER: WAITING,
}
"""Where a citizen stands after an event; the other kinds move nobody."""

DETAILS: dict[Kind, dict[int, str]] = {
    Kind.IN_NEED_AT_START: dict(enumerate(SITUATIONS)),
    Kind.ASKED: {0: "first referral in 12 months", 1: "re-referral"},
    Kind.GOT_WORKER: {0: "first worker", 1: "passed on"},
    Kind.ASSESSMENT_FINISHED: {each: each.name.lower().replace("_", " ") for each in Record},
    Kind.REVIEW_FINISHED: {each: each.name.lower().replace("_", " ") for each in Record},
    Kind.LOST_WORKER: {each: each.name.lower().replace("_", " ") for each in Loss},
    **{
        kind: dict(enumerate(POST_STATUSES))
        for kind in (Kind.WORKER_BEGAN, Kind.WORKER_LEFT, Kind.POST_CUT)
    },
}
"""The details in words, for tables."""
