"""What central government knows and wants."""

from sim.records import BY_DOMAIN, FLAG, layout

FIELDS = [
    ("drift", BY_DOMAIN, "log shift of each priority by past redrawings"),
    ("agenda", BY_DOMAIN, "share of each domain in the national priorities"),
    ("ratcheted", BY_DOMAIN, "what the ratchet has added to each target"),
    ("target", BY_DOMAIN, "share of tasks to be finished by their deadline"),
    ("believed", BY_DOMAIN, "believed performance, mean over authorities"),
    ("churned", FLAG, "1 in a step in which priorities were redrawn"),
]

RECORD = layout(FIELDS)
