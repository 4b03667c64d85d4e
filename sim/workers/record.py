"""What one post and the street-level bureaucrat in it hold."""

from sim.records import FLAG, REAL, WHOLE, layout

UNFUNDED, VACANT, PERMANENT, AGENCY = 0, 1, 2, 3
STATUSES = ("unfunded", "vacant", "permanent", "agency")

FIELDS = [
    ("authority", WHOLE, "row of the authority"),
    ("post", WHOLE, "number of the post within the authority"),
    ("incarnation", WHOLE, "how many people have left the post"),
    ("status", FLAG, "0 unfunded, 1 vacant, 2 permanent, 3 agency"),
    ("absent", FLAG, "1 while off sick"),
    ("started", REAL, "week in which the person started"),
    ("cases", WHOLE, "open cases"),
    ("assessing", WHOLE, "of them, with the assessment still to do"),
    ("first_case", WHOLE, "where the worker's cases begin in the case list"),
    ("listed", WHOLE, "cases in the case list"),
    ("mean_weight", REAL, "mean weight of the cases in the case list"),
    ("orientation", REAL, "citizen orientation, 1 for the average worker"),
    ("norm", REAL, "time per case held to be right, hours per week"),
    ("knowledge", REAL, "professional knowledge, 1 at baseline training"),
    ("goal", REAL, "understanding of the policy goal, 0-1"),
    ("fear", REAL, "fear of citizens, 0-1"),
    ("strain", REAL, "strain, 0-1"),
    ("nominal_hours", REAL, "casework hours of a week without absence"),
    ("available_hours", REAL, "casework hours of this week before overtime"),
    ("work_pressure", REAL, "required over available hours"),
    ("time_per_case", REAL, "time given to a case that is seen, hours per week"),
    ("budget_hours", REAL, "casework hours of this week, overtime included"),
    ("task_share", REAL, "share of casework time meant for recorded tasks"),
    ("task_hours", REAL, "hours given to recorded tasks this week"),
    ("spare_hours", REAL, "hours meant for recorded tasks that no task needed"),
    ("relational_hours", REAL, "hours given to citizens this week"),
    ("seen", WHOLE, "cases seen this week"),
    ("rejected", WHOLE, "of them, encounters that the citizen rejected"),
    ("closing_chance", REAL, "chance that a case is closed early this step"),
]

RECORD = layout(FIELDS)
