"""The scenario layer: what is changed, when, where, and against which baseline.

A scenario is one TOML file that says what it claims, where that comes from and what it expects
to see. It holds only what differs from the scenario named by ``against``.
"""

from scenarios.councils import World
from scenarios.folder import checked_files
from scenarios.library import available, load
from scenarios.memory import require_memory
from scenarios.profile import Profile
from scenarios.scenario import Scenario
from scenarios.stakeholders import profiles_with

__all__ = [
    "Profile",
    "Scenario",
    "World",
    "available",
    "checked_files",
    "load",
    "profiles_with",
    "require_memory",
]
