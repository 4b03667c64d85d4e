"""Stories agree with the event log, the same person is the same person, and shares are right."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

import goldenthread as gt
from experiments.stories.beats import beats, letters
from experiments.stories.diary import COLUMNS, WEEK, Diary
from experiments.stories.kinds import Kind
from experiments.stories.lives import Life, parting, routine
from experiments.stories.log import event_log
from experiments.stories.patterns import TERMS, read_pattern
from experiments.stories.plain import day, duration, several, times
from experiments.stories.register import Register
from experiments.stories.selection import CHOICE, STRATA, candidates, choose
from sim.draws import Purpose
from sim.model import PolicyModel
from tests.sim.worlds import SMALL, hard, same

COUNCILS = gt.World.even(3, 4, 20)
CRUEL = {"screening_noise": 0.2, "base_threshold": 0.35, "exit_base": 1.0, "patience": 0.3}


def told(**more: Any) -> gt.CaseStories:
    given = {"world": COUNCILS, "years": 2.0, "parameters": CRUEL} | more
    return gt.story("austerity", **given)


@pytest.fixture(scope="module")
def everybody() -> tuple[PolicyModel, tuple[Life, ...]]:
    """A hard world, and the lives of all its citizens."""
    model = hard("staff churn", first_year=2010)
    diary = Diary(model, range(len(model.state.citizens)))
    log = event_log(model)
    weeks = diary.weeks
    return model, tuple(
        Life("churn", "Churn", row, log, weeks[:, row]) for row in range(weeks.shape[1])
    )


@pytest.fixture(scope="module")
def pair() -> gt.CaseStories:
    # Long enough for the cut, which begins slowly, to reach somebody whose life is told.
    return told(against="england", stories=5, like="refused then re-referred", years=5.0)


def test_keeping_a_diary_changes_nothing(everybody: tuple[PolicyModel, tuple[Life, ...]]) -> None:
    model, _ = everybody
    assert same(hard("staff churn", first_year=2010).run().state, model.state) == []


def test_every_event_of_a_case_is_told(everybody: tuple[PolicyModel, tuple[Life, ...]]) -> None:
    phrases = {
        Kind.NEED_AROSE: "need arises",
        Kind.NEED_FADED: "healed without help",
        Kind.GAVE_UP: "Gives up",
        Kind.ASSESSMENT_FINISHED: "assessment is finished|counts as finished",
        Kind.NEED_MET: "The need is met and",
        Kind.CLOSED_EARLY: "closed with the need unmet",
        Kind.LOST_WORKER: "leaves the council|ends the assignment|post is cut",
        Kind.GOT_WORKER: "[Gg]ets worker|passed on to worker",
        Kind.ACCEPTED: "is accepted",
    }
    _, lives = everybody
    for life in lives:
        found = beats(life, letters((life,)))
        text = "\n".join(beat.text for beat in found)
        for kind, phrase in phrases.items():
            assert len(re.findall(phrase, text)) == (life.events["kind"] == kind).sum(), kind
        refused = sum(len(beat.values) for beat in found if beat.form == "refused")
        assert refused == (life.events["kind"] == Kind.REFUSED).sum()
        steps = [beat.first_step for beat in found]
        assert steps == sorted(steps)


def test_figures_told_are_those_of_the_log(everybody: tuple[PolicyModel, tuple[Life, ...]]) -> None:
    model, lives = everybody
    looked_back = 0
    for life in lives:
        assert life.standing == model.state.citizens["status"][life.row]
        names = letters((life,))
        people = {letter: who for who, letter in names.items()}
        for beat in beats(life, names):
            if beat.form == "refused" and beat.first_step == beat.last_step:
                (event,) = life.events[
                    (life.events["step"] == beat.first_step) & (life.events["kind"] == Kind.REFUSED)
                ]
                assert f"threshold of {event['value']:.2f}." in beat.text
                assert f"{event['need']:.2f}" in beat.text
            for letter, how_long in re.findall(r"Worker (\w+) had the case for (.*?),", beat.text):
                post, person = people[letter]
                before = life.weeks[: beat.first_step - life.log.first_step + 1]
                mine = (before["post"] == post) & (before["person"] == person)
                run = np.flatnonzero(~mine[: np.flatnonzero(mine)[-1] + 1])
                weeks = np.flatnonzero(mine)[-1] - (run[-1] if len(run) else -1)
                assert how_long == several(int(weeks), "week")
                looked_back += 1
    assert looked_back > 100


def test_the_diary_stands_where_the_events_lead(
    everybody: tuple[PolicyModel, tuple[Life, ...]],
) -> None:
    _, lives = everybody
    for life in lives:
        for step in np.unique(life.events["step"]):
            kinds = set(life.events["kind"][life.events["step"] == step])
            expected = None
            if Kind.GOT_WORKER in kinds:
                expected = 4
            elif Kind.WENT_TO_PROVIDER in kinds:
                expected = 5
            elif Kind.ACCEPTED in kinds:
                expected = 3
            elif kinds & {Kind.REFUSED, Kind.GAVE_UP, Kind.NEED_AROSE}:
                expected = 1
            if expected is not None:
                assert life.week(int(step))["status"] == expected
    assert set(COLUMNS) == set(WEEK.names or ())


def test_the_same_person_in_two_identical_worlds_has_the_same_life() -> None:
    twice = told(against="austerity", stories=3)
    for one, other in twice.lives:
        assert one.events.tobytes() == other.events.tobytes()
        assert one.weeks.tobytes() == other.weeks.tobytes()
        assert parting((one, other)) is None
    for story in twice.document()["stories"]:
        assert story["parting"]["text"] == ["The two lives are the same throughout."]
        assert story["lives"][0]["moments"] == story["lives"][1]["moments"]


def test_a_person_named_is_the_person_drawn(pair: gt.CaseStories) -> None:
    drawn = pair.document()["stories"][1]
    named = told(against="england", citizen=drawn["citizen"], years=5.0).document()["stories"][0]
    assert named["lives"] == drawn["lives"]
    assert named["parting"] == drawn["parting"]


def test_lives_part_where_their_events_do(pair: gt.CaseStories) -> None:
    parted = 0
    for lives, story in zip(pair.lives, pair.document()["stories"], strict=True):
        step = parting(lives)
        fields = ["step", "stage", "kind", "domain", "detail", "post", "person"]
        one, other = (life.events[~routine(life.events)][fields] for life in lives)
        if step is None:
            assert one.tolist() == other.tolist()
            continue
        parted += 1
        before = [events[events["step"] < step].tolist() for events in (one, other)]
        until = [events[events["step"] <= step].tolist() for events in (one, other)]
        assert before[0] == before[1]
        assert until[0] != until[1]
        assert story["parting"]["text"][0] == f"The two lives part on {story['parting']['date']}."
    assert parted


def test_two_worlds_have_the_same_needs_until_lives_part(pair: gt.CaseStories) -> None:
    one, other = pair.lives[0]
    step = parting((one, other)) or one.log.last_step
    needs = [
        life.events[np.isin(life.events["kind"], (Kind.NEED_AROSE, Kind.IN_NEED_AT_START))]
        for life in (one, other)
    ]
    before = [each[each["step"] < step][["step", "domain", "need"]].tolist() for each in needs]
    assert before[0] == before[1]


def test_shares_are_right(pair: gt.CaseStories) -> None:
    selection = pair.document()["selection"]
    for log, found in zip(pair.logs, pair.candidates, strict=True):
        fitting, in_need = set(), set()
        for row in range(COUNCILS.citizens):
            events = log.of_citizen(row)
            in_need |= {row} if len(events) else set()
            refused = events["step"][events["kind"] == Kind.REFUSED]
            again = (events["kind"] == Kind.ASKED) & (events["detail"] == 1)
            if len(refused) and (events["step"][again] > refused[0]).any():
                fitting.add(row)
        assert set(found.chosen_from) == fitting
        assert set(found.in_need) == in_need
        assert found.share == len(fitting) / len(in_need)
    assert selection["share"] == pair.candidates[0].share
    assert selection["share_against"] == pair.candidates[1].share
    assert f"{len(pair.candidates[0].chosen_from):,} of the" in selection["how"][0]
    assert sum(selection["strata"].values()) == pytest.approx(1)
    assert {lives[0].row for lives in pair.lives} <= set(pair.candidates[0].chosen_from)


@pytest.mark.parametrize(
    "words", [f"never {name}" for name in TERMS] + ["refused then never asked"]
)
def test_what_never_happened_is_the_rest(words: str, everybody: Any) -> None:
    log = everybody[1][0].log
    fit = set(candidates(log, read_pattern(words)).chosen_from)
    in_need = set(log.in_need)
    if " then " not in words:
        did = set(candidates(log, read_pattern(words.removeprefix("never "))).chosen_from)
        assert (fit | did, fit & did) == (in_need, set())
        return
    refused = set(candidates(log, read_pattern("refused")).chosen_from)
    for row in refused:
        events = log.of_citizen(row)
        last = events["step"][events["kind"] == Kind.REFUSED][-1]
        assert (row in fit) == (events["step"][events["kind"] == Kind.ASKED] <= last).all()
    assert fit <= refused


def test_words_are_read_kindly() -> None:
    assert read_pattern("  Refused   THEN re_referred ").terms == (
        read_pattern("refused then re-referred").terms
    )


def test_every_stratum_gets_its_share_of_the_stories(everybody: Any) -> None:
    model, lives = everybody
    log = lives[0].log
    found = candidates(log, None)
    rows = choose(found, log.register, SMALL, model.state.keys, 40)
    assert len(set(rows)) == 40
    assert rows == choose(found, log.register, SMALL, model.state.keys, 40)
    for index, share in enumerate(found.stratum_shares().values()):
        drawn = sum(found.stratum_of(row) == index for row in rows)
        assert abs(drawn - 40 * share) < 1
    assert len(STRATA) == len(found.stratum_shares())
    assert CHOICE not in {int(purpose) for purpose in Purpose}


def test_everybody_has_the_same_chance_of_being_told(everybody: Any) -> None:
    from sim.draws import keys

    log = everybody[1][0].log
    found = candidates(log, None)
    drawn = [choose(found, log.register, SMALL, keys(1, r), 1)[0] for r in range(600)]
    places = np.searchsorted(found.in_need, drawn) / len(found.in_need)
    # The standard error of a mean of 600 uniform numbers is 0.012, of a share of a half 0.02.
    assert abs(places.mean() - 0.5) < 0.05
    assert len(set(drawn)) > 0.9 * len(found.in_need) * (1 - np.exp(-600 / len(found.in_need)))


class _Tags(HTMLParser):
    """Checks that tags close in the order in which they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_self_contained(pair: gt.CaseStories) -> None:
    page = pair.html()
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert not {"script", "link", "img", "iframe"} & set(tags.seen)
    assert "http" not in page.replace("http-equiv", "")
    assert tags.seen.count("table") == tags.seen.count("caption")
    assert tags.seen.count("h1") == 1
    assert tags.seen.count("h2") == len(pair.lives) + 1
    assert "Here the two lives part." in page


