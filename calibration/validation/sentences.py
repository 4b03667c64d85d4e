"""What a validation found, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from calibration.validation.row import Row
from experiments.wording import counted

if TYPE_CHECKING:
    from calibration.validation.result import Validation


def findings(found: Validation) -> list[str]:
    """Return the verdict line, and what must be known beside it."""
    return [sentence for sentence in _sentences(found) if sentence]


def headline(found: Validation) -> str:
    """Return the verdict line."""
    judged = found.judged
    inside = sum(row.verdict == "inside" for row in judged)
    if not judged:
        return "No row could be judged that was not fitted"
    return f"{inside} of {counted(len(judged), 'row')} inside their tolerance"


def _sentences(found: Validation) -> list[str]:
    fitted = [row for row in found.rows if row.fitted and row.target.judged]
    met = sum(row.verdict == "inside" for row in fitted)
    outside = [row for row in found.judged if row.verdict != "inside"]
    return [
        f"{headline(found)} ({_runs(found)}).",
        _named("Outside", outside),
        f"{counted(len(fitted), 'row')} more were fitted and do not count: {met} of them inside."
        if fitted
        else "",
        _named("Not computed", [row for row in found.rows if row.verdict == "not computed"]),
        _named("Shown and not judged, for want of a tolerance",
               [row for row in found.rows if row.verdict == "not judged"]),
        _named("Computed over other years than the target's",
               [row for row in found.rows if row.target.statistic and not row.covered]),
        "" if found.plan.drawn else
        "All runs are at the defaults, so that the intervals hold chance alone, and nothing of "
        "what is not known of the parameters.",
    ]  # fmt: skip


def _runs(found: Validation) -> str:
    return f"{counted(found.plan.runs, 'run')} at {found.plan.origin}"


def _named(what: str, rows: Sequence[Row]) -> str:
    names = ", ".join(dict.fromkeys(row.target.id for row in rows))
    return f"{what}: {names}." if rows else ""
