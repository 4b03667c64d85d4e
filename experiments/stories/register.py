"""Who is who: the names of citizens and posts, the same in every world of the same councils."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest
from sim.size import post_rows
from sim.world import World


@dataclass(frozen=True)
class Register:
    """Names for rows. A citizen is called ``Council 07/123``: number 123 of that council.

    The name goes with the person from world to world: the random draws hang on the council's
    name and the number, and on nothing else.

    Attributes
    ----------
    councils
        Names of the councils, in the order of their rows.
    first_citizen, citizens
        Row of each council's first citizen, and the number of its citizens.
    first_post
        Row of each council's first post.
    """

    councils: tuple[str, ...]
    first_citizen: np.ndarray
    citizens: np.ndarray
    first_post: np.ndarray

    @classmethod
    def of(cls, world: World) -> Register:
        """Return the register of a world: rows lie council by council, in its order."""
        citizens = np.array([council.population_in_need for council in world.councils])
        posts = np.array([post_rows(council.posts) for council in world.councils])
        return cls(world.names, np.cumsum(citizens) - citizens, citizens, np.cumsum(posts) - posts)

    def council_of_citizen(self, row: int | np.ndarray) -> np.ndarray:
        """Return the row of the council that a citizen's row, or each of several, belongs to."""
        return np.asarray(np.searchsorted(self.first_citizen, row, side="right") - 1)

    def council_of_post(self, row: int | np.ndarray) -> np.ndarray:
        """Return the row of the council that a post's row, or each of several, belongs to."""
        return np.asarray(np.searchsorted(self.first_post, row, side="right") - 1)

    def citizen(self, row: int) -> str:
        """Return the name of the citizen in a row."""
        council = int(self.council_of_citizen(row))
        return f"{self.councils[council]}/{row - self.first_citizen[council]}"

    def row(self, name: str) -> int:
        """Return the row of the citizen called ``name``.

        Raises
        ------
        InputError
            When there is no such council, or no such number in it.
        """
        council, stroke, number = name.strip().rpartition("/")
        council, number = council.strip(), number.strip()
        example = f"Name a citizen by council and number, such as {self.citizen(0)!r}"
        if not stroke or not (number.isascii() and number.isdecimal()):
            raise InputError(
                f"unknown citizen {short(name)}", remedy=example, key="citizen", value=name
            )
        if council not in self.councils:
            raise InputError(
                f"unknown council {short(council)} in the citizen {short(name)}",
                remedy=nearest(council[:LONGEST], self.councils),
                key="citizen",
                value=name,
            )
        place = self.councils.index(council)
        if len(number) > len(str(self.citizens[place])) or int(number) >= self.citizens[place]:
            raise InputError(
                f"{council} has no citizen {number[:LONGEST]}",
                remedy=f"Give a number from 0 to {self.citizens[place] - 1}",
                key="citizen",
                value=name,
            )
        return int(self.first_citizen[place]) + int(number)
