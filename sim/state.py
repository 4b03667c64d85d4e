"""The state of the model: one structured array per tier, and what lies between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.records import FLAG, REAL, WHOLE, aligned_zeros, layout

CLOCK_FIELDS = [
    ("step", WHOLE, "steps taken before this one, from the start of the burn-in"),
    ("dt", REAL, "length of a step, years"),
    ("weeks", REAL, "length of a step, weeks (52 to the year)"),
    ("now", REAL, "weeks since the start of the burn-in"),
    ("years_run", WHOLE, "whole years since the start of the burn-in"),
    ("new_year", FLAG, "1 in the first step of a year"),
    ("observed", FLAG, "1 once the burn-in is over"),
    ("window", WHOLE, "row of the ledger"),
]

CLOCK = layout(CLOCK_FIELDS)


class State(NamedTuple):
    """Everything that changes as the model runs.

    Rows of citizens, posts and neighbourhoods lie authority by authority, each in the order of
    its number. Stages update records in place.
    """

    clock: np.ndarray
    """One record: the time."""
    keys: np.ndarray
    """Key words of the random draws, two uint64."""
    settings: np.ndarray
    """The value of every parameter in force, a record per authority."""
    centre: np.ndarray
    """One record: central government."""
    managers: np.ndarray
    """A record per authority."""
    workers: np.ndarray
    """A record per post."""
    neighbourhoods: np.ndarray
    """A record per neighbourhood."""
    citizens: np.ndarray
    """A record per citizen."""
    onsets: np.ndarray
    """Each citizen's ``onset_at``, side by side, so that the next is found without a visit."""
    residents: np.ndarray
    """Rows of the residents in need, neighbourhood by neighbourhood, with gaps."""
    register: np.ndarray
    """Rows of the citizens in need, authority by authority: see ``sim.citizens.register``."""
    busyness: np.ndarray
    """How busy one more case would make the holder of each post."""
    ranking: np.ndarray
    """Rows of the posts whose holders may get a case, as a heap: the least busy comes first."""
    case_list: np.ndarray
    """Rows of citizens with open cases, worker by worker, as of this week's plan."""
    case_score: np.ndarray
    """Score of each entry of the case list."""
    rows: np.ndarray
    """Rows of the citizens that a stage is about, authority by authority."""
    draws: np.ndarray
    """A uniform number per citizen, for the decision that is being made."""
    reported_history: np.ndarray
    """What each authority reported in the last steps, (steps, M, K), as a ring."""
    deprivation_history: np.ndarray
    """Deprivation of each authority by year of the run, (years, M)."""
    authority_ledger: np.ndarray
    """Sums per window and authority, (W, M)."""
    domain_ledger: np.ndarray
    """Sums per window, authority and domain, (W, M, K)."""

    def copy(self) -> State:
        """Return a state of its own with the same content."""
        citizens = aligned_zeros(len(self.citizens), self.citizens.dtype)
        citizens[:] = self.citizens
        return State(*(part.copy() for part in self))._replace(citizens=citizens)
