"""The parts of the page, each from the tables that a calibration has saved."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from calibration.account.results import Results
from experiments.markdown import table


def summary(results: Results) -> Iterator[str]:
    """Return the findings of the calibration and of the validation, in sentences."""
    yield "## What was found"
    yield _bullets(
        sentence for sentence in results.found["findings"] if not sentence.startswith("Missed: ")
    )
    yield "Held against the whole table, rows that were not fitted included:"
    yield _bullets(results.validated["findings"])


def targets(results: Results) -> Iterator[str]:
    """Return the fit, target by target: the prior's reach, the posterior, the official figure."""
    rows = results.tables["targets"]
    yield "## The official figures"
    yield (
        "What the priors give, before any figure was looked at, and what runs with parameters "
        "from the posterior give: mean, and where nine in ten runs lie. A target is met when the "
        "mean lies within the tolerance. Single runs of the small default world scatter more "
        "than England does."
    )
    yield "![For each target what priors and posterior give, against the official figure](validation/targets.png)"  # noqa: E501
    yield _table(
        ("id", "quantity", "official", "priors, 90 %", "posterior", "90 %", "met"),
        (
            (
                row.id,
                f"{row.quantity} ({row.unit})",
                f"{row.official:g} ± {row.tolerance:g}",
                _span(row.prior_low, row.prior_high),
                _number(row.posterior_mean),
                _span(row.posterior_low, row.posterior_high),
                "yes" if row.posterior_inside else "**no**",
            )
            for row in rows.itertuples()
        ),
    )
    others = [each for each in results.validated["rows"] if not each["fitted"]]
    if others:
        yield "Not fitted, and so a test:"
        yield _table(
            ("id", "quantity", "scenario", "accepted", "model, median", "90 %", "verdict"),
            (
                (
                    each["id"],
                    f"{each['quantity']} ({each['unit']})",
                    each["scenario"],
                    _span(each["accepted_low"], each["accepted_high"]),
                    _number(each["median"]),
                    _span(each["low"], each["high"]),
                    each["verdict"],
                )
                for each in others
            ),
        )


def misses(results: Results) -> Iterator[str]:
    """Return the targets that are missed, each with what is known of the reason."""
    rows = results.tables["targets"]
    text = (files("calibration.account") / "reasons.toml").read_text(encoding="utf-8")
    reasons = tomllib.loads(text)
    missed = [
        f"**{row.id}, {row.quantity}**: {_number(row.posterior_mean)} "
        f"({_span(row.posterior_low, row.posterior_high)}), official {row.official:g} ± "
        f"{row.tolerance:g} {row.unit}. {_reason(reasons, row.id)}"
        for row in rows.itertuples()
        if not row.posterior_inside
    ]
    # Figures about other scenarios are only in the validation, whose runs are fresh.
    missed += [
        f"**{each['id']}, {each['quantity']}** in {each['scenario']}: {_number(each['median'])} "
        f"({_span(each['low'], each['high'])}), accepted "
        f"{_span(each['accepted_low'], each['accepted_high'])} {each['unit']}. "
        f"{_reason(reasons, each['id'])}"
        for each in results.validated["rows"]
        if each["fitted"] and each["verdict"] != "inside" and each["id"] not in set(rows["id"])
    ]
    yield "## What does not fit"
    yield _bullets(missed) if missed else "The posterior meets every target that was fitted."


def _reason(reasons: dict[str, str], target: str) -> str:
    return " ".join(reasons.get(target, "Why is not known.").split())


def parameters(results: Results) -> Iterator[str]:
    """Return how far each parameter is known, and which trade off."""
    rows = results.tables["parameters"]
    yield "## What the figures say of the parameters"
    yield (
        "*Narrower* is one less the spread of the posterior over that of the prior. A parameter "
        "that is not identified keeps four fifths or more of the spread of its prior in every "
        "result. *Truths held* is the share of known truths that its 90 % interval holds; "
        "*recovered*, the rank correlation between synthetic truths and the medians that were "
        "found for them."
    )
    yield "![Prior and posterior of each parameter](validation/parameters.png)"
    yield _table(
        ("parameter", "prior", "posterior, median", "90 %", "narrower", "identified", "medoid",
         "truths held", "recovered"),
        (
            (
                f"`{row.parameter}`",
                _span(row.prior_low, row.prior_high),
                _number(row.shipped_50),
                _span(row.shipped_5, row.shipped_95),
                _per_cent(max(row.contraction, 0.0)),
                "yes" if row.identified else "no",
                _number(row.medoid),
                _per_cent(row.coverage_90),
                f"{row.recovery_correlation:.2f}",
            )
            for row in rows.itertuples()
        ),
    )  # fmt: skip
    pairs = results.tables["pairs"]
    if len(pairs):
        yield "Pairs that trade off, so that the figures know them together better than alone:"
        yield _table(
            ("parameter", "and", "rank correlation"),
            (
                (f"`{row.parameter}`", f"`{row.other}`", f"{row.rank_correlation:.2f}")
                for row in pairs.itertuples()
            ),
        )


