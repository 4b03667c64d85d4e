"""What the user wrote, repeated in a message: as it stands in the file, and never at length."""

from __future__ import annotations

from datetime import date, time
from reprlib import Repr

LONGEST = 60
"""Characters of the user's text that a message repeats; no known name is longer."""
LONGEST_LINE = 900
"""Characters of a message that is shown; those that repeat nothing at length are shorter."""
_shortened = Repr()
_shortened.maxstring = _shortened.maxother = _shortened.maxlong = LONGEST


def short(value: object) -> str:
    """Return ``value`` as a scenario file writes it, cut when it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    try:
        return _shortened.repr(value)
    except ValueError:
        return "a number of thousands of digits"


def printable(text: str) -> str:
    """Return a message as one line without characters that would steer a terminal, cut if long."""
    line = "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)
    if len(line) <= LONGEST_LINE:
        return line
    # Where it is stands at the beginning, and what to do about it at the end.
    half = LONGEST_LINE // 2 - 5
    return f"{line[:half]} [...] {line[-half:]}"
