"""Reading councils from a CSV file, the good ones and the bad ones."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from unicodedata import is_normalized

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenarios import World
from sim.errors import InputError
from sim.world import Council
from sim.world import World as PlainWorld
from tests.scenarios.scenario_files import COUNCILS, refusal, written

SHORT = "name,posts,population_in_need\n"


def test_a_file_becomes_a_world(tmp_path: Path) -> None:
    world = World.from_csv(written(tmp_path, COUNCILS + "B,12,480,-0.5,-0.1\nA,1,1,1e-1,.5\n"))
    assert isinstance(world, PlainWorld)
    assert world.councils == (Council("A", 1, 1, 0.1, 0.5), Council("B", 12, 480, -0.5, -0.1))
    assert world.name == "mine"


def test_columns_may_be_left_out_and_in_any_order(tmp_path: Path) -> None:
    world = World.from_csv(written(tmp_path, "posts,name,population_in_need\n3,A,40\n"))
    assert world.councils == (Council("A", 3, 40, 0.0, 0.0),)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["\n", ""])
def test_files_from_any_spreadsheet_can_be_read(
    tmp_path: Path, mark: str, end: str, last: str
) -> None:
    text = (
        mark + SHORT + '"Bristol, City of",2,3\nYnys M\u00f4n , 4 , 5\n\n,,\n"A ""B""",1,1' + last
    )
    world = World.from_csv(written(tmp_path, text.replace("\n", end)))
    assert world.names == ('A "B"', "Bristol, City of", "Ynys M\u00f4n")


def test_comments_are_skipped_and_lines_still_counted(tmp_path: Path) -> None:
    text = "# invented\n#\n" + SHORT + "# A\nA,1,1\n\nB,1,x\n"
    with pytest.raises(InputError, match="line 7, column population_in_need"):
        World.from_csv(written(tmp_path, text))
    assert World.from_csv(written(tmp_path, text.replace("x", "1"))).names == ("A", "B")


