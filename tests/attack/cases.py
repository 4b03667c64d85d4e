"""Broken files made from valid ones: TOML and CSV by their structure, anything by its bytes."""

from __future__ import annotations

import copy
import csv
import io
import tomllib
from typing import Any

from hypothesis import strategies as st

from tests.attack.toml_text import toml
from tests.attack.values import TEXTS, changed, damaged, scalars


@st.composite
def toml_files(draw: Any, *seeds: str) -> bytes:
    """Return a valid file in which up to four things are changed, and perhaps its bytes."""
    seed = draw(st.sampled_from(seeds))
    text = seed
    if draw(st.integers(0, 7)):
        tree = copy.deepcopy(tomllib.loads(seed))
        for _ in range(draw(st.sampled_from((1, 1, 1, 2, 2, 3, 5)))):
            tree = changed(tree, draw)
            if not isinstance(tree, dict):
                tree = {"title": tree}
        text = toml(tree)
    return damaged(text.encode("utf-8", "surrogatepass"), draw)


@st.composite
def csv_files(draw: Any, seed: str) -> bytes:
    """Return a valid table in which cells, rows or columns are changed, and perhaps its bytes."""
    rows = list(csv.reader(io.StringIO(seed)))
    for _ in range(draw(st.integers(0, 4))):
        row = draw(st.integers(0, len(rows) - 1))
        cells = rows[row]
        cell = draw(st.integers(0, max(len(cells) - 1, 0)))
        way = draw(st.integers(0, 9))
        if way <= 4 and cells:
            cells[cell] = str(_cell(draw))
        elif way == 5 and cells:
            # A word of a cell gone, doubled or exchanged, as people misspell.
            words = cells[cell].split(" ")
            words[draw(st.integers(0, len(words) - 1))] = str(_cell(draw))
            cells[cell] = " ".join(words)
        elif way == 6 and len(rows) > 1:
            del rows[row]
        elif way == 7:
            rows.insert(row, list(cells) * draw(st.sampled_from((1, 1, 1, 50))))
        elif way == 8:
            for each in rows:
                del each[cell : cell + 1]
        elif cells:
            other = draw(st.integers(0, len(rows) - 1))
            rows[row], rows[other] = rows[other], rows[row]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", delimiter=draw(st.sampled_from(",,,,,,,;\t")))
    writer.writerows(rows)
    return damaged(text.getvalue().encode("utf-8", "surrogatepass"), draw)


def _cell(draw: Any) -> Any:
    kinds = (
        scalars(),
        st.sampled_from(TEXTS),
        st.from_regex(r"[-+]?[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True),
        st.from_regex(r"[<>=~]{0,2} ?[0-9]{1,4} ?(%|weeks|-|to|/) ?[0-9]{0,4}", fullmatch=True),
        st.sampled_from(("9" * 5_000, "sd(", "1/0", "quantile(caseload, 2)", "lagged 99999 years")),
    )
    return draw(st.one_of(*kinds))
