"""One server and one browser for all tests of the page; without a browser they are skipped."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

import pytest

pytest.importorskip("nicegui", reason="the extra 'dashboard' is not installed")

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WORDS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STARTING_SECONDS = 600
"""Compiling the model may be part of it."""
PATIENCE = 60_000
"""Milliseconds: nothing on the page takes long, but the machine may be busy."""
NEEDED = "GOLDENTHREAD_NEEDS_BROWSER"
"""Set where the tests of the page must not be skipped."""


class Server:
    """``goldenthread serve`` as a process of its own.

    Attributes
    ----------
    url
        Where it is reached.
    said
        What it has printed so far.
    """

    def __init__(self, *words: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        # NiceGUI takes part in tests of its own kind, which these are not.
        for name in ("PYTEST_CURRENT_TEST", "PYTEST_VERSION"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "goldenthread", "serve", "--no-browser", *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self._lines: Queue[str | None] = Queue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.url: str = re.search(r"http://\S+", self.wait_for("Golden Thread is at"))[0]  # type: ignore[index]

        self._reach()

    def _reach(self) -> None:
        """Wait until the port is open: the address is told a moment before."""
        port, pause = int(self.url.rpartition(":")[2]), Event()
        for _ in range(10 * STARTING_SECONDS):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    return
            pause.wait(0.1)
        raise AssertionError("the server does not answer")

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, words: str) -> str:
        """Return the next line that holds some words."""
        while (line := self._lines.get(timeout=STARTING_SECONDS)) is not None:
            if words in line:
                return line
        raise AssertionError("the server ended: " + "".join(self.said))

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(timeout=30)
        self._listener.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def served(*words: str) -> Iterator[Server]:
    """Serve the page for a while."""
    server = Server(*words)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The page, served to this machine."""
    with served() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        reason = "no Chromium is installed: apt-get install --no-install-recommends chromium"
        if os.environ.get(NEEDED):
            pytest.fail(reason)
        pytest.skip(reason)
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=list(WORDS))
        yield found
        found.close()


@pytest.fixture
def visit(server: Server, browser: Any) -> Iterator[Callable[..., Any]]:
    """Open the page as a new visitor, at an address of the site; every visitor is a stranger."""
    contexts = []

    def opened(path: str = "/", **more: Any) -> Any:
        size = {"width": 1280, "height": 720}
        context = browser.new_context(viewport=size, accept_downloads=True, **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(server.url + path)
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            assert getattr(page, "problems", []) == []
        context.close()
