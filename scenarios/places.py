"""On which line of a TOML text a key stands, which the TOML parser does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

EntryPath = tuple[str | int, ...]

_LONGEST_STATEMENT = 400
_DEEPEST = 20


def lines_of(text: str) -> dict[EntryPath, int]:
    """Return the line (from 1) of every header and key of a valid TOML text.

    A path holds keys, and places in arrays of tables, from the top: the factor of the second
    change is ``("change", 1, "factor")``. What stands inside an array or an inline table has
    no line of its own.
    """
    return dict(_entries(text))


def _entries(text: str) -> Iterator[tuple[EntryPath, int]]:
    """Yield the path and line of every header and key, the last of equals last."""
    table: EntryPath = ()
    counts: dict[EntryPath, int] = {}
    for line, first, content in _statements(text):
        keys, value = _only_path(content)
        if not first.startswith("["):
            yield from ((table + keys[:length], line) for length in range(1, len(keys) + 1))
            continue
        table = _numbered(keys, counts)
        if isinstance(value, list):
            counts[table] = counts.get(table, -1) + 1
            table = (*table, counts[table])
        yield table, line


def _numbered(keys: EntryPath, counts: dict[EntryPath, int]) -> EntryPath:
    """Return ``keys`` with the place of the entry in force after each array of tables."""
    path: EntryPath = ()
    for depth, key in enumerate(keys):
        path = (*path, key)
        if path in counts and depth < len(keys) - 1:
            path = (*path, counts[path])
    return path


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Yield each header or key with its first line, found by parsing ever more lines of it."""
    # Not splitlines(), which also breaks at characters that are no line ends in TOML.
    lines = text.replace("\r\n", "\n").split("\n")
    start = 0
    while start < len(lines):
        first = lines[start].strip()
        # The longest statement is bounded, for a text may hold a string of many lines.
        for end in range(start + 1, min(start + _LONGEST_STATEMENT, len(lines)) + 1):
            try:
                content = tomllib.loads("\n".join(lines[start:end]))
            except ValueError as error:
                # Only what is unfinished can be mended by the lines that follow.
                if str(error).endswith("(at end of document)"):
                    continue
                break
            if content:
                yield start + 1, first, content
            start = end - 1
            break
        start += 1


def _only_path(content: dict[str, object]) -> tuple[EntryPath, object]:
    """Return the dotted key of a single statement, and its value."""
    keys: EntryPath = ()
    value: object = content
    while isinstance(value, dict) and len(value) == 1 and len(keys) < _DEEPEST:
        (key,) = value
        keys, value = (*keys, key), value[key]
    return keys, value
