"""What is said must follow from what was found."""

from __future__ import annotations

from collections.abc import Callable

from experiments.phrases import passed_on
from experiments.result import Result

Maker = Callable[..., Result]
NOTHING_FELT = (1.0, 0.8, 0.4, 0.3, 0.0, 0.0, 0.3, 0.3)
SOUND = (1.0, 0.9, 0.8, 0.72, 0.65, 0.65, 0.6, 0.55)


def test_the_arrivals_are_said_in_percent_with_intervals(synthetic: Maker) -> None:
    result = synthetic(truths=(SOUND,))
    (arrivals, *_) = result.findings
    planned = result.thread["england"].links[1].elasticity
    assert f"{round(100 * planned.mean)} % (" in arrivals
    assert "rise in a national priority's share" in arrivals
    assert "reaches councils' plans" in arrivals


def test_what_is_not_clear_is_said_to_be_not_clear(synthetic: Maker) -> None:
    arrivals, _, bypass = synthetic(truths=(NOTHING_FELT,)).findings
    assert "no clear part" in arrivals.partition("the hours worked")[2].partition("experience")[0]
    assert "no clear difference between what is recorded" in bypass


def test_the_break_is_named_with_its_two_ends(synthetic: Maker) -> None:
    austerity = [each for each in synthetic().findings if "first breaks" in each]
    assert len(austerity) == 1
    assert "between councils' plans and the hours worked" in austerity[0]


def test_no_break_is_said_too(synthetic: Maker) -> None:
    assert any("no hop is clearly broken" in each for each in synthetic(truths=(SOUND,)).findings)


def test_the_bypass_is_said_when_the_record_moves_and_people_feel_little(synthetic: Maker) -> None:
    said = [each for each in synthetic().findings if each.endswith(": the bypass.")]
    assert [each.partition(":")[0] for each in said] == [
        "England, unchanged",
        "Austerity, 2010 to 2020",
    ]


def test_experience_that_outruns_the_record_is_no_bypass(synthetic: Maker) -> None:
    truth = (1.0, 0.9, 0.8, 0.7, 0.7, 0.2, 0.2, 0.2)
    (*_, bypass) = synthetic(truths=(truth,)).findings
    assert "people's experience moves more than the record" in bypass


def test_two_equal_worlds_are_said_not_to_differ(synthetic: Maker) -> None:
    said = synthetic(truths=(SOUND, SOUND), noise=1e-9).findings
    assert not any("less arrives at the hours worked" in each for each in said)


def test_one_replicate_finds_nothing_that_is_clear(synthetic: Maker) -> None:
    assert not any("clearly worse" in each for each in synthetic(replicates=1).findings)


def test_a_hop_that_passes_on_more_than_came_in_is_explained(synthetic: Maker) -> None:
    truth = (1.0, 0.7, 0.05, 0.08, 0.08, 0.06, 0.05, 0.05)
    result = synthetic(truths=(truth,), noise=0.003)
    hop = result.thread["england"].hops[2]
    assert (hop.state, hop.reason) == ("amplified", "more moves on than came in")
    (said,) = [each for each in result.findings if "more moves on than came in" in each]
    assert "between the hours worked and the need met" in said
    assert said.endswith("of the rise.")


def test_a_whole_hop_of_more_than_all_is_said_to_pass_about_all(synthetic: Maker) -> None:
    truth = (1.0, 0.7, 0.5, 0.49, 0.49, 0.4, 0.4, 0.4)
    hop = synthetic(truths=(truth,)).thread["england"].hops[2]
    assert hop.passthrough.low < 1 < hop.passthrough.mean
    assert (hop.state, passed_on(hop)) == ("whole", "passes about all")
    assert hop.reason == "about all that came in moves on, not clearly more"


def test_a_rise_of_one_point_is_no_rise_of_one_points(synthetic: Maker) -> None:
    more = (1.0, 0.91, 0.8, 0.72, 0.65, 0.65, 0.6, 0.55)
    said = " ".join(synthetic(truths=(SOUND, more), noise=1e-5).findings)
    assert "councils' plans (by 1 point, 1 to 1)" in said
