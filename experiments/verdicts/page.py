"""The verdicts as a page in Markdown, and as a table with a row per expectation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from experiments.intervals import LEVEL
from experiments.judgement import Verdict
from experiments.markdown import table
from experiments.wording import counted

if TYPE_CHECKING:
    from experiments.checks import Check
    from experiments.intervals import Estimate
    from experiments.verdicts.claims import Claim, Trial

VERDICTS: tuple[Verdict, ...] = ("supported", "contradicted", "undetermined")
HEADINGS = ("expectation", "expected", "against", "found (95 % interval)", "replicates", "verdict")
HOW_TO_READ = (
    "A claim is *supported* when every expectation is, *contradicted* when one of them is, and "
    "otherwise *undetermined*. An expectation is judged by the interval of the difference, "
    "paired replicate by replicate: the whole interval has to lie beyond the size that counts "
    "(supported) or short of it (contradicted). Where it holds both sides, it is said about how "
    "many replicates would decide, were the difference what it seems to be. An expectation "
    "declares how narrow its interval is to be. The spread in a first round says how many "
    "replicates that takes, and alone sets the width of the intervals (Stein 1945), so that "
    "nothing is tried until it comes out. Intervals are for one "
    "expectation at a time, so that of twenty true ones about one would miss; they cover "
    "chance between replicates, not what is uncertain in the parameters."
)


def score(claims: Sequence[Claim]) -> str:
    """Return how many claims have which verdict: ``2 claims: 1 supported, ...``."""
    parts = [f"{sum(each.verdict == kind for each in claims)} {kind}" for kind in VERDICTS]
    return f"{counted(len(claims), 'claim')}: {', '.join(parts)}"


def setting(trial: Trial, claims: Sequence[Claim]) -> str:
    """Return what the verdicts rest on, in a few words."""
    taken = max(trial.first_round, *(claim.replicates for claim in claims))
    rounds = counted(trial.first_round, "paired replicate")
    if taken > trial.first_round:
        rounds += f" in the first round, up to {taken} in all"
    return f"{rounds}, seed {trial.batches[0].design.seed}"


def page(trial: Trial, claims: Sequence[Claim]) -> str:
    """Return the page: an overview, then every claim with its checks and what was found."""
    command = f"goldenthread verdicts --replicates {trial.first_round} --most {trial.most}"
    lines = [
        "# Verdicts",
        "",
        "What the model says about each claim of the scenario library. Claims that it contradicts "
        "stay, and neither the model nor the sizes in a scenario are tuned to make one come true.",
        "",
        f"Made by `{command} --markdown`: {setting(trial, claims)}.",
        "",
        HOW_TO_READ,
        "",
        f"**{score(claims)}.**",
        "",
        *table(
            ("scenario", "claim", "expectations that hold", "verdict"),
            (
                (f"[`{each.scenario.name}`](#{each.scenario.name})", each.scenario.claim,
                 borne_out(each), f"**{each.verdict}**")
                for each in claims
            ),
        ),
    ]  # fmt: skip
    for claim in claims:
        lines += ["", *_section(claim)]
    return "\n".join(lines) + "\n"


def rows(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return a row per expectation: names, expectation, difference, interval, verdict."""
    return [
        {
            "scenario": claim.scenario.name,
            "claim": claim.scenario.claim,
            "quantity": check.quantity,
            "unit": check.unit,
            "expected": check.expected,
            "against": check.against,
            **_figures(check.difference),
            "level": LEVEL,
            "found": check.found,
            "verdict": check.verdict,
            "verdict_on_claim": claim.verdict,
            "reason": check.reason,
            "replicates": check.count,
            "precision": check.precision or "",
            "replicates_needed": check.replicates_needed or "",
        }
        for claim in claims
        for check in claim.checks
    ]


def _figures(difference: Estimate | None) -> dict[str, float | str]:
    """Return a difference and the ends of its interval, blank where there is none."""
    found = ("difference", "mean"), ("low", "low"), ("high", "high")
    values = {name: getattr(difference, part, math.nan) for name, part in found}
    return {name: value if math.isfinite(value) else "" for name, value in values.items()}


def cells(check: Check) -> tuple[str, str, str, str, str, str]:
    """Return the cells of one expectation, under ``HEADINGS``."""
    quantity = f"{check.quantity} ({check.unit})" if check.unit else check.quantity
    verdict = verdict_in_words(check)
    return quantity, check.expected, check.against or "-", check.found, str(check.count), verdict


def borne_out(claim: Claim) -> str:
    """Return how many of a claim's expectations are supported: ``2 of 3``."""
    supported = sum(each.verdict == "supported" for each in claim.checks)
    return f"{supported} of {len(claim.checks)}"


def verdict_in_words(check: Check) -> str:
    """Return the verdict, and what would decide an open one."""
    if check.verdict != "undetermined":
        return check.verdict
    if check.difference is not None and check.difference.bounded and not check.precise:
        wide = (f"{width:.2g}" for width in (check.difference.half_width, check.precision or 0.0))
        return "undetermined; the interval is ± {}, ± {} was asked for".format(*wide)
    if check.replicates_needed is not None:
        return f"undetermined; about {check.replicates_needed:,} replicates might decide"
    return f"undetermined; {check.reason}"


def _section(claim: Claim) -> list[str]:
    scenario = claim.scenario
    told = [
        f"**Claim.** {scenario.claim} **{claim.verdict.capitalize()}.**",
        f"**Source.** {scenario.source}.",
        f"**It would count against it:** {scenario.refuted_if}" if scenario.refuted_if else "",
    ]
    lines = [f'<a id="{scenario.name}"></a>', "", f"## {scenario.title}", ""]
    for paragraph in filter(None, told):
        lines += [paragraph, ""]
    lines += table(HEADINGS, map(cells, claim.checks))
    if scenario.finding:
        lines += ["", f"**What was found.** {' '.join(scenario.finding.split())}"]
    return lines
