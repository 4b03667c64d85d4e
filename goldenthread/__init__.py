"""Golden Thread: how public policy travels, from a national priority to a life and back.

>>> import goldenthread as gt
>>> result = gt.run("austerity")
>>> result.findings

Names are imported when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calibration.patterns.assessment import assess as patterns  # noqa: F401
    from experiments.compare.result import ComparedScenarios as ComparedScenarios
    from experiments.compare.running import compare as compare
    from experiments.levers.result import Threads as Threads
    from experiments.levers.run import thread as thread
    from experiments.posterior.draws import ParameterDraws as ParameterDraws
    from experiments.posterior.file import read_draws as posterior
    from experiments.report.making import report as report
    from experiments.result import Result as Result
    from experiments.run import run as run
    from experiments.sensitivity.result import Sensitivity as Sensitivity
    from experiments.sensitivity.run import sensitivity as sensitivity
    from experiments.specificity.result import Specificity as Specificity
    from experiments.specificity.run import specificity as specificity
    from experiments.stories.log import EventLog as EventLog
    from experiments.stories.log import event_log as event_log
    from experiments.stories.story import CaseStories as CaseStories
    from experiments.stories.story import story as story
    from experiments.studies.study import Study as Study
    from experiments.studies.sweep import sweep as sweep
    from experiments.verdicts.claims import verdicts as verdicts
    from experiments.whose.result import ValuedScenarios as ValuedScenarios
    from experiments.whose.running import whose as whose
    from goldenthread.loading import load as load
    from scenarios import Scenario as Scenario
    from scenarios import World as World
    from scenarios import available as scenarios
    from sim.changes import Change as Change
    from sim.errors import InputError as InputError
    from sim.model import PolicyModel as PolicyModel
    from sim.outcomes import OUTCOMES as outcomes  # noqa: N811
    from sim.parameters import PARAMETERS as parameters  # noqa: N811
    from sim.world import Council as Council

    __version__: str

_SOURCES = {
    "patterns": ("calibration.patterns", "assess"),
    "CaseStories": ("experiments.stories.story", "CaseStories"),
    "Change": ("sim.changes", "Change"),
    "ComparedScenarios": ("experiments.compare.result", "ComparedScenarios"),
    "Council": ("sim.world", "Council"),
    "EventLog": ("experiments.stories.log", "EventLog"),
    "InputError": ("sim.errors", "InputError"),
    "ParameterDraws": ("experiments.posterior.draws", "ParameterDraws"),
    "PolicyModel": ("sim.model", "PolicyModel"),
    "Result": ("experiments.result", "Result"),
    "Scenario": ("scenarios", "Scenario"),
    "Sensitivity": ("experiments.sensitivity.result", "Sensitivity"),
    "Specificity": ("experiments.specificity.result", "Specificity"),
    "Study": ("experiments.studies.study", "Study"),
    "Threads": ("experiments.levers.result", "Threads"),
    "ValuedScenarios": ("experiments.whose.result", "ValuedScenarios"),
    "World": ("scenarios", "World"),
    "compare": ("experiments.compare.running", "compare"),
    "event_log": ("experiments.stories.log", "event_log"),
    "load": ("goldenthread.loading", "load"),
    "outcomes": ("sim.outcomes", "OUTCOMES"),
    "parameters": ("sim.parameters", "PARAMETERS"),
    "posterior": ("experiments.posterior.file", "read_draws"),
    "report": ("experiments.report.making", "report"),
    "run": ("experiments.run", "run"),
    "scenarios": ("scenarios", "available"),
    "sensitivity": ("experiments.sensitivity.run", "sensitivity"),
    "specificity": ("experiments.specificity.run", "specificity"),
    "story": ("experiments.stories.story", "story"),
    "sweep": ("experiments.studies.sweep", "sweep"),
    "thread": ("experiments.levers.run", "thread"),
    "verdicts": ("experiments.verdicts.claims", "verdicts"),
    "whose": ("experiments.whose.running", "whose"),
}

__all__ = [
    "CaseStories",
    "Change",
    "ComparedScenarios",
    "Council",
    "EventLog",
    "InputError",
    "ParameterDraws",
    "PolicyModel",
    "Result",
    "Scenario",
    "Sensitivity",
    "Specificity",
    "Study",
    "Threads",
    "ValuedScenarios",
    "World",
    "compare",
    "event_log",
    "load",
    "outcomes",
    "parameters",
    "posterior",
    "report",
    "run",
    "scenarios",
    "sensitivity",
    "specificity",
    "story",
    "sweep",
    "thread",
    "verdicts",
    "whose",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("goldenthread")
    try:
        module, attribute = _SOURCES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    found = globals()[name] = getattr(import_module(module), attribute)
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
