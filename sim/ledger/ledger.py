"""The ledger as the researcher holds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ledger:
    """Sums per window (a quarter of a year), authority and domain.

    Attributes
    ----------
    window_start
        Calendar year at which each window starts, burn-in included, shape (W,).
    authority
        Records with the fields of ``AUTHORITY_COLUMNS``, shape (W, M).
    domain
        Records with the fields of ``DOMAIN_COLUMNS``, shape (W, M, K).
    names
        Names of the authorities.
    """

    window_start: np.ndarray
    authority: np.ndarray
    domain: np.ndarray
    names: tuple[str, ...]

    def between(self, start: float, end: float) -> Ledger:
        """Return the windows that start from ``start`` on and before ``end``."""
        # Half a day of slack: calendar years such as 2010.25 are sums of floats.
        slack = 1.0 / 730.0
        inside = (self.window_start > start - slack) & (self.window_start < end - slack)
        return Ledger(
            self.window_start[inside], self.authority[inside], self.domain[inside], self.names
        )

    def authority_total(self, column: str) -> np.ndarray:
        """Return a column of ``authority`` summed over the windows, shape (M, ...)."""
        return np.asarray(self.authority[column].sum(axis=0))

    def domain_total(self, column: str) -> np.ndarray:
        """Return a column of ``domain`` summed over the windows, shape (M, K)."""
        return np.asarray(self.domain[column].sum(axis=0))
