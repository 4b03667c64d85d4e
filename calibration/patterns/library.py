"""The patterns with their tolerances; what was declared when, the page says."""

from __future__ import annotations

from collections.abc import Iterator

from calibration.patterns import targets_at_work, workforce, workload
from calibration.patterns.pattern import Criterion, Pattern
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest

NO_STAKES = {"accountability_stakes": 0.0}

_OLIVA = "Oliva & Sterman 2001"
_NORM = """
Norms erode and do not come back, but by less than one per cent and not by seven. A fifth more needs
for half a year raise the caseload by three per cent at most: a caseload is a stock that lasts more
than a year (18 cases a worker, 14 closed in a year), where the orders in Oliva and Sterman's bank
lasted for days. And workers have slack to take it up (required over available hours 0.82). A fifth
fewer hours for half a year, which is a fifth more load at once, lower the norm by 3.6 %, of which
2.3 are left after four years. The law itself is theirs: a team without slack under a fifth more
load keeps to 0.901 after 26 weeks (docs/limits.md). What is missing is a team that is always at its
limit.
"""
_BUNCHING = """
Assessments do bunch, and because of the stakes, but by too much in the mean. What is late and
re-dated stands on record just before the deadline, and managers differ in integrity: where chance
gives a country several who re-date readily, the ratio is far larger than elsewhere. Over ten
replicates the mean is 4.8, the median 4.1, the standard deviation 2.1. Were all of the same
integrity, the mean would be 2.3 and the standard deviation 0.1.
"""
_LEVELS = """
All four lie at an edge of what is accepted, caseload, vacancies and absence at the upper one and
turnover at the lower: their intervals over twenty replicates reach across it.
"""
_FAILURE = """
Fewer come back, and none fewer where the effect does not depend on time. Whether it is by more than
half a point, twenty replicates leave open.
"""


class Library:
    """Patterns, in order, found by their number."""

    def __init__(self, *patterns: Pattern) -> None:
        self._patterns = {pattern.id: pattern for pattern in patterns}

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._patterns.values())

    def __len__(self) -> int:
        return len(self._patterns)

    def named(self, name: str) -> Pattern:
        """Return the pattern of a number.

        Raises
        ------
        InputError
            When there is none; the message names the nearest.
        """
        try:
            return self._patterns[name]
        except KeyError:
            raise InputError(
                f"there is no pattern {short(name)}",
                remedy=nearest(name[:LONGEST], self._patterns),
                key="pattern",
                value=name,
            ) from None


PATTERNS = Library(
    Pattern(
        "P1", "More load, less time per case.",
        f"{_OLIVA} (-0.64); Dogan 2007 (-0.60)",
        (Criterion("d ln(time per case) / d ln(caseload)", "elasticity", -0.9, -0.3),),
        workload.time_against_load,
        "time per case does not answer to load", {"time_elasticity": 0.0},
    ),
    Pattern(
        "P3", "The norm of time per case erodes under a pulse of demand and does not come back.",
        _OLIVA,
        (Criterion("norm 4 years after a 26-week rise of a fifth in demand", "of without it",
                   None, 0.93, 3),),
        workload.norm_after_pulse,
        "norms do not erode", {"norm_erosion_weeks": 1000.0},
        _NORM,
    ),
    Pattern(
        "P5", "Under high stakes what is reported runs ahead of what users report (here, of an "
        "honest count of the same tasks).",
        "Bevan & Hood 2006: 96 % against 77 % in English emergency care",
        (Criterion("reported minus honestly counted timeliness at stakes 1", "points", 13, 25, 1),
         Criterion("the same at stakes 0", "points", None, 3, 1)),
        targets_at_work.reported_ahead,
        "no stakes", NO_STAKES,
    ),
    Pattern(
        "P6", "Finished assessments bunch at the deadline, because of the stakes.",
        "Department for Education, children in need 2025 (3.3)",
        (Criterion("a day before over a day after the deadline", "ratio", 2.8, 3.8, 1),
         Criterion("the same at stakes 0", "ratio", None, 1.5, 1)),
        targets_at_work.bunching_at_the_deadline,
        "no stakes", NO_STAKES,
        _BUNCHING,
    ),
    Pattern(
        "P7", "Stakes do move the measured thing.",
        "Propper et al. 2008; Bevan & Hamblin 2009",
        (Criterion("counted timeliness, from stakes 0 to those of the baseline", "points",
                   0, None, 1),),
        targets_at_work.counted_timeliness,
        "no stakes", NO_STAKES,
    ),
    Pattern(
        "P8", "Targets can help people: with a valid measure, and only then.",
        "Gruber, Hoe & Stoye 2023; Kelman & Friedman 2009",
        (Criterion("experience, from stakes 0 to 1, where the measure is valid (0.9)", "points",
                   0, None),
         Criterion("the same where it is not (0.1)", "points", None, 0)),
        targets_at_work.help_by_targets,
        "the measure is worth nothing", {"measure_validity": 0.0},
    ),
    Pattern(
        "P13", "Turnover, vacancies, absence and caseload are at their English levels together.",
        "Department for Education, children's social work workforce",
        workforce.CRITERIA,
        workforce.levels,
        finding=_LEVELS,
    ),
    Pattern(
        "P15", "Worse before better: a sudden boost of staff lowers outcome per hour at first.",
        f"{_OLIVA} (starters 0.35 effective for 12 weeks)",
        (Criterion("outcome per hour in the first half year", "% of without", None, 0, 1),
         Criterion("the same in the last three of six years", "% of without", 0, None, 1)),
        workload.boost_of_staff,
        "newcomers are fully effective from the first day",
        {"starter_effectiveness": 1.0, "trainer_share": 0.0, "starter_knowledge": 1.0,
         "goal_gain": 0.0},
    ),
    Pattern(
        "P16", "Little time is relational.",
        "British Association of Social Workers 2018",
        (Criterion("direct contact", "% of hours", 18, 30, 1),),
        workload.relational_share,
        "no recording burden", {"recording_burden": 0.0},
    ),
    Pattern(
        "P17", "Failure demand: fewer come back when each case gets more time.",
        "Seddon on failure demand; Department for Education (21.5 to 24.7 % in 2013-2025)",
        (Criterion("re-referral, when staff have a sixth more hours", "points", None, -0.5),),
        workload.failure_demand,
        "the effect of casework does not depend on time", {"half_effect_hours": 0.01},
        _FAILURE,
    ),
    Pattern(
        "P20", "A ratchet dulls effort.",
        "Weitzman 1980; Hood 2006",
        (Criterion("counted timeliness, from no ratchet to a full one", "points", None, 0),),
        targets_at_work.ratchet,
        "no ratchet", {"target_ratchet": 0.0},
    ),
    Pattern(
        "P21", "Audit deters misreporting and costs time at the front line.",
        "Duflo et al. 2013; Bevan & Hood 2006",
        (Criterion("re-dated records at stakes 1, from no audits to one a year", "points",
                   None, 0),
         Criterion("casework hours, likewise", "%", None, 0)),
        targets_at_work.audit,
        "no audits", {"audit_rate": 0.0},
    ),
)  # fmt: skip
"""The patterns that are open to whoever builds the model; others are held back."""
