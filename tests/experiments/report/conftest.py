"""Results folders of every kind, made once: small, and without the model where that can be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import experiments.compare.running
from experiments.compare.running import compare
from experiments.levers.run import thread
from experiments.result import Result
from experiments.robust.packages import read_packages
from experiments.robust.run import EXPERIENCE, FELT, REPORTED, judged
from experiments.robust.worlds import Worlds
from experiments.sensitivity.plan import make_plan
from experiments.studies.effort import NOT_MEASURED
from sim.world import World
from tests.experiments.comparing import CUT, WORLD, Draws, scenario_file

KINDS = ("run", "compare", "thread", "robust")
WORLDS = 64
Edit = Callable[[Path, str, Callable[[dict], None]], None]  # type: ignore[type-arg]


@pytest.fixture(scope="session")
def folders(
    tmp_path_factory: pytest.TempPathFactory, synthetic: Callable[..., Result]
) -> dict[str, Path]:
    """A results folder of every kind; copy one before changing it."""
    root = tmp_path_factory.mktemp("results")
    found = {kind: root / kind for kind in KINDS}
    synthetic().save(found["run"], command="goldenthread run austerity --years 2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiments.compare.running, "simulate", Draws(0.8))
        result = compare(["england"] * 3, years=1.0, workers=1, world=WORLD)
    result.save(found["compare"], by_deprivation=True)
    mine = scenario_file(root, CUT)
    followed = thread(mine, "grant,coproduction", replicates=3, world=World.even(3, 3, 12))
    followed.save(found["thread"])
    _robust().save(found["robust"], command="goldenthread robust", measured=NOT_MEASURED)
    return found


def _robust():  # type: ignore[no-untyped-def]
    """Return packages of which the third clearly betters experience and the seventh worsens it."""
    packages = read_packages()
    draws, count = np.random.default_rng(1), len(packages.packages)
    values = {
        name: middle + draws.normal(0, 1, WORLDS) + draws.normal(0, 0.1, (count, WORLDS))
        for name, middle in ((EXPERIENCE, 40.0), (REPORTED, 80.0))
    }
    values[EXPERIENCE][2] += 1.0
    values[EXPERIENCE][6] -= 1.0
    values[FELT] = np.full((count, WORLDS), 0.1)
    values[FELT][1, : WORLDS // 2] = 0.5
    values["bypass"] = np.zeros((count, WORLDS))
    plan = make_plan(
        "england", parameters=["story_weight"], method="pawn", outputs=["gap"], samples=WORLDS
    )
    return judged(plan, packages, values, Worlds(({"story_weight": 0.1},) * WORLDS,
                                                 np.arange(WORLDS)))  # fmt: skip


@pytest.fixture
def copied(folders: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """Copy the folder of a kind, to be changed."""
    return lambda kind: Path(shutil.copytree(folders[kind], tmp_path / f"my {kind}"))


def edit(folder: Path, name: str, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    """Change a document of a folder."""
    document = json.loads((folder / name).read_text())
    change(document)
    (folder / name).write_text(json.dumps(document))


def replace_text(folder: Path, old: str, new: str) -> None:
    """Put a text in the place of another in both documents, as a user's own name would stand."""
    for name in ("findings.json", "manifest.json"):
        path = folder / name
        path.write_text(path.read_text().replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]))


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and its words."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.parts: list[str] = []
        self._style = self._word_goes_on = False
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._style = tag == "style"
        self._word_goes_on |= tag == "wbr"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._word_goes_on:
            self.parts[-1] += data
        elif not self._style:
            self.parts.append(data)
        self._word_goes_on = False

    def named(self, tag: str) -> Iterator[dict[str, str]]:
        return (attributes for name, attributes in self.elements if name == tag)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.parts).split())
