"""An exercise that runs in moments, and measurements with known answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dashboard.classroom.exercise import Exercise
from dashboard.classroom.library import load_exercise
from dashboard.classroom.measuring import Measured, plan_of

SCENARIO = """
title = "{title}"
claim = "Nothing in particular."
source = "None"
[time]
first_year = 2017
years = 1
burn_in_years = 0.5
steps_per_year = 12
[world]
authorities = 3
posts = 4
citizens_per_post = 12
{rest}
"""
CUT = '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.3\n'
HEAD = """
title = "A test"
title_means = "Less money, less for people."
question = "What if?"
background = ["One.", "Two.", "Three.", "Four.", "Five."]
scenarios = ["before.toml", "after.toml"]
replicates = 3
cannot_say = "Much."
follow_up = "And then?"
source = "Nobody"
"""
ASK = """
[[ask]]
key = "caseload"
question = "What happens to the caseload?"
outcome = "caseload"
same_within = 0.1
title_says = ["rises"]
because.rises = "Posts are cut."
[[ask]]
key = "gap"
question = "What happens to the gap?"
gap = "believed - felt"
between = [2017.5, 2018]
sizes = [2, 10]
[[ask]]
key = "order"
question = "Which rises more?"
outcome = "timeliness_reported"
same_within = 1
[ask.than]
outcome = "timeliness_counted"
words = "the honest count"
"""
LESSON = """
[lesson]
aim = "A"
minutes = 5
usually = "B"
discussion = ["C"]
cautions = ["D"]
reading = ["E"]
"""


def exercise_file(folder: Path, ask: str = ASK, head: str = HEAD, lesson: str = LESSON) -> Path:
    """Write an exercise and its two scenarios, and return its path."""
    (folder / "before.toml").write_text(SCENARIO.format(title="Before", rest=""))
    (folder / "after.toml").write_text(SCENARIO.format(title="After", rest=CUT))
    path = folder / "small.toml"
    path.write_text(head + ask + lesson)
    return path


def small_exercise(folder: Path) -> Exercise:
    """Return the exercise of ``exercise_file``."""
    return load_exercise(exercise_file(folder))


def measured(exercise: Exercise, *differences: float, chance: float = 0.0) -> Measured:
    """Return a run in which each quantity differs between the worlds by what is given.

    Replicates lie ``chance`` below, at and above it, in turn the other way round.
    """
    quantities = list(dict.fromkeys(change.quantity for change in exercise.changes()))
    before = np.array([50.0, 52.0, 54.0])
    around = chance * np.array([-1.0, 0.0, 1.0])
    levels = {
        quantity: np.stack([before, before + difference + (-1) ** place * around], axis=1)
        for place, (quantity, difference) in enumerate(zip(quantities, differences, strict=True))
    }
    series = {each: np.repeat(values[:, :, None], 4, axis=2) for each, values in levels.items()}
    plan = plan_of(exercise, 1)
    return Measured(exercise, 1, plan, levels, series, plan.first_year + np.arange(4) / 4)
