"""Tables of mechanisms that cannot be used are refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

import goldenthread as gt
from sim.errors import InputError
from tests.experiments.mechanism_table import TABLE
from tests.goldenthread.conftest import SMALL


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('hop = "meant -> planned"', 'hop = "meant -> planed"', "Did you mean 'meant -> planned'"),
        ('lever = "training"', 'lever = "trainin"', "Did you mean 'training'"),
        ('measure = "passed_on"', 'measure = "passed on"', "Did you mean 'passed_on'"),
        ("central_alignment = 0.1", "central_aligment = 0.1", "Did you mean 'central_alignment'"),
        ("central_alignment = 0.1", "central_alignment = 2", "central_alignment = 2 is outside"),
        ("central_alignment = 0.1", "", "parameters"),
        ("reporting_lag = 0.0", "reporting_lag = 9", "line 7: reporting_lag = 9 is outside"),
        ('name = "noise"', 'name = "local"', "the name 'local' is taken"),
        ('name = "noise"', 'name = "reference"', "the name 'reference' is taken"),
        ('name = "reported -> believed"', 'name = "meant -> planned"', "has two levers"),
        ('lever = "training"', 'lever = "initial_trust"', "describes how the world starts"),
        ('lever = "training"', 'lever = "coproduction"', "it is 0 or below"),
        ("step = 0.5", "step = 3", "step = 3 is outside its range"),
        ('scenario = "half.toml"', 'scenario = "hlaf.toml"', "hlaf.toml"),
        ("[[mechanism]]", "[[mechanisms]]", "unknown key 'mechanisms'"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_before_anything_is_simulated(
    before: str, after: str, said: str, tmp_path: Path
) -> None:
    assert before in TABLE
    (tmp_path / "half.toml").write_text(SMALL)
    (tmp_path / "mine.toml").write_text(TABLE.replace(before, after))
    with pytest.raises(InputError) as refused:
        gt.specificity(tmp_path / "mine.toml")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"replicates": 0}, "replicates is 0"),
        ({"years": -1}, "years is -1"),
        ({"seed": -1}, "seed is -1"),
        ({"workers": 0}, "workers is 0"),
        ({"scenario": "nowhere"}, "nowhere"),
    ],
)
def test_an_argument_that_cannot_be_used_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        gt.specificity(**given)  # type: ignore[arg-type]
