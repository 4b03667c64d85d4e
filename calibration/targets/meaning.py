"""What is computed for a row: by its column ``statistic``, or by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from calibration.statistics import Statistic
from calibration.targets.examples import EXAMPLES
from calibration.targets.plain import plain
from calibration.targets.wordings import NotUnderstoodError, understand


@dataclass(frozen=True)
class Meaning:
    """The statistic of a row.

    Attributes
    ----------
    statistic
        None where the words are not understood.
    scale
        What it is multiplied by to be in the unit of the row.
    told
        What should be known about it.
    """

    statistic: Statistic | None
    scale: float
    told: str


def meanings(
    quantity: str,
    statistic: str,
    unit: str,
    period: tuple[float, float] | None,
    values: int,
) -> list[Meaning]:
    """Return what a row means, once for each of its values.

    Parameters
    ----------
    quantity, statistic, unit, period
        The cells of the row; several statistics are separated by semicolons.
    values
        How many values it has.

    Raises
    ------
    InputError
        When the column ``statistic`` holds none.
    """
    if statistic:
        found = [Statistic(text.strip()) for text in statistic.split(";")]
        return [_meaning(each, unit, "") for each in found]
    try:
        understood = understand(quantity, unit, period, values)
    except NotUnderstoodError as reason:
        return [Meaning(None, 1.0, f"{reason}; {_remedy(quantity)}")] * values
    told = "; ".join(understood.cautions)
    return [_meaning(Statistic(text), unit, told) for text in understood.expressions]


def _meaning(statistic: Statistic, unit: str, told: str) -> Meaning:
    return Meaning(statistic, scale(statistic.unit, unit), told)


def _remedy(quantity: str) -> str:
    close = get_close_matches(plain(quantity), EXAMPLES, n=2, cutoff=0.3)
    like = f", or write it like {' or '.join(map(repr, close))}" if close else ""
    return f"fill the column statistic (`goldenthread statistics`){like}"


_TIMES = {"weeks": 5.0, "working days": 1.0, "days": 1.0, "months": 21.75, "years": 260.0}
"""Working days in a unit of time; the durations that official tables call days are working days."""


def scale(ours: str, theirs: str) -> float:
    """Return what a value in our unit is multiplied by to be in that of a table."""
    unit = plain(theirs)
    of_one = "%" not in unit and re.match(r"(share|proportion|fraction|0 ?(-|to) ?1\b)", unit)
    if of_one and ours.startswith(("%", "0-100")):
        return 0.01
    if ours in _TIMES:
        for name in ("working days", "days", "weeks", "months", "years"):
            if re.search(rf"\b{name}?\b", unit):
                return _TIMES[ours] / _TIMES[name]
    return 1.0
