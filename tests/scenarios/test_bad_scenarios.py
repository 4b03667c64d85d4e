"""A scenario file that cannot be used gets one clear error with its place and the remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenarios import load
from sim.errors import InputError
from sim.parameters import PARAMETERS
from tests.scenarios.scenario_files import COUNCILS, MINIMAL, refusal, written

CHANGE = MINIMAL + '[[change]]\nparameter = "grant"\nfrom = 1\n'  # the entry starts on line 4
EXPECT = MINIMAL + 'against = "england"\n[[expect]]\n'

# text of the file, where the fault is, what the message has to say
BAD_CONTENT = {
    "unknown key": ('clam = "C"\n' + MINIMAL, 1, "unknown key 'clam'. Did you mean 'claim'?"),
    "unknown table": (MINIMAL + "[tiem]\nyears = 3", 4, "Did you mean 'time'"),
    "unknown key in a table": (MINIMAL + "[time]\n\nyeers = 3", 6, "Did you mean 'years'"),
    "unknown key in an entry": (CHANGE + "valu = 1", 7, "Did you mean 'value'"),
    "key of another table": (MINIMAL + "years = 3", 4, "It belongs under [time]"),
    "top key below a table": (
        MINIMAL + '[time]\nyears = 3\nagainst = "england"',
        6,
        "It belongs at the top of the file",
    ),
    "parameter at the top": (MINIMAL + "grant = 0.8", 4, "under [parameters]"),
    "domain parameter at the top": (MINIMAL + "agenda.care = 0.8", 4, "under [parameters]"),
    "missing key": ('title = "T"\nsource = "S"\n', None, "the key 'claim' is missing. Add claim"),
    "missing key of an entry": (MINIMAL + '[[change]]\nparameter = "grant"', 4, "'from' is miss"),
    "blank text": (MINIMAL.replace('"C"', '"  "'), 2, "claim is blank"),
    "text where a number is due": (
        MINIMAL + '[time]\nyears = "3"',
        5,
        "years must be a number, not '3'. Give a number from 0.25 to 200",
    ),
    "a truth where a number is due": (MINIMAL + "[time]\nyears = true", 5, "not true"),
    "a truth as a parameter": (MINIMAL + "[parameters]\ndemand = true", 5, "must be a number"),
    "text as a parameter": (
        MINIMAL + '[parameters]\ndemand = "2"',
        5,
        "demand must be a number, not '2'. Give a value from 0 to 5",
    ),
    "a date where a number is due": (MINIMAL + "[time]\nyears = 2010-01-01", 5, "a number, not"),
    "a decimal where a whole number is due": (
        MINIMAL + "[time]\nsteps_per_year = 52.0",
        5,
        "steps_per_year must be a whole number, not 52.0. Give a whole number from 4 to 1040",
    ),
    "a number where text is due": (MINIMAL.replace('"T"', "3"), 1, "title must be text in quotes"),
    "a table where a number is due": (MINIMAL + "time.years.now = 3", 4, "years must be a number"),
    "a number where a table is due": (MINIMAL + "time = 3", 4, "Put its keys under [time]"),
    "one bracket too few": (
        MINIMAL + '[change]\nparameter = "grant"\nfrom = 1\nvalue = 1',
        4,
        "[change] has single brackets, but there may be several. Write [[change]] instead",
    ),
    "one bracket too many": (
        MINIMAL + "[[time]]\nyears = 3",
        4,
        "[[time]] has double brackets, but there is only one. Write [time] instead",
    ),
    "two brackets around parameters": (
        MINIMAL + "[[parameters]]\ndemand = 1",
        4,
        "Write [parameters] instead",
    ),
    "a date where a year is due": (
        CHANGE.replace("from = 1", "from = 2018-07-02") + "value = 1",
        6,
        "from must be a calendar year, not 2018-07-02. Write from = 2018.5 ",
    ),
    "the first of January where a year is due": (
        CHANGE + "value = 1\nto = 2018-01-01",
        8,
        "to must be a calendar year, not 2018-01-01. Write to = 2018 ",
    ),
    "a date in quotes where a year is due": (
        CHANGE.replace("from = 1", 'from = "2018-01-01"') + "value = 1",
        6,
        "from must be a calendar year, not '2018-01-01'. Give a number such as 2018",
    ),
    "a date as a parameter": (
        MINIMAL + "[parameters]\ndemand = 2018-01-01",
        5,
        "demand must be a number, not 2018-01-01. Give a value from 0 to 5",
    ),
    "a parameter unlike any": (
        MINIMAL + "[parameters]\nzzz = 1",
        5,
        "more (all of them: `goldenthread parameters`)",
    ),
    "an outcome unlike any": (
        EXPECT + 'outcome = "zzz"\ndirection = "falls"',
        6,
        "more (all of them: `goldenthread outcomes`)",
    ),
    "numbers instead of changes": (MINIMAL + "change = [1]", 4, "change must be a table, not 1"),
    "numbers instead of parameters": (MINIMAL + "parameters = 1", 4, "parameters must be a table"),
    "a list where a number is due": (MINIMAL + "[parameters]\ndemand = [1, 2]", 5, "a number"),
    "not in quarters": (
        MINIMAL + "[time]\nyears = 2.6",
        5,
        "years = 2.6 is not a multiple of 0.25. Give a number from 0.25 to 200, in steps of 0.25",
    ),
    "steps that fit no quarter": (
        MINIMAL + "[time]\nsteps_per_year = 365",
        5,
        "in steps of 4",
    ),
    "out of range": (MINIMAL + "[time]\nyears = 201", 5, "years = 201"),
    "parameter out of range": (
        MINIMAL + "[parameters]\ndemand = 9",
        5,
        "demand = 9 is outside its range. Give a value from 0 to 5 (index)",
    ),
    "not a number": (MINIMAL + "[time]\nyears = nan", 5, "years = nan is outside its range"),
    "infinite": (MINIMAL + "[time]\nfirst_year = inf", 5, "first_year = inf is outside its range"),
    "parameter not a number": (MINIMAL + "[parameters]\ndemand = nan", 5, "demand = nan"),
    "parameter infinite": (MINIMAL + "[parameters]\ndemand = -inf", 5, "demand = -inf"),
    "parameter enormous": (MINIMAL + "[parameters]\ndemand = 1" + 400 * "0", 5, "outside"),
    "number of 5,000 digits": (MINIMAL + "[time]\nyears = 1" + 5000 * "0", None, "not valid TOML"),
    "enormous number in hexadecimal": (
        MINIMAL + "[time]\nyears = 0x1" + 5000 * "0",
        5,
        "thousands of digits",
    ),
    "unknown parameter": (
        MINIMAL + "[parameters]\n\n# Lipsky\ndiscretoin = 0.5",
        7,
        "unknown parameter 'discretoin'. Did you mean 'discretion'",
    ),
    "unknown domain": (MINIMAL + "[parameters]\nagenda.heath = 1", 5, "'agenda.health'"),
    "unknown domain in quotes": (MINIMAL + '[parameters]\n"agenda.heath" = 1', 5, "agenda.health"),
    "parameter given twice": (
        MINIMAL + '[parameters]\n"agenda.care" = 1\nagenda.care = 2',
        6,
        "agenda.care is given twice",
    ),
    "empty domain table": (MINIMAL + "[parameters]\nagenda = {}", 5, "unknown parameter 'agenda'"),
    "change of an unknown parameter": (
        CHANGE.replace("grant", "grants") + "value = 1",
        5,
        "unknown parameter 'grants'. Did you mean 'grant'",
    ),
    "change out of range": (CHANGE + "value = 3", 7, "grant = 3 is outside its range"),
    "change of what is fixed": (
        CHANGE.replace("grant", "initial_trust") + "value = 0.5",
        4,
        "cannot change while the model runs",
    ),
    "change without a value": (CHANGE, 4, "needs either a value or a factor"),
    "change with value and factor": (CHANGE + "value = 1\nfactor = 1", 4, "exactly one of them"),
    "factors that multiply to too much": (
        CHANGE + "factor = 1.9\n" + CHANGE.removeprefix(MINIMAL) + "factor = 1.9",
        8,
        "grant = 3.61 is outside its range in 1",
    ),
    "ends before it begins": (CHANGE + "value = 1\nto = 0.5", 8, "before it begins"),
    "begins after the end": (
        (CHANGE + "value = 1").replace("from = 1", "from = 2010"),
        6,
        "from = 2010 lies outside the years simulated. Give a calendar year from -4",
    ),
    "begins before the start": (
        "\n" + CHANGE.replace("from = 1", "from = 9") + "value = 1\n[time]\nfirst_year = 2010",
        7,
        "from = 9 lies outside",
    ),
    "negative ramp": (CHANGE + "value = 1\nramp_years = -1", 8, "ramp_years = -1"),
    "unknown council": (
        CHANGE + 'value = 1\ncouncils = [\n  "Council 01",\n  "Council 99",\n]',
        8,
        "unknown council 'Council 99'. Did you mean",
    ),
    "councils not in a list": (CHANGE + 'value = 1\ncouncils = "Council 01"', 8, "a list in squ"),
    "a number among the councils": (CHANGE + "value = 1\ncouncils = [7]", 8, "text in quotes"),
    "no councils": (CHANGE + "value = 1\ncouncils = []", 8, "empty list"),
    "no such fifth": (
        CHANGE + "value = 1\ndeprivation_band = [6]",
        8,
        "a whole number from 1 to 5",
    ),
    "fifth not in a list": (CHANGE + "value = 1\ndeprivation_band = 1", 8, "a list"),
    "fifth without councils": (
        CHANGE + "value = 1\ndeprivation_band = [2]\n[world]\nauthorities = 1",
        8,
        "band 2 holds no council of this world",
    ),
    "councils and fifths": (
        CHANGE + 'value = 1\ncouncils = ["Council 01"]\ndeprivation_band = [1]',
        9,
        "Leave out councils or deprivation_band",
    ),
    "national parameter in some councils": (
        (CHANGE + "value = 1\ndeprivation_band = [1]").replace("grant", "policy_churn"),
        8,
        "the same for the whole country",
    ),
    "unknown outcome": (
        EXPECT + 'outcome = "wating"\ndirection = "falls"',
        6,
        "unknown outcome 'wating'. Did you mean 'waiting'",
    ),
    "entry written inline": (
        MINIMAL + 'change = [\n  {parameter = "grant", from = 1, valeu = 1},\n]',
        4,
        "unknown key 'valeu'. Did you mean 'value'",
    ),
    "after texts of several lines": (
        MINIMAL.replace('"C"', "'''\n[time]\nyears = 1\n'''").replace('"S"', '"""S\n\n"""')
        + "[time]\nyears = -1",
        10,
        "years = -1",
    ),
    "in the second of two entries": (
        CHANGE + "value = 1\n[time]\nyears = 2\n" + CHANGE.removeprefix(MINIMAL) + "valu = 1",
        13,
        "unknown key 'valu'",
    ),
    "endless key": (MINIMAL + 9000 * "k" + " = 1", 4, "unknown key 'kkk"),
    "endless parameter": (MINIMAL + "[parameters]\n" + 9000 * "k" + " = 1", 5, "unknown param"),
    "endless parameter of a change": (
        (CHANGE + "value = 1").replace("grant", 9000 * "k"),
        5,
        "unknown parameter 'kkk",
    ),
    "endless council": (
        CHANGE + f'value = 1\ncouncils = ["{9000 * "k"}"]',
        8,
        "unknown council 'kkk",
    ),
    "endless outcome": (
        EXPECT + f'outcome = "{9000 * "k"}"\ndirection = "falls"',
        6,
        "unknown outcome 'kkk",
    ),
    "endless baseline": (MINIMAL + f'against = "{9000 * "k"}"', 4, "unknown scenario 'kkk"),
    "endless text where a number is due": (MINIMAL + f'[time]\nyears = "{9000 * "k"}"', 5, "years"),
    "unknown direction": (
        EXPECT + 'outcome = "waiting"\ndirection = "fall"',
        7,
        "unknown direction 'fall'. Did you mean 'falls'",
    ),
    "negative least change": (
        EXPECT + 'outcome = "waiting"\ndirection = "falls"\nat_least = -1',
        8,
        "at_least = -1 is outside its range. Give a number, 0 or more",
    ),
    "no precision": (
        EXPECT + 'outcome = "waiting"\ndirection = "falls"\nprecision = 0',
        8,
        "precision = 0 is outside its range. Give a number above 0",
    ),
    "expecting a rise against nothing": (
        MINIMAL + '[[expect]]\noutcome = "waiting"\ndirection = "rises"',
        4,
        'Add against = "england"',
    ),
    "unknown baseline": (MINIMAL + 'against = "englnd"', 4, "unknown scenario 'englnd'. Did you"),
    "missing baseline": (MINIMAL + 'against = "no.toml"', 4, "no.toml: there is no such scenario"),
    "against itself": (MINIMAL + 'against = "./mine.toml"', 4, "with itself"),
    "unknown lever": (MINIMAL + '[thread]\nlever = "grnt"', 5, "Did you mean 'grant'"),
    "fixed lever": (MINIMAL + '[thread]\nlever = "norm_hours"', 5, "cannot be a lever"),
    "thresholds crossed": (MINIMAL + "[thread]\nwhole = 0.2", 4, "Give a broken below whole"),
    "no step": (MINIMAL + "[thread]\nstep = 0", 5, "step = 0 is outside its range"),
    "no councils in the world": (MINIMAL + "[world]\nauthorities = 0", 5, "authorities = 0"),
    "no workers": (MINIMAL + "[world]\nposts = 0", 5, "posts = 0 is outside its range"),
    "no citizens": (MINIMAL + "[world]\ncitizens_per_post = 0", 5, "citizens_per_post = 0"),
    "impossibly many citizens": (
        MINIMAL + "[world]\nposts = 100000\ncitizens_per_post = 10000",
        4,
        "population_in_need of",
    ),
    "two worlds": (MINIMAL + "[world]\nnational = true\nposts = 3", 4, "more than one way"),
    "world file missing": (MINIMAL + '[world]\ncouncils = "no.csv"', 5, "no such councils file"),
    "world file is a folder": (MINIMAL + '[world]\ncouncils = "."', 5, "this is a folder"),
    "not TOML": (MINIMAL + "years : 3", "4, column 7", "not valid TOML: expected '='"),
    "unfinished": (MINIMAL + "[parameters]\ndemand =", "5", "not valid TOML: invalid"),
    "key given twice": (MINIMAL + 'claim = "D"', "4", "not valid TOML: cannot over"),
    "nested without end": (MINIMAL + "change = " + 20000 * "[", None, "too deeply"),
    "unfinished list at the end": (MINIMAL + "change = [\n\n", "6", "not valid TOML"),
}


@pytest.mark.parametrize("case", BAD_CONTENT)
def test_bad_content_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    text, line, message = BAD_CONTENT[case]
    path = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load(path)
    error = caught.value
    assert message in str(error)
    assert error.remedy
    assert error.where == (str(path) if line is None else f"{path}, line {line}")
    assert "\n" not in str(error)
    assert len(str(error)) < 600


BAD_BYTES = {
    "empty": (b"", "the scenario file is empty"),
    "blank": (b" \n\t\n", "the scenario file is empty"),
    "byte order mark only": (b"\xef\xbb\xbf", "the scenario file is empty"),
    "not UTF-8": (MINIMAL.encode() + b'against = "\xff"', "line 4: the scenario file is not UTF-8"),
    "UTF-16": (MINIMAL.encode("utf-16"), "line 1: the scenario file is not UTF-8"),
    "huge": (b"#" * 1_000_001, "the scenario file is larger than 1,000,000 bytes"),
    "null characters": (b"\0" * 10, "not valid TOML"),
}


@pytest.mark.parametrize("case", BAD_BYTES)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, case: str) -> None:
    data, message = BAD_BYTES[case]
    path = written(tmp_path, data)
    with pytest.raises(InputError, match=message) as caught:
        load(path)
    assert str(path) in caught.value.where


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path, message in (
        (tmp_path, "this is a folder, not a scenario file"),
        (tmp_path / "none.toml", "there is no such scenario file"),
        (pipe, "there is no such scenario file"),
        (tmp_path / ("x" * 300 + ".toml"), "the scenario file cannot be read"),
        (tmp_path / "mine.toml" / "deeper.toml", "there is no such scenario file"),
        ("nul\0.toml", "there is no such scenario file|is not a file name"),
        ("/dev/zero", "there is no such scenario file"),
    ):
        with pytest.raises(InputError, match=message):
            load(path)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"unknown scenario 'austerty'. Did you mean 'austerity'"):
        load("austerty")


@pytest.mark.parametrize("wrong", [None, 3, ["england"], b"england", True])
def test_what_is_neither_name_nor_path_is_refused(wrong: object) -> None:
    with pytest.raises(InputError, match="is not a scenario"):
        load(wrong)  # type: ignore[arg-type]


def test_baselines_in_a_circle_are_refused(tmp_path: Path) -> None:
    written(tmp_path, MINIMAL + 'against = "b.toml"', "a.toml")
    written(tmp_path, MINIMAL + 'against = "a.toml"', "b.toml")
    with pytest.raises(InputError, match=r"b.toml, line 4: 'b' is compared, in the end, with"):
        load(tmp_path / "a.toml")


def test_a_fault_in_the_baseline_names_the_baseline(tmp_path: Path) -> None:
    written(tmp_path, "\n" + MINIMAL + "[time]\nyears = -1", "base.toml")
    with pytest.raises(InputError) as caught:
        load(written(tmp_path, MINIMAL + 'against = "base.toml"'))
    assert caught.value.where == f"{tmp_path / 'base.toml'}, line 6"


def test_a_fault_in_the_councils_names_the_councils_file(tmp_path: Path) -> None:
    written(tmp_path, COUNCILS + "A,x,1,0,0", "c.csv")
    with pytest.raises(InputError) as caught:
        load(written(tmp_path, MINIMAL + '[world]\ncouncils = "c.csv"'))
    assert caught.value.where == f"{tmp_path / 'c.csv'}, line 2, column posts"


KEYS = [
    "title", "time", "time.years", "world", "world.posts", "world.councils", "parameters",
    "parameters.agenda", "change", "expect", "thread.lever", "against", "[change]", "[[change]]",
    "[[expect]]", "[world]", "[time]", "parameter", "value", "factor", "from", "to", "councils",
    "deprivation_band", "outcome", "direction", *list(PARAMETERS)[:5],
]  # fmt: skip
VALUES = [
    "1", "-1", "0.5", "nan", "inf", "1e400", "true", '""', '"x"', '"england"', '"grant"', "[]",
    "[1]", '["Council 01"]', "{}", "{care = 1}", "[{}]", "2010-01-01", "'''\na\n'''", "[\n1,\n2]",
    '"falls"', '"waiting"', "", '"mine.toml"', '"\\u0000"', '"../"',
]  # fmt: skip
LINES = st.one_of(
    st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.sampled_from(KEYS),
    st.text(max_size=20),
)


@given(lines=st.lists(LINES, max_size=12), whole=st.booleans())
@example(lines=["a" * 70 + ".b = 1"], whole=True)
@settings(max_examples=400, deadline=None)
def test_random_text_never_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], whole: bool
) -> None:
    text = (MINIMAL if whole else "") + "\n".join(lines)
    path = tmp_path_factory.getbasetemp() / "mine.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    error = refusal(load, path)
    assert error is None or str(path) in error.where


@given(data=st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_random_bytes_never_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(InputError):
        load(path)


def test_a_number_of_thousands_of_digits_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    digits = "0x" + "f" * 6_000
    for text in (
        EXPECT + f'outcome = "trust"\ndirection = {digits}',
        MINIMAL + f"[parameters]\ngrant = {digits}",
        MINIMAL + f"[time]\nyears = {digits}",
        f"title = {digits}\n",
    ):
        error = refusal(load, written(tmp_path, text))
        assert error is not None
        assert len(str(error)) < 1_000


def test_a_long_path_in_a_file_is_not_repeated_at_length(tmp_path: Path) -> None:
    for text in (f'[world]\ncouncils = "{"long " * 2_000}"', f'against = "{"long/" * 2_000}.toml"'):
        error = refusal(load, written(tmp_path, MINIMAL + text))
        assert error is not None
        assert error.where.startswith(str(tmp_path / "mine.toml"))
        assert len(str(error)) < 1_000
