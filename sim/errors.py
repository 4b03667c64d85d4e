"""What goes wrong at the user's level, said in the user's words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(ValueError):
    """Something the user gave cannot be used; carries what, where and the remedy.

    Parameters
    ----------
    problem
        What is wrong, in one clause ("unknown parameter 'discretoin'").
    remedy
        What to do about it, as an instruction.
    where
        File, with line or column where known ("austerity.toml, line 12").
    key, value
        The offending entry, for programs that catch the error.
    """

    def __init__(
        self,
        problem: str,
        *,
        remedy: str = "",
        where: str = "",
        key: str = "",
        value: object = None,
    ) -> None:
        self.problem = problem
        self.remedy = remedy
        self.where = where
        self.key = key
        self.value = value
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"{place}{self.problem}{remedy}"

    def at(self, where: str) -> InputError:
        """Return the same error with the place where it was found."""
        return InputError(
            self.problem, remedy=self.remedy, where=where, key=self.key, value=self.value
        )


MOST_NAMES = 12
"""Known names that a remedy spells out."""


def nearest(name: str, known: Iterable[str], listed_by: str = "") -> str:
    """Return a remedy naming the known names closest to ``name``, or else the known names.

    Parameters
    ----------
    name
        What was given.
    known
        What could have been given.
    listed_by
        The command that lists all known names, for when there are too many to spell out.
    """
    names = list(known)
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return "Did you mean " + " or ".join(repr(other) for other in close) + "?"
    shown = f"Known names: {', '.join(sorted(names)[:MOST_NAMES])}"
    if len(names) <= MOST_NAMES:
        return shown
    rest = f"{shown} and {len(names) - MOST_NAMES} more"
    return f"{rest} (all of them: `{listed_by}`)" if listed_by else rest
