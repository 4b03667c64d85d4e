"""Rules of street-level bureaucrats: time, coping, discretion, effect, strain, exit."""

import math

from sim.compiled import compiled
from sim.records import ROUNDING

MOST_OVERTIME = 1.6
"""Most hours worked over hours available: a week of about sixty hours."""

LONGEST_STRETCH = 2.0
"""Most by which slack lengthens the time given to a case, as a multiple of the norm."""


@compiled
def casework_share(overhead, recording, digital, saving, support, trainer, audit):  # type: ignore[no-untyped-def]
    """Return the share of contracted hours that is left for casework (at least 0.02).

    What goes: overhead; recording, less what digital measurement saves; briefing and
    supervision; training starters; audit while it lasts.
    """
    left = 1.0 - overhead - recording * (1.0 - saving * digital) - support - trainer - audit
    return max(left, 0.02)


@compiled
def starter_factor(weeks_in_post, starter_weeks, effectiveness):  # type: ignore[no-untyped-def]
    """Return what an hour of this worker is worth: less for a starter (Oliva & Sterman 2001)."""
    return effectiveness if weeks_in_post < starter_weeks else 1.0


@compiled
def load_with_one_more(cases, norm, hours):  # type: ignore[no-untyped-def]
    """Return the work pressure a worker would have with one more case."""
    return (cases + 1) * norm / max(hours, 0.01)


@compiled
def burden_of_new_cases(assessing, extra):  # type: ignore[no-untyped-def]
    """Return the cases that unfinished assessments count for beside themselves.

    New cases come with an assessment to do, so managers spread them: a worker with unfinished
    assessments counts as busier than the caseload says.
    """
    return extra * (assessing + 1)


@compiled
def case_weight(discretion, plan_share, domains):  # type: ignore[no-untyped-def]
    """Return the weight of a case in the worker's time before scaling to a mean of 1.

    ``D + (1 - D) * K * plan``: with full discretion all cases count alike; the less discretion,
    the more the week follows the local plan.
    """
    return discretion + (1.0 - discretion) * domains * plan_share


@compiled
def time_per_case(norm, work_pressure, elasticity, exponential):  # type: ignore[no-untyped-def]
    """Return the hours per week given to a case that is seen.

    ``norm * r ** elasticity`` with the work pressure r = required / available hours (Oliva &
    Sterman 2001, elasticity -0.64); slack lengthens it to at most twice the norm. How far the
    form is exponential instead, ``exp(elasticity * (r - 1))``, is ``exponential``, 0-1: both
    have the same slope at r = 1.
    """
    if work_pressure <= 0.0:
        return norm
    if exponential == 0.0:
        return norm * min(work_pressure**elasticity, LONGEST_STRETCH)
    ratio = (1.0 - exponential) * math.log(work_pressure) + exponential * (work_pressure - 1.0)
    return norm * min(math.exp(elasticity * ratio), LONGEST_STRETCH)


@compiled
def overtime_factor(work_pressure, response, orientation):  # type: ignore[no-untyped-def]
    """Return worked over available hours: ``exp(response * orientation * (r - 1) / r)``, r > 1.

    At most 1.6. Oliva & Sterman (2001); scaled by citizen orientation, because going the extra
    mile is a way of moving towards clients (Tummers et al. 2015).
    """
    if work_pressure <= 1.0:
        return 1.0
    longer = math.exp(response * orientation * (work_pressure - 1.0) / work_pressure)
    return min(longer, MOST_OVERTIME)


@compiled
def effective_discretion(discretion, conformity, pressure):  # type: ignore[no-untyped-def]
    """Return the discretion left under pressure: ``discretion * (1 - conformity * pressure)``."""
    return discretion * (1.0 - conformity * pressure)


@compiled
def task_share(base, shift, pressure):  # type: ignore[no-untyped-def]
    """Return the share of casework hours meant for recorded work.

    ``q0 + (1 - q0) * shift * pressure`` (Holmstrom & Milgrom 1991: effort moves to what is
    measured).
    """
    return base + (1.0 - base) * shift * pressure


@compiled
def time_with_citizen(task_share, fear_withdrawal, fear, preparation):  # type: ignore[no-untyped-def]
    """Return the share of the hours on a case that is spent with the citizen.

    ``(1 - task_share) * (1 - withdrawal * fear) * (1 - preparation)``: fear moves a worker away
    to the desk (Tummers et al. 2015), and so does preparing joint work in co-production.
    """
    return (1.0 - task_share) * (1.0 - fear_withdrawal * fear) * (1.0 - preparation)


@compiled
def deadline_urgency(weeks_left, horizon):  # type: ignore[no-untyped-def]
    """Return how urgent a recorded deadline is, 0-1.

    ``exp(-weeks_left / horizon)`` before it, and nothing once it is reached: a threshold target
    rewards no one for finishing what is already late (Bevan & Hood 2006).
    """
    return math.exp(-weeks_left / horizon) if weeks_left > ROUNDING else 0.0


