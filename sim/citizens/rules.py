"""Rules of citizens: needs, asking for help, experience, trust."""

import math

from sim.compiled import compiled


@compiled
def onset_rate(base, demand, effect, deprivation):  # type: ignore[no-untyped-def]
    """Return needs that arise per year and citizen without one.

    ``base * demand * exp(effect * deprivation)``, deprivation in standard deviations.
    """
    return base * demand * math.exp(effect * deprivation)


@compiled
def starting_need(median, spread, score):  # type: ignore[no-untyped-def]
    """Return the need with which it begins: logit-normal around the median."""
    return 1.0 / (1.0 + math.exp(-(math.log(median / (1.0 - median)) + spread * score)))


@compiled
def deterioration(need, worsening, years):  # type: ignore[no-untyped-def]
    """Return by how much a need grows: ``need * 4 * worsening * need * (1 - need) * years``.

    The rate is highest in the middle. Together with a constant rate of healing it makes small
    needs heal and larger ones grow to a chronic level: help that comes early prevents, help that
    is refused comes back as failure demand.
    """
    return need * 4.0 * worsening * need * (1.0 - need) * years


@compiled
def asking_chance(need, trust, base, need_gain, trust_gain, burden):  # type: ignore[no-untyped-def]
    """Return the probability of asking for help within a year.

    Logistic in ``base + need_gain * need + trust_gain * trust - burden``: administrative burden
    deters (Herd & Moynihan 2018), and low trust leads away, not to louder voice (James & Moseley
    2014).
    """
    return 1.0 / (1.0 + math.exp(-(base + need_gain * need + trust_gain * trust - burden)))


@compiled
def rejection_chance(hostility, trust):  # type: ignore[no-untyped-def]
    """Return the chance that an offered encounter is rejected: ``hostility * (1 - trust)**2``."""
    return hostility * (1.0 - trust) * (1.0 - trust)


@compiled
def engagement(trust, floor, coproduction):  # type: ignore[no-untyped-def]
    """Return how far a citizen works along, 0-1.

    ``e = floor + (1 - floor) * trust``; co-production closes half of what is missing when full.
    """
    engaged = floor + (1.0 - floor) * trust
    return engaged + 0.5 * coproduction * (1.0 - engaged)


@compiled
def encounter_experience(respect, progress, service_weight):  # type: ignore[no-untyped-def]
    """Return the experience of an encounter, 0-1: respect and dignity, and progress felt.

    ``w * respect + (1 - w) * progress`` (Dickinson 2008: service delivery, change, maintenance).
    """
    return service_weight * respect + (1.0 - service_weight) * progress


@compiled
def experience_of_waiting(at_first, weeks, patience_years):  # type: ignore[no-untyped-def]
    """Return the experience of a citizen who has waited ``weeks``, fading with patience."""
    return at_first * math.exp(-weeks / (52.0 * patience_years))


@compiled
def next_trust(trust, surprise, gain, loss):  # type: ignore[no-untyped-def]
    """Return trust after an encounter that was better or worse than expected.

    ``trust + gain [d]+ (1 - trust) - loss [-d]+ trust``, d the surprise, gain and loss the
    shares for this encounter (Kampen et al. 2006: a bad experience weighs more).
    """
    better = max(surprise, 0.0)
    worse = min(surprise, 0.0)
    return trust + gain * better * (1.0 - trust) + loss * worse * trust
