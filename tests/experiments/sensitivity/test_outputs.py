"""Outputs of runs: pass-throughs as ratios of means, what is missing, and names."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.intervals import ratio_interval
from experiments.sensitivity.outputs import (
    SETS,
    chosen_outputs,
    label_of,
    meaning_of,
    needs_thread,
    outputs_of,
)
from experiments.stations import NAMES
from sim.errors import InputError


def runs(rows: int, replicates: int, seed: int = 1) -> pd.DataFrame:
    places = [(row, each) for row in range(rows) for each in range(replicates)]
    frame = pd.DataFrame(places, columns=["point", "replicate"])
    drawn = np.random.default_rng(seed)
    for name in NAMES:
        frame[f"elasticity.{name}"] = drawn.normal(0.5, 0.1, len(frame))
        frame[f"link.{name}"] = drawn.random(len(frame))
    frame["caseload"] = drawn.random(len(frame))
    return frame


def test_what_a_link_passes_on_is_the_ratio_of_means_with_its_spread() -> None:
    frame = runs(4, 60)
    (output,) = outputs_of(frame, ["passthrough.planned.enacted"], 4, 60)
    for row in range(4):
        part = frame[frame.point == row]
        expected = ratio_interval(part["elasticity.enacted"], part["elasticity.planned"])
        assert output.values[row].mean() == pytest.approx(expected.mean)
        half = 2.0 * output.values[row].std(ddof=1) / np.sqrt(60)
        assert half == pytest.approx((expected.high - expected.low) / 2, rel=0.05)


def test_where_nothing_arrived_there_is_nothing_to_pass_on() -> None:
    frame = runs(3, 5)
    frame.loc[frame.point == 1, "elasticity.planned"] = 0.01
    frame.loc[frame.point == 2, "elasticity.planned"] = 0.03
    (hop,) = outputs_of(frame, ["passthrough.planned.enacted"], 3, 5)
    assert np.isnan(hop.values).any(axis=1).tolist() == [False, True, False]
    assert hop.values[2].mean() == pytest.approx(3.0)
    assert hop.limited == 1


def test_a_run_that_failed_leaves_its_row_undefined() -> None:
    frame = runs(3, 5)
    names = ["bypass", "gap", "caseload", "lost.planned.enacted", "elasticity.felt"]
    for output in outputs_of(frame.drop(index=7), names, 3, 5):
        assert np.isnan(output.values).sum() == 1
        assert np.isnan(output.values[1, 2])


def test_gap_bypass_and_loss_are_differences() -> None:
    frame = runs(2, 2)
    bypass, gap, loss = outputs_of(frame, ["bypass", "gap", "lost.felt.recorded"], 2, 2)
    first = frame.iloc[0]
    answer = first["elasticity.recorded"] - first["elasticity.felt"]
    assert bypass.values[0, 0] == pytest.approx(answer)
    assert loss.values[0, 0] == pytest.approx(-answer)
    assert gap.values[0, 0] == pytest.approx(100 * (first["link.reported"] - first["link.felt"]))


def test_names_and_sets() -> None:
    assert chosen_outputs(None) == SETS["all"]
    assert chosen_outputs("ends, caseload,bypass") == (*SETS["ends"], "caseload")
    assert not needs_thread(["gap", "caseload"])
    assert needs_thread(["lost.meant.planned"])
    for name in (*SETS["all"], *SETS["losses"]):
        assert label_of(name)
        assert meaning_of(name)
    with pytest.raises(InputError, match="Did you mean 'caseload'"):
        chosen_outputs("caseloat")
    with pytest.raises(InputError, match="no output is named"):
        chosen_outputs(" , ")


def test_an_unknown_output_is_not_repeated_at_length():
    with pytest.raises(InputError, match="unknown output") as refused:
        chosen_outputs(["long " * 2_000])
    assert len(str(refused.value)) < 1_000
