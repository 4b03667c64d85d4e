"""Patterns that a run of the model must show, each with the null model that must not show it."""

from calibration.patterns.assessment import Assessment, assess
from calibration.patterns.library import PATTERNS
from calibration.patterns.pattern import Criterion, Pattern

__all__ = ["PATTERNS", "Assessment", "Criterion", "Pattern", "assess"]
