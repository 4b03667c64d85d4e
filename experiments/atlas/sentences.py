"""What the atlas shows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.atlas.breaks import BreakPoint
from experiments.atlas.threads import CERTAIN, LINKS
from experiments.discovery.sentences import amount
from experiments.sensitivity.outputs import label_of
from experiments.wording import counted

if TYPE_CHECKING:
    from experiments.atlas.run import Atlas, Line


def sentences(atlas: Atlas) -> list[str]:
    """Return the findings: the matrix, the profiles, the maps and the path."""
    found = [*_matrix(atlas)]
    for line in atlas.profiles:
        found += list(_profile(line))
    found += list(_maps(atlas))
    return [*found, *_path(atlas)]


def _matrix(atlas: Atlas) -> Iterator[str]:
    matrix = atlas.matrix
    for column, output in enumerate(matrix.columns):
        clear = np.flatnonzero(matrix.important[:, column])
        label = label_of(output)
        if output in matrix.by_loss:
            label += " (what is lost there, for its pass-through is undefined too often)"
        if np.isnan(matrix.effects[:, column]).all():
            yield f"{label}: no effects could be told."
        elif not clear.size:
            yield f"{label}: no parameter stands above the noise floor."
        else:
            best = clear[np.argsort(-matrix.effects[clear, column], kind="stable")][:3]
            shown = [f"{matrix.parameters[p]} ({matrix.effects[p, column]:.2f})" for p in best]
            yield f"{label} is moved most by {', '.join(shown)}."


def _profile(line: Line) -> Iterator[str]:
    for point in line.breaks:
        if point.state == "breaks":
            side = "above" if point.rises else "below"
            yield f"{point.link} breaks where {line.name} goes {side} {_value(point)}."
    for state in ("always broken", "never broken", "undetermined", "undefined"):
        links = [point.link for point in line.breaks if point.state == state]
        if links:
            yield f"Over the whole range of {line.name} {state}: {', '.join(links)}."


def _value(point: BreakPoint) -> str:
    return f"{amount(point.value)} ({amount(point.low)} to {amount(point.high)})"


def _maps(atlas: Atlas) -> Iterator[str]:
    for each in atlas.maps:
        sure = each.threads.surely_broken(atlas.plan.seed)[:, LINKS.index("meant -> felt")]
        known = np.isfinite(sure)
        yield (
            f"Over {each.names[0]} and {each.names[1]}, the thread from end to end is surely "
            f"broken in {int((sure[known] >= CERTAIN).sum())} and surely not in "
            f"{int((sure[known] <= 1 - CERTAIN).sum())} of {counted(len(sure), 'place')}."
        )


def _path(atlas: Atlas) -> Iterator[str]:
    first, name = atlas.first, atlas.path.name
    if first.at_start:
        yield f"Broken already where the path to {name} begins: {', '.join(first.at_start)}."
    if first.unsure:
        yield f"Whether they are broken there cannot be told: {', '.join(first.unsure)}."
    if first.shares:
        ranked = sorted(first.shares, key=lambda link: -first.shares[link])
        shown = ", ".join(f"{link} ({100 * first.shares[link]:.0f} %)" for link in ranked)
        yield (
            f"On the path to {name} at {atlas.path.values[-1]:g} times its depth, the next link "
            f"to break is, by share of resamples: {shown}; none in {100 * first.none:.0f} %."
        )
    else:
        yield f"No further link breaks for certain on the path to {name}."
    for point in atlas.path.breaks:
        if point.state == "breaks" and point.rises:
            yield f"On that path {point.link} breaks at {_value(point)} times its depth."
