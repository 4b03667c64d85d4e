"""Figures as data within the page, so that nothing is fetched; each with its table behind."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from experiments.report.view import Picture, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.report.folder import ResultsFolder
    from experiments.thread import Thread

_SVG, _PNG = "image/svg+xml", "image/png"


def kept(
    folder: ResultsFolder, name: str, alt: str, caption: str, table: Table | None
) -> Picture | None:
    """Return a figure as it lies in the folder; None when it does not.

    Parameters
    ----------
    folder
        The folder.
    name
        Name of the figure, without suffix.
    alt, caption, table
        See ``Picture``.
    """
    for suffix, kind in (("svg", _SVG), ("png", _PNG)):
        if folder.holds(f"{name}.{suffix}"):
            source = _address(folder.content(f"{name}.{suffix}"), kind)
            return Picture(source, alt, caption, table, wide=True)
    return None


def chain(
    thread: Thread,
    heading: str,
    caption: str,
    table: Table,
    *,
    told: str = "",
    origin: tuple[str, str] | None = None,
) -> Picture:
    """Return the drawing of one world's thread, in the size of a page upright.

    Parameters
    ----------
    thread
        What is drawn.
    heading
        Title of the world.
    caption, table
        See ``Picture``.
    told, origin
        As in ``experiments.figures.chain.draw_chain``.
    """
    from experiments.figures.chain import HEIGHT, WIDTH, draw_chain
    from experiments.figures.house_style import new_figure, plain_axes

    left = 0.2  # what stands at the desk reaches beyond the chain's own margin
    figure = new_figure(WIDTH + left, HEIGHT - 0.1)
    more = {} if origin is None else {"origin": origin}
    axes = plain_axes(figure, (left, -0.05, WIDTH, HEIGHT))
    draw_chain(axes, thread, heading, name_rows=True, told=told, **more)
    return Picture(_drawn(figure), f"The thread of {heading}; its figures follow as a table.",
                   caption, table)  # fmt: skip


def _drawn(figure: Figure) -> str:
    import matplotlib

    stream = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "goldenthread"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return _address(stream.getvalue(), _SVG)


def _address(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
