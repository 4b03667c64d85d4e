"""What was found about mechanisms, in sentences."""

from __future__ import annotations

from experiments.specificity.layout import Measure
from experiments.specificity.matrix import Cell, Row
from experiments.wording import written

MEASURED: dict[Measure, str] = {
    "passed_on": "passed on",
    "per_unit": "per unit",
    "correlation": "correlation",
    "proportional_slope": "slope",
    "rank_agreement": "rank agreement",
    "mutual_information": "mutual information",
}
"""The measures in two words."""
MEASURES_EXPLAINED: dict[Measure, str] = {
    "passed_on": "per cent that arrive of each per cent at the link before",
    "per_unit": "what one more of the link before buys of the next, against the reference world",
    "correlation": "what can be seen over councils and domains without any experiment",
}
"""What the measures that mechanisms are judged by say."""


def finding(row: Row) -> str:
    """Return the verdict on one mechanism and what it rests on."""
    mechanism, own = row.mechanism, row.own
    said = [f"{mechanism.title}: {row.verdict}. {_own(own)}"]
    instead = row.elsewhere if own.effect in ("inside its noise", "raises") else ()
    moved = [cell for cell in row.earlier
             if cell.effect in ("lowers", "raises") and cell not in instead]  # fmt: skip
    said += [f"The earlier {cell.hop} moves as well, by {difference(cell)}." for cell in moved]
    if instead:
        hops = ", ".join(f"{cell.hop} ({difference(cell)})" for cell in instead)
        said.append(f"It lowers {hops} instead.")
    open_ones = [cell.hop for cell in row.earlier if cell.effect in ("undetermined", "undefined")]
    if row.verdict == "undetermined" and open_ones:
        said.append(f"It is open whether {', '.join(open_ones)} stays inside its noise.")
    return " ".join(said)


def _own(cell: Cell) -> str:
    if cell.effect in ("undefined", "not measured"):
        return f"Its own hop, {cell.hop}, has no value: {cell.reason}."
    words = f"{cell.hop} ({MEASURED[cell.measure]})"
    moves = f"from {written(cell.reference.mean, 2)} to {written(cell.value.mean, 2)}"
    interval = f"difference {difference(cell)}, noise {written(cell.noise, 2)}"
    effects = {
        "lowers": f"It lowers {words} {moves}: {interval}.",
        "raises": f"It raises {words} {moves}: {interval}.",
        "inside its noise": f"It leaves {words} inside its noise: {interval}.",
    }
    return effects.get(cell.effect, f"{words} moves {moves}, not clearly: {interval}.")


def difference(cell: Cell) -> str:
    """Return a difference with its interval: ``-0.37, -0.38 to -0.36``."""
    mean, low, high = (
        written(value, 2)
        for value in (cell.difference.mean, cell.difference.low, cell.difference.high)
    )
    return f"{mean}, {low} to {high}"
