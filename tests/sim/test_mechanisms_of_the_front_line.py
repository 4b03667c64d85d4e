"""Each mechanism of workers and citizens, off and on: what it moves, which way, and why."""

from __future__ import annotations

import pytest

from tests.sim import contrasts as c
from tests.sim.contrasts import Contrast, assert_moves

STAKES = {"accountability_stakes": 1.0, "shortfall_reference": 0.02}
OVERLOAD = {"allocation_ceiling": 3.0, "demand": 3.0}
HOSTILE = {"hostility": 1.0, "initial_trust": 0.1}
EXITS = {"exit_base": 1.0, "recruitment_delay": 0.1}
UNHURRIED = {"accountability_stakes": 0.0}

WORKERS = [
    Contrast("contract_hours", 20, 60, "worked_hours", 1, "there are more hours to work"),
    Contrast("overhead", 0, 0.6, c.available_share, -1, "meetings take time"),
    Contrast("recording_burden", 0, 0.8, c.available_share, -1, "the keyboard takes time"),
    Contrast("time_elasticity", 0, -0.95, "time_per_case", -1, "overload cuts time per case",
             OVERLOAD),
    Contrast("exponential_response", 0, 1, "time_per_case", -1, "overload cuts it more",
             OVERLOAD | {"norm_erosion_weeks": 1000}),
    Contrast("overtime_response", 0, 2, c.overtime, 1, "overload means overtime", OVERLOAD),
    Contrast("norm_erosion_weeks", 1000, 2, "norm", -1, "norms follow what is given", OVERLOAD),
    Contrast("norm_recovery_weeks", 100000, 1, "norm", 1, "norms rise with slack",
             {"demand": 0.3, "initial_in_need": 0.2, "establishment_delay": 10}),
    Contrast("starter_norm_weight", 0, 1, "norm", 1, "starters come with the school's norm",
             OVERLOAD | EXITS | {"norm_erosion_weeks": 5}),
    Contrast("conformity", 0, 1, "managers.discretion", -1, "pressure takes discretion", STAKES),
    Contrast("discretion", 0.1, 1, "managers.discretion", 1, "need comes first"),
    Contrast("deadline_push", 0, 4, "timeliness_counted", 1, "deadlines pull", STAKES),
    Contrast("deadline_push", 0, 4, "redated", -1, "less is late",
             STAKES | {"integrity_spread": 0.07}),
    Contrast("task_pace", 0.7, 3, "timeliness_counted", 1, "tasks get more time a week"),
    Contrast("starter_knowledge", 0, 1, "need_reduced", 1, "newcomers know their trade", EXITS),
    Contrast("task_share", 0, 0.9, c.task_part, 1, "more hours are meant for tasks"),
    Contrast("multitask_shift", 0, 1, c.task_part, 1, "effort moves to what is measured",
             STAKES | {"assessment_hours": 60, "deadline_weeks": 20}),
    Contrast("multitask_shift", 0, 1, "experience", -1, "and away from the citizen",
             STAKES | {"assessment_hours": 60, "deadline_weeks": 20}),
    Contrast("assessment_hours", 2, 40, "timeliness_counted", -1, "tasks take longer", UNHURRIED),
    Contrast("review_hours", 1, 50, c.task_part, 1, "reviews take longer"),
    Contrast("review_interval_weeks", 200, 4, "finished", 1, "reviews come oftener"),
    Contrast("deadline_weeks", 5, 40, "timeliness_counted", 1, "there is more time", UNHURRIED),
    Contrast("task_hours_ceiling", 0.2, 10, "timeliness_counted", 1,
             "a task can be worked on faster", UNHURRIED),
    Contrast("effectiveness", 0.5, 5, "need_reduced", 1, "casework helps more"),
    Contrast("goal_gain", 0, 5, "need_reduced", 1, "understanding the goal makes an hour count"),
    Contrast("measure_validity", 0, 1, c.effect_of_an_hour, 1, "recorded work helps",
             {"task_share": 1, "assessment_hours": 100, "deadline_weeks": 20}),
    Contrast("measure_validity", 0, 1, c.effect_of_an_hour, -1, "relational work helps no more",
             {"task_share": 0}),
    Contrast("half_effect_hours", 0.1, 10, "need_reduced", -1, "an hour has less effect"),
    Contrast("maintenance", 0, 1, c.prevented_per_need, 1, "casework prevents"),
    Contrast("engagement_floor", 0, 1, c.effect_of_an_hour, 1, "citizens work along"),
    Contrast("hostility", 0, 1, c.rejected_share, 1, "distrust rejects encounters"),
    Contrast("hostility", 0, 1, "experience", -1, "a broken encounter is an experience"),
    Contrast("hostility", 0, 1, "need_reduced", -1, "who rejects is not helped",
             {"initial_trust": 0.1, "fear_gain": 0}),
    Contrast("fear_gain", 0, 50, "workers.fear", 1, "rejection frightens", HOSTILE),
    Contrast("fear_decay", 0.1, 50, "workers.fear", -1, "fear fades", HOSTILE),
    Contrast("fear_withdrawal", 0, 1, "relational_share", -1, "the afraid move away",
             HOSTILE | {"assessment_hours": 100, "review_interval_weeks": 2}),
    Contrast("early_closing", 0, 3, "closed_early", 1, "cases are closed before the need is met"),
    Contrast("early_closing", 0, 3, "re_referral", 1, "what is closed early comes back",
             {"seeking_base": 1}),
    Contrast("closing_load", 0, 10, "closed_early", 1, "overload closes cases", OVERLOAD),
    Contrast("closing_pressure", 0, 10, "closed_early", 1, "targets close cases", STAKES),
    Contrast("strain_base", 0, 5, "strain", 1, "the work strains"),
    Contrast("strain_overload", 0, 20, "strain", 1, "overload strains", OVERLOAD),
    Contrast("strain_fear", 0, 20, "strain", 1, "fear strains", HOSTILE),
    Contrast("strain_conflict", 0, 20, "strain", 1, "value conflict strains", STAKES),
    Contrast("strain_recovery", 0.1, 10, "strain", -1, "people recover"),
    Contrast("orientation_spread", 0, 1, c.spread_of_orientation, 1, "people differ"),
    Contrast("absence_onset", 0, 3, "absence", 1, "people fall ill"),
    Contrast("absence_strain", 0, 8, "absence", 1, "strain makes ill"),
    Contrast("absence_weeks", 1, 30, "absence", 1, "sickness lasts"),
    Contrast("exit_base", 0, 1, "turnover", 1, "people leave"),
    Contrast("exit_strain", 0, 8, "turnover", 1, "strain drives people out"),
    Contrast("starter_effectiveness", 1, 0.05, "need_reduced", -1, "starters achieve less",
             EXITS | {"starter_weeks": 100}),
    Contrast("starter_weeks", 0, 104, "need_reduced", -1, "one is a starter for longer", EXITS),
    Contrast("trainer_share", 0, 0.5, c.available_share, -1, "starters take a trainer's time",
             EXITS),
    Contrast("knowledge_rate", 0, 10, "workers.knowledge", -1, "knowledge follows the budget",
             {"training": 0.2, "exit_base": 0}),
    Contrast("goal_learning", 0, 10, "workers.goal", 1, "briefing is learnt"),
    Contrast("goal_forgetting", 0, 10, "workers.goal", -1, "goals are forgotten"),
    Contrast("churn_confusion", 0, 1, "goal", -1, "new priorities confuse", {"policy_churn": 4}),
    Contrast("policy_churn", 0, 6, "goal", -1, "new priorities confuse"),
]  # fmt: skip

