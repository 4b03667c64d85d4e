"""Targets: tables of official figures, and what a run gives for each of them."""

from calibration.targets.table import read_targets, shipped
from calibration.targets.target import Target, measured

__all__ = ["Target", "measured", "read_targets", "shipped"]
