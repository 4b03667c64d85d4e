"""What is reported minus what is felt over the years: the data behind the chart of a run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from experiments.report.folder import ResultsFolder
from experiments.report.view import Table, plain_table
from experiments.report.years import some_years
from experiments.wording import written

_FILE, _KEYS = "links.parquet", ("scenario", "year", "replicate", "link")


def gap_table(folder: ResultsFolder, titles: Mapping[str, str]) -> Table | None:
    """Return the mean gap in each world at the start of some years; None without the file.

    Parameters
    ----------
    folder
        The results of a run.
    titles
        Titles of its worlds by name.
    """
    if not folder.holds(_FILE):
        return None
    gaps = _gaps(folder)
    years = some_years(sorted({year for _, year in gaps}))
    rows = [
        (title, *(written(gaps.get((name, year), math.nan), 1) for year in years))
        for name, title in titles.items()
    ]
    heads = ("world", *(f"{year:g}" for year in years))
    return plain_table(
        "Performance reported minus experience, each 0 to 100: mean over replicates in the first "
        "quarter of the year, in points",
        heads,
        rows,
        note="Read the change, not the level.",
        dense=True,
    )


def _gaps(folder: ResultsFolder) -> dict[tuple[str, float], float]:
    """Return the gap in points per world and quarter, where it is defined."""
    frame: Any = folder.frame(_FILE, (*_KEYS, "domain", "value"))
    frame = frame[frame.link.isin(["reported", "felt"])].astype({"scenario": str, "link": str})
    values = frame.groupby(list(_KEYS)).value
    # A link without a value in some domain has none in the country.
    links = values.mean().where(values.count() == values.size()).unstack("link")
    found = (100.0 * (links["reported"] - links["felt"])).groupby(["scenario", "year"]).mean()
    return dict(found.items())
