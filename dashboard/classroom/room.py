"""A class: its exercises, its runs, its table, and who is the teacher."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.classroom.class_table import ClassTable
from dashboard.classroom.exercise import Exercise
from dashboard.classroom.measuring import plan_of
from dashboard.classroom.runs import Run, Runs
from dashboard.serving.codes import Code

SEED = 1
"""Root of the draws of the run that a class sees; the lesson notes show the same one."""


class Room:
    """One class on one server.

    Parameters
    ----------
    exercises
        The exercises, in the order in which they are listed.
    seed
        Root of the draws of the run that everybody sees.
    workers
        Replicates simulated at a time; None for one per processor.

    Raises
    ------
    InputError
        When an exercise cannot be run, for instance for want of memory.

    Attributes
    ----------
    table
        Who answered what.
    code
        What the teacher has to know.
    """

    def __init__(
        self, exercises: Iterable[Exercise], *, seed: int = SEED, workers: int | None = None
    ) -> None:
        self.table = ClassTable(exercises)
        for exercise in self.table.exercises.values():
            plan_of(exercise, seed, workers)  # refuses now what could not be run later
        self.code = Code()
        self.seed = seed
        self._runs = Runs(workers)
        self._teachers: set[str] = set()

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in their order."""
        return tuple(self.table.exercises.values())

    def run(self, exercise: Exercise, seed: int | None = None) -> Run:
        """Return the run of an exercise, which the whole class shares."""
        return self._runs.ask_for(exercise, self.seed if seed is None else seed)

    def let_in(self, session: str, code: str, address: str) -> bool:
        """Return whether the code is the teacher's, and remember the session if so."""
        fits = self.code.fits(code, address)
        if fits:
            self._teachers.add(session)
        return fits

    def is_teacher(self, session: str) -> bool:
        """Return whether this session has given the teacher's code."""
        return session in self._teachers
