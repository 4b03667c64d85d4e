"""Stage 1: the centre sets priorities, targets and grants."""

import math

from sim.centre import rules
from sim.compiled import inlined, stage
from sim.draws import Purpose, happens, normal
from sim.rates import chance_within
from sim.records import K


@stage
def set_agenda(state):  # type: ignore[no-untyped-def]
    """Redraw priorities with the hazard of churn, ratchet targets yearly, share out the grant.

    Touches the centre's record and each manager's ``grant``. Rules 1 and 3 of the ODD.
    """
    clock = state.clock[0]
    centre = state.centre[0]
    nation = state.settings[0]
    chance = chance_within(nation.policy_churn, clock.dt)
    centre.churned = happens(chance, state.keys, 0, 0, clock.step, Purpose.CHURN)
    total = 0.0
    for k in range(K):
        if centre.churned:
            shift = normal(state.keys, 0, 0, clock.step, Purpose.PRIORITY, k)
            centre.drift[k] += nation.churn_size * shift
        centre.agenda[k] = nation.agenda[k] * math.exp(centre.drift[k])
        total += centre.agenda[k]
    for k in range(K):
        centre.agenda[k] /= total
        if clock.new_year:
            target = nation.target[k] + centre.ratcheted[k]
            raised = rules.ratcheted_target(target, centre.believed[k], nation.target_ratchet)
            centre.ratcheted[k] += raised - target
        centre.target[k] = min(nation.target[k] + centre.ratcheted[k], 0.99)
    _share_out_grant(state)


@inlined
def _share_out_grant(state):  # type: ignore[no-untyped-def]
    """Give each authority its multiple of the baseline budget.

    Targeting moves money between authorities and leaves the national total as it is.
    """
    clock = state.clock[0]
    nation = state.settings[0]
    managers = state.managers
    years_ago = int(math.floor(nation.index_age + 0.5))
    row = max(clock.years_run - years_ago, 0)
    baseline = 0.0
    targeted = 0.0
    for m in range(len(managers)):
        manager = managers[m]
        manager.measured_deprivation = state.deprivation_history[row, m]
        score = rules.targeting_score(
            manager.measured_deprivation,
            manager.initial_deprivation,
            nation.grant_targeting,
            nation.grant_redistribution,
        )
        manager.grant = math.exp(score)
        baseline += manager.base_budget
        targeted += manager.base_budget * manager.grant
    for m in range(len(managers)):
        manager = managers[m]
        s = state.settings[m]
        manager.grant *= baseline / targeted
        manager.grant *= rules.grant_factor(s.grant, s.cut_gradient, manager.deprivation_rank)
        if clock.observed:
            manager.grant *= 1.0 + manager.budget_change
