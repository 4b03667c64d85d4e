"""Following somebody through both worlds, week by week, beside the worlds that are played."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.stories.citizen import citizen_story
from dashboard.stories.council import council_story
from dashboard.stories.subject import Subject
from dashboard.stories.watched import Told, Watched
from dashboard.stories.worker import worker_story
from dashboard.worlds.pair import Pair
from experiments.stories.lives import parting


@dataclass(frozen=True)
class Story:
    """What has happened so far in both worlds.

    Attributes
    ----------
    subject
        Whose story it is.
    worlds
        The moments in the baseline and in yours, in the order of time.
    parted
        Step from which the two lives differ; None while they do not, and for a council.
    """

    subject: Subject
    worlds: tuple[tuple[Told, ...], tuple[Told, ...]]
    parted: int | None


class Follower:
    """Follows one subject through both worlds of a pair.

    Parameters
    ----------
    pair, subject
        The worlds that are played, and whom to follow.
    """

    def __init__(self, pair: Pair, subject: Subject) -> None:
        self.subject = subject
        self._settings, self._begun = pair.settings, pair.begun
        self._watched = tuple(
            Watched(pair.settings, arm, subject)
            for arm in (pair.settings.baseline, pair.settings.yours)
        )

    def goes_with(self, pair: Pair) -> bool:
        """Return whether the pair has only gone on, and not begun anew."""
        return pair.begun == self._begun and pair.yours.model.steps >= self._watched[0].model.steps

    def follow(self, pair: Pair) -> Story:
        """Catch up with the pair, and tell what has happened so far."""
        if pair.settings is not self._settings:
            self._settings = pair.settings
            self._watched[1].change(pair.settings.yours)
        for world in self._watched:
            world.advance(int(pair.yours.model.steps))
        step = None
        if self.subject.sort == "citizen":
            lives = tuple(world.life() for world in self._watched)
            step = parting(lives)
            told = citizen_story(lives, step)
        else:
            tell = worker_story if self.subject.sort == "worker" else council_story
            told = [tell(world) for world in self._watched]
        one, other = (tuple(each) for each in told)
        return Story(self.subject, (one, other), step)
