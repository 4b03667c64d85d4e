"""Each mechanism of the centre and of managers, off and on: what it moves, which way, and why."""

from __future__ import annotations

import pytest

from tests.sim import contrasts as c
from tests.sim.contrasts import Contrast, assert_moves

LOW_TARGETS = {f"target.{d}": 0.3 for d in ("care", "housing", "employment", "health", "education")}
STAKES = {"accountability_stakes": 1.0, "shortfall_reference": 0.05}
CUT = {"grant": 0.7}
PLAIN_PLAN = {"central_alignment": 1.0, "interpretation_noise": 0.0, "story_voice": 0.0}
GRADIENT = {"grant_targeting": 0.0, "grant_redistribution": 0.0}
QUIET = {"audit_rate": 0.0, "story_weight": 0.0, "reporting_lag": 0.0, "belief_delay": 0.0}
FEW = {"demand": 0.5, "initial_in_need": 0.3, "establishment_delay": 0.3}

CENTRE = [
    Contrast("policy_churn", 0, 6, c.drift_of_agenda, 1, "priorities are redrawn"),
    Contrast("churn_size", 0, 1, c.drift_of_agenda, 1, "a redrawing moves them",
             {"policy_churn": 3}),
    Contrast("agenda.care", 0.3, 3, c.distance_of_plans, 1, "local plans follow only in part"),
    Contrast("target_ratchet", 0, 1, "target", 1, "what was over-achieved is asked for",
             LOW_TARGETS),
    Contrast("target.care", 0.3, 0.99, "pressure", 1, "a higher target is missed by more"),
    Contrast("accountability_stakes", 0, 1, "pressure", 1, "missing a target matters"),
    Contrast("accountability_stakes", 0, 1, "redated", 1, "pressure tempts to re-date"),
    Contrast("shortfall_reference", 1, 0.02, "pressure", 1, "a smaller shortfall counts in full"),
    Contrast("pressure_lag", 3, 0, "pressure", 1, "pressure arrives sooner"),
    Contrast("grant", 1, 0.5, "funded_posts", -1, "posts are what money is spent on"),
    Contrast("cut_gradient", 0, 1, c.gradient_of_grants, -1, "the deprived are cut deeper",
             CUT | GRADIENT),
    Contrast("grant_redistribution", 0, 0.5, c.gradient_of_grants, 1,
             "money moves to the deprived", GRADIENT),
    Contrast("grant_targeting", 0, 1, c.grant_follows_drift, 1, "money follows the index",
             {"deprivation_drift": 1, "index_age": 0}),
    Contrast("index_age", 0, 15, c.blindness_of_the_index, 1, "the index is old",
             {"deprivation_drift": 1}),
    Contrast("index_age", 0, 15, c.grant_follows_drift, -1, "the grant does not see the drift",
             {"deprivation_drift": 1, "grant_targeting": 1}),
    Contrast("audit_rate", 0, 12, c.available_share, -1, "an audit takes hours"),
    Contrast("audit_rate", 0, 12, "redated", -1, "being audited deters",
             STAKES | {"audit_hours_share": 0, "sanction": 2}),
    Contrast("audit_hours_share", 0, 0.5, c.available_share, -1, "an audit takes hours",
             {"audit_rate": 6}),
    Contrast("audit_rate", 0, 12, c.distance_of_beliefs, 1, "an audit replaces what was reported",
             QUIET | STAKES | {"audit_hours_share": 0, "sanction": 0}),
    Contrast("sanction", 0, 10, "redated", -1, "sanctions deter", STAKES | {"audit_rate": 1}),
    Contrast("sanction_memory", 0.1, 20, "redated", -1, "being caught is remembered",
             STAKES | {"audit_rate": 1, "sanction": 0.3, "integrity": 0.05}),
    Contrast("sanction_memory", 0.1, 20, "managers.caught", 1, "being caught is remembered",
             STAKES | {"audit_rate": 2, "sanction": 0.3}),
    Contrast("integrity", 0.02, 50, "redated", -1, "conscience keeps from re-dating", STAKES),
    Contrast("story_weight", 0, 1, "believed", -1, "stories tell less well than reports",
             LOW_TARGETS | {"deadline_weeks": 30}),
    Contrast("belief_delay", 0, 5, c.distance_of_beliefs, 1, "pictures follow slowly",
             QUIET | {"demand": 2}),
    Contrast("reporting_lag", 0, 2, c.distance_of_beliefs, 1, "statistics come late",
             QUIET | {"demand": 2}),
    Contrast("digital_measurement", 0, 1, c.distance_of_beliefs, -1, "digital records come sooner",
             QUIET | {"demand": 2, "reporting_lag": 1, "report_noise": 0, "digital_saving": 0}),
    Contrast("digital_measurement", 0, 1, c.available_share, 1, "digital records cost less time"),
    Contrast("digital_measurement", 0, 1, c.distance_of_reports, -1, "and err less",
             {"report_noise": 0.1, "digital_saving": 0, "accountability_stakes": 0}),
    Contrast("digital_saving", 0, 1, c.available_share, 1, "digital records save time",
             {"digital_measurement": 1}),
    Contrast("report_noise", 0, 0.2, c.distance_of_reports, 1, "reports err"),
    Contrast("report_noise_elasticity", 0, 4, c.distance_of_reports, 1,
             "they err more when analytics are cut", CUT | {"analytics_elasticity": 1}),
    Contrast("analytics_elasticity", 0, 5, c.distance_of_reports, 1,
             "analytics are squeezed first", CUT),
    Contrast("analytics_elasticity", 0, 5, "analytics_money", -1, "analytics are squeezed first",
             CUT),
]  # fmt: skip