# text of the file, where the fault is, what the message has to say
BAD = {
    "empty": ("", "", "the councils file is empty"),
    "comments only": ("# nothing\n", "", "the column 'name' is missing"),
    "no council": (SHORT, "", "the file names no council"),
    "missing column": ("name,posts\nA,1", ", line 1", "'population_in_need' is missing. Give a"),
    "no header": ("A,1,1\n", ", line 1, column 1", "unknown column 'A'"),
    "unknown column": (
        "name,post,population_in_need\n",
        ", line 1, column 2",
        "unknown column 'post'. Did you mean 'posts'",
    ),
    "column twice": ("name,posts,name\n", ", line 1, column 3", "'name' stands there twice"),
    "column without a name": ("name,,posts\n", ", line 1, column 2", "unknown column ''"),
    "semicolons": ("name;posts;population_in_need\nA;1;1", ", line 1", "not separated by commas"),
    "tabs": ("name\tposts\tpopulation_in_need\n", ", line 1", "not separated by commas"),
    "same name twice": (
        SHORT + "A,1,1\nB,1,1\n A,2,2",
        ", line 4, column name",
        "'A' stands on line 2 already",
    ),
    "same name in two encodings": (
        SHORT + "\u00f4,1,1\no\u0302,1,1",
        ", line 3, column name",
        "stands on line 2 already",
    ),
    "blank name": (SHORT + " ,1,1", ", line 2, column name", "the cell is blank"),
    "blank number": (SHORT + "A,,1", ", line 2, column posts", "the cell is blank"),
    "name of control characters": (SHORT + "A\x1b[2J,1,1", ", line 2, column name", "printable"),
    "endless name": (SHORT + "A" * 201 + ",1,1", ", line 2, column name", "up to 200"),
    "no posts": (SHORT + "A,0,1", ", line 2, column posts", "Give a whole number from 1 to"),
    "negative posts": (SHORT + "A,-3,1", ", line 2, column posts", "posts of 'A' is -3"),
    "too many posts": (SHORT + "A,100001,1", ", line 2, column posts", "1 to 100,000"),
    "very many posts": (SHORT + f"A,{'9' * 5000},1", ", line 2, column posts", "must be a number"),
    "decimal posts": (SHORT + "A,1.5,1", ", line 2, column posts", "not '1.5'. Give a whole"),
    "posts with a separator": (SHORT + 'A,"1,200",1', ", line 2, column posts", "'1,200'"),
    "posts with an underscore": (SHORT + "A,1_2,1", ", line 2, column posts", "'1_2'"),
    "posts in other digits": (SHORT + "A,\u0663,1", ", line 2, column posts", "must be a number"),
    "no citizens": (SHORT + "A,1,0", ", line 2, column population_in_need", "is 0"),
    "words": (SHORT + "A,many,1", ", line 2, column posts", "posts must be a number, not 'many'"),
    "not a number": (COUNCILS + "A,1,1,nan,0", ", line 2, column deprivation", "not 'nan'"),
    "infinite": (COUNCILS + "A,1,1,inf,0", ", line 2, column deprivation", "not 'inf'"),
    "too large to hold": (COUNCILS + "A,1,1,1e999,0", ", line 2, column deprivation", "-5 to 5"),
    "deprivation as a rank": (COUNCILS + "A,1,1,147,0", ", line 2, column deprivation", "-5 to 5"),
    "cut of everything": (COUNCILS + "A,1,1,0,-1", ", line 2, column budget_change", "-0.9 to 2"),
    "cut in per cent": (COUNCILS + "A,1,1,0,-10%", ", line 2, column budget_change", "'-10%'"),
    "too many fields": (SHORT + "A, City of,1,1", ", line 2", "4 fields, the first has 3 columns"),
    "too few fields": (SHORT + "A,1", ", line 2", "2 fields, the first has 3 columns"),
    "open quote": (SHORT + 'B,1,1\n"A,1,1', ", line 3", "not a line of CSV"),
    "quote inside": (SHORT + '"A"B,1,1', ", line 2", "not a line of CSV"),
    "name over two lines": (SHORT + '"A\nB",1,1', ", line 2", "Close every quote on its own line"),
    "endless field": (SHORT + "A" * 200_000 + ",1,1", ", line 2", "not a line of CSV"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_line_and_column(tmp_path: Path, case: str) -> None:
    text, where, message = BAD[case]
    path = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        World.from_csv(path)
    error = caught.value
    assert message in str(error)
    assert error.remedy
    assert error.where == f"{path}{where}"
    assert len(str(error)) < 600


def test_what_is_no_file_of_text_is_refused(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, "this is a folder, not a councils file"),
        (tmp_path / "none.csv", "there is no such councils file"),
        (written(tmp_path, b"name\n\xe9", "latin.csv"), "line 2: the councils file is not UTF-8"),
        (written(tmp_path, b"#" * 1_000_001, "huge.csv"), "larger than 1,000,000 bytes"),
    ):
        with pytest.raises(InputError, match=message):
            World.from_csv(path)


@given(
    councils=st.lists(
        st.builds(
            Council,
            st.text(
                st.characters(exclude_categories=["C", "Z", "M"], exclude_characters="#"),
                min_size=1,
                max_size=20,
            ),
            st.integers(1, 100_000),
            st.integers(1, 10_000_000),
            st.floats(-5, 5),
            st.floats(-0.9, 2),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda council: council.name,
    ).filter(
        # A file holds names in their composed form.
        lambda councils: all(is_normalized("NFC", council.name) for council in councils)
    )
)
@settings(max_examples=100, deadline=None)
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, councils: list[Council]
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COUNCILS.strip().split(","))
    for council in councils:
        writer.writerow(vars(council).values())
    path = tmp_path_factory.getbasetemp() / "councils.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    assert World.from_csv(path) == World(tuple(councils), "councils")


CELLS = st.one_of(
    st.sampled_from(["A", "B", "1", "-1", "0.5", "1e9", "nan", "", '"', '"A"', '""', "#", " "]),
    st.text(max_size=5),
)


@given(rows=st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=6), head=st.booleans())
@example(rows=["\ud800,1,1"], head=True)
@example(rows=["A\0,1,1"], head=True)
@example(rows=["A\u2028B,1,1"], head=True)
@settings(max_examples=400, deadline=None)
def test_random_text_never_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], head: bool
) -> None:
    text = (SHORT if head else "") + "\n".join(rows)
    path = tmp_path_factory.getbasetemp() / "councils.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    error = refusal(World.from_csv, path)
    assert error is None or str(path) in error.where