def trust(results: Results) -> Iterator[str]:
    """Return whether the inference may be believed: coverage, ranks, recovery."""
    found = results.found
    coverage = found["coverage"]
    truths = results.tables["recovery"]["truth_number"].nunique()
    yield "## Whether the inference may be believed"
    yield _bullets(
        [
            f"**Gate: {'passed' if found['passed'] else 'failed'}.** {found['known_truths']} runs "
            "whose parameters are known were kept out of the learning.",
            "**Coverage.** "
            + " ".join(
                f"{_per_cent(float(level))} intervals hold {_per_cent(share)} of the true values."
                for level, share in coverage.items()
            ),
            "**Simulation-based calibration.** Ranks of truths among draws are even: the least "
            f"p-value over parameters, for their number, is {found['sbc_p']:.2g}.",
            f"**TARP.** All parameters together: the largest miss is "
            f"{_number(found['tarp']['largest_miss'])}; chance alone explains up to "
            f"{_number(found['tarp']['explained_by_chance'])}.",
            f"**Recovery.** {truths} synthetic truths were found again from runs of their own; see "
            "the table above.",
        ]
    )
    yield "![Ranks of known truths among the draws](validation/sbc.png)"
    yield "![Synthetic truths and what was found for them](validation/recovery.png)"


def waves(results: Results) -> Iterator[str]:
    """Return what history matching ruled out, and how good its emulators are."""
    rows = results.tables["waves"]
    yield "## What was ruled out beforehand"
    yield "![What is left after each wave of history matching](validation/waves.png)"
    last = rows[rows["wave"] == rows["wave"].max()]
    yield _table(
        ("wave", "points", "runs", "not ruled out"),
        (
            (str(row.wave), str(row.points), str(row.runs), _per_cent(row.not_ruled_out, 1))
            for row in rows.drop_duplicates("wave").itertuples()
        ),
    )
    yield (
        "Emulators of the last wave, tested on points that they had not seen: variance explained, "
        "and share of points within their own 95 % interval."
    )
    yield _table(
        ("target", "explained", "covered", "rules out by itself"),
        (
            (row.id, _per_cent(max(row.explained, 0.0)), _per_cent(row.covered),
             _per_cent(row.rules_out))
            for row in last.itertuples()
        ),
    )  # fmt: skip


def patterns(results: Results) -> Iterator[str]:
    """Return the patterns with their null models, at the defaults."""
    passing = sum(each["verdict"] == "inside" for each in results.patterns)
    counting = sum(each["counts"] for each in results.patterns)
    yield "## Patterns, and their null models"
    yield (
        f"At the defaults, {passing} of {len(results.patterns)} patterns pass, and {counting} "
        "count: the null model, the same with the named mechanism switched off, fails them. "
        "[patterns.md](patterns.md) tells them in full, with the reasons of those that fail."
    )
    yield _table(
        ("id", "pattern", "passes", "null model fails"),
        (
            (each["id"], each["statement"], _passes(each["verdict"]), _null(each["null_verdict"]))
            for each in results.patterns
        ),
    )


def _passes(verdict: str) -> str:
    return {"inside": "yes", "outside": "**no**"}.get(verdict, verdict)


def _null(verdict: str | None) -> str:
    if verdict is None:
        return "no null model"
    return {"outside": "yes", "inside": "**no**"}.get(verdict, verdict)


def provenance(results: Results) -> Iterator[str]:
    """Return how all this was made."""
    manifest = results.manifest
    time = manifest["time"]
    yield "## How this was made"
    yield _bullets(
        [
            f"{results.found['runs']:,} runs, seed {manifest['seed']}; {time['years']:g} years "
            f"from {time['first_year']:g} after {time['burn_in_years']:g} of burn-in.",
            f"Validation: {results.validated['runs']} runs at {results.validated['parameters']}.",
            f"Left out of the fit: {'; '.join(manifest['targets_left_out'])}.",
            "Versions: " + ", ".join(f"{name} {manifest[name]}" for name in _VERSIONS) + ".",
            "Sources of the official figures, all under the Open Government Licence where they "
            "are the government's: " + "; ".join(_sources(manifest)) + ".",
        ]
    )


_VERSIONS = ("goldenthread", "sbi", "torch", "scikit-learn", "numpy")


def _sources(manifest: dict[str, Any]) -> Iterable[str]:
    return dict.fromkeys(each["source"] for each in manifest["targets"])


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(table(headings, rows))


def _bullets(sentences: Iterable[str]) -> str:
    return "\n".join(f"* {sentence}" for sentence in sentences)


def _number(value: float | None) -> str:
    return "-" if value is None or math.isnan(value) else f"{value:.3g}"


def _span(low: float | None, high: float | None) -> str:
    return f"{_number(low)} to {_number(high)}"


def _per_cent(share: float, digits: int = 0) -> str:
    return f"{100 * share:.{digits}f} %"
