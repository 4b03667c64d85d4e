"""Patterns at draws: what runs that are kept give is what a laboratory gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from calibration.inference.chance import seed_for
from calibration.inference.pattern_runs import PatternSimulator, arms_of
from calibration.inference.plan import make_plan
from calibration.patterns import PATTERNS
from calibration.patterns.laboratory import Laboratory
from experiments.studies.design import StudyDesign, seed_at
from experiments.studies.study import Study
from experiments.studies.sweep import Sweep
from sim.errors import InputError
from sim.world import World
from tests.calibration.inference.test_priors import HEAD, entry

WORLD = World.even(3, 4, 20)
POINTS = [{"need_onset": 0.6}, {"need_onset": 0.9}]


@pytest.mark.parametrize("name", ["P17", "P8"])
def test_runs_that_are_kept_give_what_a_laboratory_gives(name: str, tmp_path: Path) -> None:
    asked: list[StudyDesign] = []

    def compute(stage: str, design: StudyDesign) -> Study:
        asked.append(design)
        job = Sweep(design, tmp_path / stage, workers=1)
        with job.opened() as missing:
            job.compute(missing.runs)
        return Study(tmp_path / stage)

    setting = replace(make_plan().setting, world=WORLD)
    pattern = PATTERNS.named(name)
    found = PatternSimulator(pattern, setting, 5, compute)("P-1", POINTS)
    (design,) = asked
    assert len(design) == len(POINTS) * len(arms_of(pattern))
    for place, point in enumerate(POINTS):
        seed = seed_at(seed_for(5, "runs", "P-1"), place)
        expected = pattern.measure(Laboratory(WORLD, seed, 0, point, Event()))
        np.testing.assert_allclose(found[place], expected, rtol=1e-9, atol=1e-9)
    assert not np.array_equal(found[0], found[1])


@pytest.mark.parametrize(
    ("pattern", "parameter", "said"),
    [
        ("P3", "norm_hours", "only whole years"),
        ("P8", "measure_validity", "the pattern P8 sets measure_validity"),
    ],
)
def test_a_pattern_that_cannot_be_measured_at_draws_is_refused(
    pattern: str, parameter: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    text = (
        HEAD + f'patterns = ["{pattern}"]\n' + entry(parameter, 0.5, 1.0) + entry("exit_base", 0, 1)
    )
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        make_plan(priors=path)
