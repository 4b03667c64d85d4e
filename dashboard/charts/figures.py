"""The figures to take away: charts and threads as pictures, with the data behind them."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.ticker import MaxNLocator

from dashboard.charts.catalogue import CHARTS, Chart
from dashboard.charts.data import Columns, Shown, all_weeks, columns
from dashboard.charts.options import YOURS
from dashboard.worlds.files import file_name, to_toml
from experiments.figures.house_style import INK, POINTS, QUIET, new_figure, plain_words, style_chart
from experiments.provenance import installed_version

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dashboard.worlds.pair import Pair

_WIDTH, _HEIGHT = 14.0, 8.0


def data_table(pair: Pair) -> bytes:
    """Return every week of every line, for the country and for each fifth, as CSV."""
    found = all_weeks(pair, CHARTS)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(found)
    writer.writerows(zip(*(column.tolist() for column in found.values()), strict=True))
    return stream.getvalue().encode()


def bundle(pair: Pair) -> bytes:
    """Return a ZIP file with the charts as PNG and SVG, the data, and the scenario file."""
    figure = charts_figure(pair)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for kind in ("png", "svg"):
            drawn = io.BytesIO()
            with matplotlib.rc_context({"svg.hashsalt": "goldenthread"}):
                metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {"Software": None}
                figure.savefig(drawn, format=kind, metadata=metadata)
            files.writestr(f"charts.{kind}", drawn.getvalue())
        files.writestr("charts.csv", data_table(pair))
        files.writestr(file_name(pair.settings), to_toml(pair.settings))
    return packed.getvalue()


def charts_figure(pair: Pair) -> Figure:
    """Return all charts on one page: both worlds, and your changes."""
    settings = pair.settings
    figure = new_figure(_WIDTH, _HEIGHT)
    title = f"{settings.yours.title}, against {settings.baseline.title}"
    figure.text(0.025, 0.96, plain_words(title, 90), fontsize=POINTS["headline"], fontweight="bold",
                color=INK, va="center")  # fmt: skip
    figure.text(0.025, 0.925, "Baseline: black, solid. Yours: purple, dashed. Thin: the second "
                "outcome named. Dotted uprights: your changes.", fontsize=POINTS["text"],
                color=QUIET, va="center")  # fmt: skip
    for place, chart in enumerate(CHARTS):
        row, column = divmod(place, 4)
        box = (0.045 + 0.242 * column, 0.52 - 0.44 * row, 0.195, 0.33)
        _draw(figure.add_axes(box), pair, chart)
    figure.text(0.025, 0.018, _origin(pair), fontsize=POINTS["small"], color=QUIET)
    return figure


def _draw(axes: Axes, pair: Pair, chart: Chart) -> None:
    data = columns(pair, chart, Shown())
    style_chart(axes)
    for key, colour, dashes in (("b", INK, "solid"), ("y", YOURS, (0, (5, 1.5)))):
        for number in range(len(chart.lines)):
            axes.plot(_floats(data, "x"), _floats(data, f"{key}{number}"), color=colour,
                      linestyle=dashes, linewidth=1.7 - 0.8 * number)  # fmt: skip
        if chart.shaded:
            axes.fill_between(_floats(data, "x"), _floats(data, f"{key}0"),
                              _floats(data, f"{key}1"), color=colour, alpha=0.12,
                              linewidth=0)  # fmt: skip
    for mark in pair.marks:
        axes.axvline(mark.year, color=YOURS, linewidth=0.8, linestyle=":")
    names = " and ".join(line.outcome.label.lower() for line in chart.lines)
    axes.set_title(f"{chart.title}\n{names}, {chart.unit}"[:110], loc="left",
                   fontsize=POINTS["small"], color=INK, wrap=True)  # fmt: skip
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))


def _floats(data: Columns, name: str) -> list[float]:
    return [float("nan") if value is None else value for value in data[name]]


def _origin(pair: Pair) -> str:
    settings = pair.settings
    return (
        f"Golden Thread {installed_version('goldenthread')}   |   one life of each world, the same "
        f"draws, seed {settings.seed}   |   {len(settings.world.councils)} councils, "
        f"{settings.world.citizens:,} citizens   |   a simulation, not a forecast"
    )
