"""How long assessments take, on record: quantiles, shares within a time, bunching at a deadline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calibration.statistics.view import View

WORKING_DAYS = 5.0
"""Working days in a week."""


def _rows(view: View) -> np.ndarray:
    """Return assessments by weeks taken, shape (M, weeks); the last holds all that take longer."""
    return view.window.authority_total("durations")


def _divided(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0, np.divide(above, below), np.nan))


def _up_to(rows: np.ndarray, weeks: float) -> np.ndarray:
    """Return how many are done after ``weeks``, evenly spread within each week."""
    done = np.concatenate([np.zeros((len(rows), 1)), np.cumsum(rows, axis=1)], axis=1)
    places = np.arange(done.shape[1], dtype=float)
    return np.array([np.interp(weeks, places, row) for row in done])


@dataclass(frozen=True)
class DurationQuantile:
    """The duration that a share of assessments does not exceed, evenly spread within a week."""

    share: float
    per_week: float
    unit: str

    def by_authority(self, view: View) -> np.ndarray:
        """Return the duration per authority, shape (M,); the longest told apart is 25 weeks."""
        return np.array([self._of(row) for row in _rows(view)])

    def national(self, view: View) -> float:
        """Return the duration over all assessments."""
        return self._of(_rows(view).sum(axis=0))

    def chance(self, view: View) -> np.ndarray:
        """Return the variance of a sample quantile, shape (M,): ``p (1 - p) / (n f^2)``."""
        rows = _rows(view)
        here = np.nan_to_num(self.by_authority(view) / self.per_week)
        week = np.minimum(here.astype(int), rows.shape[1] - 1)
        total = rows.sum(axis=1)
        density = _divided(rows[np.arange(len(rows)), week], total)
        return self.per_week**2 * _divided(
            np.full(len(rows), self.share * (1 - self.share)), total * density**2
        )

    def _of(self, row: np.ndarray) -> float:
        if row.sum() <= 0:
            return float("nan")
        done = np.concatenate([[0.0], np.cumsum(row)]) / row.sum()
        return self.per_week * float(np.interp(self.share, done, np.arange(len(done))))


@dataclass(frozen=True)
class DurationMean:
    """Mean duration in working days, as if each ended in the middle of its last week."""

    unit: str = "working days"

    def by_authority(self, view: View) -> np.ndarray:
        """Return the mean per authority, shape (M,); the longest counts as 25.5 weeks."""
        rows = _rows(view)
        return _divided(rows @ _middles(rows), rows.sum(axis=1))

    def national(self, view: View) -> float:
        """Return the mean over all assessments."""
        rows = _rows(view).sum(axis=0, keepdims=True)
        return float(_divided(rows @ _middles(rows), rows.sum(axis=1))[0])

    def chance(self, view: View) -> np.ndarray:
        """Return the variance of a mean, shape (M,)."""
        rows, total = _rows(view), _rows(view).sum()
        if not total > 0:
            return np.full(len(rows), np.nan)
        spread = float(rows.sum(axis=0) @ (_middles(rows) - self.national(view)) ** 2 / total)
        return _divided(np.full(len(rows), spread), rows.sum(axis=1))


def _middles(rows: np.ndarray) -> np.ndarray:
    return WORKING_DAYS * (np.arange(rows.shape[1]) + 0.5)


@dataclass(frozen=True)
class ShareWithin:
    """Assessments on record as finished within some working days."""

    days: float
    unit: str = "% of assessments"

    def by_authority(self, view: View) -> np.ndarray:
        """Return the share per authority in per cent, shape (M,)."""
        return self._of(_rows(view))

    def national(self, view: View) -> float:
        """Return the share of all assessments, in per cent."""
        return float(self._of(_rows(view).sum(axis=0, keepdims=True))[0])

    def chance(self, view: View) -> np.ndarray:
        """Return the variance of a share, shape (M,)."""
        r = self.national(view) / 100.0
        total = _rows(view).sum(axis=1)
        return 1e4 * _divided(np.full(len(total), r * (1.0 - r)), total)

    def _of(self, rows: np.ndarray) -> np.ndarray:
        return 100.0 * _divided(_up_to(rows, self.days / WORKING_DAYS), rows.sum(axis=1))


@dataclass(frozen=True)
class Bunching:
    """Assessments on record in the week up to a deadline over those in the week after it."""

    days: float
    unit: str = "ratio"

    def by_authority(self, view: View) -> np.ndarray:
        """Return the ratio per authority, shape (M,); NaN where none is in the week after."""
        before, after = self._weeks(_rows(view))
        return _divided(before, after)

    def national(self, view: View) -> float:
        """Return the ratio over all assessments."""
        before, after = self._weeks(_rows(view).sum(axis=0, keepdims=True))
        return float(_divided(before, after)[0])

    def chance(self, view: View) -> np.ndarray:
        """Return the variance of a ratio of two counts, shape (M,)."""
        before, after = self._weeks(_rows(view))
        ratio = self.national(view)
        one = np.ones(len(before))
        return np.asarray(ratio**2 * (_divided(one, before) + _divided(one, after)))

    def _weeks(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        weeks = self.days / WORKING_DAYS
        at = _up_to(rows, weeks)
        return at - _up_to(rows, weeks - 1.0), _up_to(rows, weeks + 1.0) - at
