"""Files of parameter draws: what is written is read, and what is wrong is said."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.posterior.draws import ParameterDraws
from experiments.posterior.file import read_draws
from sim.errors import InputError
from sim.parameters import PARAMETERS
from tests.experiments.posterior.hand_made import draws_of, raw_file

GOOD = {"discretion": [0.2, 0.4], "patience": [1.0, 2.0], "weight": [1.0, 3.0]}


def test_what_is_written_is_read(tmp_path):
    written = draws_of([1, 3], discretion=[0.2, 0.4], patience=[1.0, 2.0])
    path = written.save(tmp_path / "mine.parquet")
    found = read_draws(path)
    assert found.name == "mine"
    assert found.parameters == written.parameters
    assert (found.values == written.values).all()
    assert (found.weights == written.weights).all()
    assert found.provenance == written.provenance
    assert found.identified == written.identified
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [each.name for each in tmp_path.iterdir()] == ["mine.parquet"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (GOOD | {"discretoin": [0.1, 0.2]}, ["unknown parameter 'discretoin'", "'discretion'"]),
        (GOOD | {"discretion": [0.2, 1.4]}, ["column discretion, row 2", "1.4", "from 0 to 1"]),
        (GOOD | {"discretion": [float("nan"), 1]}, ["column discretion, row 1", "from 0 to 1"]),
        (GOOD | {"discretion": [None, 1.0]}, ["column discretion, row 1", "from 0 to 1"]),
        (GOOD | {"discretion": ["much", "little"]}, ["column discretion", "string", "numbers"]),
        (GOOD | {"weight": [1.0, -3.0]}, ["column weight, row 2", "-3", "0 or more"]),
        (GOOD | {"weight": [1.0, float("nan")]}, ["column weight, row 2", "0 or more"]),
        (GOOD | {"weight": [0.0, 0.0]}, ["column weight", "all weights are 0", "above 0"]),
        ({"discretion": [0.2]}, ["no column 'weight'", "1 counts all alike"]),
        ({"weight": [1.0]}, ["no parameters", "column per parameter"]),
        ({"discretion": np.zeros(0), "weight": np.zeros(0)}, ["no draws", "row per draw"]),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, columns, words):
    path = raw_file(tmp_path / "bad.parquet", columns)
    with pytest.raises(InputError) as refused:
        read_draws(path)
    for each in [str(path), *words]:
        assert each in str(refused.value)


@pytest.mark.parametrize(
    "about",
    [
        None,
        "not JSON",
        {"provenance": {}},
        {"provenance": {"runs": 3}, "identified": {}},
        {"provenance": [], "identified": {}},
        {"provenance": {}, "identified": {"discretion": "much"}},
        {"provenance": {}, "identified": {"grant": 0.5}},
        {"provenance": {}, "identified": {"discretion": 1.5}},
    ],
)
def test_a_file_that_does_not_say_what_it_is_is_refused(tmp_path, about):
    path = raw_file(tmp_path / "bad.parquet", GOOD, about)
    with pytest.raises(InputError, match=r"bad\.parquet") as refused:
        read_draws(path)
    assert refused.value.remedy


def test_what_is_no_parquet_file_is_refused(tmp_path):
    path = tmp_path / "text.parquet"
    path.write_text("discretion,weight\n0.2,1\n")
    with pytest.raises(InputError, match="not a Parquet file"):
        read_draws(path)
    path.write_bytes(b"")
    with pytest.raises(InputError, match="not a Parquet file"):
        read_draws(path)
    with pytest.raises(InputError, match="there is no file"):
        read_draws(tmp_path / "none.parquet")


def test_a_posterior_that_does_not_come_with_the_program_is_refused_with_the_way_to_make_one():
    with pytest.raises(InputError, match=r"goldenthread calibrate|england_children"):
        read_draws("no_such_posterior")


shares = st.lists(st.floats(0, 1000), min_size=1, max_size=30).filter(lambda w: sum(w) > 0)


@settings(deadline=None)  # the first draw compiles
@given(shares, st.integers(1, 60), st.integers(0, 2**32))
def test_more_parts_take_the_draws_of_fewer_and_go_on(weights, count, seed):
    found = draws_of(weights, discretion=np.linspace(0, 1, len(weights)))
    rows = found.rows(count, seed)
    assert found.rows(count + 7, seed)[:count] == rows
    assert all(found.weights[row] > 0 for row in rows)


@given(shares, st.integers(0, 2**32))
def test_draws_are_taken_as_often_as_they_weigh(weights, seed):
    found = draws_of(weights, discretion=np.linspace(0, 1, len(weights)))
    taken = np.bincount(found.rows(1000, seed), minlength=len(weights)) / 1000
    assert np.abs(taken - found.shares).max() < 0.01


def test_the_medoid_is_the_draw_in_the_middle_whatever_the_units():
    low, high = PARAMETERS["stories_heard"].low, PARAMETERS["stories_heard"].high
    found = draws_of(
        [1, 1, 1, 0], discretion=[0.1, 0.5, 0.9, 0.45], stories_heard=[low, 900, high, 1000]
    )
    assert found.medoid() == {"discretion": 0.5, "stories_heard": 900}
    heavy = draws_of([98, 1, 1], discretion=[0.1, 0.5, 0.9])
    assert heavy.medoid() == {"discretion": 0.1}


def test_the_medoid_is_the_draw_that_is_said_to_be_in_the_middle(tmp_path):
    found = replace(draws_of([1, 1, 1], discretion=[0.1, 0.5, 0.9]), middle=2)
    assert found.medoid() == {"discretion": 0.9}
    assert read_draws(found.save(tmp_path / "mine.parquet")).medoid_row == 2


@pytest.mark.parametrize("row", [-1, 1, 3])
def test_a_middle_that_does_not_count_is_refused(row):
    with pytest.raises(InputError, match="middle draw"):
        replace(draws_of([1, 0, 1], discretion=[0.1, 0.5, 0.9]), middle=row)


def test_what_data_say_nothing_of_does_not_decide_the_medoid():
    draws = ParameterDraws(
        "mine",
        ("discretion", "patience"),
        [[0.1, 0.5], [0.5, 0.1], [0.9, 0.9]],
        [1, 1, 1],
        identified={"discretion": 0.8, "patience": 0.0},
    )
    assert draws.medoid()["discretion"] == 0.5
    other = replace(draws, identified={"discretion": 0.0, "patience": 0.8})
    assert other.medoid()["patience"] == 0.5


def test_quantiles_count_weights():
    found = draws_of([1, 1, 8], discretion=[0.3, 0.2, 0.1])
    assert found.quantiles("discretion", [0.5, 0.85, 0.95]).tolist() == [0.1, 0.2, 0.3]


def test_draws_cannot_be_changed_behind_the_back_of_a_result():
    values = np.array([[0.2], [0.4]])
    found = ParameterDraws("mine", ("discretion",), values, np.ones(2))
    values[:] = 0.9
    assert found.values.tolist() == [[0.2], [0.4]]
    with pytest.raises(ValueError, match="read-only"):
        found.values[0, 0] = 0.5


def test_what_a_file_says_of_itself_may_not_nest_without_end(tmp_path):
    path = raw_file(tmp_path / "bad.parquet", GOOD, "[" * 100_000)
    with pytest.raises(InputError, match="cannot be understood"):
        read_draws(path)


def test_a_column_that_steers_the_terminal_is_not_printed_as_it_is(tmp_path):
    path = raw_file(tmp_path / "bad.parquet", GOOD | {"\x1b[2J": ["a", "b"]})
    with pytest.raises(InputError, match="unknown parameter") as refused:
        read_draws(path)
    assert str(refused.value).isprintable()
