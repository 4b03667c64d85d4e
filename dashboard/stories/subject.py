"""Who is followed: a citizen, a worker's post or a council, by name or drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.worlds.settings import Settings
from experiments.stories.register import Register
from sim.draws import uniform
from sim.errors import InputError, nearest
from sim.world import World

Sort = Literal["citizen", "worker", "council"]
SORTS: tuple[Sort, ...] = ("citizen", "worker", "council")
DRAWING = 201
"""Stands where the model's draws have their purpose, and is none of theirs."""


@dataclass(frozen=True)
class Subject:
    """Somebody, or a council.

    Attributes
    ----------
    sort
        What they are.
    row
        Their row: of the citizen, of the post, or of the council.
    council
        Row of their council.
    name
        What they are called.
    """

    sort: Sort
    row: int
    council: int
    name: str


def named(sort: Sort, name: str, world: World) -> Subject:
    """Return the subject of that name: "Council 07/12", "Council 07, post 3" or "Council 07".

    Raises
    ------
    InputError
        When there is no such citizen, post or council.
    """
    register, words = Register.of(world), name.strip()[:100]
    if sort == "citizen":
        row = register.row(words)
        return Subject(sort, row, int(register.council_of_citizen(row)), register.citizen(row))
    council, _, post = words.partition(", post ")
    if council not in register.councils:
        raise InputError(
            f"there is no council {council!r}", remedy=nearest(council, register.councils)
        )
    place = register.councils.index(council)
    if sort == "council":
        return Subject(sort, place, place, council)
    posts = world.councils[place].posts
    if not (post.isascii() and post.isdecimal() and len(post) < 6 and 1 <= int(post) <= posts):
        raise InputError(
            f"there is no post {post!r} in {council}",
            remedy=f"Name one such as '{council}, post 1'; there are {posts}",
        )
    row = int(register.first_post[place]) + int(post) - 1
    return Subject(sort, row, place, f"{council}, post {post}")


def drawn(sort: Sort, settings: Settings, number: int) -> Subject:
    """Return somebody at random, everybody with the same chance; another for each ``number``."""
    world = settings.world
    sizes = {
        "citizen": [council.population_in_need for council in world.councils],
        "worker": [council.posts for council in world.councils],
        "council": [1] * len(world.councils),
    }[sort]
    keys = np.array([settings.seed, 0], dtype=np.uint64)
    place = int(uniform(keys, number, SORTS.index(sort), 0, DRAWING, 0) * sum(sizes))
    council = int(np.searchsorted(np.cumsum(sizes), place, side="right"))
    inside = place - sum(sizes[:council])
    name = world.names[council]
    name = {"citizen": f"{name}/{inside}", "worker": f"{name}, post {inside + 1}"}.get(sort, name)
    return named(sort, name, world)
