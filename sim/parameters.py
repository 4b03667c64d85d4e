"""Every parameter of the model, once: name, default, range, unit, evidence, source, meaning.

The command line, the scenario loader, the documents and the settings record are all made
from this table. Identifiers such as T03 refer to the targets in ``calibration/targets``.
Time rates are per year; money is counted in post-years (what one post costs in one year).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from sim.declaration import DOMAINS, Grade, Parameter
from sim.errors import InputError, nearest

_Row = tuple[str, float, float, float, str, Grade, str, str]

_OLIVA = "Oliva & Sterman 2001"
_JUDGEMENT = "judgement"

_CENTRE: list[_Row] = [
    ("accountability_stakes", 0.5, 0, 1, "0-1", "F", "Bevan & Hood 2006", "How much depends, for a manager, on meeting the targets"),
    ("shortfall_reference", 0.02, 0.005, 1, "share", "J", _JUDGEMENT, "Shortfall against target at which pressure is full"),
    ("grant", 1.0, 0.1, 1.5, "index", "E", "IFS 2024 (T18), NAO (T19)", "Core funding in real terms, 1 = the baseline year"),
    ("cut_gradient", 0.0, -1, 1, "per rank", "E", "IFS 2024 (T18)", "How much deeper a grant change falls on the most than on the middling deprived"),
    ("audit_rate", 0.23, 0, 12, "per year", "E", "Ofsted intervals (T22)", "Graded inspections of an authority"),
    ("sanction", 0.02, 0, 10, "pressure per week and yearly audit", "J", "Bevan & Hood 2006", "What being caught re-dating costs a manager"),
    ("audit_hours_share", 0.1, 0, 0.5, "share of hours", "J", _JUDGEMENT, "Working time that an audit takes while it lasts"),
]
_CENTRE_NATIONAL: list[_Row] = [
    ("policy_churn", 0.5, 0, 12, "per year", "J", "Liddle & Parker 2024", "How often the centre redraws its priorities"),
    ("churn_size", 0.3, 0, 2, "log share", "F", _JUDGEMENT, "How far a redrawing moves each priority"),
    ("target_ratchet", 0, 0, 1, "share per year", "J", "Weitzman 1980; Hood 2006", "Share of believed over-performance added to next year's target"),
    ("grant_targeting", 0.1, 0, 1, "log per s.d.", "J", _JUDGEMENT, "How closely the grant follows measured deprivation as it drifts"),
    ("grant_redistribution", 0.0, -0.5, 0.5, "log per s.d.", "F", "levelling-up debate", "Grant moved towards measured deprivation on top of the baseline"),
    ("index_age", 6.0, 0, 15, "years", "J", "English Indices 2019, in use until 2025; age of their data by judgement", "Age of the deprivation data that the grant uses"),
    ("story_weight", 0.1, 0, 1, "share", "F", "Liddle & Parker 2024", "Share of the centre's picture that comes from stories heard"),
    ("belief_delay", 0.5, 0, 5, "years", "J", _JUDGEMENT, "Time in which the centre's picture follows what it is told"),
]
_MANAGERS: list[_Row] = [
    ("central_alignment", 0.7, 0, 1, "share", "F", "Weick 1976", "Weight of national against local priorities in the plan"),
    ("story_voice", 0.3, 0, 3, "log per unit", "F", _JUDGEMENT, "Weight of citizens' dissatisfaction, as heard in stories, in the plan"),
    ("interpretation_noise", 0.2, 0, 2, "log share", "F", _JUDGEMENT, "Spread of persistent local re-interpretation of the agenda"),
    ("interpretation_memory", 0.7, 0, 0.99, "yearly correlation", "J", _JUDGEMENT, "How persistent an interpretation is"),
    ("training", 1.0, 0, 3, "index", "F", "lever", "Training budget, 1 = the baseline"),
    ("training_elasticity", 2.0, 0, 6, "elasticity", "J", _JUDGEMENT, "How training spending answers to the budget"),
    ("analytics_elasticity", 2.5, 0, 6, "elasticity", "J", _JUDGEMENT, "How analytics spending answers to the budget"),
    ("establishment", 1.0, 0, 1.5, "index", "F", "lever", "Money for posts, 1 = what the grant leaves for them"),
    ("establishment_delay", 1.0, 0, 10, "years", "J", _OLIVA, "Time in which the posts asked for follow the capacity perceived to be needed"),
    ("planned_workload", 0.561, 0.5, 1.5, "ratio", "C", _JUDGEMENT, "Required over available hours that managers staff for"),
    ("recruitment", 1.0, 0, 5, "index", "F", "lever", "Speed of recruitment, 0 = a freeze"),
    ("recruitment_delay", 1.69, 0.02, 5, "years", "C", "T03 and T05 together", "Mean time in which a vacancy is filled"),
    ("agency_cover", 0.914, 0, 0.95, "share", "C", "DfE workforce (T24)", "Vacancies covered by agency staff"),
    ("agency_turnover", 1.0, 0.05, 12, "per year", "J", _JUDGEMENT, "Endings of agency assignments"),
    ("agency_premium", 1.4, 1, 3, "ratio", "J", _JUDGEMENT, "Cost of an agency worker over that of a post"),
    ("base_threshold", 0.18, 0, 0.9, "need", "J", _JUDGEMENT, "Eligibility threshold when work pressure is normal"),
    ("threshold_response", 0.5, 0, 10, "per year", "J", "Lipsky 1980", "How fast the threshold rises with work pressure above 1"),
    ("threshold_relaxation", 0.3, 0, 10, "per year", "J", "Lipsky 1980", "How fast the threshold falls back"),
    ("ratchet_horizon", 2.0, 0, 20, "years", "J", "Weitzman 1980", "Years ahead for which a manager reckons with the targets that today's performance will bring"),
    ("pressure_lag", 0.25, 0, 3, "years", "J", _JUDGEMENT, "Time in which a shortfall becomes pressure on the team"),
    ("allocation_ceiling", 1.1, 0.3, 3, "ratio", "J", _JUDGEMENT, "Work pressure above which a worker gets no more than urgent cases"),
    ("new_case_burden", 2.0, 0, 10, "cases", "J", _JUDGEMENT, "Cases that an unfinished assessment counts for, beside itself, in allocation"),
    ("urgent_need", 0.75, 0, 1, "need", "J", "Children Act duties", "Need above which a case is allocated whatever the load"),
    ("need_first", 1, 0, 1, "share", "F", "structure: Jilke & Tummers 2018 is 1", "Weight of need, against the years waited, in the order in which cases are allocated"),
    ("screening_noise", 0.08, 0, 0.5, "need", "J", _JUDGEMENT, "Error in judging need at the front door"),
    ("patience", 0.5, 0.02, 10, "years", "J", _JUDGEMENT, "Mean time before a waiting citizen gives up"),
    ("provider_fragmentation", 0.1, 0, 0.9, "share", "F", "Liddle & Parker 2024", "Cases handed to outside providers"),
    ("provider_effectiveness", 0.9, 0, 2, "ratio", "J", _JUDGEMENT, "Effect of a provider's hour against the council's own"),
    ("supervision", 0.5, 0, 1, "0-1", "F", "lever", "Reflective supervision given to workers"),
    ("briefing", 0.5, 0, 1, "0-1", "F", "May & Winter 2009", "Effort to explain the policy goals to workers"),
    ("support_hours_share", 0.06, 0, 0.3, "share of hours", "J", _JUDGEMENT, "Working time that full briefing and full supervision take, each half"),
    ("stories_heard", 12, 0, 5000, "cases per year", "F", "Liddle & Parker 2024", "Citizens' cases that each authority hears in full"),
    ("story_hours", 3, 0, 40, "hours per case", "J", _JUDGEMENT, "Worker time that hearing one case takes"),
    ("coproduction_time", 0.25, 0, 1, "share of relational time", "J", _JUDGEMENT, "Time with citizens that preparing joint work takes at full co-production"),
    ("coproduction", 0.0, 0, 1, "0-1", "F", "Liddle & Parker 2024", "How far work is done jointly with citizens, which engages them"),
]
_MANAGERS_INITIAL: list[_Row] = [
    ("local_profile_spread", 0.3, 0, 2, "log share", "F", _JUDGEMENT, "How far local priorities differ from local need"),
    ("need_profile_spread", 0.2, 0, 2, "log share", "J", _JUDGEMENT, "How far the mix of needs differs between authorities"),
    ("training_share", 0.03, 0.001, 0.2, "share of budget", "J", _JUDGEMENT, "Training in the baseline budget"),
    ("analytics_share", 0.02, 0.001, 0.2, "share of budget", "J", _JUDGEMENT, "Analytics in the baseline budget"),
    ("labour_market_spread", 0.364, 0, 1, "log rate", "C", "T04", "Spread of exit and recruitment rates between authorities"),
    ("agency_spread", 0.519, 0, 2, "log odds", "C", "T06", "Spread of agency cover between authorities"),
    ("demand_spread", 0.0115, 0, 1, "log rate", "C", "T02", "Spread between authorities of how often needs arise"),
    ("closing_spread", 0.605, 0, 2, "log rate", "C", "T09", "Spread between authorities of how readily cases are closed early"),
    ("pace_spread", 0.499, 0, 1, "log hours", "C", "T11", "Spread between authorities of the pace of tasks"),
    ("integrity_spread", 0.48, 0, 2, "log", "C", "T17", "Spread of integrity between authorities"),
]
_REPORTING: list[_Row] = [
    ("integrity", 0.001, 0.0001, 100, "pressure per week squared", "J", "T12, T16", "What re-dating a record by a week costs a manager's conscience"),
    ("redating_reluctance", 0.631, 0, 2, "pressure", "C", "T12, T17", "Pressure up to which a manager of median integrity re-dates nothing"),
    ("sanction_memory", 2.0, 0.1, 20, "years", "J", _JUDGEMENT, "Time for which being caught deters"),
    ("provider_completeness", 0.7, 0, 1, "share", "J", "Liddle & Parker 2024", "Providers' records that reach the council"),
    ("provider_record_error", 0.1, 0, 1, "share", "J", _JUDGEMENT, "Providers' records whose timeliness is as good as random"),
    ("report_noise", 0.02, 0, 0.5, "share", "J", _JUDGEMENT, "Standard deviation of error in reported performance at full analytics"),
    ("report_noise_elasticity", 1.0, 0, 5, "elasticity", "J", _JUDGEMENT, "How the error grows as analytics are cut"),
    ("reporting_lag", 0.5, 0, 2, "years", "E", "publication dates (T21)", "Delay until the centre sees the statistics"),
    ("digital_measurement", 0.0, 0, 1, "0-1", "F", "lever", "Records made by digital means: cheaper, quicker, still blind to relations"),
    ("digital_saving", 0.25, 0, 1, "share", "J", _JUDGEMENT, "Recording time that full digital measurement saves"),
]
_WORKERS: list[_Row] = [
    ("contract_hours", 37, 10, 60, "hours per week", "E", "National Joint Council, Green Book: 37 hours (36 in London)", "Contracted hours of a post"),
    ("overhead", 0.12, 0, 0.6, "share of hours", "J", "judgement; what BASW 2018 (T14) leaves of 45 hours is 5", "Meetings, travel and the rest"),
    ("recording_burden", 0.219, 0, 0.8, "share of hours", "C", "BASW 2018 (T14): 29 of 45 hours, divided by judgement", "Time at the keyboard that is not casework"),
    ("time_elasticity", -0.64, -0.95, 0, "elasticity", "T", f"{_OLIVA} (T23)", "Time per case against work pressure"),
    ("exponential_response", 0, 0, 1, "share", "F", f"structure: the form of {_OLIVA} is 0", "How far time per case answers to work pressure exponentially, against by its ratio"),
    ("overtime_response", 0.37, 0, 2, "log", "T", _OLIVA, "Overtime against work pressure"),
    ("norm_erosion_weeks", 18.8, 1, 1000, "weeks", "T", _OLIVA, "Time in which the norm falls to the time really given"),
    ("norm_recovery_weeks", 1000, 1, 100000, "weeks", "T", _OLIVA, "Time in which the norm rises to the time really given"),
    ("starter_norm_weight", 0.3, 0, 1, "share", "J", "Lipsky 1980 on socialisation", "Weight of the professional standard, against the team's habit, in a starter's norm"),
    ("discretion", 0.55, 0, 1, "0-1", "F", "Lipsky 1980; Tummers & Bekkers 2014", "Weight of need, against plan and deadline, in choosing whom to see"),
    ("conformity", 0.5, 0, 1, "0-1", "J", _JUDGEMENT, "How much of that discretion full pressure removes"),
    ("task_pace", 1.14, 0.05, 20, "hours per week", "C", "T13", "Time that a recorded task gets in a week when nothing presses"),
    ("deadline_push", 3.31, 0, 20, "ratio", "C", "T12; Propper et al. 2008 (sign)", "Extra effort, as a multiple of the ordinary pace, that full pressure brings to a task at its deadline"),
    ("urgency_horizon", 2, 0.1, 52, "weeks", "J", _JUDGEMENT, "How far ahead a deadline is felt"),
    ("task_share", 0.5, 0, 1, "share of casework hours", "J", "BASW 2018 (T14): 29 of 45 hours, divided by judgement", "Casework hours on recorded tasks without pressure"),
    ("multitask_shift", 0.653, 0, 1, "0-1", "C", "Holmstrom & Milgrom 1991", "How far full pressure moves the remaining hours to recorded tasks"),
    ("assessment_hours", 5.34, 0.1, 200, "hours", "C", "T13", "Median task time of an assessment"),
    ("assessment_spread", 0.692, 0, 2, "log hours", "C", "T13", "Spread of task time between assessments"),
    ("deadline_weeks", 9, 1, 100, "weeks", "E", "Working Together 2018, para 82: 45 working days (assessments)", "Time allowed for an assessment or a review"),
    ("review_hours", 5, 0.1, 200, "hours", "J", _JUDGEMENT, "Median task time of a review"),
    ("review_interval_weeks", 26, 1, 520, "weeks", "T", "six-monthly reviews of looked-after and protected children, for all cases", "Time from one finished task to the deadline of the next review"),
    ("task_hours_ceiling", 6, 0.1, 60, "hours per week", "J", _JUDGEMENT, "Most time that one task can absorb in a week"),
    ("effectiveness", 1.94, 0, 50, "per year", "C", _JUDGEMENT, "Rate at which full casework reduces need"),
    ("goal_gain", 0.5, 0, 5, "ratio", "T", "May & Winter 2009", "Extra effect of a worker who understands the goal"),
    ("measure_validity", 0.35, 0, 1, "0-1", "F", "Bevan & Hood 2006", "How causal the recorded work is for the citizen's outcome"),
    ("half_effect_hours", 0.825, 0.01, 20, "hours per week", "C", _JUDGEMENT, "Weekly hours on a case at which half the effect is reached"),
    ("maintenance", 0.8, 0, 1, "share", "J", "Dickinson 2008", "Share of deterioration that full casework prevents"),
    ("engagement_floor", 0.4, 0, 1, "0-1", "J", _JUDGEMENT, "Engagement of a citizen without trust"),
    ("hostility", 0.2, 0, 1, "probability", "F", "Liddle & Parker 2024", "Chance that a citizen without trust rejects an encounter"),
    ("fear_gain", 4.0, 0, 50, "per year", "J", _JUDGEMENT, "How fast rejection makes a worker afraid"),
    ("fear_decay", 2.0, 0.01, 50, "per year", "J", _JUDGEMENT, "How fast fear fades"),
    ("fear_withdrawal", 0.5, 0, 1, "share", "J", "Tummers et al. 2015 (moving away)", "Relational time that full fear takes away"),
    ("early_closing", 0.174, 0, 50, "per year", "C", "T08", "Closings before the need is met, at normal pressure"),
    ("closing_load", 2.0, 0, 10, "log", "J", _JUDGEMENT, "How early closing rises with work pressure above 1"),
    ("closing_pressure", 0.7, 0, 10, "log", "J", _JUDGEMENT, "How early closing rises with pressure from the targets"),
    ("strain_base", 0.2, 0, 10, "per year", "J", _JUDGEMENT, "Strain of the work itself"),
    ("strain_overload", 2.0, 0, 50, "per year", "J", "Maslach & Leiter 2016", "Strain from work pressure above 1"),
    ("strain_fear", 0.5, 0, 50, "per year", "J", _JUDGEMENT, "Strain from fear"),
    ("strain_conflict", 0.5, 0, 50, "per year", "J", "Tummers 2012 on policy alienation", "Strain from value conflict: pressure against citizen orientation"),
    ("strain_recovery", 0.7, 0.01, 50, "per year", "J", _JUDGEMENT, "Recovery from strain"),
    ("supervision_relief", 0.5, 0, 50, "per year", "J", _JUDGEMENT, "Recovery that full supervision adds"),
    ("absence_onset", 0.282, 0, 12, "per year", "C", "T07", "Sickness spells of a worker without strain"),
    ("absence_strain", 2.5, 0, 10, "log", "J", "T07", "How sickness rises with strain"),
    ("absence_weeks", 3.0, 0.1, 52, "weeks", "J", _JUDGEMENT, "Mean length of a sickness spell"),
    ("exit_base", 0.0368, 0, 5, "per year", "C", "T03", "Exits of a worker without strain"),
    ("exit_strain", 3.66, 0, 10, "log", "C", "T03", "How exits rise with strain"),
    ("starter_effectiveness", 0.35, 0.01, 1, "ratio", "T", _OLIVA, "Effect of a starter's hour"),
    ("starter_weeks", 12, 0, 104, "weeks", "T", _OLIVA, "How long a starter is one"),
    ("starter_knowledge", 0.8, 0, 1, "1 = baseline", "J", _JUDGEMENT, "Knowledge with which a person begins"),
    ("trainer_share", 0.05, 0, 0.5, "share of hours", "T", _OLIVA, "Time of an experienced worker that one starter takes"),
    ("knowledge_rate", 0.5, 0, 10, "per year", "J", _JUDGEMENT, "How fast knowledge follows training"),
    ("goal_learning", 1.0, 0, 20, "per year", "J", "May & Winter 2009", "How fast briefing and training build goal understanding"),
    ("goal_forgetting", 0.2, 0, 20, "per year", "J", _JUDGEMENT, "How fast goal understanding fades"),
    ("churn_confusion", 0.3, 0, 1, "share", "J", _JUDGEMENT, "Goal understanding lost when priorities are redrawn"),
]
_WORKERS_INITIAL: list[_Row] = [
    ("norm_hours", 1.34, 0.05, 20, "hours per week", "C", "T01", "Professional standard of casework time per case"),
    ("initial_norm", 0.847, 0.1, 2, "share of norm_hours", "C", _JUDGEMENT, "Norm of time per case at the start"),
    ("orientation_spread", 0.25, 0, 1, "log", "J", _JUDGEMENT, "Spread of citizen orientation between workers"),
]
_CITIZENS: list[_Row] = [
    ("demand", 1.0, 0, 5, "index", "F", "lever", "How often needs arise, 1 = the baseline"),
    ("need_onset", 0.741, 0, 20, "per year", "C", "T01", "Needs that arise, per citizen without one"),
    ("deprivation_effect", 0.144, 0, 2, "log per s.d.", "C", _JUDGEMENT, "How much more often needs arise in more deprived neighbourhoods, and as deprivation drifts up"),
    ("need_start", 0.45, 0.05, 0.95, "need", "J", _JUDGEMENT, "Median need when it arises"),
    ("need_spread", 0.8, 0, 3, "log odds", "J", _JUDGEMENT, "Spread of need when it arises"),
    ("need_worsening", 0.9, 0, 20, "per year", "J", _JUDGEMENT, "How fast an unmet need grows"),
    ("need_recovery", 0.75, 0, 20, "per year", "J", _JUDGEMENT, "How fast a need heals by itself"),
    ("need_floor", 0.18, 0.001, 0.5, "need", "J", _JUDGEMENT, "Need below which it counts as met"),
    ("seeking_base", 0.6, -10, 10, "log odds", "J", _JUDGEMENT, "Readiness to ask within a year, without need, trust or burden"),
    ("seeking_need", 5.0, 0, 20, "log odds", "J", _JUDGEMENT, "How need moves a citizen to ask"),
    ("seeking_trust", 2.0, 0, 20, "log odds", "J", "judgement; low performance raised no voice in James & Moseley 2014", "How trust moves a citizen to ask"),
    ("administrative_burden", 1.0, 0, 10, "log odds", "F", "Herd & Moynihan 2018", "Learning, compliance and psychological costs of asking"),
    ("trust_gain", 0.9, 0, 20, "per year", "J", "Kampen et al. 2006 (order)", "Trust won per unit of good surprise"),
    ("trust_loss", 1.4, 0, 20, "per year", "J", "Kampen et al. 2006 (order)", "Trust lost per unit of bad surprise"),
    ("refusal_shock", 0.1, 0, 1, "share", "J", _JUDGEMENT, "Trust lost on being refused, per unit of bad surprise"),
    ("expectation_rate", 0.5, 0, 20, "per year", "J", _JUDGEMENT, "How fast expectation follows experience"),
    ("neighbour_pull", 0.1, 0, 20, "per year", "J", _JUDGEMENT, "How fast trust moves to the neighbours' mean"),
    ("continuity_loss", 0.05, 0, 1, "share", "J", _JUDGEMENT, "Trust lost when the worker changes"),
    ("service_weight", 0.5, 0, 1, "share", "J", "Dickinson 2008", "Weight of respect and dignity, against progress, in an experience"),
    ("respect_hours", 0.4, 0.01, 20, "hours per week", "J", _JUDGEMENT, "Relational hours at which half the respect is felt"),
    ("waiting_experience", 0.3, 0, 1, "0-1", "J", _JUDGEMENT, "Experience of a citizen who begins to wait"),
    ("refused_experience", 0.1, 0, 1, "0-1", "J", _JUDGEMENT, "Experience of a refusal or of a broken encounter"),
    ("alone_experience", 0.25, 0, 1, "0-1", "J", _JUDGEMENT, "Experience of a citizen in need who is not being helped"),
    ("experience_memory", 0.25, 0.02, 5, "years", "J", _JUDGEMENT, "Time over which an experience is felt"),
    ("preference_drift", 0.1, 0, 2, "log per root year", "F", "Liddle & Parker 2024", "Drift of what citizens care about"),
    ("deprivation_drift", 0.05, 0, 1, "s.d. per root year", "J", _JUDGEMENT, "Drift of deprivation"),
]
_CITIZENS_INITIAL: list[_Row] = [
    ("initial_trust", 0.366, 0.01, 0.99, "0-1", "C", "ONS 2022 (T20)", "Median trust at the start"),
    ("trust_spread", 0.6, 0, 3, "log odds", "J", _JUDGEMENT, "Spread of trust at the start"),
    ("initial_in_need", 0.574, 0, 1, "share", "C", _JUDGEMENT, "Citizens in need at the start"),
    ("neighbourhood_spread", 0.5, 0, 3, "s.d.", "J", _JUDGEMENT, "Spread of deprivation between neighbourhoods of one authority"),
]
_BY_DOMAIN: list[tuple[tuple[float, ...], _Row, bool]] = [
    ((0.30, 0.20, 0.15, 0.20, 0.15), ("agenda", 0, 0.001, 10, "weight", "F", _JUDGEMENT, "National priority of the domain (turned into a share)"), False),
    ((0.99,) * 5, ("target", 0, 0, 0.99, "share", "J", _JUDGEMENT, "National target: tasks of the domain finished by their deadline"), False),
    ((0.30, 0.20, 0.15, 0.20, 0.15), ("need_mix", 0, 0.001, 10, "weight", "J", _JUDGEMENT, "How often a need arises in the domain (turned into a share)"), True),
]  # fmt: skip


def _declare() -> dict[str, Parameter]:
    table: dict[str, Parameter] = {}

    def add(tier: str, rows: list[_Row], *, national: bool = False, initial: bool = False) -> None:
        for name, default, low, high, unit, grade, source, meaning in rows:
            table[name] = Parameter(
                name, tier, default, low, high, unit, grade, source, meaning, national, initial
            )

    for defaults, row, initial in _BY_DOMAIN:
        name, _, low, high, unit, grade, source, meaning = row
        tier = "managers" if initial else "centre"
        for domain, default in zip(DOMAINS, defaults, strict=True):
            table[f"{name}.{domain}"] = Parameter(
                f"{name}.{domain}", tier, default, low, high, unit, grade, source, meaning,
                not initial, initial, domain,
            )  # fmt: skip
    add("centre", _CENTRE)
    add("centre", _CENTRE_NATIONAL, national=True)
    add("managers", _MANAGERS)
    add("managers", _MANAGERS_INITIAL, initial=True)
    add("workers", _WORKERS)
    add("workers", _WORKERS_INITIAL, initial=True)
    add("citizens", _CITIZENS)
    add("citizens", _CITIZENS_INITIAL, initial=True)
    add("reporting", _REPORTING)
    return table


PARAMETERS: Mapping[str, Parameter] = MappingProxyType(_declare())
"""All parameters by name; those with one value per domain are named ``agenda.care`` and so on."""


def parameter(name: str) -> Parameter:
    """Return the declaration of ``name``.

    Raises
    ------
    InputError
        When there is no such parameter; the message names the nearest ones.
    """
    try:
        return PARAMETERS[name]
    except KeyError:
        raise InputError(
            f"unknown parameter {name!r}", remedy=nearest(name, PARAMETERS), key=name
        ) from None


def settings_dtype() -> np.dtype[np.void]:
    """Return the record layout that holds one value of every parameter for one authority."""
    fields: dict[str, tuple[str, type] | tuple[str, type, tuple[int]]] = {}
    for declared in PARAMETERS.values():
        if declared.domain is None:
            fields[declared.field] = (declared.field, np.float64)
        else:
            fields[declared.field] = (declared.field, np.float64, (len(DOMAINS),))
    return np.dtype(list(fields.values()), align=True)


def set_value(
    settings: np.ndarray, name: str, value: float, rows: np.ndarray | slice = slice(None)
) -> None:
    """Write ``value`` into the settings records of the authorities ``rows``."""
    declared = PARAMETERS[name]
    if declared.domain is None:
        settings[declared.field][rows] = value
    else:
        settings[declared.field][rows, DOMAINS.index(declared.domain)] = value
