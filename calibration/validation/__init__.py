"""Holding any table of official figures against an ensemble of runs."""

from calibration.validation.plan import Plan, make_plan
from calibration.validation.result import Validation, held_against

__all__ = ["Plan", "Validation", "held_against", "make_plan"]
