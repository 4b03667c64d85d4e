"""The session of one visitor: their two worlds, and nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import ClassVar, TypeVar

from nicegui import run

from dashboard.worlds.pair import Pair
from dashboard.worlds.settings import Settings
from sim.errors import InputError

Found = TypeVar("Found")

MOST_SESSIONS = 40
"""Visitors at a time; each takes about 40 MB."""
IDLE_SECONDS = 45 * 60.0
"""A session that nobody has touched for so long ends, so that its memory is free again."""


class Session:
    """What one open page plays.

    Attributes
    ----------
    pair
        The two worlds; None until they have been begun, and after the end.
    touched
        When the visitor last did something, on a monotonic clock.
    """

    open: ClassVar[set[Session]] = set()
    """The sessions under way on this server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pair: Pair | None = None
        self.touched = monotonic()
        self._busy = asyncio.Lock()
        self._ended = False

    def admit(self) -> None:
        """Count it among the open ones, or refuse it when the machine has its fill.

        Raises
        ------
        InputError
            When there are as many as there may be.
        """
        if len(self.open) >= MOST_SESSIONS:
            raise InputError(
                f"{MOST_SESSIONS} visitors are here already, as many as this machine takes",
                remedy="Wait until one of them has closed the page, and load it again",
            )
        self.open.add(self)

    @property
    def busy(self) -> bool:
        """Whether the worlds are being computed at the moment."""
        return self._busy.locked()

    @property
    def ended(self) -> bool:
        """Whether the session is over."""
        return self._ended

    async def begin(self) -> None:
        """Let the worlds begin, away from the page's own thread."""
        async with self._busy:
            self.pair = await run.io_bound(Pair, self.settings)

    async def work(self, job: Callable[[Pair], Found]) -> Found | None:
        """Do something with the worlds, one thing at a time, away from the page's own thread.

        Returns
        -------
        What the job returns; None when the session is over.
        """
        self.touched = monotonic()
        async with self._busy:
            if self.pair is None or self._ended:
                return None
            return await run.io_bound(partial(job, self.pair))

    def end(self) -> None:
        """Let go of the worlds; what is being computed is finished and thrown away."""
        self._ended = True
        self.pair = None
        self.open.discard(self)
