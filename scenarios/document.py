"""A TOML file as a document: its text, its content, and where each entry stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from scenarios.faults import fault_of
from scenarios.layout import SCENARIO, AnyFile, Form, ScenarioFile
from scenarios.places import EntryPath, lines_of
from scenarios.reading import read_text
from sim.errors import InputError

_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True)
class Document:
    """The text of one TOML file.

    Attributes
    ----------
    source
        Where it was read from.
    text
        Its text.
    """

    source: Path
    text: str

    @classmethod
    def read(cls, source: Path, kind: str = SCENARIO.kind) -> Document:
        """Read a file of some kind, raising InputError when that cannot be done."""
        return cls(source, read_text(source, kind))

    def content(self) -> ScenarioFile:
        """Return the content of a scenario file; see ``filled_in``."""
        return self.filled_in(SCENARIO)

    def filled_in(self, form: Form[AnyFile]) -> AnyFile:
        """Return the content, its keys, types and ranges checked.

        Raises
        ------
        InputError
            For the first fault found, with its line.
        """
        try:
            return form.top.model_validate(self._parsed())
        except ValidationError as error:
            fault, path = fault_of(error.errors(include_url=False), form)
            raise fault.at(self.where(*path)) from None

    def holds(self, key: str) -> bool:
        """Return whether there is such a key or table at the top, raising InputError as above."""
        return key in self._parsed()

    def where(self, *path: str | int) -> str:
        """Return file and line of the entry at ``path``, or of the innermost one around it."""
        for length in range(len(path), 0, -1):
            # An array of tables has a line for each of its entries, none for itself.
            for parts in (path[:length], (*path[:length], 0)):
                if parts in self._lines:
                    return f"{self.source}, line {self._lines[parts]}"
        return str(self.source)

    @cached_property
    def _lines(self) -> dict[EntryPath, int]:
        return lines_of(self.text)

    def _parsed(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.text)
        except RecursionError:
            raise InputError(
                "the file nests arrays or tables too deeply",
                remedy="Write it flat",
                where=str(self.source),
            ) from None
        except ValueError as error:
            # Not only TOMLDecodeError: a whole number of thousands of digits is a ValueError.
            message = str(error)
            found = _POSITION.search(message)
            line, column = (found[1], found[2]) if found else (None, None)
            if line is None:
                place = f"line {self.text.count(chr(10)) + 1}" if found else ""
            else:
                place = f"line {line}, column {column}"
            problem = _POSITION.sub("", message)
            if not isinstance(error, tomllib.TOMLDecodeError):
                problem = "a whole number has thousands of digits"
            raise InputError(
                f"this is not valid TOML: {problem[:1].lower()}{problem[1:]}",
                remedy="Correct the line, or compare it with a shipped scenario",
                where=", ".join(part for part in (str(self.source), place) if part),
            ) from None
