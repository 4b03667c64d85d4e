"""Files of priors: what is shipped, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.inference.plan import FEWEST_RUNS, Allocation, make_plan
from calibration.inference.priors import read_priors
from calibration.inference.studies import years_observed
from sim.errors import InputError
from sim.parameters import PARAMETERS

HEAD = 'title = "T"\nscenario = "england"\n'


def entry(name: str = "norm_hours", low: float = 1.0, high: float = 2.0) -> str:
    return f'[[parameter]]\nname = "{name}"\nlow = {low}\nhigh = {high}\nwhy = "known"\n'


def test_the_shipped_priors_hold_the_defaults() -> None:
    priors = read_priors("england_children")
    assert 15 <= len(priors.names) <= 30
    assert {"labour_market_spread", "integrity_spread"} <= set(priors.names)
    for factor, reason in zip(priors.factors, priors.reasons, strict=True):
        assert factor.low <= PARAMETERS[factor.name].default <= factor.high, factor.name
        assert len(reason) > 20


def test_places_become_values(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + entry("exit_strain", 1.0, 2.0) + entry("norm_recovery_weeks", 10, 1000))
    priors = read_priors(path)
    low, middle, high = priors.points(np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]]))
    assert low == {"exit_strain": 1.0, "norm_recovery_weeks": pytest.approx(10.0)}
    # The table of parameters spreads it over its logarithm.
    assert middle == {"exit_strain": 1.5, "norm_recovery_weeks": pytest.approx(100.0)}
    assert high == {"exit_strain": 2.0, "norm_recovery_weeks": pytest.approx(1000.0)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + entry("norm_hour"), "line 3: unknown parameter 'norm_hour'.*'norm_hours'"),
        (HEAD + entry() + entry(), "line 8: norm_hours stands twice"),
        (HEAD + entry(low=2.0, high=2.0), "line 3: norm_hours takes a single value"),
        (HEAD + entry(low=2.0, high=1.0), "line 3: norm_hours takes a single value"),
        (HEAD + entry(high=50.0), "norm_hours = 50 is outside its range"),
        (HEAD, "parameter"),
        (entry(), "title"),
        (HEAD + entry().replace('why = "known"\n', ""), "why"),
        (HEAD + entry() + "step = 3\n", "step"),
        (HEAD + 'patterns = ["P77"]\n' + entry(), "line 3: there is no pattern 'P77'.*'P7'"),
    ],
)
def test_bad_files_are_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        read_priors(path)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(InputError, match=r"england_child.*'england_children'"):
        read_priors("england_child")


@pytest.mark.parametrize("budget", [FEWEST_RUNS, 1234, 3000, 20_001])
def test_a_budget_is_kept_and_nearly_used_up(budget: int) -> None:
    steps = Allocation.of(budget)
    runs = 2 * (steps.screening + 2 * steps.wave) + 2 * steps.round + steps.predictive + 10
    assert budget - 3 <= runs <= budget
    assert steps.screening & (steps.screening - 1) == 0


def test_only_what_is_to_be_fitted_is_fitted() -> None:
    plan = make_plan()
    assert all(target.fitted and target.scenario == "" for target in plan.targets)
    # No more years are simulated than the figures speak of.
    early = [replace(each, period=(2017.0, 2019.0)) for each in plan.targets]
    assert years_observed(plan.setting, early).years == 2.0
    with pytest.raises(InputError, match="budget"):
        make_plan(budget=10)
