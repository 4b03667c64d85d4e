"""Rules of local managers: plan, money, posts, threshold, pressure."""

import math

from sim.compiled import compiled


@compiled
def pooled_priority(agenda, local, alignment, dissatisfaction, voice, interpretation):  # type: ignore[no-untyped-def]
    """Return the log weight of a domain in the local plan (normalised by the caller).

    ``c ln(agenda) + (1 - c) ln(local) + voice * dissatisfaction + interpretation``: log-linear
    pooling of national and local priorities with ``c`` the central alignment (loose coupling,
    Weick 1976), bent by stories heard and by interpretation.
    """
    return (
        alignment * math.log(agenda)
        + (1.0 - alignment) * math.log(local)
        + voice * dissatisfaction
        + interpretation
    )


@compiled
def squeezed(share, budget_ratio, elasticity):  # type: ignore[no-untyped-def]
    """Return what a support function gets, as a share of the baseline budget.

    ``share * ratio ** elasticity``: with an elasticity above 1 it is cut first and deepest.
    """
    return share * budget_ratio**elasticity


@compiled
def posts_needed(required_hours, hours_per_post, planned_workload):  # type: ignore[no-untyped-def]
    """Return the establishment that the perceived workload calls for.

    Required hours are counted at the *present* norm of time per case, so an eroded norm is
    converted into fewer posts (Oliva & Sterman 2001).
    """
    return required_hours / (hours_per_post * planned_workload)


@compiled
def agency_rate(cover, ending):  # type: ignore[no-untyped-def]
    """Return the yearly rate at which a vacancy is covered, so that ``cover`` of them are.

    ``ending`` is the yearly rate at which assignments end, because the person goes or because
    the post is filled for good.
    """
    return ending * cover / (1.0 - cover)


@compiled
def next_threshold(threshold, base, workload, response, relaxation, years):  # type: ignore[no-untyped-def]
    """Return the eligibility threshold after a step.

    It rises at ``response * [workload - 1]+ * (1 - threshold)`` and falls back towards its base
    at the (slower) rate ``relaxation`` (Lipsky 1980: access is rationed by raising the bar).
    """
    rise = response * max(workload - 1.0, 0.0) * years
    fall = 1.0 - math.exp(-relaxation * years)
    moved = threshold + (1.0 - threshold) * (1.0 - math.exp(-rise))
    return moved - fall * (moved - base)


@compiled
def shortfall_pressure(shortfall, reference, stakes, ratchet, horizon):  # type: ignore[no-untyped-def]
    """Return the pressure that a weighted shortfall against target exerts at full effect.

    ``stakes * min(1, shortfall / reference) / (1 + ratchet * horizon)`` (Bevan & Hood 2006:
    targets and terror). A manager who expects performance to be turned into next year's target
    presses less for it, the more years ahead he reckons (Weitzman 1980: a bonus b works like
    ``b / (1 + ratchet / discount rate)``).
    """
    return stakes * min(1.0, shortfall / reference) / (1.0 + ratchet * horizon)


@compiled
def claim_to_a_worker(need, weeks_waited, need_weight):  # type: ignore[no-untyped-def]
    """Return how strong the claim of a waiting case to the next worker is.

    ``w * need + (1 - w) * years waited``: need first at 1 (Jilke & Tummers 2018), first come,
    first served at 0.
    """
    return need_weight * need + (1.0 - need_weight) * weeks_waited / 52.0


@compiled
def story_experience(story_sum, story_count):  # type: ignore[no-untyped-def]
    """Return the experience that stories tell of, 0-1, starting from one neutral story of 0.5."""
    return (0.5 + story_sum) / (1.0 + story_count)
