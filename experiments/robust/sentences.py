"""How robust packages are, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.posterior.behind import sentences as behind
from experiments.wording import counted

if TYPE_CHECKING:
    from experiments.robust.pairs import Pair
    from experiments.robust.run import Robustness


def sentences(result: Robustness) -> list[str]:
    """Return the findings."""
    return list(_all(result))


def _all(result: Robustness) -> Iterator[str]:
    from experiments.robust.run import EXPERIENCE, FELT, REPORTED

    packages = [package.name for package in result.packages.packages]
    worlds = result.values[FELT].shape[1]
    yield (
        f"{counted(len(packages), 'package')} in {counted(worlds, 'world')}, each with the same "
        f"{counted(result.plan.replicates, 'replicate')}; "
        f"{len(result.worlds.uncertain)} uncertain parameters."
    )
    if result.worlds.drawn is not None:
        source = result.worlds.drawn.source
        yield (
            f"The worlds are drawn from the posterior {source.name}; what a package or the "
            "scenario sets is not drawn, and what the posterior does not hold has one value."
        )
    unbroken = result.unbroken
    if unbroken.share.max() == 0:
        yield "No package keeps the thread unbroken from end to end in any world."
    else:
        best = int(np.argmax(unbroken.share))
        yield (
            f"The thread is unbroken from end to end most often with {packages[best]}: "
            f"{_share(unbroken.share[best], unbroken.low[best], unbroken.high[best])}."
        )
    if result.packages.required:
        best = int(np.argmax(result.satisfied.share))
        required = " and ".join(str(each) for each in result.packages.required)
        found = result.satisfied
        yield (
            f"What is required ({required}) holds most often with {packages[best]}: "
            f"{_share(found.share[best], found.low[best], found.high[best])}; "
            f"with {packages[0]} in {100 * found.share[0]:.0f} %."
        )
    for name, words in ((FELT, "what people feel of a change"), (EXPERIENCE, "experience")):
        found = result.regret[name]
        best = int(np.nanargmin(found.share))
        yield (
            f"Least to regret in {words}: {packages[best]}, no more than {found.share[best]:.2g} "
            f"({found.low[best]:.2g} to {found.high[best]:.2g}) behind the best in nine worlds "
            "of ten."
        )
    yield from _pairs(result)
    front = [name for name, yes in zip(packages, result.front, strict=True) if yes]
    yield (
        "No other package beats these in cost, thread, experience and reported timeliness "
        f"together: {', '.join(front)}."
    )
    reported, felt = result.mean(REPORTED), result.mean(EXPERIENCE)
    best, most = int(np.nanargmax(reported)), int(np.nanargmax(felt))
    if best != most:
        yield (
            f"Reports look best with {packages[best]}, people's experience is best with "
            f"{packages[most]}."
        )
    yield from behind(result.intervals, f"differences to {packages[0]}")
    undefined = sum(int((~np.isfinite(each)).sum()) for each in result.values.values())
    if undefined:
        total = sum(each.size for each in result.values.values())
        yield (
            f"{undefined:,} of {total:,} values are undefined (a run failed, or nothing was "
            "there to measure); they satisfy nothing and count in no mean."
        )


def _pairs(result: Robustness) -> Iterator[str]:
    """Say for every criterion how many pairs differ, and what the best package is better than."""
    from experiments.robust.run import CRITERIA

    usual = result.packages.packages[0].name
    for criterion, (words, unit) in CRITERIA.items():
        found = [pair for pair in result.pairs if pair.criterion == criterion]
        known = [pair for pair in found if np.isfinite(pair.difference)]
        if not known:
            continue
        names = {name: None for pair in known for name in (pair.first, pair.second)}
        seen = {
            name: [pair.seen_from(name) for pair in known if name in (pair.first, pair.second)]
            for name in names
        }
        best = max(seen, key=lambda name: sum(pair.difference for pair in seen[name]))
        apart = sum(pair.clear for pair in known)
        head = f"{words[0].upper()}{words[1:]}"
        if not apart:
            yield f"{head}: no two packages can be told apart (all pairs at once, 95 %)."
            continue
        beaten = [pair.second for pair in seen[best] if pair.low > 0]
        against = [pair for pair in seen[best] if pair.second == usual]
        yield (
            f"{head}: {apart} of {counted(len(known), 'pair')} of packages can be told apart "
            f"(all at once, 95 %). Best on average is {best}, clearly better than "
            f"{', '.join(beaten) if beaten else 'none'}"
            + "".join(_from_usual(pair, usual, unit) for pair in against)
            + "."
        )


def _from_usual(pair: Pair, usual: str, unit: str) -> str:
    return (
        f"; from {usual} it differs by {pair.difference:+.2g}{unit} ({pair.low:.2g} to "
        f"{pair.high:.2g}), and is ahead in {100 * pair.ahead:.0f} % of the same worlds"
    )


def _share(share: float, low: float, high: float) -> str:
    return f"{100 * share:.0f} % of them ({100 * low:.0f} to {100 * high:.0f} %)"