def test_text_page_and_data_tell_the_same(pair: gt.CaseStories) -> None:
    text = " ".join(pair.text().split())
    document = json.loads(pair.to_json(), parse_constant=pytest.fail)
    assert str(pair) == pair.text()
    for story in document["stories"]:
        for life in story["lives"]:
            for moment in life["moments"]:
                assert f"{moment['date']}: {moment['text']}" in text


def test_titles_cannot_break_the_page(tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_text(
        'title = "<b>&"\nclaim = "c"\nsource = "s"\n[time]\nyears = 0.5\nburn_in_years = 0\n'
    )
    page = gt.story(file, world=COUNCILS).html()
    assert "&lt;b&gt;&amp;" in page
    assert "<b>" not in page


def test_the_folder_holds_everything(pair: gt.CaseStories, tmp_path: Path) -> None:
    folder = pair.save(tmp_path / "out")
    assert {path.name for path in folder.iterdir()} == {
        "story.html", "story.txt", "story.json", "events-austerity.parquet",
        "events-england.parquet", "weeks-austerity.parquet", "weeks-england.parquet",
    }  # fmt: skip
    events = pq.read_table(folder / "events-england.parquet")
    assert events.num_rows == len(pair.logs[1].events)
    weeks = pq.read_table(folder / "weeks-austerity.parquet").to_pandas()
    assert weeks["citizen"].nunique() == len(pair.lives)
    first = pair.lives[0][0].weeks["need"].tolist()
    assert weeks["need"].to_numpy()[: len(first)].tolist() == first
    with pytest.raises(gt.InputError, match="not empty"):
        pair.save(folder)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"like": "refusd then re-referred"}, "Did you mean 'refused'"),
        ({"like": "refusd"}, "closed early, need met, recovered alone"),
        ({"like": "xyz"}, "unknown part 'xyz'"),
        ({"like": ""}, "1 to 8 parts"),
        ({"like": "never asked then refused"}, "before the last part"),
        ({"like": " then ".join(["asked"] * 9)}, "1 to 8 parts"),
        ({"citizen": "Council 01"}, "such as 'Council 01/0'"),
        ({"citizen": "Council 01/80"}, "from 0 to 79"),
        ({"citizen": "Council 01/-1"}, "unknown citizen"),
        ({"citizen": "Council 1/3"}, "Did you mean 'Council 01'"),
        ({"citizen": "Council 01/3", "like": "asked"}, "either a citizen"),
        ({"citizen": "Council 01/3", "stories": 2}, "either a citizen"),
        ({"against": "englnd"}, "Did you mean 'england'"),
        ({"stories": 0}, "stories is 0"),
        ({"stories": 101}, "from 1 to 100"),
        ({"replicate": -1}, "replicate is -1"),
        ({"seed": -1}, "seed is -1"),
        ({"years": 0}, "years is 0"),
        ({"parameters": {"discretoin": 1}}, "Did you mean 'discretion'"),
        ({"like": " then ".join(["went to provider"] * 8), "years": 0.25}, "none had the history"),
    ],
)
def test_what_cannot_be_told_is_explained(given: dict[str, Any], said: str) -> None:
    with pytest.raises(gt.InputError) as refused:
        told(**given)
    assert said in str(refused.value)


