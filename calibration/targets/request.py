"""A quantity in words, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from calibration.targets.phrases import Found
from sim.outcomes import OUTCOMES

DURATION = "DURATION"


@dataclass(frozen=True)
class Request:
    """What a row asks for.

    Attributes
    ----------
    text, rest
        Its words, plain, and the same with every quantity replaced by number signs.
    found
        The quantities in it.
    unit, period
        Its unit, plain, and its years.
    values
        How many values it is to have.
    dated
        Whether each of them has a year of its own.
    """

    text: str
    rest: str
    found: tuple[Found, ...]
    unit: str
    period: tuple[float, float] | None
    values: int
    dated: bool = False

    @property
    def one_quantity(self) -> bool:
        """Whether it speaks of a single quantity, perhaps more than once."""
        return len({each.expression for each in self.found}) == 1

    @property
    def quantity(self) -> str:
        """The first quantity, as an expression."""
        return self.as_quantity(self.found[0].expression)

    @property
    def is_duration(self) -> bool:
        """Whether it is about how long assessments take."""
        return self.found[0].expression == DURATION

    @property
    def is_share(self) -> bool:
        """Whether the quantity is in per cent anyway."""
        outcome = OUTCOMES.get(self.found[0].expression)
        return outcome is not None and "%" in outcome.unit

    @property
    def lag(self) -> int | None:
        """Years between the two years that it compares."""
        match = re.search(
            r"lag(?:ged)?(?: of)? (\d+)|(\d+) years? (?:apart|later|lag|correlation|persistence"
            r"|auto ?correlation|earlier|before)|over (\d+) years|(\d+)(?:st|nd|rd|th) order",
            self.rest,
        )
        return None if match is None else int(next(group for group in match.groups() if group))

    @property
    def lag_between(self) -> int | None:
        """Years by which the second quantity comes later than the first; None for the same year."""
        if re.search(r"(next|following|subsequent) year|year (after|later)", self.rest):
            return self.lag or 1
        return self.lag

    @property
    def years_after(self) -> int | None:
        """Years after an event."""
        match = re.search(r"(\d+) years? (?:after|following|on|later|post|since)", self.rest)
        if match:
            return int(match[1])
        return 1 if re.search(r"(the )?year (after|following)", self.rest) else None

    def as_quantity(self, expression: str) -> str:
        """Return an expression in which how long assessments take is their median."""
        return "duration_days(0.5)" if expression == DURATION else expression

    def with_text(self, words: str) -> Request:
        """Return the same request for one of several statistics."""
        return replace(self, text=f"{words} of {self.text}", rest=words, values=1)
