"""The two worlds of a session, played side by side with the same random draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.worlds.series import Series
from dashboard.worlds.settings import Settings
from experiments.design import Arm
from sim.parameters import parameter

if TYPE_CHECKING:
    from sim.model import PolicyModel


@dataclass(frozen=True)
class Mark:
    """A change that you made, for the charts.

    Attributes
    ----------
    number
        Its place among the changes, from 1.
    parameter, value
        What was changed, and to what.
    year
        When it takes effect.
    """

    number: int
    parameter: str
    value: float
    year: float


class Played:
    """One world as it is played.

    Attributes
    ----------
    model
        The model, at the coming week.
    series
        What has been observed.
    """

    def __init__(self, model: PolicyModel) -> None:
        self.model = model
        self.series = Series(model)

    def step(self) -> None:
        """Let one step pass."""
        self.model.step()
        self.series.note(self.model)


class Pair:
    """Baseline and yours, driven by the same draws; not for several threads at a time.

    Parameters
    ----------
    settings
        What is chosen.

    Attributes
    ----------
    settings
        What is chosen by now.
    baseline, yours
        The worlds.
    begun
        How often they have begun.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.begun = 0
        self._histories: list[tuple[object, PolicyModel]] = []
        self._begin()

    def _begin(self) -> None:
        self.begun += 1
        self.baseline = Played(self._begun(self.settings.baseline))
        self.yours = Played(self._begun(self.settings.yours))

    def _begun(self, arm: Arm) -> PolicyModel:
        """Return a world at the beginning of the years played; run-ins are kept for a restart."""
        settings = self.settings
        early = tuple(arm.early(settings.first_year))
        key = (dict(arm.parameters), early, settings.size, settings.seed, settings.years)
        for known, history in self._histories:
            if known == key:
                return history.fork(arm.changes)
        history = begin(settings, arm)
        # Two run-ins are kept, one for each world.
        self._histories = [*self._histories[-1:], (key, history)]
        return history.fork(arm.changes)

    @property
    def year(self) -> float:
        """Calendar date of the coming week."""
        return self.yours.model.year

    @property
    def steps(self) -> int:
        """Weeks played so far."""
        return self.yours.series.steps

    @property
    def finished(self) -> bool:
        """Whether all years have been played."""
        return self.yours.model.finished

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Your changes in the order of their dates."""
        return tuple(
            Mark(number, change.parameter, float(change.value or 0.0), change.start)
            for number, change in enumerate(self.settings.changes, start=1)
        )

    def advance(self, steps: int) -> int:
        """Let some weeks pass in both worlds; return how many did before the years were over."""
        for done in range(steps):
            if self.finished:
                return done
            self.baseline.step()
            self.yours.step()
        return steps

    def steps_to(self, unit: str) -> int:
        """Return the steps of a week, of a month, or of a year from here."""
        per_year = self.settings.steps_per_year
        if unit == "month":
            # A year has 52 weeks here: months end with the week in which a twelfth is over.
            done = round((self.year - self.settings.first_year) * per_year)
            month = done * 12 // per_year + 1
            return max(1, -(-month * per_year // 12) - done)
        return per_year if unit == "year" else 1

    def change(self, name: str, value: object) -> bool:
        """Change a parameter of your world, from the coming week on.

        Returns
        -------
        bool
            False when it describes how the world starts, so that it waits for the next start.

        Raises
        ------
        InputError
            For a value that the parameter cannot have.
        """
        self.settings = self.settings.with_value(name, value, self.year)
        self.yours.model = self.yours.model.fork(self.settings.yours.changes)
        return not parameter(name).initial

    def reset(self, settings: Settings | None = None) -> None:
        """Start again, the values given last in force from the first week on.

        Parameters
        ----------
        settings
            Other settings to start with; None for those there are.
        """
        self.settings = self.settings.from_the_start() if settings is None else settings
        self._begin()


def begin(settings: Settings, arm: Arm, replicate: int = 0) -> PolicyModel:
    """Return a world after its run-in, before the first of the years played."""
    from sim.model import PolicyModel

    model = PolicyModel(
        settings.world,
        parameters=arm.parameters,
        changes=arm.changes,
        years=settings.years,
        burn_in_years=settings.scenario.time.burn_in_years,
        steps_per_year=settings.steps_per_year,
        first_year=settings.first_year,
        rng=settings.seed,
        replicate=replicate,
    )
    return model.run(settings.first_year)
