"""Profiles of stakeholders: the shipped ones, the user's own, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import available, checked_files, profiles_with
from scenarios.profile import GROUPS
from scenarios.stakeholders import read_profiles, shipped_profiles
from sim.errors import InputError

PROFILE = """[stakeholder.tenants]
why = "A roof first."
domains = { housing = 3, care = 1 }
views = { felt = 1 }
outcomes = { change = 1, service_delivery = 1 }
"""
"""A profile in five lines."""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_profiles_are_those_the_paper_speaks_of() -> None:
    shipped = shipped_profiles()
    assert list(shipped) == [
        "centre",
        "council_chief_executive",
        "worker",
        "citizen_in_need",
        "citizen_not_in_need",
        "local_business",
        "community_group",
        "provider",
    ]
    for profile in shipped.values():
        assert profile.why.endswith(".")
        assert "judgement" in profile.source
        for group, names in GROUPS.items():
            weights = getattr(profile, group)
            assert tuple(weights) == names
            assert sum(weights.values()) == pytest.approx(1)
            assert min(weights.values()) >= 0
    distinct = {tuple(p.domains.items()) + tuple(p.views.items()) + tuple(p.outcomes.items())
                for p in shipped.values()}  # fmt: skip
    assert len(distinct) == len(shipped)


def test_five_lines_add_a_profile_and_a_known_name_replaces(tmp_path: Path) -> None:
    assert PROFILE.count("\n") == 5
    text = PROFILE + PROFILE.replace("tenants", "worker")
    found = profiles_with(written(tmp_path, text))
    assert list(found) == [*shipped_profiles(), "tenants"]
    assert found["worker"].domains["housing"] == 0.75
    tenants = found["tenants"]
    assert (tenants.title, tenants.source) == ("Tenants", "judgement")
    assert tenants.views == {"reported": 0.0, "felt": 1.0}
    assert tenants.outcomes == {"change": 0.5, "maintenance": 0.0, "service_delivery": 0.5}


@given(factor=st.floats(1e-6, 1e6), pair=st.lists(st.floats(0.001, 1000), min_size=2, max_size=2))
def test_only_the_proportions_of_weights_count(
    factor: float, pair: list[float], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    found = []
    for scale in (1.0, factor):
        care, housing = (scale * each for each in pair)
        text = PROFILE.replace("housing = 3, care = 1", f"housing = {housing!r}, care = {care!r}")
        found.append(read_profiles(written(folder, text))["tenants"].domains)
    assert found[0] == pytest.approx(found[1])


def test_the_shipped_file_is_no_scenario_and_is_checked_as_what_it_is(tmp_path: Path) -> None:
    assert "stakeholders" not in [scenario.name for scenario in available()]
    (tmp_path / "stakeholders.toml").write_text(PROFILE)
    assert [error for _, error in checked_files(tmp_path)] == [None]
    (tmp_path / "stakeholders.toml").write_text(PROFILE.replace("care = 1", "care = -1"))
    ((_, error),) = checked_files(tmp_path)
    assert error is not None
    assert error.key == "care"


REFUSED = {
    "negative": (("care = 1", "care = -1"), 3, "care", -1, "0 or more"),
    "no number": (("care = 1", 'care = "much"'), 3, "care", "much", "Give a number"),
    "true": (("care = 1", "care = true"), 3, "care", True, "Give a number"),
    "endless": (("care = 1", "care = inf"), 3, "care", float("inf"), "Give a number"),
    "unknown domain": (("housing", "hosing"), 3, "hosing", None, "Did you mean 'housing'?"),
    "unknown view": (("felt", "felled"), 4, "felled", None, "Did you mean 'felt'?"),
    "unknown outcome": (("service_delivery", "service"), 5, "service", None, "service_delivery"),
    "other list": (("housing", "felt"), 3, "felt", None, "It belongs under views"),
    "all zero": (("felt = 1", "felt = 0"), 4, "views", {"felt": 0}, "at least one of reported"),
    "empty list": (("{ felt = 1 }", "{}"), 4, "views", {}, "at least one of reported, felt"),
    "too large": (
        ("housing = 3, care = 1", "housing = 1e308, care = 1e308"),
        3,
        "domains",
        {"housing": 1e308, "care": 1e308},
        "smaller numbers",
    ),
    "no list": (("{ felt = 1 }", "3"), 4, "views", 3, "Write views = { reported = 2, felt = 1 }"),
    "missing list": (("views = { felt = 1 }\n", ""), 1, "views", None, "Add views = { ... }"),
    "no reason": (('why = "A roof first."\n', ""), 1, "why", None, 'Add why = "..."'),
    "blank reason": (("A roof first.", " "), 2, "why", " ", "between the quotes"),
    "unknown key": (("why", "whi"), 2, "whi", "A roof first.", "Did you mean 'why'?"),
    "no header": (("stakeholder.", ""), 1, "tenants", None, "[stakeholder.tenants]"),
    "double brackets": (("[stakeholder.tenants]", "[[stakeholder]]"), 1, "stakeholder", None,
                        "single brackets"),
    "no name": (("tenants", '""'), 1, "stakeholder", "", "[stakeholder.NAME]"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_profile_is_refused_with_file_key_value_and_remedy(case: str, tmp_path: Path) -> None:
    (before, after), line, key, value, remedy = REFUSED[case]
    assert before in PROFILE
    path = written(tmp_path, PROFILE.replace(before, after))
    with pytest.raises(InputError) as caught:
        read_profiles(path)
    error = caught.value
    assert (error.where, error.key, error.value) == (f"{path}, line {line}", key, value)
    assert remedy in error.remedy


def test_a_profile_given_twice_and_a_file_without_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 6, .*not valid TOML"):
        read_profiles(written(tmp_path, PROFILE + PROFILE))
    with pytest.raises(InputError, match="there is no profile in the file"):
        read_profiles(written(tmp_path, "[stakeholder]\n"))
    with pytest.raises(InputError, match="there is no such profiles file"):
        read_profiles(tmp_path / "none.toml")


def test_the_profile_shown_in_the_documents_takes_five_lines(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "whose-value.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    assert shown.count("\n") == 5
    assert list(read_profiles(written(tmp_path, shown))) == ["tenants"]
