"""What the atlas shows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.atlas.breaks import FEWEST_DEFINED, BreakPoint
from experiments.atlas.threads import CERTAIN, LINKS
from experiments.discovery.sentences import amount
from experiments.sensitivity.outputs import label_of
from experiments.sensitivity.ranges import FORMS
from experiments.wording import counted

if TYPE_CHECKING:
    from experiments.atlas.run import Atlas, Line


def sentences(atlas: Atlas) -> list[str]:
    """Return the findings: the matrix, the profiles, the maps and the path."""
    return [sentence for found in told(atlas).values() for sentence in found]


def told(atlas: Atlas) -> dict[str, list[str]]:
    """Return the findings by what they are about."""
    return {
        "matrix": list(_matrix(atlas)),
        "profiles": [words for line in atlas.profiles for words in _profile(line, atlas.plan.seed)],
        "maps": list(_maps(atlas)),
        "path": list(_path(atlas)),
    }


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


_OVER = {
    "always broken": "Whatever {name} is {range}, broken: {links}.",
    "never broken": "Whatever {name} is {range}, not broken: {links}.",
    "undetermined": "Chance leaves open whether {name} {range} breaks: {links}.",
    "undefined": "Along {name} {range} too little arrives to judge: {links}.",
}


def _profile(line: Line, seed: int) -> Iterator[str]:
    if len(line.values) < FEWEST_DEFINED:
        yield _forms(line, seed)
        return
    for point in line.breaks:
        if point.state == "breaks":
            side = "above" if point.rises else "below"
            yield f"{arrowed(point.link)} breaks where {line.name} goes {side} {_value(point)}."
    span = f"from {amount(min(line.values))} to {amount(max(line.values))}"
    for state, words in _OVER.items():
        links = [arrowed(point.link) for point in line.breaks if point.state == state]
        if links:
            yield words.format(name=line.name, range=span, links=", ".join(links))


def _forms(line: Line, seed: int) -> str:
    """Return which links are broken with one of a few values, or forms, and not with another."""
    sure = line.threads.surely_broken(seed)
    _, words = FORMS.get(line.name, (line.name, {}))
    names = [words.get(value, amount(value)) for value in line.values]
    found = []
    for column, link in enumerate(LINKS):
        broken = [n for n, share in zip(names, sure[:, column], strict=True) if share >= CERTAIN]
        whole = [n for n, share in zip(names, sure[:, column], strict=True) if share <= 1 - CERTAIN]
        if broken and whole:
            found.append(f"{arrowed(link)} ({', '.join(broken)}; not {', '.join(whole)})")
    if not found:
        return (
            f"No link is surely broken with one value of {line.name} and surely not with another."
        )
    return f"Of {line.name} it depends whether these are broken: {'; '.join(found)}."


def arrowed(link: str) -> str:
    """Return a link with the arrow of print."""
    return link.replace("->", "\N{RIGHTWARDS ARROW}")


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


def _listed(links: Sequence[str]) -> str:
    return ", ".join(map(arrowed, links))


def _path(atlas: Atlas) -> Iterator[str]:
    first, name = atlas.first, atlas.path.name
    if first.at_start:
        yield f"Broken already where the path to {name} begins: {_listed(first.at_start)}."
    if first.unsure:
        yield f"Whether they are broken there cannot be told: {_listed(first.unsure)}."
    if first.shares:
        ranked = sorted(first.shares, key=lambda link: -first.shares[link])
        shown = ", ".join(f"{arrowed(link)} ({100 * first.shares[link]:.0f} %)" for link in ranked)
        yield (
            f"On the path to {name} at {atlas.path.values[-1]:g} times its depth, the next link "
            f"to break is, by share of resamples: {shown}; none in {100 * first.none:.0f} %."
        )
    else:
        yield f"No further link breaks for certain on the path to {name}."
    for point in atlas.path.breaks:
        if point.state == "breaks" and point.rises:
            yield f"On that path {arrowed(point.link)} breaks at {_value(point)} times its depth."
