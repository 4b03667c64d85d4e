"""The result of a calibration."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from calibration.inference.ensemble import Ensemble
from calibration.inference.history import Wave
from calibration.inference.observed import Observed
from calibration.inference.priors import Priors
from calibration.inference.recovery import Recovery
from calibration.inference.region import Region
from calibration.inference.screening import Screened
from calibration.inference.taking_in import Taken
from calibration.inference.trust import Trust

if TYPE_CHECKING:
    from calibration.inference.plan import CalibrationPlan


@dataclass(frozen=True)
class Round:
    """One round of the neural posterior.

    Attributes
    ----------
    number
        From 1.
    runs
        Runs that were added.
    used
        Runs that it learned from, of all steps, for they lie where it searched.
    share
        Share of the prior box that it searched.
    """

    number: int
    runs: int
    used: int
    share: float


@dataclass(frozen=True)
class Calibration:
    """What the official figures say of the parameters, and how far that can be trusted.

    Attributes
    ----------
    name, priors, observed, seed
        What was asked for.
    screening
        What the prior does to each target.
    waves
        What history matching ruled out.
    rounds
        What the neural posterior was learned from.
    fitted
        Which targets were fitted; the others were set aside, for nothing comes near them, or
        nothing comes near them together with the rest.
    region
        What the last round searched.
    trust
        The gate: simulation-based calibration, TARP and coverage.
    recovery
        Known truths, found again.
    inside
        Share of the draws of the neural posterior that history matching had not ruled out.
    taken
        What became of the conditions beside the official figures.
    ensemble
        The draws that are shipped, and what they say.
    runs
        Runs that all this took.
    """

    name: str
    priors: Priors
    observed: Observed
    seed: int
    screening: tuple[Screened, ...]
    waves: tuple[Wave, ...]
    rounds: tuple[Round, ...]
    fitted: NDArray[np.bool_] = field(repr=False)
    region: Region = field(repr=False)
    trust: Trust
    recovery: Recovery = field(repr=False)
    inside: float
    taken: tuple[Taken, ...]
    ensemble: Ensemble
    runs: int

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""
        return self.priors.names

    @property
    def set_aside(self) -> list[str]:
        """Targets that could not be fitted."""
        return [name for name, yes in zip(self.observed.names, self.fitted, strict=True) if not yes]

    @property
    def unidentified(self) -> list[str]:
        """Parameters that the official figures do not narrow."""
        clear = self.ensemble.identified.clear
        return [name for name, yes in zip(self.names, clear, strict=True) if not yes]

    @property
    def findings(self) -> list[str]:
        """What was found, in sentences."""
        from calibration.inference.sentences import sentences

        return sentences(self)

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""
        from calibration.inference.tables import summary

        return summary(self)

    def save(
        self, folder: str | os.PathLike[str], plan: CalibrationPlan, *, command: str = ""
    ) -> Path:
        """Write draws, tables, figures, sentences and manifest into a folder.

        The folder appears complete; an earlier one is replaced. The draws are written as
        ``posterior.parquet`` only when the gate is passed.
        """
        from calibration.inference.store import save

        return save(self, Path(folder), plan, command=command)
