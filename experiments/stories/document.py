"""Stories as plain values, the words included: what text, page and JSON all show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.provenance import installed_version
from experiments.stories.accounts import by_year, in_sum, totals
from experiments.stories.beats import beats, date_of, letters
from experiments.stories.kinds import DETAILS, Kind
from experiments.stories.lives import Life, parting
from experiments.stories.moments import Beat
from experiments.stories.phrases import Letters
from experiments.stories.plain import day, frequency, hours, percent
from experiments.stories.selection import STRATA
from experiments.wording import counted
from sim.declaration import DOMAINS

if TYPE_CHECKING:
    from experiments.stories.story import CaseStories

NOTES = (
    "This is a simulation: nobody in it is real, and the rules are those of the model.",
    "Need, threshold, experience and trust lie on scales from 0 to 1.",
    "Reported: the share of tasks finished by their deadline that the council reports, in the "
    "field of this person's need. Honestly counted: the same share before any re-dating, missing "
    "record or error. Believed: what central government makes of the reports that reach it late, "
    "of audits and of stories.",
)
SAME_PERSON = (
    "The two worlds share every random draw, so that this is the same person in the same council, "
    "with the same next need drawn for them; what differs is what was changed, and all that "
    "follows from it."
)
_BANDS = ("most", "second most", "middle", "second least", "least")


def document(told: CaseStories) -> dict[str, Any]:
    """Return the stories as plain values; see ``CaseStories.document``."""
    first, last = told.window
    return {
        "title": told.lives[0][0].title if told.lives else "",
        "against": told.worlds[1].title if len(told.worlds) > 1 else None,
        "setting": (
            f"{counted(len(told.world.councils), 'council')}, "
            f"{counted(told.world.citizens, 'citizen')}, {first:g} to {last:g}, "
            f"seed {told.seed}, replicate {told.replicate}"
        ),
        "selection": _selection(told),
        "stories": [_story(told, lives) for lives in told.lives],
        "notes": [*NOTES, *([SAME_PERSON] if len(told.worlds) > 1 else [])],
        "made_with": {
            "goldenthread": installed_version("goldenthread"),
            "scenario": told.worlds[0].name,
            "against": told.worlds[1].name if len(told.worlds) > 1 else None,
            "seed": told.seed,
            "replicate": told.replicate,
            "first_year": first,
            "years": last - first,
        },
    }


def _selection(told: CaseStories) -> dict[str, Any]:
    found = told.candidates[0]
    shares = found.stratum_shares()
    return {
        "how": _how(told),
        "pattern": None if found.pattern is None else found.pattern.words,
        "in_need": len(found.in_need),
        "fitting": len(found.chosen_from),
        "share": None if np.isnan(found.share) else found.share,
        "share_against": told.candidates[1].share if len(told.worlds) > 1 else None,
        "strata": {name: shares[name] for name in STRATA},
    }


def _how(told: CaseStories) -> list[str]:
    """Say how the people were chosen, and how common such a history is."""
    found, number = told.candidates[0], len(told.lives)
    of_all = f"{counted(len(found.in_need), 'citizen')} who had a need in these years"
    drawn = "drawn at random, each with the same chance"
    said = []
    if told.citizen is not None:
        said.append(f"{told.citizen} was named, not drawn.")
    elif found.pattern is None:
        who = "This person was" if number == 1 else f"These {number} people were"
        said.append(f"{who} {drawn}, from the {of_all}.")
    else:
        fitting = f"{len(found.chosen_from):,} of the {of_all} ({frequency(found.share)})"
        said.append(f"{fitting} had this history: {found.pattern.words}.")
        who = "The one told here was" if number == 1 else f"The {number} told here were"
        said.append(f"{who} {drawn}, from among them.")
        if len(told.worlds) > 1:
            other = told.candidates[1]
            said.append(
                f"In '{told.worlds[1].title}' it is {frequency(other.share)} of those in need."
            )
    if number > 1:
        said.append("Each kind of history listed below has its share of the stories.")
    return said


def _story(told: CaseStories, lives: tuple[Life, ...]) -> dict[str, Any]:
    names = letters(lives)
    step = parting(lives) if len(lives) > 1 else None
    told_lives = [beats(life, names, step) for life in lives]
    return {
        "citizen": lives[0].log.register.citizen(lives[0].row),
        "introduction": _introduction(told, lives[0]),
        "workers": {letter: _post(lives[0], *who) for who, letter in names.items()},
        "parting": _parting(lives, told_lives, step) if len(lives) > 1 else None,
        "lives": [
            _life(life, moments, names) for life, moments in zip(lives, told_lives, strict=True)
        ],
    }


def _introduction(told: CaseStories, life: Life) -> str:
    council = int(life.log.register.council_of_citizen(life.row))
    band = told.world.deprivation_band()[council]
    said = [
        f"Citizen {life.log.register.citizen(life.row)}, of a council in the {_BANDS[band - 1]} "
        "deprived fifth."
    ]
    stratum = told.candidates[0].stratum_of(life.row)
    if stratum is not None:
        share = told.candidates[0].stratum_shares()[STRATA[stratum]]
        said.append(f"Like {frequency(share)} of all in need, this person {STRATA[stratum]}.")
    return " ".join(said)


def _post(life: Life, post: int, person: int) -> dict[str, Any]:
    register = life.log.register
    council = int(register.council_of_post(post))
    return {
        "council": register.councils[council],
        "post": post - int(register.first_post[council]),
        "person": person,
    }


def _parting(lives: tuple[Life, ...], told: list[list[Beat]], step: int | None) -> dict[str, Any]:
    """Return where two lives part, and what happens there in each."""
    if step is None:
        return {"step": None, "date": None, "text": ["The two lives are the same throughout."]}
    date = day(lives[0].log.calendar.year(step))
    said = [f"The two lives part on {date}."]
    for life, moments in zip(lives, told, strict=True):
        now = " ".join(beat.text for beat in moments[:-1] if beat.first_step == step)
        later = next((beat for beat in moments if beat.first_step > step), moments[-1])
        nothing = f"Nothing happens yet; the next thing is, on {date_of(later, life)}: {later.text}"
        said.append(f"{life.title}: {now or nothing}")
    return {"step": step, "date": date, "text": said}


def _life(life: Life, moments: list[Beat], names: Letters) -> dict[str, Any]:
    return {
        "world": life.name,
        "title": life.title,
        "moments": [_moment(life, beat, names) for beat in moments],
        "in_sum": in_sum(life),
        "totals": totals(life),
        "years": by_year(life, names),
        "events": [_event(life, event) for event in life.events],
    }


def _moment(life: Life, beat: Beat, names: Letters) -> dict[str, Any]:
    """Return a moment with its date, and who was beside it in that week."""
    at_end = beat.first_step >= life.log.last_step
    week = None if at_end or len(life.weeks) == 0 else life.week(beat.first_step)
    return {
        "step": beat.first_step,
        "last_step": beat.last_step,
        "date": date_of(beat, life),
        "text": beat.text,
        "worker": "" if week is None else _worker(week, names),
        "told": "" if week is None or week["status"] == 0 else _told(week),
    }


def _worker(week: np.void, names: Letters) -> str:
    if week["post"] < 0:
        return ""
    who = f"{names[int(week['post']), int(week['person'])]}: {week['cases']} cases"
    if week["off_sick"]:
        return f"{who}, off sick"
    return (
        f"{who}, need {percent(week['work_pressure'])} of the hours, "
        f"{hours(float(week['time_per_case']))} a case"
    )


def _told(week: np.void) -> str:
    return (
        f"reported {percent(week['reported'])}, counted {percent(week['counted'])}, "
        f"believed {percent(week['believed'])}"
    )


def _event(life: Life, event: np.void) -> dict[str, Any]:
    kind = Kind(event["kind"])
    post, person = int(event["post"]), int(event["person"])
    return {
        "step": int(event["step"]),
        "year": float(life.log.calendar.year(int(event["step"]))),
        "event": kind.name.lower(),
        "domain": DOMAINS[event["domain"]],
        "detail": DETAILS.get(kind, {}).get(int(event["detail"])),
        "need": float(event["need"]),
        "value": None if np.isnan(event["value"]) else float(event["value"]),
        "worker": _post(life, post, person) if post >= 0 else None,
    }
