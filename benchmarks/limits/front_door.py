"""The model's own queue at the front door, with arrivals and services of the textbook."""

from __future__ import annotations

import numpy as np

from benchmarks.limits.bare import bare, by_authority, fresh, like_councils
from benchmarks.limits.check import mean_of, ratio_of
from benchmarks.limits.queueing import Queue
from sim.citizens.record import ASKING, OPEN, UNSERVED, WAITING, WITHOUT_NEED
from sim.draws import Purpose
from sim.model import PolicyModel
from sim.state import State

SERVERS, POOL = 10, 60
SPEED = 10.0
"""Services per year and server: everything runs ten times as fast as in the textbook's units."""
WARM_UP, YEARS = 1.0, 6.0
PATIENCE = 2.0
PUBLISHED = {8: (0.0388, 0.3174, 0.6211), 12: (0.1957, 0.8504, 4.6957)}
"""P(abandon), P(wait) and E[queue] of Erlang-A by arrivals, as known to four digits."""


def textbook(arrivals: float) -> Queue:
    """Return the queue in the textbook's units, a service being the unit of time."""
    return Queue(arrivals, 1.0, PATIENCE, SERVERS)


class FrontDoor:
    """Poisson arrivals and exponential services around the model's own queue stage.

    Newcomers have a little less need than those before them, so that who came first is first.

    Attributes
    ----------
    model
        The model that is run.
    tallies
        Sums over the steps after the warm-up, a value per council.
    """

    def __init__(self, arrivals: int, steps_per_year: int, councils: int) -> None:
        self.model: PolicyModel = bare(
            ("screen_and_allocate",),
            {
                "base_threshold": 0, "screening_noise": 0, "provider_fragmentation": 0,
                "patience": PATIENCE / SPEED, "urgent_need": 1, "initial_in_need": 0,
                "new_case_burden": 0, "norm_hours": 19.0, "allocation_ceiling": 1.5,
            },
            like_councils(councils, SERVERS, POOL), years=YEARS, steps_per_year=steps_per_year,
            replicate=10_000 * arrivals + steps_per_year,
        )  # fmt: skip
        self.model.week.insert("arrive", self.arrive, before="screen_and_allocate")
        self.model.week.insert("serve", self.serve, after="screen_and_allocate")
        self.rate = arrivals * SPEED
        names = ("asked", "waited", "gave_up", "queue", "years_waited")
        self.tallies = {name: np.zeros(councils) for name in names}
        self.years = 0.0

    def arrive(self, state: State) -> None:
        """Let idle citizens ask, as many as Poisson arrivals would be."""
        citizens, clock = state.citizens, state.clock[0]
        citizens["status"][citizens["status"] == UNSERVED] = WITHOUT_NEED
        idle = citizens["status"] == WITHOUT_NEED
        chance = self.rate * clock["dt"] / np.repeat(by_authority(state, idle.astype(float)), POOL)
        self.queued = citizens["status"] == WAITING
        self.new = idle & (fresh(state, Purpose.ASK) < chance)
        citizens["status"][self.new] = ASKING
        citizens["need"][self.new] = 0.9 - 0.4 * clock["now"] / (52 * YEARS)

    def serve(self, state: State) -> None:
        """Count, then end services."""
        if state.clock[0]["now"] >= 52 * WARM_UP:
            self._count(state)
        citizens = state.citizens
        ends = fresh(state, Purpose.CLOSE) < 1 - np.exp(-SPEED * state.clock[0]["dt"])
        done = (citizens["status"] == OPEN) & ends
        np.subtract.at(state.workers["cases"], citizens["worker"][done], 1)
        citizens["status"][done] = WITHOUT_NEED
        citizens["worker"][done] = -1

    def _count(self, state: State) -> None:
        citizens, clock = state.citizens, state.clock[0]
        waiting = citizens["status"] == WAITING
        left = self.queued & ~waiting
        spells = left * (clock["now"] - citizens["waiting_since"]) / 52
        for name, values in (
            ("asked", self.new), ("waited", self.new & waiting), ("years_waited", spells)
        ):  # fmt: skip
            self.tallies[name] += by_authority(state, values.astype(float))
        self.tallies["gave_up"] += state.managers["abandoned"]
        self.tallies["queue"] += state.managers["waiting"] * clock["dt"]
        self.years += clock["dt"]

    def figures(self) -> dict[str, tuple[float, float]]:
        """Return the three figures, each with its standard error over councils."""
        asked, queue = self.tallies["asked"], self.tallies["queue"] / self.years
        mean, error = mean_of(queue)
        return {
            "P(abandon)": ratio_of(self.tallies["gave_up"], asked),
            "P(wait)": ratio_of(self.tallies["waited"], asked),
            "E[queue]": (float(mean), float(error)),
        }

    def little(self) -> tuple[float, float, float]:
        """Return arrivals times mean wait, the mean queue, and the difference's error."""
        flow = self.tallies["years_waited"] / self.years
        queue = self.tallies["queue"] / self.years
        return float(flow.mean()), float(queue.mean()), float(mean_of(queue - flow)[1])


def run(arrivals: int, steps_per_year: int, councils: int) -> FrontDoor:
    """Return a front door after its years."""
    door = FrontDoor(arrivals, steps_per_year, councils)
    door.model.run()
    return door
