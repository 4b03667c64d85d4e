"""Texts that somebody else wrote, made fit to be shown: nothing in them acts on what is beside."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

_KEPT = "\n\t"
# Control characters, halves of surrogate pairs, and what is set aside for other uses.
_ACTING = ("Cc", "Cs", "Co", "Cn")
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_ISOLATE, _END = "\u2068", "\u2069"


def cleaned(value: Any) -> Any:
    """Return plain values with all texts in them cleaned, keys included.

    Control characters, halves of surrogate pairs and characters that turn the direction of
    writing become blanks; letters of any language stay.
    """
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict):
        return {_clean(key): cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    return value


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if _acts(letter) else letter for letter in text)


def _acts(letter: str) -> bool:
    if letter in _KEPT:
        return False
    return letter in _DIRECTIONS or unicodedata.category(letter) in _ACTING


def shortened(text: str, longest: int) -> str:
    """Return a text in one line of at most ``longest`` characters, cut with three dots."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 4].rstrip() + " ..."


def isolated(sentence: str, names: Iterable[str]) -> str:
    """Return a sentence in which names keep their own direction of writing.

    Parameters
    ----------
    sentence
        A sentence in English.
    names
        Titles and names that may stand in it, in any language.
    """
    for name in names:
        if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name):
            sentence = sentence.replace(name, f"{_ISOLATE}{name}{_END}")
    return sentence
