"""Stage 2: managers turn national priorities into a local plan."""

import math

from sim.compiled import stage
from sim.draws import Purpose, normal
from sim.managers import rules
from sim.records import K


@stage
def translate_plan(state, first, last):  # type: ignore[no-untyped-def]
    """Pool national and local priorities into each plan, with stories and interpretation.

    Touches ``interpretation`` and ``plan``. Rule 2 of the ODD.
    """
    clock = state.clock[0]
    agenda = state.centre[0].agenda
    for m in range(first, last):
        manager = state.managers[m]
        s = state.settings[m]
        memory = s.interpretation_memory**clock.dt
        renewal = math.sqrt(1.0 - memory * memory)
        total = 0.0
        for k in range(K):
            fresh = normal(state.keys, manager.number, 0, clock.step, Purpose.INTERPRETATION, k)
            manager.interpretation[k] = memory * manager.interpretation[k] + renewal * fresh
            story = rules.story_experience(manager.story_sum[k], manager.story_count[k])
            manager.plan[k] = math.exp(
                rules.pooled_priority(
                    agenda[k],
                    manager.local_priority[k],
                    s.central_alignment,
                    K * manager.preference[k] * (1.0 - story),
                    s.story_voice,
                    s.interpretation_noise * manager.interpretation[k],
                )
            )
            total += manager.plan[k]
        for k in range(K):
            manager.plan[k] /= total
