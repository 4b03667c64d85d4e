"""Where runs are computed: on the processors of this machine, a process each."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from typing import Any, Protocol

from loky import ProcessPoolExecutor

WATCH_SECONDS = 0.5
"""How often a worker looks whether its parent is still there."""


class Engine(Protocol):
    """Something that computes batches; a lost worker breaks the future of its batch alone.

    Attributes
    ----------
    losses
        What the future of a batch raises when its worker was lost.
    """

    losses: tuple[type[BaseException], ...]

    def capacity(self) -> int:
        """Return how many batches can be under way at a time."""

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Begin a batch; to be called with less than ``capacity`` under way."""

    def finished(self, future: Future[Any]) -> None:
        """Take back the worker of a batch that has ended, or put another in its place."""

    def close(self) -> None:
        """End all workers at once."""


class LocalEngine:
    """Processes of this machine, by loky.

    Every worker is a pool of its own: when one is killed, its pool is broken and rebuilt, the
    others work on, and it is known which batch was lost.

    Parameters
    ----------
    workers
        Number of processes.
    """

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._idle: list[ProcessPoolExecutor] = []
        self._busy: dict[Future[Any], ProcessPoolExecutor] = {}

    def capacity(self) -> int:
        """Return the number of processes."""
        return self._workers

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Begin a batch in an idle process, a new one if there is none."""
        with _deaf_to_interrupts():
            pool = self._idle.pop() if self._idle else _new_pool()
            future: Future[Any] = pool.submit(function, *arguments)
        self._busy[future] = pool
        return future

    def finished(self, future: Future[Any]) -> None:
        """Keep the process of a batch for the next one, unless it was lost."""
        pool = self._busy.pop(future)
        if future.exception() is None:
            self._idle.append(pool)
        else:
            pool.shutdown(wait=False, kill_workers=True)

    def close(self) -> None:
        """Kill all processes; what they have written is complete, and what not is not there."""
        for pool in (*self._idle, *self._busy.values()):
            pool.shutdown(wait=True, kill_workers=True)
        self._idle, self._busy = [], {}


def _new_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, initializer=_end_with, initargs=(os.getpid(),))


def _end_with(parent: int) -> None:
    """Have this process end when its parent is gone: killed, it cannot say goodbye."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: the terminal sends it to all of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
