"""How records are laid out: a documented field is a name, a type and a meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.declaration import DOMAINS

K = len(DOMAINS)
"""Number of outcome domains."""

ROUNDING = 1.0e-9
"""Difference below which a week, a task or a chance counts as full."""

REAL, WHOLE, FLAG = "f8", "i8", "i1"
BY_DOMAIN, COUNT_BY_DOMAIN = "f8*", "i8*"

Field = tuple[str, str, str]


def layout(fields: Sequence[Field]) -> np.dtype[np.void]:
    """Return the aligned record layout of the documented ``fields``."""
    return np.dtype(
        [(name, *_shaped(kind)) for name, kind, _ in fields],
        align=True,
    )


def _shaped(kind: str) -> tuple[str] | tuple[str, tuple[int]]:
    """Return the type, and the shape of a field that has one: ``f8*`` by domain, ``i8:26``."""
    if kind.endswith("*"):
        return kind[:-1], (K,)
    if ":" in kind:
        base, length = kind.split(":")
        return base, (int(length),)
    return (kind,)


def meanings(fields: Sequence[Field]) -> Mapping[str, str]:
    """Return what each field means."""
    return {name: meaning for name, _, meaning in fields}


CACHE_LINE = 64
"""Bytes that a processor fetches at a time."""


def aligned_zeros(count: int, dtype: np.dtype[np.void]) -> np.ndarray:
    """Return ``count`` records of zeros that begin at the start of a cache line."""
    room = np.zeros(count * dtype.itemsize + CACHE_LINE, np.uint8)
    skip = -room.ctypes.data % CACHE_LINE
    return room[skip : skip + count * dtype.itemsize].view(dtype)
