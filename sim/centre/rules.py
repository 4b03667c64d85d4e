"""Rules of central government: priorities, targets, grants, audit and belief."""

from sim.compiled import compiled


@compiled
def ratcheted_target(target, believed, ratchet):  # type: ignore[no-untyped-def]
    """Return next year's target: the old one plus a share of the over-performance seen.

    ``target + ratchet * [believed - target]+``, at most 0.99 (Weitzman 1980; Hood 2006).
    """
    return min(target + ratchet * max(believed - target, 0.0), max(target, 0.99))


@compiled
def grant_factor(grant, cut_gradient, deprivation_rank):  # type: ignore[no-untyped-def]
    """Return an authority's budget as a multiple of its baseline.

    ``1 + (grant - 1) * (1 + cut_gradient * rank)``: a cut is deeper than average for the more
    deprived (rank 1) and shallower for the less deprived (rank -1) when the gradient is positive
    (Institute for Fiscal Studies 2024). Never below 0.05.
    """
    return max(1.0 + (grant - 1.0) * (1.0 + cut_gradient * deprivation_rank), 0.05)


@compiled
def targeting_score(measured, at_start, targeting, redistribution):  # type: ignore[no-untyped-def]
    """Return the log weight of an authority in the distribution of the national grant.

    The baseline grant already reflects deprivation as it stood; ``targeting`` follows what the
    (old) index has seen of its drift, ``redistribution`` moves money towards deprivation itself.
    """
    return targeting * (measured - at_start) + redistribution * measured


@compiled
def next_belief(believed, reported, story, story_weight, share):  # type: ignore[no-untyped-def]
    """Return the centre's picture after a step.

    It moves by ``share`` of the way to ``(1 - story_weight) * reported + story_weight * story``.
    """
    return believed + share * ((1.0 - story_weight) * reported + story_weight * story - believed)
