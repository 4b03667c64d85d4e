"""The register of those in need, and what is known of everybody else without a visit.

Nothing happens to a citizen without a need until the hazard clock of the neighbourhood reaches the
time of their next one, and the neighbourhood knows the earliest of these. Stages therefore go
through the register. It holds whoever is in need, or was so in this step: each neighbourhood's
residents (``state.residents``) and, without gaps, each authority's (``state.register``).
"""

from sim.citizens.record import UNREACHED, WITHOUT_NEED
from sim.compiled import inlined, stage
from sim.draws import uniforms


@stage
def complete_register(state, first, last):  # type: ignore[no-untyped-def]
    """Enter whoever is in need and not yet on the register, and look at all others anew.

    For a state that somebody has changed otherwise than by the model's own stages, after which
    there is nothing to complete.
    """
    for m in range(first, last):
        manager = state.managers[m]
        manager.registered = 0
        begin = manager.first_neighbourhood
        for n in range(begin, begin + manager.neighbourhoods):
            neighbourhood = state.neighbourhoods[n]
            renew(state, n, True)
            head = neighbourhood.first_citizen
            for place in range(head, head + neighbourhood.registered):
                state.register[manager.first_citizen + manager.registered] = state.residents[place]
                manager.registered += 1


@inlined
def renew(state, n, keeping):  # type: ignore[no-untyped-def]
    """List a neighbourhood's residents with a need, or with one that is due; look at the others.

    With ``keeping``, those on the register stay there. Without branches, as ``list_citizens``.
    """
    neighbourhood = state.neighbourhoods[n]
    neighbourhood.registered = 0
    neighbourhood.trust_of_others = 0.0
    neighbourhood.next_onset = UNREACHED
    begin = neighbourhood.first_citizen
    for i in range(begin, begin + neighbourhood.citizens):
        citizen = state.citizens[i]
        due = citizen.onset_at <= neighbourhood.hazard
        concerned = (citizen.status != WITHOUT_NEED) | due
        citizen.registered = concerned | (keeping & citizen.registered)
        state.residents[begin + neighbourhood.registered] = i
        neighbourhood.registered += citizen.registered
        neighbourhood.trust_of_others += citizen.trust * (1 - citizen.registered)
        onset_at = UNREACHED if citizen.registered else citizen.onset_at
        neighbourhood.next_onset = min(neighbourhood.next_onset, onset_at)


@inlined
def list_citizens(state, m, status, or_status):  # type: ignore[no-untyped-def]
    """List an authority's citizens of either status in ``state.rows``; return how many there are.

    They are on the register. The list begins at the row of the authority's first citizen. It is
    made without a branch: statuses follow no pattern, and a processor that guesses wrong loses
    more time than a visit takes.
    """
    manager = state.managers[m]
    begin = manager.first_citizen
    count = 0
    for place in range(begin, begin + manager.registered):
        i = state.register[place]
        state.rows[begin + count] = i
        present = state.citizens[i].status
        count += (present == status) | (present == or_status)
    return count


@inlined
def draw_for(state, m, rows, end, purpose):  # type: ignore[no-untyped-def]
    """Draw for the citizens listed in ``rows``, from the authority's first row to ``end``.

    The draws stand in ``state.draws``, each in the place that its citizen has in the list.
    """
    manager = state.managers[m]
    begin = manager.first_citizen
    step = state.clock[0].step
    uniforms(
        state.draws[begin:end], rows[begin:end], begin, state.keys, manager.number, step, purpose
    )