def test_nobody_in_need_has_no_story() -> None:
    with pytest.raises(gt.InputError, match="0 citizens had a need"):
        told(parameters={"need_onset": 0.0, "initial_in_need": 0.0})
    quiet = told(parameters={"need_onset": 0.0, "initial_in_need": 0.0}, citizen="Council 02/7")
    assert "No need arose in all these years." in quiet.text()
    assert json.loads(quiet.to_json())["selection"]["share"] is None


def test_names_lead_to_rows_and_back(everybody: Any) -> None:
    model, _ = everybody
    register = Register.of(model.world)
    assert [register.row(register.citizen(row)) for row in range(100)] == list(range(100))
    managers = model.state.managers
    for field in ("first_citizen", "citizens", "first_post"):
        assert getattr(register, field).tolist() == managers[field].tolist()


@pytest.mark.parametrize(
    ("year", "said"),
    [(2010.0, "1 January 2010"), (2012.5, "2 July 2012"), (2010 + 51 / 52, "24 December 2010"),
     (0.25, "day 92 of year 0"), (-1.0, "day 1 of year -1")],
)  # fmt: skip
def test_dates_in_words(year: float, said: str) -> None:
    assert day(year) == said


@pytest.mark.parametrize(
    ("weeks", "said"),
    [(0.3, "less than a week"), (1, "one week"), (11.4, "eleven weeks"), (13, "13 weeks"),
     (103, "103 weeks"), (104, "about two years"), (131, "about two and a half years")],
)  # fmt: skip
def test_durations_in_words(weeks: float, said: str) -> None:
    assert duration(weeks) == said
    assert [times(count) for count in (0, 1, 2, 3)] == ["never", "once", "twice", "three times"]


def test_the_page_lists_every_word_of_a_pattern() -> None:
    page = " ".join((Path(__file__).parents[3] / "docs" / "stories.md").read_text().split())
    assert f"{', '.join(TERMS)}." in page
