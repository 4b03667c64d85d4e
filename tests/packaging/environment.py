"""An environment with the program and nothing else in it, and what it costs."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

ROOT = Path(__file__).parents[2]
STARTS = 5
"""Starts of a command of which the quickest counts: the others waited for something."""
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Built:
    """The folder of what was built: one wheel, one source distribution."""

    folder: Path

    def wheel(self) -> Path:
        (found,) = self.folder.glob("*.whl")
        return found

    def sdist(self) -> Path:
        (found,) = self.folder.glob("*.tar.gz")
        return found


BUILT = Built(ROOT / "build" / "dist")


def told(words: tuple[str, ...], done: Done) -> str:
    """Return what a command said, for a message."""
    return (
        f"{' '.join(words)}: status {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    )


@dataclass(frozen=True)
class Environment:
    """An environment.

    Attributes
    ----------
    folder
        Where commands are run; its name has a blank in it, and it is not below the repository.
    extra
        The extra that was installed, or nothing.
    seconds
        How long installing took.
    """

    home: Path
    folder: Path
    extra: str
    seconds: float

    @classmethod
    def make(cls, place: Path, what: Path, extra: str) -> Environment:
        """Make one in a folder, from a wheel or a source distribution."""
        home, folder = place / "environment", place / "a folder"
        folder.mkdir()
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        begun = monotonic()
        wanted = f"{what}[{extra}]" if extra else str(what)
        subprocess.run(
            [home / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check",
             "--quiet", "-c", ROOT / "constraints.txt", wanted],
            check=True, cwd=folder, env=_surroundings(place),
        )  # fmt: skip
        return cls(home, folder, extra, monotonic() - begun)

    def run(self, *words: str, answers: str = "") -> Done:
        """Run the installed command with some words, and answers for what it asks."""
        return self._done([self.home / "bin" / "goldenthread", *words], self.folder, answers)

    def python(self, *words: str, folder: Path | None = None) -> Done:
        """Run the environment's Python with some words."""
        return self._done([self.home / "bin" / "python", *words], folder or self.folder, "")

    @contextmanager
    def started(self, command: str, *words: str) -> Iterator[str]:
        """Start a program that serves something, give the address that it tells, and end it."""
        surroundings = _surroundings(self.folder.parent) | {"PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            [self.home / "bin" / command, *words], cwd=self.folder, env=surroundings,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            said = []
            try:
                for line in process.stdout:
                    said.append(line)
                    if found := re.search(r"(http|tcp)://[\d.]+:\d+", line):
                        yield _reached(found[0])
                        return
                raise AssertionError(f"it ended without telling an address: {''.join(said)}")
            finally:
                process.terminate()

    def unpacked(self, archive: Path) -> Path:
        """Unpack a source distribution beside the folder; return its root."""
        with tarfile.open(archive) as opened:
            opened.extractall(self.folder, filter="data")
        return self.folder / archive.name.removesuffix(".tar.gz")

    def cost(self) -> str:
        """Return what the environment takes: packages, size, and seconds."""
        files = [path for path in self.home.rglob("*") if path.is_file() and not path.is_symlink()]
        size = sum(path.stat().st_size for path in files) / 2**20
        packages = len(list(self.home.rglob("*.dist-info"))) - 1  # without pip
        shown = self._quickest([self.home / "bin" / "goldenthread", "--help"])
        imported = self._quickest([self.home / "bin" / "python", "-c", "import goldenthread"])
        return (
            f"{packages} packages, {size:.0f} MiB, installed in {self.seconds:.0f} s; --help "
            f"{shown:.2f} s, import goldenthread {imported:.2f} s (load {os.getloadavg()[0]:.1f})"
        )

    def remove(self) -> None:
        """Take it away again: all of them together would fill a disk."""
        shutil.rmtree(self.home)

    def _quickest(self, words: list[Path | str]) -> float:
        taken = []
        for _ in range(STARTS):
            begun = monotonic()
            self._done(words, self.folder, "")
            taken.append(monotonic() - begun)
        return min(taken)

    def _done(self, words: list[Path | str], folder: Path, answers: str) -> Done:
        return subprocess.run(
            words, cwd=folder, env=_surroundings(self.folder.parent), input=answers,
            capture_output=True, text=True, check=False,
        )  # fmt: skip


def _reached(url: str) -> str:
    """Return an address once somebody answers there: it is told a moment before."""
    host, port = re.search(r"//([^:/]+):(\d+)", url).groups()  # type: ignore[union-attr]
    for _ in range(1200):
        with socket.socket() as trial:
            if trial.connect_ex((host, int(port))) == 0:
                return url
        Event().wait(0.1)
    raise AssertionError(f"nobody answers at {url}")


def _surroundings(place: Path) -> dict[str, str]:
    """Return the surroundings of a stranger: no path to the repository, a cache of its own."""
    ours = ("PYTHON", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"GOLDENTHREAD_CACHE": str(place / "cache")}
