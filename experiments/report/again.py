"""The commands that would add what a folder lacks, with the settings that it was made with."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import PurePath

from experiments.caveats import ENOUGH_REPLICATES
from experiments.posterior.file import shipped_names
from experiments.report.folder import ResultsFolder
from experiments.report.manifest import Manifest

_FILES = ("--councils", "--posterior")


def command_like(
    manifest: Manifest,
    words: Iterable[str],
    *,
    replicates: bool = True,
    posterior: bool = False,
) -> str:
    """Return a command with the seed, years, councils and posterior of a manifest.

    Parameters
    ----------
    manifest
        How the results at hand were made.
    words
        The command and what it is about.
    replicates
        Whether the number of replicates is taken over, too; or enough, where they were few.
    posterior
        Whether it is to draw parameters from a posterior that the manifest does not have.
    """
    said = ["goldenthread", *words]
    said += ["--years", f"{manifest.time.years:g}"]
    if replicates:
        said += ["--replicates", str(max(manifest.replicates, ENOUGH_REPLICATES))]
    if manifest.seed != 1:
        said += ["--seed", str(manifest.seed)]
    said += _files(manifest)
    if posterior:
        # Without a value it means the one that comes with the program.
        said += ["--posterior", *([] if shipped_names() else ["POSTERIOR.parquet"])]
    return shlex.join(said)


def scenario_word(manifest: Manifest, name: str) -> str:
    """Return how a scenario is named on the command line: its name, or its file.

    The file is the one in the command that was given. Where there was none, it has the name of
    the scenario.
    """
    from scenarios import available

    if name in (scenario.name for scenario in available()):
        return name
    files = (word for word in _words(manifest) if PurePath(word).stem == name)
    return next(files, f"{name}.toml")


def report_command(folder: ResultsFolder, *more: str) -> str:
    """Return the command that makes this report with more beside it."""
    return shlex.join(["goldenthread", "report", str(folder.path), *more])


def _files(manifest: Manifest) -> list[str]:
    """Return the options of the command given that name files, with their values."""
    words, found = _words(manifest), list[str]()
    for place, word in enumerate(words):
        name, joined, value = word.partition("=")
        if name not in _FILES:
            continue
        following = words[place + 1] if place + 1 < len(words) else "-"
        found += [name] if not joined else [name, value]
        if not joined and not following.startswith("-"):
            found.append(following)
    return found


def _words(manifest: Manifest) -> list[str]:
    try:
        return shlex.split(manifest.command)
    except ValueError:
        return []
