"""The tables of a calibration."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from calibration.inference.trust import LEVELS
from experiments.sensitivity.estimators import HEADLINE

if TYPE_CHECKING:
    from calibration.inference.result import Calibration


def target_table(result: Calibration) -> pd.DataFrame:
    """Return a row per target: what the prior and what the posterior do to it."""
    observed = result.observed
    frame = pd.DataFrame(
        {
            "id": observed.names,
            "quantity": observed.quantities,
            "unit": observed.units,
            "official": observed.values,
            "tolerance": observed.tolerances,
            "fitted": result.fitted,
        }
    )
    for name in (
        "low",
        "high",
        "lowest",
        "highest",
        "chance",
        "undefined",
        "moves",
        "within_reach",
    ):
        frame[f"prior_{name}"] = [getattr(each, name) for each in result.screening]
    for name in ("mean", "low", "high", "tail", "inside", "undefined", "at_point"):
        frame[f"posterior_{name}"] = [getattr(each, name) for each in result.ensemble.prediction]
    return frame


def screening_table(result: Calibration) -> pd.DataFrame:
    """Return a row per target and parameter: how much the parameter moves the target."""
    rows = []
    for name, each in zip(result.observed.names, result.screening, strict=True):
        analysis = each.analysis
        indices, floor = analysis.indices, analysis.floor
        for place, parameter in enumerate(result.names):
            rows.append(
                {
                    "id": name,
                    "parameter": parameter,
                    HEADLINE["pawn"]: np.nan if indices is None else indices.headline[place],
                    "error": np.nan if indices is None else indices.headline_error[place],
                    "noise_floor": np.nan if floor is None else floor.level,
                    "matters": parameter in analysis.important,
                    "reason": analysis.reason,
                }
            )
    return pd.DataFrame(rows)


def wave_table(result: Calibration) -> pd.DataFrame:
    """Return a row per wave and target: the emulator's accuracy and what it rules out."""
    rows: list[dict[str, Any]] = []
    for wave in result.waves:
        for place, name in enumerate(result.observed.names):
            emulator = wave.implausibility.emulators[place]
            accuracy = None if emulator is None else emulator.accuracy
            row = {
                "wave": wave.number,
                "points": wave.points,
                "runs": wave.runs,
                "not_ruled_out": wave.region.share,
                "rank": wave.implausibility.rank,
                "id": name,
                "used": 0 if accuracy is None else accuracy.points,
            }
            for measure in ("error", "explained", "covered"):
                row[measure] = math.nan if accuracy is None else getattr(accuracy, measure)
            rows.append(
                row
                | {
                    "chance": wave.chance[place],
                    "rules_out": wave.leading[place],
                    "counted": wave.implausibility.counted[place],
                }
            )
    return pd.DataFrame(rows)


def parameter_table(result: Calibration) -> pd.DataFrame:
    """Return a row per parameter: prior, posterior, contraction, and what is shipped."""
    draws, known, trust = result.ensemble.draws, result.ensemble.identified, result.trust
    values = result.priors.values(result.ensemble.places)
    medoid = draws.medoid()
    frame = pd.DataFrame(
        {
            "parameter": result.names,
            "prior_low": [each.low for each in result.priors.factors],
            "prior_high": [each.high for each in result.priors.factors],
            "scale": [each.scale for each in result.priors.factors],
        }
    )
    for share in (0.05, 0.5, 0.95):
        frame[f"posterior_{100 * share:.0f}"] = np.quantile(values, share, axis=0)
        frame[f"shipped_{100 * share:.0f}"] = np.quantile(draws.values, share, axis=0)
    frame["contraction"] = known.contraction
    frame["interval_ratio"] = known.widths
    frame["identified"] = known.clear
    frame["medoid"] = [medoid[name] for name in result.names]
    frame["sbc_p"] = trust.checks.uniformity
    for place, level in enumerate(LEVELS):
        frame[f"coverage_{100 * level:.0f}"] = trust.coverage[place]
    frame["recovered"] = result.recovery.covered
    frame["recovery_correlation"] = result.recovery.correlation
    frame["why"] = result.priors.reasons
    return frame


def pair_table(result: Calibration) -> pd.DataFrame:
    """Return a row per two parameters that trade off, the strongest first."""
    rows = [
        (result.names[one], result.names[other], correlation)
        for one, other, correlation in result.ensemble.identified.pairs()
    ]
    return pd.DataFrame(rows, columns=["parameter", "other", "rank_correlation"])


def recovery_table(result: Calibration) -> pd.DataFrame:
    """Return a row per synthetic truth and parameter, in the parameter's unit."""
    found = result.recovery
    parts = {
        name: result.priors.values(getattr(found, place))
        for name, place in {
            "truth": "truths",
            "low": "low",
            "median": "median",
            "high": "high",
        }.items()
    }
    count = len(found.truths)
    frame: dict[str, Any] = {
        "truth_number": np.repeat(np.arange(count), len(result.names)),
        "parameter": np.tile(result.names, count),
    }
    return pd.DataFrame(frame | {name: values.ravel() for name, values in parts.items()})


def rank_table(result: Calibration) -> pd.DataFrame:
    """Return a row per known truth: the place of each true value among the draws, 0 to 1."""
    return pd.DataFrame(result.trust.checks.ranks, columns=list(result.names))


def coverage_table(result: Calibration) -> pd.DataFrame:
    """Return expected coverage against credibility, for all parameters together (TARP)."""
    checks = result.trust.checks
    return pd.DataFrame({"credibility": checks.credibility, "expected_coverage": checks.expected})


TABLES: Mapping[str, Callable[[Calibration], pd.DataFrame]] = {
    "targets": target_table,
    "screening": screening_table,
    "waves": wave_table,
    "parameters": parameter_table,
    "pairs": pair_table,
    "recovery": recovery_table,
    "sbc_ranks": rank_table,
    "tarp": coverage_table,
}


def summary(result: Calibration) -> dict[str, Any]:
    """Return the findings as plain values."""
    trust, known = result.trust, result.ensemble.identified
    medoid = result.ensemble.draws.medoid()
    return {
        "findings": result.findings,
        "passed": trust.passed,
        "failures": list(trust.failures),
        "runs": result.runs,
        "known_truths": trust.runs,
        "coverage": dict(zip(map(str, LEVELS), trust.overall.tolist(), strict=True)),
        "sbc_p": trust.least_p,
        "tarp": {"largest_miss": trust.tarp_miss, "explained_by_chance": trust.tarp_limit},
        "not_ruled_out": [wave.region.share for wave in result.waves],
        "inside": result.inside,
        "point": medoid,
        "contraction": dict(zip(result.names, known.contraction.tolist(), strict=True)),
        "not_identified": result.unidentified,
        "set_aside": result.set_aside,
        "conditions": [
            {
                "name": each.name,
                "measures": list(each.labels),
                "accepted": [[_plain(value) for value in ends] for ends in each.accepted.T],
                "before": [_plain(value) for value in each.before],
                "after": [_plain(value) for value in each.after],
                "agreeing": each.agreeing,
                "tried": each.tried,
                "kept": each.kept,
                "set_aside": each.set_aside,
            }
            for each in result.taken
        ],
        "targets": {
            name: {"mean": _plain(each.mean), "inside": each.inside, "tail": _plain(each.tail)}
            for name, each in zip(result.observed.names, result.ensemble.prediction, strict=True)
        },
    }


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None
