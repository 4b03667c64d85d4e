"""Where runs are computed: on the machines of a Dask cluster that is already there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from importlib import import_module
from typing import Any

from sim.errors import InputError

CONNECT_SECONDS = 10.0
AHEAD = 2
"""Batches per thread that the scheduler is given at a time, so that no worker waits for one."""


class DaskEngine:
    """The workers of a Dask scheduler; all of them have to see the study's folder.

    Parameters
    ----------
    scheduler
        Its address, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    InputError
        When no scheduler answers there.
    """

    def __init__(self, scheduler: str) -> None:
        # An extra, whose calls carry no types.
        dask: Any = import_module("distributed")
        self._address = scheduler
        self.losses: tuple[type[BaseException], ...] = (dask.KilledWorker,)
        try:
            self._client = dask.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise self._gone(f"no Dask scheduler answers at {scheduler} ({reason})") from None
        # The same batch may be wanted again, so results are not looked up by their arguments.
        self._executor = self._client.get_executor(pure=False)

    def capacity(self) -> int:
        """Return how many batches the workers of this moment can have before them."""
        self._require_scheduler()
        threads = int(sum(self._client.nthreads().values()))
        return AHEAD * max(1, threads)

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Give a batch to the scheduler."""
        future: Future[Any] = self._executor.submit(function, *arguments)
        return future

    def finished(self, future: Future[Any]) -> None:
        """Look whether a batch came to nothing because the scheduler is gone."""
        if future.cancelled() or isinstance(future.exception(), CancelledError):
            raise self._gone(f"the Dask scheduler at {self._address} has gone")

    def close(self) -> None:
        """Take back what is queued, and leave the cluster as it was."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=CONNECT_SECONDS)

    def _require_scheduler(self) -> None:
        if self._client.status != "running":
            raise self._gone(f"the Dask scheduler at {self._address} has gone")

    def _gone(self, problem: str) -> InputError:
        return InputError(
            problem,
            remedy="See that it runs, and go on with --resume",
            key="scheduler",
            value=self._address,
        )
