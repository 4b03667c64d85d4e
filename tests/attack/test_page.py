"""What a visitor's browser sends to the page: links and files of any kind."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dashboard.worlds.files import from_upload
from dashboard.worlds.link import from_query, to_query
from tests.attack import seeds
from tests.attack.attack import attack
from tests.attack.cases import toml_files
from tests.attack.judge import Tally, judged
from tests.attack.values import NAMES, SCENARIOS, TEXTS, scalars

KEYS = ("scenario", "seed", "years", "councils", "posts", "citizens", "set", "file")
UPLOAD = seeds.SCENARIO.replace('against = "localism"\n', "")


def _set(name: str, value: object, date: object) -> str:
    return f"{name}:{value}@{date}"


@st.composite
def links(draw: Any) -> list[tuple[str, str]]:
    """Return the pairs of a link."""
    packed = to_query(from_upload("mine.toml", UPLOAD.encode())).removeprefix("file=")
    dates = st.sampled_from((2010, 2012.5, 1, 0, "x", ""))
    fitting = {
        "scenario": st.sampled_from(SCENARIOS),
        "set": st.builds(_set, st.sampled_from(NAMES), st.floats(0, 1), dates),
        "file": st.sampled_from((packed, packed[:-9], "eJw", "====")),
    }
    texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=9), scalars().map(repr))
    pairs = []
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=5)):
        usual = fitting.get(key, st.integers(0, 40).map(str))
        pairs.append((key, draw(st.one_of(usual, usual, usual, texts))))
    if draw(st.integers(0, 9)) == 0:
        pairs.append((draw(texts), draw(texts)))
    return pairs


def test_any_link_gets_an_answer_or_one_clear_error(tell: Any) -> None:
    tally = Tally()

    def attempt(pairs: list[tuple[str, str]]) -> None:
        judged(lambda: from_query(pairs), tally)

    with tell("link of the page", tally):
        attack(links(), attempt)


def test_any_upload_gets_an_answer_or_one_clear_error(tell: Any) -> None:
    tally = Tally()
    names = st.one_of(st.sampled_from(TEXTS), st.text(max_size=9))

    def attempt(case: tuple[str, bytes]) -> None:
        judged(lambda: from_upload(*case), tally)

    with tell("file for the page", tally):
        attack(st.tuples(names, toml_files(UPLOAD)), attempt)
