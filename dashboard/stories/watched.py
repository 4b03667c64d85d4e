"""One world, watched for the sake of one subject, and what a moment of a story is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.stories.post_diary import PostDiary
from dashboard.stories.subject import Subject
from dashboard.worlds.pair import begin
from dashboard.worlds.settings import Settings
from experiments.design import Arm
from experiments.stories.diary import Diary
from experiments.stories.lives import Life
from experiments.stories.log import Watching

if TYPE_CHECKING:
    from sim.model import PolicyModel


@dataclass(frozen=True)
class Told:
    """A moment, for the page.

    Attributes
    ----------
    step
        When it began.
    when, text
        The date, and what happened.
    """

    step: int
    when: str
    text: str


class Watched:
    """One world, watched for the sake of one subject.

    The worlds that are played are not watched, since that would make every week of everybody
    slower: this one is played again, with the same draws, and comes to the same weeks.
    """

    def __init__(self, settings: Settings, arm: Arm, subject: Subject) -> None:
        self.arm, self.subject = arm, subject
        self.model: PolicyModel = begin(settings, arm).fork(arm.changes)
        self.diary = Diary(self.model, [subject.row] if subject.sort == "citizen" else [])
        self.post = PostDiary(self.model, subject.row) if subject.sort == "worker" else None
        self.watching = Watching(self.model)

    def change(self, arm: Arm) -> None:
        """Let the world go on under other changes."""
        self.arm, self.model = arm, self.model.fork(arm.changes)

    def advance(self, steps: int) -> None:
        """Catch up with a world that has come so far."""
        council = self.subject.council
        while self.model.steps < steps:
            self.model.run_for(min(52, steps - self.model.steps))
            self.watching.keep(lambda events: events["council"] == council)

    def life(self) -> Life:
        """Return the life of a citizen so far."""
        log = self.watching.log(self.model)
        weeks = self.diary.weeks[:, 0]
        return Life(self.arm.name, self.arm.title, self.subject.row, log, weeks)
