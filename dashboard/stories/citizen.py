"""The story of a citizen, in the words of ``experiments.stories``."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.stories.watched import Told
from experiments.stories.beats import beats, date_of, letters
from experiments.stories.lives import Life
from experiments.stories.moments import Beat


def citizen_story(lives: Sequence[Life], parted: int | None) -> list[list[Told]]:
    """Return the moments of a life in each world; workers have the same letters in both."""
    names = letters(tuple(lives))
    return [[_told(beat, life) for beat in beats(life, names, parted)] for life in lives]


def _told(beat: Beat, life: Life) -> Told:
    # A life that is followed as it goes on has not ended where it has come to.
    text = beat.text.replace("The story ends here", "This is where things stand")
    return Told(beat.first_step, date_of(beat, life), text)
