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
    from experiments.result import Result as Result
    from experiments.run import run as run
    from experiments.verdicts.claims import verdicts as verdicts
    from scenarios import Scenario as Scenario
    from scenarios import World as World
    from scenarios import available as scenarios
    from scenarios import load as load
    from sim.changes import Change as Change
    from sim.errors import InputError as InputError
    from sim.model import PolicyModel as PolicyModel
    from sim.outcomes import OUTCOMES as outcomes  # noqa: N811
    from sim.parameters import PARAMETERS as parameters  # noqa: N811
    from sim.world import Council as Council

    __version__: str

_SOURCES = {
    "Change": ("sim.changes", "Change"),
    "Council": ("sim.world", "Council"),
    "InputError": ("sim.errors", "InputError"),
    "PolicyModel": ("sim.model", "PolicyModel"),
    "Result": ("experiments.result", "Result"),
    "Scenario": ("scenarios", "Scenario"),
    "World": ("scenarios", "World"),
    "load": ("scenarios", "load"),
    "outcomes": ("sim.outcomes", "OUTCOMES"),
    "parameters": ("sim.parameters", "PARAMETERS"),
    "run": ("experiments.run", "run"),
    "scenarios": ("scenarios", "available"),
    "verdicts": ("experiments.verdicts.claims", "verdicts"),
}

__all__ = [
    "Change",
    "Council",
    "InputError",
    "PolicyModel",
    "Result",
    "Scenario",
    "World",
    "load",
    "outcomes",
    "parameters",
    "run",
    "scenarios",
    "verdicts",
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