@compiled
def ease(hours_left, weeks_left, ceiling):  # type: ignore[no-untyped-def]
    """Return how easily a deadline is made: hours that can be spent by then over hours left."""
    if hours_left <= 0.0:
        return 1.0
    return min(1.0, max(weeks_left, 0.0) * ceiling / hours_left)


@compiled
def case_score(discretion, need, plan_weight, urgency, chance):  # type: ignore[no-untyped-def]
    """Return the score by which a worker decides whom to see first.

    ``D * need + (1 - D) * plan_weight * urgency * ease``. Nothing here says "cream" or "chase
    the deadline": both arise from pressure and scarcity, or do not.
    """
    return discretion * need + (1.0 - discretion) * plan_weight * urgency * chance


@compiled
def ordinary_pace(pace, discretion, need):  # type: ignore[no-untyped-def]
    """Return the hours a week that a recorded task gets when nothing presses.

    ``pace * (1 - D + 2 * D * need)``: as far as discretion goes, the needy are served sooner.
    """
    return pace * (1.0 - discretion + 2.0 * discretion * need)


@compiled
def deadline_pull(push, pressure, plan_weight, weeks_left, horizon):  # type: ignore[no-untyped-def]
    """Return by what multiple of the ordinary pace a deadline can speed a recorded task up.

    ``push * P * plan_weight * exp(-weeks_left / horizon)``: it grows as the deadline nears and
    stays once it has passed, for what is late is pressed for too. Without pressure deadlines
    move nothing.
    """
    return push * pressure * plan_weight * math.exp(-max(weeks_left, 0.0) / horizon)


@compiled
def hours_for_task(ordinary, pull, hours_left, weeks_left, step, ceiling):  # type: ignore[no-untyped-def]
    """Return the hours a week that a worker means to give to a recorded task.

    What making the deadline takes, ``hours_left / weeks_left``, but no less than the ordinary
    pace and no more than ``ordinary * (1 + pull)`` or the ceiling. So work that would have ended
    a little after the deadline ends at it, and the rest is late by less than it would have been.
    """
    needed = hours_left / max(weeks_left, step)
    return min(max(ordinary, needed), ordinary * (1.0 + pull), ceiling)


@compiled
def concave(hours, half):  # type: ignore[no-untyped-def]
    """Return the diminishing effect of hours on a case: ``h / (h + half)``."""
    return hours / (hours + half)


@compiled
def effect_of_hours(hours, half):  # type: ignore[no-untyped-def]
    """Return the effect of a week's hours on a case, 0-1: ``h^2 / (h^2 + half^2)``.

    Too little time does next to nothing, and beyond some time more adds little. With an effect
    that only diminishes, the best caseload would be without limit: an hour would always do most
    where nobody has had one.
    """
    return hours * hours / (hours * hours + half * half)


@compiled
def work_effect(task_hours, relational_hours, validity, half):  # type: ignore[no-untyped-def]
    """Return how much of the possible effect the week's work has, 0-1.

    ``validity * f(task) + (1 - validity) * f(relational)``: measure validity says how causal the
    recorded work is; at 1 targets help citizens, at 0 they only move records.
    """
    task = effect_of_hours(task_hours, half)
    return validity * task + (1.0 - validity) * effect_of_hours(relational_hours, half)


@compiled
def help_rate(effectiveness, skill, goal_gain, goal, effect, engagement):  # type: ignore[no-untyped-def]
    """Return the yearly rate at which casework reduces need.

    ``effectiveness * skill * (1 + goal_gain * goal) * effect * engagement`` (goal understanding
    times knowledge: May & Winter 2009).
    """
    return effectiveness * skill * (1.0 + goal_gain * goal) * effect * engagement


@compiled
def early_closing_rate(base, load_gain, pressure_gain, work_pressure, pressure):  # type: ignore[no-untyped-def]
    """Return the yearly rate of closing a case whose need is not met.

    ``base * exp(load_gain * [r - 1]+ + pressure_gain * P)``, r counted up to 2.
    """
    overload = min(max(work_pressure - 1.0, 0.0), 1.0)
    return base * math.exp(load_gain * overload + pressure_gain * pressure)


@compiled
def next_norm(norm, given, erosion_weeks, recovery_weeks, weeks):  # type: ignore[no-untyped-def]
    """Return the norm after it has moved towards the time really given.

    Fast down, very slowly up (Oliva & Sterman 2001: 18.8 weeks, and all but never).
    """
    delay = erosion_weeks if given < norm else recovery_weeks
    return given + (norm - given) * math.exp(-weeks / delay)


@compiled
def trained_knowledge(training_ratio):  # type: ignore[no-untyped-def]
    """Return the knowledge that a training budget sustains: ``2 x / (1 + x)``, 1 at baseline."""
    return 2.0 * training_ratio / (1.0 + training_ratio)


@compiled
def strained_rate(base, sensitivity, strain):  # type: ignore[no-untyped-def]
    """Return a yearly rate of absence or exit: ``base * exp(sensitivity * strain)``.

    Caseload acts on either only through strain.
    """
    return base * math.exp(sensitivity * strain)
