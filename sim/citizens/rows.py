"""Finding the citizens that a stage is about."""

from sim.compiled import inlined


@inlined
def list_citizens(state, m, status, or_status):  # type: ignore[no-untyped-def]
    """List an authority's citizens of either status in ``state.rows``; return how many there are.

    The list begins at the row of the authority's first citizen. It is made without a branch:
    statuses follow no pattern, and a processor that guesses wrong loses more time than a visit
    takes.
    """
    manager = state.managers[m]
    begin = manager.first_citizen
    count = 0
    for i in range(begin, begin + manager.citizens):
        state.rows[begin + count] = i
        present = state.citizens[i].status
        count += (present == status) | (present == or_status)
    return count