MANAGERS = [
    Contrast("central_alignment", 0, 1, c.distance_of_plans, -1, "plans follow the agenda"),
    Contrast("interpretation_noise", 0, 1, c.distance_of_plans, 1, "plans interpret", PLAIN_PLAN),
    Contrast("interpretation_memory", 0, 0.99, c.movement_of_plans, -1,
             "interpretations persist", PLAIN_PLAN | {"interpretation_noise": 1}),
    Contrast("story_voice", 0, 3, c.distance_of_plans, 1, "stories bend plans",
             PLAIN_PLAN | {"stories_heard": 200, "story_hours": 0}),
    Contrast("local_profile_spread", 0, 2, c.distance_of_plans, 1, "local politics differ"),
    Contrast("training", 1, 0, "workers.knowledge", -1, "knowledge follows training"),
    Contrast("training", 1, 0, "need_reduced", -1, "knowledge makes an hour worth more"),
    Contrast("training_elasticity", 0, 6, "training_money", -1, "training is squeezed first", CUT),
    Contrast("establishment", 1, 0.5, "funded_posts", -1, "fewer posts are funded"),
    Contrast("establishment_delay", 0.3, 10, "funded_posts", 1, "posts follow need slowly", FEW),
    Contrast("planned_workload", 0.5, 1.5, "funded_posts", -1, "managers staff for a fuller week",
             FEW),
    Contrast("norm_erosion_weeks", 1000, 2, "managers.asked_posts", -1,
             "an eroded norm is turned into fewer posts", {"establishment": 0.6}),
    Contrast("recruitment", 1, 0, "vacancy", 1, "a freeze leaves posts vacant", {"exit_base": 0.3}),
    Contrast("recruitment_delay", 0.1, 5, "vacancy", 1, "vacancies last", {"exit_base": 0.3}),
    Contrast("agency_cover", 0, 0.95, "agency", 1, "agency staff cover", {"exit_base": 0.3}),
    Contrast("agency_turnover", 0.05, 12, c.people_who_left, 1, "assignments end",
             {"exit_base": 0.5}),
    Contrast("agency_premium", 1, 3, c.money_per_head, 1, "agency staff cost more",
             {"exit_base": 0.5}),
    Contrast("base_threshold", 0.05, 0.6, "refused", 1, "the bar is higher"),
    Contrast("threshold_response", 0, 10, "threshold", 1, "overload raises the bar",
             {"demand": 3, "establishment": 0.6}),
    Contrast("threshold_relaxation", 0, 10, "threshold", -1, "the bar comes down again",
             {"demand": 3, "establishment": 0.6}),
    Contrast("allocation_ceiling", 0.4, 3, "caseload", 1, "workers are given more"),
    Contrast("urgent_need", 0.3, 1, "caseload", -1, "fewer cases go over the ceiling",
             {"allocation_ceiling": 0.5}),
    Contrast("new_case_burden", 0, 10, c.spread_of_new_cases, -1, "new cases are spread"),
    Contrast("patience", 5, 0.02, "abandoned", 1, "people give up waiting"),
    Contrast("patience", 5, 0.02, "waiting", -1, "people give up waiting"),
    Contrast("provider_fragmentation", 0, 0.8, "provider_cases", 1, "providers take cases"),
    Contrast("provider_fragmentation", 0, 0.8, "recorded", -1, "their records are partial",
             {"provider_completeness": 0}),
    Contrast("provider_effectiveness", 0, 2, "need_reduced", 1, "a provider's hour helps more",
             {"provider_fragmentation": 0.5}),
    Contrast("provider_completeness", 0, 1, "recorded", 1, "their records arrive",
             {"provider_fragmentation": 0.5}),
    Contrast("provider_record_error", 0, 1, c.gap_either_way, 1, "their records are as random",
             {"provider_fragmentation": 0.8, "accountability_stakes": 0,
              "provider_completeness": 1}),
    Contrast("supervision", 0, 1, "strain", -1, "supervision relieves",
             {"support_hours_share": 0}),
    Contrast("supervision_relief", 0, 5, "strain", -1, "supervision relieves"),
    Contrast("briefing", 0, 1, "workers.goal", 1, "goals are explained",
             {"support_hours_share": 0}),
    Contrast("briefing", 0, 1, "need_reduced", 1, "who understands the goal helps more",
             {"support_hours_share": 0, "goal_gain": 3, "goal_learning": 5}),
    Contrast("support_hours_share", 0, 0.3, c.available_share, -1, "support takes time"),
    Contrast("stories_heard", 0, 300, c.available_share, -1, "hearing stories takes time"),
    Contrast("story_hours", 0, 40, c.available_share, -1, "hearing stories takes time"),
    Contrast("coproduction_time", 0, 1, "relational_share", -1, "joint work is prepared",
             {"coproduction": 1, "assessment_hours": 100, "review_interval_weeks": 2}),
    Contrast("coproduction", 0, 1, c.effect_of_an_hour, 1, "citizens work along",
             {"coproduction_time": 0, "initial_trust": 0.1, "engagement_floor": 0.1}),
    Contrast("labour_market_spread", 0, 1, "managers.labour_market", 1,
             "a log-normal spread has a mean above one", {}, 0.25),
]  # fmt: skip


@pytest.mark.parametrize("contrast", CENTRE, ids=lambda x: x.label)
def test_a_mechanism_of_the_centre_and_the_way_up(contrast: Contrast) -> None:
    assert_moves(contrast)


@pytest.mark.parametrize("contrast", MANAGERS, ids=lambda x: x.label)
def test_a_mechanism_of_managers(contrast: Contrast) -> None:
    assert_moves(contrast)
