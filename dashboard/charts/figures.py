"""The figures to take away: charts and threads as pictures, with the data behind them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from dashboard.charts.catalogue import CHARTS, Chart
from dashboard.charts.data import Columns, Shown, all_weeks, columns
from dashboard.charts.options import YOURS
from dashboard.charts.thread_figure import origin, thread_figure, thread_table
from dashboard.worlds.files import file_name, to_toml
from experiments.figures.house_style import (
    INK,
    POINTS,
    QUIET,
    new_figure,
    plain_words,
    save_figure,
    style_chart,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dashboard.worlds.pair import Pair
    from dashboard.worlds.thread import Reading

_WIDTH, _HEIGHT = 14.0, 8.0


def data_table(pair: Pair) -> bytes:
    """Return every week of every line, for the country and for each fifth, as CSV."""
    found = all_weeks(pair, CHARTS)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(found)
    writer.writerows(zip(*(column.tolist() for column in found.values()), strict=True))
    return stream.getvalue().encode()


def bundle(pair: Pair, reading: Reading | None) -> bytes:
    """Return a ZIP file with charts and thread as PNG and SVG, their data, and the scenario file.

    Parameters
    ----------
    pair
        The worlds.
    reading
        The thread as it is in them; None when it has not been measured yet.
    """
    texts = {
        "charts.csv": data_table(pair),
        file_name(pair.settings): to_toml(pair.settings).encode(),
    }
    figures = {"charts": charts_figure(pair)}
    if reading is not None:
        texts["thread.csv"] = thread_table(reading)
        figures["thread"] = thread_figure(pair.settings, reading)
    packed = io.BytesIO()
    with (
        TemporaryDirectory(prefix="goldenthread-") as place,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files,
    ):
        folder = Path(place)
        for name, figure in figures.items():
            save_figure(figure, folder, name)
        for drawn in sorted(folder.iterdir()):
            files.writestr(drawn.name, drawn.read_bytes())
        for name, content in texts.items():
            files.writestr(name, content)
    return packed.getvalue()


def charts_figure(pair: Pair) -> Figure:
    """Return all charts on one page: both worlds, and your changes."""
    settings = pair.settings
    figure = new_figure(_WIDTH, _HEIGHT)
    title = f"{settings.title}, against {settings.baseline.title}"
    figure.text(0.025, 0.96, plain_words(title, 90), fontsize=POINTS["headline"], fontweight="bold",
                color=INK, va="center")  # fmt: skip
    figure.text(0.025, 0.925, "Baseline: black, solid. Yours: purple, dashed. Thin: the second "
                "outcome named. Dotted uprights: your changes.", fontsize=POINTS["text"],
                color=QUIET, va="center")  # fmt: skip
    for place, chart in enumerate(CHARTS):
        row, column = divmod(place, 4)
        box = (0.045 + 0.242 * column, 0.52 - 0.44 * row, 0.195, 0.33)
        _draw(figure.add_axes(box), pair, chart)
    figure.text(
        0.025,
        0.018,
        origin(settings, "one life of each world, the same draws"),
        fontsize=POINTS["small"],
        color=QUIET,
    )
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
    axes.set_title(f"{chart.title}\n{chart.unit}", loc="left",
                   fontsize=POINTS["small"], color=INK, wrap=True)  # fmt: skip
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))


def _floats(data: Columns, name: str) -> list[float]:
    return [float("nan") if value is None else value for value in data[name]]