CITIZENS = [
    Contrast("demand", 0.3, 3, "referrals", 1, "needs arise oftener"),
    Contrast("need_onset", 0.1, 3, "in_need", 1, "needs arise oftener"),
    Contrast("deprivation_effect", 0, 2, c.need_gradient, 1, "needs arise where people are poor"),
    Contrast("need_start", 0.2, 0.9, "need", 1, "needs begin deeper"),
    Contrast("need_worsening", 0, 5, "need", 1, "unmet needs grow"),
    Contrast("need_recovery", 0, 5, "need", -1, "needs heal"),
    Contrast("seeking_base", -4, 4, "referrals", 1, "people are readier to ask"),
    Contrast("seeking_need", 0, 20, "referrals", 1, "need makes people ask"),
    Contrast("seeking_trust", 0, 10, "referrals", 1, "trust makes people ask",
             {"seeking_base": -4}),
    Contrast("administrative_burden", 0, 8, "referrals", -1, "burden keeps people away"),
    Contrast("trust_gain", 0, 10, "trust", 1, "good encounters win trust"),
    Contrast("trust_loss", 0, 10, "trust", -1, "bad encounters lose trust"),
    Contrast("refusal_shock", 0, 1, "trust", -1, "a refusal loses trust",
             {"base_threshold": 0.7}),
    Contrast("neighbour_pull", 0, 10, c.spread_of_trust, -1, "neighbours grow alike"),
    Contrast("continuity_loss", 0, 1, "trust", -1, "a change of worker loses trust", EXITS),
    Contrast("expectation_rate", 0, 20, "citizens.expectation", -1, "expectations come down",
             {"initial_trust": 0.95}),
    Contrast("service_weight", 0, 1, "experience", 1, "respect is easier given than progress",
             {"effectiveness": 0.1, "maintenance": 0}),
    Contrast("respect_hours", 0.05, 10, "experience", -1, "respect takes longer to be felt"),
    Contrast("waiting_experience", 0, 1, "experience", 1, "waiting is an experience"),
    Contrast("refused_experience", 0, 1, "experience", 1, "being refused is an experience",
             {"base_threshold": 0.7, "experience_memory": 0.02}),
    Contrast("alone_experience", 0, 1, "experience", 1, "being left alone is an experience"),
    Contrast("experience_memory", 0.02, 5, c.movement_of_experience, -1,
             "experience is felt over longer", {"trust_spread": 0}),
    Contrast("preference_drift", 0, 1, c.drift_of_preferences, 1, "what people care about drifts"),
    Contrast("deprivation_drift", 0, 1, c.drift_of_deprivation, 1, "deprivation drifts"),
    Contrast("initial_trust", 0.1, 0.9, "trust", 1, "trust lasts"),
    Contrast("initial_in_need", 0, 1, "in_need", 1, "needs are there from the start", {}, 0.5),
    Contrast("neighbourhood_spread", 0, 3, c.spread_of_needs, 1, "poor parts have more needs",
             {"deprivation_effect": 0.6}),
]  # fmt: skip


@pytest.mark.parametrize("contrast", WORKERS, ids=lambda x: x.label)
def test_a_mechanism_of_workers(contrast: Contrast) -> None:
    assert_moves(contrast)


@pytest.mark.parametrize("contrast", CITIZENS, ids=lambda x: x.label)
def test_a_mechanism_of_citizens(contrast: Contrast) -> None:
    assert_moves(contrast)
