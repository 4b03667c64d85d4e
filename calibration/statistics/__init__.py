"""Summary statistics of a run, each with the definition of the official figure it stands for."""

from calibration.statistics.function import Function
from calibration.statistics.language import Statistic
from calibration.statistics.outcomes import QUANTITIES
from calibration.statistics.vocabulary import FUNCTIONS

__all__ = ["FUNCTIONS", "QUANTITIES", "Function", "Statistic"]
