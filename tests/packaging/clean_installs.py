"""Wheel and source distribution, installed into environments of their own; ``make package``.

It is no part of the test suite: it installs everything eight times over, which takes half an hour
and a registry of packages. It says how long each installation took and how large it is. Run by
itself, when ``build/dist`` holds a wheel and a source distribution:
``python -m pytest -s tests/packaging/clean_installs.py``.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.packaging.environment import BUILT, ROOT, Environment, told

PACKAGES = ("calibration", "dashboard", "experiments", "goldenthread", "scenarios", "sim")
MINIMAL, SDIST = "minimal", "sdist"
INSTALLATIONS = (MINIMAL, SDIST, "cluster", "dashboard", "docs", "quality", "test", "calibration")
"""The wheel without extras, the source distribution without extras, the wheel with each extra."""
CACHES = ("__pycache__", ".pyc", ".nbi", ".nbc", ".hypothesis")

SCENARIO = """
title = "Half the money"
claim = "Half the money makes people wait longer."
source = "A test."
against = "england"
[world]
authorities = 3
posts = 4
citizens_per_post = 12
[time]
first_year = 2017
years = 1
burn_in_years = 0.5
steps_per_year = 12
[[change]]
parameter = "grant"
from = 2017
value = 0.5
[[expect]]
outcome = "waiting"
direction = "rises"
"""
FIGURES = """id,quantity,value,tolerance,unit,period
A,mean caseload per worker,17,1,cases per worker,2017-2021
"""
DESIGN = 'scenarios = ["mine/half.toml"]\nreplicates = 2\n'
LOCAL = ("--workers", "1")
NOWHERE = "tcp://127.0.0.1:1"
CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""
OF_THE_SOURCE = {
    "docs": ("zensical", "build", "--strict", "-f", "mkdocs.yml"),
    "quality": ("cosmic_ray.cli", "--help"),
    "test": ("pytest", "-q", "-p", "no:cacheprovider", "tests/scenarios"),
}
"""What the extras for developers are for, in the folder of the source."""

WORKS = (
    ("scenarios",),
    ("scenarios", "--check", "mine"),
    ("run", "mine/half.toml", "--replicates", "2", *LOCAL, "--out", "ran"),
    ("report", "ran"),
    ("compare", "mine/half.toml", "--against", "england", "--replicates", "2", "--years",
     "1", *LOCAL, "--out", "compared"),
    ("posterior",),
    ("validate", "figures.csv", "--scenario", "mine/half.toml", "--draws", "2", *LOCAL, "--out",
     "held"),
    ("patterns", "P8", "--replicates", "2", *LOCAL),
    ("exercise",),
    ("exercise", "hit_the_target", *LOCAL),
    ("sweep", "design.toml", *LOCAL, "--out", "swept"),
    ("parameters",),
    ("outcomes",),
)  # fmt: skip
"""What has to work in any installation."""
NEEDS = {
    "dashboard": ("serve", "--no-browser"),
    "cluster": ("sweep", "design.toml", "--out", "far", "--engine", "dask", "--scheduler"),
    "calibration": ("calibrate", "--quick", "--out", "fitted"),
}
"""A command of each extra; without the extra it says so."""


def files_of_packages(ending: bool) -> set[str]:
    """Return the files of the packages in this folder: those of Python, or all others."""
    found = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    kept = {str(path.relative_to(ROOT)) for path in found if (path.suffix == ".py") is ending}
    return {name for name in kept if not any(cache in name for cache in CACHES)}


def test_the_wheel_holds_the_packages_with_their_data_and_nothing_else() -> None:
    with ZipFile(BUILT.wheel()) as wheel:
        inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == files_of_packages(True) | files_of_packages(False)


def test_the_source_distribution_holds_the_tests_and_what_they_read() -> None:
    with tarfile.open(BUILT.sdist()) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert not [name for name in inside if any(cache in name for cache in CACHES)]
    assert inside >= files_of_packages(True) | files_of_packages(False)
    others = ("benchmarks", "docs", "tests")
    kept = {str(path.relative_to(ROOT)) for name in others for path in (ROOT / name).rglob("*")
            if path.is_file() and not any(cache in str(path) for cache in CACHES)}  # fmt: skip
    kept |= {path.name for path in (*ROOT.glob("*.md"), *ROOT.glob("*.yml"), *ROOT.glob("*.cff"))}
    assert inside >= kept


@pytest.fixture(scope="module", params=INSTALLATIONS)
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Environment]:
    """An environment with nothing else in it; a scenario, a design and figures lie beside it."""
    kind = request.param
    what = BUILT.sdist() if kind == SDIST else BUILT.wheel()
    extra = "" if kind in (MINIMAL, SDIST) else kind
    made = Environment.make(tmp_path_factory.mktemp(kind), what, extra)
    (made.folder / "mine").mkdir()
    files = {"mine/half.toml": SCENARIO, "figures.csv": FIGURES, "design.toml": DESIGN}
    for name, text in (files | {"cluster.py": CLUSTER}).items():
        (made.folder / name).write_text(text, encoding="utf-8")
    print(f"\n{kind}: {made.cost()}")
    yield made
    made.remove()


def test_commands_work_from_another_folder(installed: Environment) -> None:
    # An extra takes nothing away, which a few commands show.
    chosen = WORKS[:3] if installed.extra else WORKS
    for words in chosen:
        done = installed.run(*words, answers="1\n" * 20)
        assert done.returncode == 0, told(words, done)
    assert (installed.folder / "ran" / "findings.json").exists()


def test_a_command_without_its_extra_says_so_in_one_sentence(installed: Environment) -> None:
    for extra, words in NEEDS.items():
        if extra != installed.extra:
            done = installed.run(*words, *([NOWHERE] if extra == "cluster" else []))
            assert (done.returncode, done.stdout) == (2, ""), told(words, done)
            assert f"pip install 'goldenthread[{extra}]'" in done.stderr, told(words, done)
            assert len(done.stderr.strip().splitlines()) <= 3, told(words, done)


def test_what_an_extra_is_there_for_works(installed: Environment) -> None:
    if installed.extra == "dashboard":
        with installed.started("goldenthread", *NEEDS["dashboard"]) as url, urlopen(url) as answer:
            assert answer.status == 200
            assert b"Golden Thread" in answer.read()
    elif installed.extra == "cluster":
        with installed.started("python", "cluster.py") as scheduler:
            done = installed.run(*NEEDS["cluster"], scheduler)
        assert done.returncode == 0, told(NEEDS["cluster"], done)
    elif installed.extra == "calibration":
        done = installed.python("-c", "import cma, sbi.inference, torch, calibration.inference.run")
        assert done.returncode == 0, done.stderr
    elif installed.extra:
        source = installed.unpacked(BUILT.sdist())
        done = installed.python("-m", *OF_THE_SOURCE[installed.extra], folder=source)
        assert done.returncode == 0, done.stdout + done.stderr
