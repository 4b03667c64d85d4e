"""The doors of the program: what reads a file of the user, and broken files for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from sim.errors import InputError
from tests.attack import seeds
from tests.attack.cases import csv_files, toml_files
from tests.attack.parquet_files import VALID_DRAWS, VALID_ROWS, draws_files, rows_files


@dataclass(frozen=True)
class Door:
    """Something that reads a file.

    Attributes
    ----------
    file
        Name of the file.
    cases
        Broken files for it.
    use
        Reads it.
    beside
        Valid files that stand beside it, which it may name.
    valid
        Files that are not broken.
    """

    file: str
    cases: st.SearchStrategy[bytes]
    use: Callable[[Path], object]
    beside: dict[str, str] = field(default_factory=dict)
    valid: tuple[bytes, ...] = ()

    def read(self, folder: Path, content: bytes) -> object:
        """Put the file and those beside it into a folder, and read it."""
        for name, text in self.beside.items():
            (folder / name).write_text(text, encoding="utf-8")
        path = folder / self.file
        path.write_bytes(content)
        return self.use(path)

    def names_place(self, error: InputError) -> bool:
        """Return whether an error says which file it is about."""
        return any(name in str(error) for name in (self.file, *self.beside))


def _scenario(path: Path) -> object:
    from scenarios import load

    return load(path)


def _councils(path: Path) -> object:
    from scenarios import World

    return World.from_csv(path)


def _design(path: Path) -> object:
    from experiments.studies.reading import read_design

    return read_design(path)


def _rows(path: Path) -> object:
    from experiments.studies.rows_file import read_rows

    return read_rows(path)


def _targets(path: Path) -> object:
    from calibration.targets.table import read_targets

    return read_targets(path)


def _priors(path: Path) -> object:
    from calibration.inference.priors import read_priors

    return read_priors(path).problem


def _packages(path: Path) -> object:
    from experiments.robust.packages import read_packages

    return read_packages(path)


def _profiles(path: Path) -> object:
    from scenarios import profiles_with

    return profiles_with(path)


def _ranges(path: Path) -> object:
    from experiments.sensitivity.own_ranges import read_ranges

    return read_ranges(path)


def _cluster(path: Path) -> object:
    from experiments.studies.cluster_file import read_cluster

    return str(read_cluster(path))


def _draws(path: Path) -> object:
    from experiments.posterior.file import read_draws

    draws = read_draws(path)
    return draws.points(5, 1), draws.medoid()


def _folder(path: Path) -> object:
    from scenarios import checked_files

    found = [error for _, error in checked_files(path.parent) if error is not None]
    for error in found:
        raise error
    return found


def _mechanisms(path: Path) -> object:
    from experiments.specificity.mechanisms import Mechanisms

    return Mechanisms.read(path)


def _exercise(path: Path) -> object:
    from dashboard.classroom.library import load_exercise

    return load_exercise(path)


def _shipped(path: str) -> str:
    return (Path(__file__).parents[2] / path).read_text(encoding="utf-8")


TINY = seeds.SCENARIO.split("[thread]")[0] + "[world]\nauthorities = 2\nposts = 3\n"

COUNCILS = seeds.COUNCILS.replace('"Borwick, East"', "Borwick")


def _toml(file: str, use: Callable[[Path], object], *valid: str, **beside: str) -> Door:
    files = {name.replace("_", "."): text for name, text in beside.items()}
    return Door(file, toml_files(*valid), use, files, tuple(text.encode() for text in valid))


def _csv(file: str, use: Callable[[Path], object], valid: str) -> Door:
    return Door(file, csv_files(valid), use, {}, (valid.encode(),))


DOORS = {
    "scenario": _toml(
        "mine.toml", _scenario, seeds.SCENARIO, seeds.COMBINED, councils_csv=COUNCILS
    ),
    "folder of scenarios": _toml("mine.toml", _folder, seeds.SCENARIO, seeds.PROFILES),
    "councils": _csv("councils.csv", _councils, seeds.COUNCILS),
    "design": _toml("design.toml", _design, seeds.DESIGN, tiny_toml=TINY, rows_csv=seeds.ROWS),
    "rows as CSV": _csv("rows.csv", _rows, seeds.ROWS),
    "rows as Parquet": Door("rows.parquet", rows_files(), _rows, {}, (VALID_ROWS,)),
    "targets": _csv("targets.csv", _targets, seeds.TARGETS),
    "priors": _toml("priors.toml", _priors, seeds.PRIORS),
    "packages": _toml("packages.toml", _packages, seeds.PACKAGES),
    "profiles": _toml("profiles.toml", _profiles, seeds.PROFILES),
    "ranges": _toml("ranges.toml", _ranges, seeds.RANGES),
    "mechanisms": _toml(
        "table.toml", _mechanisms, _shipped("experiments/specificity/mechanisms.toml")
    ),
    "exercise": _toml(
        "mine.toml", _exercise, _shipped("dashboard/classroom/exercises/hear_the_stories.toml")
    ),
    "cluster": _toml("cluster.toml", _cluster, seeds.CLUSTER),
    "draws": Door("draws.parquet", draws_files(), _draws, {}, (VALID_DRAWS,)),
}
