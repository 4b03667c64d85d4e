"""The valuation as a page in Markdown: every figure in it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from experiments.markdown import table
from experiments.measures import MEASURES
from experiments.whose.balance import changes
from experiments.whose.sentences import order_in_words, signed, tipping_in_words
from experiments.whose.steadiness import MOVED
from experiments.wording import counted, written

if TYPE_CHECKING:
    from experiments.intervals import Estimate
    from experiments.whose.result import ValuedScenarios

TEXT = Path(__file__).with_name("page.md")
"""What the page says whatever was found."""
STEADINESS = ("stakeholder", "may be first", "stays first", "until", "then first")


def page(result: ValuedScenarios, command: str) -> str:
    """Return the page: findings, rankings, what is behind them, and how ``command`` made it."""
    notes = [f"*{caveat}*" for caveat in result.caveats]
    return Template(TEXT.read_text(encoding="utf-8")).substitute(
        command=command,
        setting=_setting(result),
        notes="\n".join(["", "\n\n".join(notes), ""]) if notes else "",
        findings="\n".join(f"* {sentence}" for sentence in result.findings),
        reference=result.compared.plan.arms[0].title,
        orders=_orders(result),
        changes=_changes(result),
        moved=f"{100 * MOVED:.0f} %",
        steadiness="\n".join(table(STEADINESS, steadiness_rows(result))),
        stakeholders=_stakeholders(result),
    )


def _setting(result: ValuedScenarios) -> str:
    plan, (start, end) = result.compared.plan, result.window
    return (
        f"{counted(len(plan.world.councils), 'council')}, {start:g} to {end:g}, "
        f"{counted(plan.replicates, 'replicate')}, seed {plan.seed}"
    )


def _orders(result: ValuedScenarios) -> str:
    rows = ((result.profiles[name].title, order_in_words(ranking))
            for name, ranking in result.rankings.items())  # fmt: skip
    return "\n".join(table(("stakeholder", "order"), rows))


def _changes(result: ValuedScenarios) -> str:
    titles = {arm.name: arm.title for arm in result.compared.plan.arms}
    rows = ((titles[name], *map(_change, found)) for name, found in changes(result).items())
    return "\n".join(table(("scenario", *(name.replace("_", " ") for name in MEASURES)), rows))


def _change(change: Estimate) -> str:
    if not change.defined:
        return "undefined"
    mean = signed(change.mean, 1)
    if not change.bounded:
        return mean
    return f"{mean} ({written(change.low, 1)} to {written(change.high, 1)})"


def steadiness_rows(result: ValuedScenarios) -> list[tuple[str, ...]]:
    """Return a row per stakeholder, under ``STEADINESS``: how far the first place is steady."""
    rows: list[tuple[str, ...]] = []
    for name, each in result.steadiness.items():
        tipping = each.tipping
        rows.append(
            (
                result.profiles[name].title,
                " ~ ".join(result.rankings[name].may_be_first),
                f"{100 * each.kept:.0f} %",
                "no single weight changes it" if tipping is None else tipping_in_words(tipping),
                "-" if tipping is None else tipping.rival,
            )
        )
    return rows


def _stakeholders(result: ValuedScenarios) -> str:
    headings = ("stakeholder", "domains", "views", "outcomes", "why")
    rows = (
        (each.title, *map(weights_in_words, (each.domains, each.views, each.outcomes)), each.why)
        for each in result.profiles.values()
    )
    return "\n".join(table(headings, rows)) + "\n\nWeights in per cent of each list."


def weights_in_words(weights: Mapping[str, float]) -> str:
    """Return a list of weights in per cent, without those that are nothing."""
    return ", ".join(
        f"{name.replace('_', ' ')} {100 * share:.3g}" for name, share in weights.items() if share
    )
