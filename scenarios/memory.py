"""Whether a run fits into memory, reckoned before anything is allocated."""

from __future__ import annotations

import os
from pathlib import Path

from sim.errors import InputError
from sim.world import World

STEPS_PER_YEAR = 52
"""Steps reckoned with; others make next to no difference."""

PROGRAM_BYTES = 300 * 2**20
"""What Python, the compiled model and the results take beside the worlds, about."""

_GIBIBYTE = 2**30
_KIBIBYTE = 2**10


def needed_bytes(world: World, years: float, copies: int = 1) -> int:
    """Return the memory that a run needs, in bytes.

    Parameters
    ----------
    world
        The councils.
    years
        Simulated years, burn-in included.
    copies
        Copies of the state and its ledger that are alive at once (a pair is 2, per process).
    """
    # Imported here: the record layouts need NumPy, and reading a scenario does not.
    from sim.size import bytes_needed

    return PROGRAM_BYTES + copies * bytes_needed(world, STEPS_PER_YEAR, years)


def available_bytes() -> int | None:
    """Return the memory that can still be used, in bytes; None where the system does not say."""
    found = [size for size in (_free_on_machine(), _left_in_container()) if size is not None]
    return min(found, default=None)


def require_memory(world: World, years: float, copies: int = 1) -> None:
    """Refuse a run that would not fit into the memory available.

    Parameters
    ----------
    world, years, copies
        As for ``needed_bytes``.

    Raises
    ------
    InputError
        When more is needed than there is, with both figures.
    """
    needed, available = needed_bytes(world, years, copies), available_bytes()
    if available is not None and needed > available:
        raise InputError(
            f"{world.citizens:,} citizens over {years:g} years need about "
            f"{needed / _GIBIBYTE:,.1f} GiB for {copies} at a time, "
            f"and {available / _GIBIBYTE:,.1f} GiB are available",
            remedy="Give a smaller world, fewer years or fewer workers",
            key="world",
            value=needed,
        )


def _free_on_machine() -> int | None:
    """Return what the kernel expects to be free for a new program, else all memory there is."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * _KIBIBYTE
    except (OSError, ValueError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _left_in_container() -> int | None:
    """Return what is left of a container's limit (control groups, version 2)."""
    folder = Path("/sys/fs/cgroup")
    try:
        limit = int((folder / "memory.max").read_text(encoding="ascii"))
        used = int((folder / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None  # no such limit ("max"), or no control groups
    return max(limit - used, 0)
