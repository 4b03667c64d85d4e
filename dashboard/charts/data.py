"""What a chart shows of a pair of worlds: columns of figures, ready to be drawn or kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.charts.catalogue import Chart, Line
from dashboard.worlds.series import Floats, Series

if TYPE_CHECKING:
    from dashboard.worlds.pair import Pair

MOST_POINTS = 130
"""Points of a line: more than a chart of some 300 pixels can show."""
Value = float | None
Columns = dict[str, list[Value]]


@dataclass(frozen=True)
class Shown:
    """Which part of the country a chart shows.

    Attributes
    ----------
    band
        Band of deprivation, 1 for the most deprived fifth; None for all councils.
    by_band
        Whether the difference is drawn for each band.
    """

    band: int | None = None
    by_band: bool = False


def columns(pair: Pair, chart: Chart, shown: Shown) -> Columns:
    """Return the columns of a chart, thinned to ``MOST_POINTS``.

    ``x`` is the date; ``b0``, ``y0`` and so on are the lines of baseline and yours, ``d0`` their
    differences (of the gap, where it is shaded), ``d1`` to ``d5`` those of each band.
    """
    places = _thinned(pair.steps)
    baseline, yours = pair.baseline.series, pair.yours.series
    found: Columns = {"x": _plain(_dates(pair)[places], 3)}
    values = [
        [_values(series, line, shown.band)[places] for line in chart.lines]
        for series in (baseline, yours)
    ]
    for key, world in zip("by", values, strict=True):
        for number, column in enumerate(world):
            found[f"{key}{number}"] = _plain(column, _decimals(chart))
    if chart.shaded:
        for key, world in zip("by", values, strict=True):
            found[f"{key}gap"] = _plain(world[0] - world[1], _decimals(chart))
    if shown.by_band:
        for place, band in enumerate(baseline.bands):
            ours, theirs = (_by_band(series, chart, place)[places] for series in (yours, baseline))
            found[f"d{band}"] = _plain(ours - theirs, _decimals(chart))
    else:
        for number, column in enumerate(_differences(values, shaded=chart.shaded)):
            found[f"d{number}"] = _plain(column, _decimals(chart))
    return found


def _differences(values: list[list[Floats]], *, shaded: bool) -> list[Floats]:
    baseline, yours = values
    if shaded:
        return [(yours[0] - yours[1]) - (baseline[0] - baseline[1])]
    return [mine - theirs for mine, theirs in zip(yours, baseline, strict=True)]


def _by_band(series: Series, chart: Chart, place: int) -> Floats:
    band = series.bands[place]
    first = _values(series, chart.lines[0], band)
    return first - _values(series, chart.lines[1], band) if chart.shaded else first


def _values(series: Series, line: Line, band: int | None) -> Floats:
    window = line.quarters * series.steps_per_year // 4
    if band is None:
        return series.values(line.outcome, window)
    found: Floats = series.by_band(line.outcome, window)[series.bands.index(band)]
    return found


def all_weeks(pair: Pair, charts: tuple[Chart, ...]) -> dict[str, Floats]:
    """Return every line of some charts in full, for a file: a column a line and world."""
    found: dict[str, Floats] = {"year": _dates(pair)}
    for chart in charts:
        for line in chart.lines:
            for name, world in (("baseline", pair.baseline), ("yours", pair.yours)):
                found[f"{line.outcome.name}.{name}"] = _values(world.series, line, None)
                for band in world.series.bands:
                    found[f"{line.outcome.name}.{name}.band{band}"] = _values(
                        world.series, line, band
                    )
    return found


def _dates(pair: Pair) -> Floats:
    """Return the date at the end of each week."""
    return pair.settings.first_year + np.arange(1, pair.steps + 1) / pair.settings.steps_per_year


def _thinned(steps: int) -> np.ndarray:
    """Return which steps are drawn: every so many-th, and always the last."""
    if not steps:
        return np.zeros(0, dtype=np.int64)
    every = -(-steps // MOST_POINTS)
    return np.arange((steps - 1) % every, steps, every)


def _decimals(chart: Chart) -> int:
    """Return one digit more than is said in words, so that lines have no stairs."""
    return 1 + max(line.outcome.decimals for line in chart.lines)


def _plain(values: Floats, digits: int) -> list[Value]:
    """Return figures as JSON has them: what is undefined leaves a hole."""
    return [None if math.isnan(value) else round(value, digits) for value in values.tolist()]
