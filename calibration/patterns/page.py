"""The patterns as a table and as a page in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from calibration.patterns.assessment import Assessment
from calibration.patterns.pattern import Criterion
from experiments.intervals import Estimate
from experiments.markdown import table

HEADINGS = ("id", "measured", "tolerance", "model (95 %)", "passes", "null model", "null fails")
FIGURES = (HEADINGS[2], HEADINGS[3], HEADINGS[5])
HOW_TO_READ = (
    "A pattern passes when the whole 95 % interval over replicates of every number lies within "
    "its tolerance, and counts only if its null model, the same with the named mechanism switched "
    "off, fails. Ranges with two ends come from the literature and were declared before anything "
    "was fitted. Where a pattern only says that something falls or disappears, the limit is ours: "
    "1.5 for the bunching that is left without stakes (P6), and half a point for re-referral "
    "(P17), which was set after its null model had been seen to leave a tenth of a point. The "
    "defaults are the middle of a posterior that was fitted to official figures, P8 and P17 "
    "(`docs/validation.md`). The other patterns had no part in that, but rules and what is not "
    "fitted were chosen with all of them in view. "
    "These patterns therefore do not validate the model. Others are held back for that."
)


def score(found: Sequence[Assessment]) -> str:
    """Return how many patterns pass, and of how many of these the null model fails."""
    passing = [each for each in found if each.verdict == "inside"]
    counting = sum(each.counts for each in found)
    return (
        f"{len(passing)} of {len(found)} patterns pass; {counting} count: "
        "the null model fails them, or there is none."
    )


def said(passes: bool | None, sure: bool) -> str:
    """Return yes, no or undetermined."""
    if passes is None:
        return "no null model"
    if not sure:
        return "undetermined"
    return "yes" if passes else "no"


def rows(assessment: Assessment) -> list[tuple[str, ...]]:
    """Return a row of the table per criterion; what concerns the pattern stands in the first."""
    verdict, null = assessment.verdict, assessment.null_verdict
    passes = said(verdict == "inside", verdict != "undetermined")
    null_fails = said(None if null is None else null == "outside", null != "undetermined")
    found: list[tuple[str, ...]] = []
    for place, criterion in enumerate(assessment.pattern.criteria):
        first = place == 0
        found.append(
            (
                assessment.pattern.id if first else "",
                criterion.label,
                f"{criterion.range} {criterion.unit}",
                figure(criterion, assessment.model[place]),
                passes if first else "",
                figure(criterion, assessment.null[place]) if assessment.null else "-",
                null_fails if first else "",
            )
        )
    return found


def figure(criterion: Criterion, value: Estimate) -> str:
    """Return a number with its interval."""
    if not value.defined:
        return f"undefined: {value.reason}"
    digits = criterion.decimals
    mean = f"{value.mean:.{digits}f}"
    if not value.bounded:
        return mean
    return f"{mean} ({value.low:.{digits}f} to {value.high:.{digits}f})"


def page(found: Sequence[Assessment], setting: str) -> str:
    """Return the page ``docs/patterns.md``.

    Parameters
    ----------
    found
        The assessments.
    setting
        What they rest on, in a few words.
    """
    lines = [
        "# Patterns",
        "",
        "What a run of the model must show, whatever the policy, and whether it does.",
        "",
        f"Made by `goldenthread patterns --markdown`: {setting}.",
        "",
        HOW_TO_READ,
        "",
        f"**{score(found)}**",
        "",
        *table(HEADINGS, (row for each in found for row in rows(each))),
    ]
    for each in found:
        pattern = each.pattern
        lines += ["", f"**{pattern.id}.** {pattern.statement} {pattern.source}."]
        if pattern.null:
            lines += [f"Null model: {pattern.null}."]
        if pattern.finding:
            lines += ["", f"*What was found.* {' '.join(pattern.finding.split())}"]
    return "\n".join(lines) + "\n"
