"""The findings about levers as plain values, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments.levers.measured import LeverThread, Row
from experiments.levers.observed import ObservedEnds, ObservedLinkage
from experiments.stations import NAMES
from experiments.summary import described, plain, posterior_summary, thread_summary

if TYPE_CHECKING:
    from experiments.levers.result import Threads


def summary(result: Threads) -> dict[str, Any]:
    """Return the findings as plain values; None stands for what is undefined."""
    design = result.design
    return {
        "scenario": described(design.scenario),
        "replicates": design.replicates,
        "seed": design.seed,
        **posterior_summary(design.arms),
        "observed": list(design.window),
        "thread_observed": list(design.thread_window),
        "stepped": design.levers_start,
        "levers": {name: _lever(lever) for name, lever in result.levers.items()},
        "left_out": dict(design.left_out),
        "observed_linkage": _linkage(result.observed, design.last_months),
        "caveats": result.caveats,
        "findings": result.findings,
    }


def _lever(lever: LeverThread) -> dict[str, Any]:
    found = thread_summary(lever.thread)
    for link in found["links"]:
        del link["by_domain"]
    return {
        "in_words": lever.in_words,
        "answer_is": lever.answer_in_words,
        "steps": [
            {
                "parameter": each.parameter,
                "step": each.step,
                "in_units": each.in_units,
                "note": each.note,
            }
            for each in lever.levers
        ],
        **found,
        "first_moved": lever.first_moved,
        "by_domain": {name: _row(row) for name, row in lever.by_domain.items()},
        "by_band": {
            str(band): {"answers": _row(row), "contributions": _row(lever.contributions[band])}
            for band, row in lever.by_band.items()
        },
        "by_year": {f"{year:g}": _row(row) for year, row in lever.by_year.items()},
    }


def _row(row: Row) -> dict[str, Any]:
    return {name: plain(each) for name, each in zip(NAMES, row, strict=True)}


def _linkage(linkage: ObservedLinkage, window: tuple[float, float]) -> dict[str, Any]:
    return {
        "window": list(window),
        "pairs": [
            {"from": pair.source, "to": pair.target}
            | {name: plain(each) for name, each in pair.statistics.items()}
            for pair in linkage.pairs
        ],
        "end_to_end": [_ends(each) for each in linkage.ends],
    }


def _ends(ends: ObservedEnds) -> dict[str, Any]:
    estimates = {
        "correlation": ends.end_to_end,
        "product_of_hops": ends.product,
        "difference": ends.difference,
    }
    return {"from": ends.source, "to": ends.target} | {
        name: plain(each) for name, each in estimates.items()
    }
