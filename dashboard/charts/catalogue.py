"""Which charts there are, and what each line of them is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ledger import Ledger
from sim.outcomes import OUTCOMES, Outcome

PERCENT = 100.0


def _councils_years(ledger: Ledger) -> np.ndarray:
    """Return years of councils: a step of a council is ``years / steps`` long."""
    return np.asarray(ledger.authority_total("years"))


def _spent(ledger: Ledger) -> np.ndarray:
    parts = ("payroll", "training_money", "analytics_money", "contract_money")
    return np.asarray(sum(ledger.authority_total(part) for part in parts))


def _mean_reported(ledger: Ledger) -> np.ndarray:
    """Return the reported share of tasks on time, a mean over the domains, times steps."""
    return np.asarray(ledger.domain_total("reported").mean(axis=1))


SPEND = Outcome(
    "spend", "Spending", "posts' worth a year, per council", "neither", 1,
    "Money spent on staff, training, analysis and outside providers, in what a post costs a year.",
    _spent, _councils_years,
)  # fmt: skip
REPORTED = Outcome(
    "reported", "Reported", "0-100", "higher", 1,
    "Share of tasks finished by their deadline, as councils report it, a mean over the domains.",
    _mean_reported, lambda ledger: np.asarray(ledger.authority_total("steps")), PERCENT,
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One outcome on a chart.

    Attributes
    ----------
    outcome
        The outcome.
    quarters
        Quarters over which it is taken, up to each week: one, or four for what is rare.
    """

    outcome: Outcome
    quarters: int = 1

    @property
    def name(self) -> str:
        """A short name, for beside the line."""
        return self.outcome.label.lower().partition(" of ")[0]


@dataclass(frozen=True)
class Chart:
    """One chart of both worlds.

    Attributes
    ----------
    name, title
        Name in files, and title for people.
    lines
        One or two outcomes. With two whose difference is shaded, the first less the second is
        what the difference between the worlds is about.
    shaded
        Whether the gap between the two lines is shaded.
    about
        A sentence on how to read it.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    about: str
    shaded: bool = False

    @property
    def unit(self) -> str:
        """Unit of the first line, as the others have it too."""
        units = dict.fromkeys(line.outcome.unit for line in self.lines)
        return "; ".join(units)

    @property
    def scale(self) -> str:
        """Unit at the scale, which has little room: what shares are of, the definitions say."""
        units = self.unit
        return "%" if "; " in units and units.startswith("%") else units


def _of(name: str, quarters: int = 1) -> Line:
    return Line(OUTCOMES[name], quarters)


CHARTS = (
    Chart("gap", "Reported against felt", (Line(REPORTED), _of("experience")),
          "Both run from 0 to 100 but measure different things: read how the gap changes, "
          "not how large it is.", shaded=True),
    Chart("waiting", "Waiting and refused", (_of("waiting"), _of("refused")),
          "Waiting is a share of those in need, refused a share of those who ask."),
    Chart("time", "Time per case and norm", (_of("time_per_case"), _of("norm")),
          "When cases get less time than the norm, the norm falls within months; it takes decades "
          "to rise again."),
    Chart("strain", "Strain of staff", (_of("strain"),),
          "Strain comes from overload, fear and conflicting values. It makes people fall ill and "
          "leave."),
    Chart("staff", "Vacancies and turnover", (_of("vacancy"), _of("turnover", 4)),
          "Vacancies fall, too, when posts are cut. Turnover is taken over a year."),
    Chart("trust", "Trust", (_of("trust"),),
          "Trust is lost faster than it is won, and those without it do not ask."),
    Chart("re_referral", "Coming back", (_of("re_referral", 4),),
          "People who were refused, gave up, or whose case was closed early come back. Taken over "
          "a year."),
    Chart("spend", "Spending", (Line(SPEND, 4),),
          "In what one post costs in a year. Taken over a year."),
)  # fmt: skip
"""The charts, in the order of the page."""
