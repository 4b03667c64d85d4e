"""How large the state of a world is."""

from __future__ import annotations

import math

from sim.citizens.record import NEIGHBOURHOOD
from sim.citizens.record import RECORD as CITIZEN
from sim.ledger.record import AUTHORITY, DOMAIN
from sim.managers.record import RECORD as MANAGER
from sim.parameters import settings_dtype
from sim.records import K
from sim.workers.record import RECORD as WORKER
from sim.world import World

NEIGHBOURHOOD_SIZE = 60
"""Citizens in a neighbourhood, about."""

HEADROOM = 2.25
"""Rows for posts over posts at the start: room for the largest grant and establishment."""

LONGEST_LAG_YEARS = 2
"""The reporting lag's upper bound."""

NUMBER = 8
"""Bytes of a number that stands outside a record."""

LISTS_OF_CITIZENS = 5
"""Onsets, scores and draws of 8 bytes; residents, register, case list and rows of 4 bytes."""


def post_rows(posts: int) -> int:
    """Return the rows kept for the posts of a council that starts with ``posts``."""
    return math.ceil(HEADROOM * posts) + 1


def neighbourhoods(citizens: int) -> int:
    """Return the number of neighbourhoods of a council with so many ``citizens``."""
    return max(1, round(citizens / NEIGHBOURHOOD_SIZE))


def bytes_needed(world: World, steps_per_year: int, years: float) -> int:
    """Return the bytes that the state of ``world`` and its ledger take.

    Parameters
    ----------
    world
        The councils.
    steps_per_year
        Steps in a year.
    years
        Years the ledger has room for, burn-in included.
    """
    councils = len(world.councils)
    posts = sum(post_rows(council.posts) for council in world.councils)
    places = sum(neighbourhoods(council.population_in_need) for council in world.councils)
    windows = math.ceil(4 * years)
    return (
        world.citizens * (CITIZEN.itemsize + LISTS_OF_CITIZENS * NUMBER)
        + posts * (WORKER.itemsize + 2 * NUMBER)
        + councils * (MANAGER.itemsize + settings_dtype().itemsize)
        + places * NEIGHBOURHOOD.itemsize
        + councils * windows * (AUTHORITY.itemsize + K * DOMAIN.itemsize)
        + councils * (LONGEST_LAG_YEARS * steps_per_year + 1) * K * NUMBER
    )
