"""The story of a citizen, in the words of ``experiments.stories``."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.stories.watched import Told
from experiments.stories.beats import beats, date_of, letters
from experiments.stories.lives import Life


def citizen_story(lives: Sequence[Life], parted: int | None) -> list[list[Told]]:
    """Return the moments of a life in each world; workers have the same letters in both."""
    names = letters(tuple(lives))
    return [
        [
            Told(beat.first_step, date_of(beat, life), beat.text.replace("The story ends", "We are"))
            for beat in beats(life, names, parted)
        ]
        for life in lives
    ]
