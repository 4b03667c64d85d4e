"""What is equal but for rounding counts as equal, so that no order hangs on a last bit.

Needs that nobody touches all settle at one level, up to rounding, and deadlines fall on the ends
of steps. Compilers and processors may round differently.
"""

import math

from sim.compiled import compiled
from sim.records import ROUNDING


@compiled
def to_nine_digits(value):  # type: ignore[no-untyped-def]
    """Return the value in units of 1e-9, as a whole number."""
    return math.floor(value / ROUNDING + 0.5)
