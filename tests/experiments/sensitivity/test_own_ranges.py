"""Ranges of the user's own: what is varied over them, and what is refused and how."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from experiments.sensitivity.own_ranges import given_ranges
from experiments.sensitivity.plan import SensitivityPlan, make_plan
from sim.errors import InputError

FILE = """
[ranges]
grant = [0.7, 1.0]
agenda.care = [0.2, 0.4]
[choices]
target_ratchet = [0.5, 0, 0.25]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def plan_of(ranges: object, **more: object) -> SensitivityPlan:
    return make_plan("england", outputs="caseload", ranges=ranges, **more)  # type: ignore[arg-type]


def test_a_file_goes_before_and_the_rest_is_plausible(file: Path) -> None:
    plan = plan_of(file)
    own = {factor.name: factor for factor in plan.factors}
    usual = {factor.name: factor for factor in plan_of("plausible").factors}
    assert (own["grant"].low, own["grant"].high) == (0.7, 1.0)
    assert (own["agenda.care"].low, own["agenda.care"].high) == (0.2, 0.4)
    assert own["target_ratchet"].choices == (0.0, 0.25, 0.5)
    changed = {name for name in usual if usual[name] != own[name]}
    assert changed == {"grant", "agenda.care", "target_ratchet"}
    assert plan.ranges == "mine.toml, else plausible"
    rows = plan.first_stage()
    grants = np.array([point["grant"] for point in rows.problem.points(rows.shares)])
    assert (grants.min(), grants.max()) == pytest.approx((0.7, 1.0))


def test_a_form_of_the_model_with_a_range_is_no_longer_a_category() -> None:
    plan = plan_of({"need_first": (0.2, 0.9)}, parameters=["need_first"])
    assert (plan.factors[0].scale, plan.factors[0].low) == ("linear", 0.2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ranges]\ngrnat = [0.7, 1.0]\n", ["line 2", "Did you mean 'grant'"]),
        ("[ranges]\ngrant = [0.7, 9]\n", ["line 2", "grant", "0.1 to 1.5"]),
        ("[ranges]\ngrant = [1.0, 0.7]\n", ["line 2", "[low, high], the lower first"]),
        ("[ranges]\ngrant = [0.7, 0.7]\n", ["line 2", "the lower first"]),
        ("[ranges]\ngrant = [0.7, 0.8, 0.9]\n", ["line 2", "single values stand under [choices]"]),
        ("[ranges]\ngrant = 0.7\n", ["line 2", "from 0.1 to 1.5 are allowed"]),
        ('[ranges]\ngrant = ["low", 1]\n', ["line 2", "must be a number"]),
        ("[choices]\ngrant = [0.7]\n", ["line 2", "two values or more"]),
        ("[choices]\ngrant = [0.7, 0.7]\n", ["line 2", "two values or more"]),
        ("[ranges]\ngrant = [0.7, 1]\n[choices]\ngrant = [0.7, 1]\n", ["line 4", "given twice"]),
        ("grant = [0.7, 1.0]\n", ["line 1", "under [ranges]"]),
        ("[range]\ngrant = [0.7, 1.0]\n", ["line 1", "Did you mean 'ranges'"]),
        ("[ranges]\n", ["no range is given"]),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(
    text: str, said: list[str], file: Path
) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        plan_of(file)
    assert [words for words in (str(file), *said) if words not in str(caught.value)] == []


def test_a_range_of_what_is_not_varied_is_refused(file: Path) -> None:
    with pytest.raises(InputError, match=r"line 3: there is a range for grant, which is not var"):
        plan_of(file, parameters=["discretion"])
    with pytest.raises(InputError, match="grant, which is not varied"):
        make_plan("austerity", outputs="caseload", ranges=file)


def test_a_word_that_is_neither_kind_nor_file_is_refused() -> None:
    assert given_ranges("declared") == "declared"
    assert given_ranges("mine.toml") == Path("mine.toml")
    with pytest.raises(InputError, match="Did you mean 'plausible'"):
        given_ranges("plausable")


@pytest.mark.parametrize("document", ["docs/analysing.md", "docs/where-linkage-breaks.md"])
def test_the_ranges_shown_can_be_used(document: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / document).read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    (shown,) = (block for block in blocks if "[choices]" in block)
    path = tmp_path / "mine.toml"
    path.write_text(shown, encoding="utf-8")
    stakes = next(each for each in plan_of(path).factors if each.name == "accountability_stakes")
    assert stakes.choices == (0.1, 0.5, 0.9)
