"""The register of those in need, and what is known of everybody else without a visit.

Nothing happens to a citizen without a need until the hazard clock of the neighbourhood reaches the
time of their next one, and the neighbourhood knows the earliest of these. Stages therefore go
through the register. It holds whoever is in need, or was so in this step: each neighbourhood's
residents (``state.residents``) and, without gaps, each authority's (``state.register``).
"""

from sim.citizens.record import UNREACHED, WITHOUT_NEED
from sim.compiled import inlined, stage
from sim.draws import uniforms
from sim.records import ROUNDING


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
            _look_at_all(state, n)
            head = neighbourhood.first_citizen
            for place in range(head, head + neighbourhood.registered):
                state.register[manager.first_citizen + manager.registered] = state.residents[place]
                manager.registered += 1


@inlined
def _look_at_all(state, n):  # type: ignore[no-untyped-def]
    """Make a neighbourhood's part of the register from the records of all its residents."""
    neighbourhood = state.neighbourhoods[n]
    neighbourhood.registered = 0
    neighbourhood.next_onset = UNREACHED
    trust = 0.0
    begin = neighbourhood.first_citizen
    for i in range(begin, begin + neighbourhood.citizens):
        citizen = state.citizens[i]
        state.onsets[i] = citizen.onset_at
        neighbourhood.next_onset = min(neighbourhood.next_onset, citizen.onset_at)
        if citizen.registered or citizen.status != WITHOUT_NEED:
            citizen.registered = 1
            state.residents[begin + neighbourhood.registered] = i
            neighbourhood.registered += 1
        else:
            trust += citizen.trust
    # A sum carried along differs by rounding; it stays, lest results hang on having looked.
    if abs(trust - neighbourhood.trust_of_others) > ROUNDING:
        neighbourhood.trust_of_others = trust


@inlined
def strike_off(state, n):  # type: ignore[no-untyped-def]
    """Take residents off the register whose need has ended."""
    neighbourhood = state.neighbourhoods[n]
    begin = neighbourhood.first_citizen
    end = begin + neighbourhood.registered
    neighbourhood.changed = 0
    neighbourhood.registered = 0
    for place in range(begin, end):
        i = state.residents[place]
        citizen = state.citizens[i]
        if citizen.status == WITHOUT_NEED:
            citizen.registered = 0
            neighbourhood.trust_of_others += citizen.trust
        else:
            state.residents[begin + neighbourhood.registered] = i
            neighbourhood.registered += 1


@inlined
def admit(state, n):  # type: ignore[no-untyped-def]
    """Put residents on the register whose next need is due, and find the next onset after it."""
    neighbourhood = state.neighbourhoods[n]
    neighbourhood.next_onset = UNREACHED
    begin = neighbourhood.first_citizen
    for i in range(begin, begin + neighbourhood.citizens):
        if state.onsets[i] > neighbourhood.hazard:
            neighbourhood.next_onset = min(neighbourhood.next_onset, state.onsets[i])
        elif not state.citizens[i].registered:
            state.citizens[i].registered = 1
            neighbourhood.trust_of_others -= state.citizens[i].trust
            hole = begin + neighbourhood.registered
            while hole > begin and state.residents[hole - 1] > i:
                state.residents[hole] = state.residents[hole - 1]
                hole -= 1
            state.residents[hole] = i
            neighbourhood.registered += 1


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
