"""What is chosen, as a file and as a link, and what comes back from either."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.worlds.files import file_name, from_upload, to_toml
from dashboard.worlds.link import from_query, to_query
from dashboard.worlds.pair import Pair
from dashboard.worlds.settings import Settings, Size
from scenarios import available, load
from sim.errors import InputError
from sim.parameters import PARAMETERS

NAMES = [scenario.name for scenario in available()]
CHANGES = st.lists(
    st.tuples(st.sampled_from(list(PARAMETERS)), st.floats(0, 1), st.integers(0, 51)), max_size=6
)


def changed(scenario: str, changes: list[tuple[str, float, int]]) -> Settings:
    chosen = Settings.of(scenario)
    for name, share, week in changes:
        declared = PARAMETERS[name]
        value = declared.low + share * (declared.high - declared.low)
        chosen = chosen.with_value(name, min(value, declared.high), chosen.first_year + week / 52)
    return chosen


def refusal(job: Callable[[], Settings]) -> str:
    """Return why something is refused, or "accepted"; anything but InputError fails the test."""
    try:
        job()
    except InputError as error:
        return str(error)
    return "accepted"


def test_every_shipped_scenario_can_be_played() -> None:
    for name in NAMES:
        assert Settings.of(name).years > 0


@given(st.sampled_from(NAMES), CHANGES)
@settings(max_examples=12, deadline=None)
def test_a_link_and_a_file_carry_the_worlds_exactly(
    scenario: str, changes: list[tuple[str, float, int]]
) -> None:
    chosen = changed(scenario, changes)
    linked = from_query(parse_qsl(to_query(chosen)))
    filed = from_upload(file_name(chosen), to_toml(chosen).encode())
    for found in (linked, filed, from_query(parse_qsl(to_query(filed)))):
        assert found.yours.parameters == chosen.yours.parameters
        assert found.yours.changes == chosen.yours.changes
        assert found.baseline.parameters == chosen.baseline.parameters
        assert (found.world, found.years) == (chosen.world, chosen.years)


def test_a_value_of_yours_takes_over_from_the_scenario(tmp_path: Path) -> None:
    chosen = Settings.of("austerity").with_value("grant", 0.9, 2014.0)
    before, after = chosen.value("grant", 2013.9), chosen.value("grant", 2019.0)
    assert before == pytest.approx(Settings.of("austerity").value("grant", 2013.9))
    assert after == 0.9
    doubled = Settings.of("demand_surge")
    year = doubled.first_year + 1
    assert doubled.with_value("demand", 1.5, year).value("demand", year + 1) == 1.5


def test_a_downloaded_file_gives_the_same_weeks() -> None:
    small = replace(changed("targets_and_terror", [("grant", 0.3, 10)]), size=Size(3, 3, 10))
    small = replace(small, years=1.0)
    again = from_upload("again.toml", to_toml(small).encode())
    one, other = Pair(small), Pair(again)
    for pair in (one, other):
        pair.advance(52)
    for mine, theirs in ((one.yours, other.yours), (one.baseline, other.baseline)):
        assert mine.model.ledger.authority.tobytes() == theirs.model.ledger.authority.tobytes()


def test_a_downloaded_file_runs_on_the_command_line_as_it_stands(tmp_path: Path) -> None:
    chosen = replace(changed("austerity", [("grant", 0.3, 10), ("initial_trust", 0.2, 0)]),
                     size=Size(2, 2, 5), years=1.0)  # fmt: skip
    file = tmp_path / file_name(chosen)
    file.write_text(to_toml(chosen), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "goldenthread", "run", str(file), "--replicates", "2", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scenario"]["title"].endswith("changed on the page")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('against = "/etc/passwd"', "stands on another file"),
        ('against = "../secret.toml"', "stands on another file"),
        ('extends = ["other.toml"]', "stands on another file"),
        ("", "does not say which world"),
        ('against = "england"\n[world]\ncouncils = "/etc/passwd"', "table of councils"),
        ('against = "england"\n[world]\nnational = true', "equal size"),
        ('against = "austerity"', "changes by date itself"),
        ('against = "england"\n[time]\nyears = 200', None),
        ('against = "englnd"', "unknown scenario"),
    ],
)
def test_a_file_reaches_no_other_file_and_no_larger_world(toml: str, words: str | None) -> None:
    head = 'title = "t"\nclaim = "c"\nsource = "s"\n'
    if words is None:
        assert from_upload("mine.toml", (head + toml).encode()).years <= 30
        return
    with pytest.raises(InputError, match=words) as caught:
        from_upload("mine.toml", (head + toml).encode())
    assert "/tmp" not in str(caught.value)
    assert "root:" not in str(caught.value)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_settings_or_one_clear_refusal(data: bytes) -> None:
    said = refusal(lambda: from_upload("x.toml", data))
    assert "goldenthread-" not in said


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["scenario", "file", "seed", "years", "councils", "posts", "set", "x"]),
            st.text(max_size=30)
            | st.from_regex(r"grant:[0-9.e-]{1,6}@20[0-9.]{1,6}", fullmatch=True),
        ),
        max_size=4,
    )
)
@settings(max_examples=50, deadline=None)
def test_any_link_is_settings_or_one_clear_refusal(pairs: list[tuple[str, str]]) -> None:
    assert refusal(lambda: from_query(pairs)) != ""


def test_the_same_scenario_is_meant_by_a_link_with_nothing_in_it() -> None:
    assert from_query([]).scenario.name == "austerity"
    assert load("austerity").title == from_query([]).yours.title


def test_a_link_names_shipped_scenarios_and_no_file_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text("the_key_of_the_safe = 12345")
    monkeypatch.chdir(tmp_path)
    Path("plain").write_text("the_key_of_the_safe = 12345")
    for named in (str(secret), "secret.toml", "./secret.toml", "plain", ".", "../secret"):
        with pytest.raises(InputError, match="no shipped scenario") as caught:
            from_query([("scenario", named)])
        assert "safe" not in str(caught.value)
        with pytest.raises(InputError, match="no shipped scenario"):
            Settings.of(named)
