"""Wheel and source distribution, installed into environments of their own; ``make package``.

It is no part of the test suite: it installs everything seven times over, which takes half an hour
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
EXTRAS = ("", "calibration", "cluster", "dashboard", "docs", "test")
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
DESIGN = 'scenarios = ["half.toml"]\nreplicates = 2\n'
LOCAL = ("--workers", "1")

WORKS = (
    ("scenarios",),
    ("scenarios", "--check", "."),
    ("run", "half.toml", "--replicates", "2", *LOCAL, "--out", "ran"),
    ("report", "ran"),
    ("compare", "half.toml", "half.toml", "--against", "england", "--replicates", "2", "--years",
     "1", *LOCAL, "--out", "compared"),
    ("posterior",),
    ("validate", "figures.csv", "--scenario", "half.toml", "--draws", "2", *LOCAL, "--out", "held"),
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
    "cluster": (
        "sweep",
        "design.toml",
        "--out",
        "far",
        "--engine",
        "dask",
        "--scheduler",
        "tcp://127.0.0.1:1",
    ),
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


@pytest.fixture(scope="module", params=[*EXTRAS, "sdist"])
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Environment]:
    """An environment with nothing else in it; a study, a scenario and figures lie beside it."""
    extra = "" if request.param == "sdist" else request.param
    place = tmp_path_factory.mktemp(request.param or "minimal")
    what = BUILT.sdist() if request.param == "sdist" else BUILT.wheel()
    made = Environment.make(place, what, extra)
    for name, text in {
        "half.toml": SCENARIO,
        "figures.csv": FIGURES,
        "design.toml": DESIGN,
    }.items():
        (made.folder / name).write_text(text, encoding="utf-8")
    print(f"\n{request.param or 'minimal'}: {made.cost()}")
    yield made
    made.remove()


def test_commands_work_from_another_folder(installed: Environment) -> None:
    for words in WORKS:
        if installed.extra and words[0] not in ("run", "scenarios", "posterior"):
            continue  # an extra takes nothing away
        done = installed.run(*words, answers="1\n" * 20)
        assert done.returncode == 0, told(words, done)
    assert (installed.folder / "ran" / "report.html").exists() or installed.extra


def test_a_command_without_its_extra_says_so_in_one_sentence(installed: Environment) -> None:
    for extra, words in NEEDS.items():
        if extra == installed.extra or (extra == "cluster" and installed.has("distributed")):
            continue
        done = installed.run(*words)
        assert (done.returncode, done.stdout) == (2, ""), told(words, done)
        assert f"pip install 'goldenthread[{extra}]'" in done.stderr, told(words, done)
        assert len(done.stderr.strip().splitlines()) <= 3, told(words, done)


def test_what_an_extra_is_there_for_works(installed: Environment) -> None:
    if installed.extra == "dashboard":
        with installed.served("serve", "--no-browser") as url, urlopen(url) as answer:
            assert answer.status == 200
            assert b"Golden Thread" in answer.read()
    elif installed.extra == "cluster":
        done = installed.run(*NEEDS["cluster"])
        assert done.returncode == 2
        assert "127.0.0.1:1" in done.stderr, told(NEEDS["cluster"], done)
    elif installed.extra == "calibration":
        done = installed.python("import cma, sbi.inference, torch, calibration.inference.run")
        assert done.returncode == 0, done.stderr
    elif installed.extra in ("docs", "test"):
        source = installed.unpacked(BUILT.sdist())
        what = {
            "docs": ("-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"),
            "test": ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/scenarios"),
        }[installed.extra]
        done = installed.python(*what, folder=source)
        assert done.returncode == 0, done.stdout + done.stderr
