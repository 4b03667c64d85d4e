"""What one citizen, and one neighbourhood, hold."""

from sim.records import BY_DOMAIN, FLAG, REAL, WHOLE, layout

WITHOUT_NEED, UNSERVED, ASKING, WAITING, OPEN, WITH_PROVIDER = 0, 1, 2, 3, 4, 5
STATUSES = ("without need", "in need, unserved", "asking", "waiting", "open case", "with provider")

NOT_SEEN, SEEN, REJECTED = 0, 1, 2
NO_TASK, ASSESSMENT, REVIEW = 0, 1, 2

NEVER = -1.0e9
"""Week of something that has not happened."""

UNREACHED = 1.0e9
"""Reading of the hazard clock for somebody who has a need already."""

FIELDS = [
    # What most stages look at comes first, and fills one line of the processor's cache.
    ("need", REAL, "need, 0-1; 0 for none"),
    ("trust", REAL, "trust in the service, 0-1"),
    ("expectation", REAL, "experience expected, 0-1"),
    ("experience", REAL, "recent experience, 0-1"),
    ("onset_at", REAL, "reading of the neighbourhood's hazard clock at which a need arises"),
    ("neighbourhood", "i4", "row of the neighbourhood"),
    ("worker", "i4", "row of the post that holds the case, -1 for none"),
    ("number", "i4", "number within the authority"),
    ("spell", "i2", "how many needs have ended"),
    ("referral", "i2", "how many times the citizen has asked"),
    ("domain", FLAG, "domain of the need"),
    ("status", FLAG, "0 without need, 1 unserved, 2 asking, 3 waiting, 4 open, 5 with provider"),
    ("task", FLAG, "present task: 0 none, 1 assessment, 2 review"),
    ("finished", FLAG, "task finished this step: 0 none, 1 assessment, 2 review"),
    ("contact", FLAG, "this week: 0 not seen, 1 seen, 2 rejected the encounter"),
    ("refused", FLAG, "1 in the step of a refusal"),
    ("had_worker", FLAG, "1 once a worker has held the present case"),
    ("registered", FLAG, "1 while on the register of those in need"),
    # The second line: the case.
    ("referred_at", REAL, "week of the last referral"),
    ("waiting_since", REAL, "week from which the citizen waits"),
    ("task_left", REAL, "hours left of the present task"),
    ("task_due", REAL, "week by which the present task should be finished"),
    ("task_finished", REAL, "week at which a task was finished this step, else NEVER"),
    ("task_hours", REAL, "hours of recorded work this week"),
    ("relational_hours", REAL, "hours with the citizen this week"),
    ("progress", REAL, "share of the natural course of the need turned for the better"),
]

RECORD = layout(FIELDS)

NEIGHBOURHOOD_FIELDS = [
    ("authority", WHOLE, "row of the authority"),
    ("number", WHOLE, "number within the authority"),
    ("first_citizen", WHOLE, "row of the first resident"),
    ("citizens", WHOLE, "number of citizens"),
    ("deprivation", REAL, "standard score against the authority's mean"),
    ("hazard", REAL, "hazard clock: needs arisen so far per citizen without one"),
    ("trust", REAL, "mean trust at the end of the last step"),
    ("preference", BY_DOMAIN, "log weight of each domain in what residents care about"),
    ("next_onset", REAL, "reading of the hazard clock at which the next need arises"),
    ("registered", WHOLE, "residents on the register of those in need"),
    ("trust_of_others", REAL, "sum of the trust of residents not on the register"),
    ("changed", FLAG, "1 when somebody's need has ended since the register was made"),
]

NEIGHBOURHOOD = layout(NEIGHBOURHOOD_FIELDS)
