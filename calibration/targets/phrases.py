"""Words for quantities: how official tables, papers and reports call what the model has.

Earlier entries go before later ones, so that "re-referral rate" is not taken for a rate of
referrals. Patterns are held against text in lower case in which hyphens between words are blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PHRASES: tuple[tuple[str, str], ...] = (
    (r"(vacanc\w*|vacant posts|unfilled posts) (that are |which are )?(covered|filled) by agency"
     r"( staff| workers?| social workers?)?|agency cover( of vacancies)?", "agency_cover"),
    (r"reported (\w+ )?(minus|less|ahead of|versus|vs) (the )?(user reported|counted|honest\w*|true"
     r"|actual|real|surveyed?|patient reported)( counted| share| timeliness| performance)*"
     r"|(gap|difference) between (the )?reported and "
     r"(the )?(user reported|counted|true|actual|real|surveyed?)( \w+)?|reporting gap"
     r"|overstatement",
     "reporting_gap"),
    (r"reported (\w+ )?(minus|less|ahead of|versus|vs) (the )?(felt|experienced?)( \w+)?"
     r"|(gap|difference) between (the )?reported and (the )?(felt|experienced?)( \w+)?",
     "(reported - experience)"),
    (r"(completions|assessments|completed)?( per day)? ?(in the week |just )?before (the )?"
     r"(\d+ day )?deadline.*?after( it| the deadline)?\b|bunching( of \w+)?( (at|before) the "
     r"deadline)?|heaping|deadline (spike|bunching)|excess mass", "bunching()"),
    (r"(re ?referrals?|repeat referrals?|referrals? that (are|were) re ?referrals?|referred again"
     r"|referrals? within (12|twelve) months)( rates?)?( within (12|twelve) months"
     r"( of (a|the) previous referral)?)?", "re_referral"),
    (r"(referrals? (that (are|were) )?(refused|rejected|turned away|screened out)|refusals?"
     r"|(referrals? )?(ending|resulting|closed) (in|with) no further action|no further action)"
     r"( rates?)?|(share|proportion) of referrals refused", "refused"),
    (r"gave up waiting|abandon(ed|ment)", "abandoned"),
    (r"referral rates?|referrals? per|rates? of referrals?|number of referrals", "referrals"),
    (r"(time|interval|years|gap|period) (between|from) (\w+ )?(ofsted )?(inspections?|audits?)"
     r"( to (the )?next)?|inspection interval|inspection cycle", "audit_interval"),
    (r"inspection rate|audit rate|inspections per|audits per", "audits"),
    (r"(honestly |truly )?(counted|true|honest|actual|real) (share )?(timeliness|on time)"
     r"|timeliness,? (honestly )?counted", "timeliness_counted"),
    (r"(assessments? )?(completed |finished |done |carried out )?(within|in) (the )?"
     r"(45|forty five)( ?working)?( ?days?)?( deadline)?|(deadline |reported |assessment )?"
     r"timeliness( of assessments?)?( rates?)?|(assessments? )?(completed |finished )?(on time"
     r"|within (the )?(statutory )?(deadline|timescales?|time ?limit|target))",
     "timeliness_reported"),
    (r"(durations? of (an? )?assessments?|assessments? durations?|length of assessments?"
     r"|assessments? lengths?|time (taken )?to complete( an)? assessments?"
     r"|(completion|assessment) times?"
     r"|(working )?days? (taken )?(to complete|from referral to)( an)?( completion of)?( the)?"
     r" assessments?|assessment (time|days))", "DURATION"),
    (r"case ?loads?( sizes?)?( per (full time equivalent |fte |case ?holding )*(social |case ?)?"
     r"workers?)?|(open )?cases (held )?per (full time equivalent |fte |case ?holding )*"
     r"(social |case ?)?(workers?|fte|full time equivalent)|cases held", "caseload"),
    (r"(annual |yearly )?(staff |workforce |worker |social worker )?(turnover|attrition|quits?)"
     r"( rates?)?|leavers?( rates?)?|leaving rates?|exit rates?|staff (leaving|exits?|losses)",
     "turnover"),
    (r"vacanc(y|ies)( rates?)?|unfilled posts|vacant posts|posts (vacant|unfilled)", "vacancy"),
    (r"agency( social)?( workers?| staff\w*)?( rates?| share| use| usage| reliance)?"
     r"|locums?( rates?)?", "agency"),
    (r"(sickness|sick leave|staff|worker)?( absences?| sickness)( rates?)?|sickness|sick leave"
     r"|absenteeism|absences?( rates?)?|(working )?days lost", "absence"),
    (r"recruitment( rates?)?|starters?( rates?)?|joiners?( rates?)?|new starters", "recruitment"),
    (r"(working )?time (spent )?(in|on|with) (direct )?(relationship based |face to face )?"
     r"(contact|work|children|famil\w+|clients?|citizens?|service users?)( with \w+)?"
     r"|(direct )?relationship based (contact|work|practice)|direct (contact|work)( time)?"
     r"|face to face( time| contact| work)?|relational (time|hours|work)", "relational_share"),
    (r"trust( in (local )?(government|councils?|authorit\w+|the service))?", "trust"),
    (r"(user |client |citizen |patient |service user )?(experiences?|satisfaction)"
     r"( of (users?|clients?|citizens?))?|user reported( \w+)?|felt( outcomes?| performance)?",
     "experience"),
    (r"unallocated( cases| referrals)?|waiting( lists?| times?)?|queues?|backlogs?", "waiting"),
    (r"unmet needs?|unserved|without (a )?service", "unserved"),
    (r"(cases )?closed (too )?early|premature(ly)? closures?|early closures?|closures? with need "
     r"unmet", "closed_early"),
    (r"burn ?out|strain|stress|emotional exhaustion", "strain"),
    (r"norms?( of time per case)?|standard of time per case", "norm"),
    (r"(time|hours|minutes) (spent )?(per|on each|on a|for each) (case|client|family|child)",
     "time_per_case"),
    (r"work ?load( ratio)?|work pressure|overload", "work_pressure"),
    (r"(eligibility )?thresholds?( of eligibility)?", "threshold"),
    (r"pressure( of| from) (the )?targets?|target pressure", "pressure"),
    (r"re ?dat(ed|ing|e)( of)?( records?)?|(falsif|manipulat|misreport)\w*( of)?( records?)?"
     r"|gam(ed|ing)( of)?( records?)?", "redated"),
    (r"believed( \w+)?|belief of the centre", "believed"),
    (r"reported (performance|share|outcomes?|timeliness)", "reported"),
    (r"(core |real |total )*(funding|spending power|spend(ing)?|budgets?|grants?|expenditure)"
     r"( per (resident|head|capita|child|person|citizen))?( in real terms)?", "funding"),
    (r"(funded |established )?posts|establishment", "posts"),
    (r"(number of )?(social workers|workers|staff) in post|workforce size|staff numbers", "staff"),
    (r"needs? reduced|need reduction", "need_reduced"),
    (r"people in need|(share|proportion) in need|prevalence of need", "in_need"),
    (r"(level of |mean |average )needs?|needs?\b", "need"),
    (r"assessments?( (completed|taking|finished|lasting|done|that (take|took|last)))?", "DURATION"),
    (r"deprivation( score| index| rank)?|index of multiple deprivation|imd( score)?|poverty",
     "deprivation"),
)  # fmt: skip
"""Regular expression and quantity. DURATION stands for how long assessments take."""

_COMPILED = tuple((re.compile(rf"\b(?:{words})", re.IGNORECASE), name) for words, name in PHRASES)


@dataclass(frozen=True)
class Found:
    """A quantity in a text: its expression, and from where to where it stands."""

    expression: str
    start: int
    end: int


def quantities_in(text: str) -> tuple[list[Found], str]:
    """Return the quantities in a text, in its order, and the text without them.

    Parameters
    ----------
    text
        Plain text, see ``plain`` in ``wordings``.
    """
    found: list[Found] = []
    rest = text
    for pattern, name in _COMPILED:
        for match in pattern.finditer(rest):
            found.append(Found(name, match.start(), match.end()))
            rest = rest[: match.start()] + "#" * (match.end() - match.start()) + rest[match.end() :]
    found.sort(key=lambda each: each.start)
    return found, rest
