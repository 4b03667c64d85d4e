"""The page of performance, written from the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

HEADER = """# Performance

Made by `make bench`; the raw figures are in [performance.json](performance.json). Seconds
depend on the machine; ratios, taken in turn within one process, less so.

{machine}

"""

VERSUS = """## Against the twin, and against the least there is to do

The *twin* is the same model in plain Mesa, an object per agent
([verification.md](verification.md)); both make the same decisions. The *floor* is a compiled loop
that reads and writes each citizen's record once a step and makes one keyed draw for it.
Nanoseconds are per citizen and step, half a year after the start of a world; the medians of
{turns} turns.

{table}

From the smallest to the largest world the time of a step grows with the number of citizens to
the power of {engine:.2f} for the engine and {twin:.2f} for the twin.

What the engine does beyond the floor it does for people in need. One more citizen without a need
costs {without_need:.1f} ns a step: nobody visits them, only their neighbourhood's hazard clock is
moved on, which tells when the next need arises. An authority of 12 posts costs {authority:,.0f} ns
for its budget, posts, staff and report, and a citizen in need {in_need:.0f} ns on average.
`goldenthread profile` shows the share of each stage.

## Why not faster

The floor above knows nothing of the model. A closer bound is one pass over those in need that
makes one draw for each and applies the rules of need, help, experience and trust, without listing,
ordering, allocating, or a single worker: {rules:.0f} ns per citizen and step of {week:.0f}, half a
year into the default world. The difference is what the week is about: fifteen stages, each of
which finds the citizens it concerns, and who is seen, how long, and for which task. A national
decade is 687 million citizen-steps. Within ten seconds on two processors there would be 29 ns for
each, about twice the rules alone, and the present week takes more, also because 170 MB of records
are read and written anew each week. Where there are three citizens in need to one without, as in
the national world, little is won by leaving out the others.

What was tried, each measured against the state before it, in turn:

* No counting of references to arrays in compiled code (`sim/compiled.py`): 1.2 times as fast; the
  stages that call many parts for each worker, twice.
* A register of those in need (`sim/citizens/register.py`): a dormant citizen at a tenth of the
  cost; nothing for the others.
* Tasks ordered only where hours fall short, and only the tasks; cases listed once: 1.1 times.
* Onsets side by side, so that no resident is looked at to find the next: 1.05 times.
* The front door as a list made without branches, the draws of all posts at once, sums kept beside
  the records: no difference that could be measured.
* Every stage going through each neighbourhood's own part of the register: slower, with three
  records to wait for, one after the other, at each neighbourhood.
* The posts of an authority as a heap, instead of all looked through for each case allocated: 1.05
  times in the national world, where an authority has 487 rows of posts; nothing in the default one.
* Audit, stories and observation authority by authority, right after the week's other stages and
  not once all others have passed through the cache: 1.16 times in the national world.
* The next neighbourhood's records fetched while one is gone through (`sim/fetching.py`), and the
  second half of each record that has a case: 1.07 times in the national world. The last
  three together: 1.25 to 1.4 times there, 1.02 in the default one, which fits in the cache.
* Two threads in place of one: each takes 1.05 times as long for its authorities, so that reading
  from memory does not hold up the other, and there is little to win from another division.
* Numbers in single precision, or an exponential function of our own that works on eight numbers at
  a time: not tried, for other results and for doing a library's work again.

"""

FULL = """## Full runs

Ten years in weeks, compiled and built beforehand.

{table}

"""

STUDIES = """## Many runs at a time

Runs of ten years per second: in one thread, in as many threads of one process as there are
processors, and in as many processes.

{table}

"""


def table(rows: Sequence[Any], headings: dict[str, tuple[str, str]]) -> str:
    """Return records as a Markdown table; ``headings``: field to heading and number format."""
    names = [field.name for field in fields(rows[0]) if field.name in headings]
    lines = [
        "| " + " | ".join(headings[name][0] for name in names) + " |",
        "|" + " ---: |" * len(names),
    ]
    for row in rows:
        cells = (format(getattr(row, name), headings[name][1]) for name in names)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


COMPARED = {
    "citizens": ("citizens", ",d"),
    "twin": ("twin, ns", ",.0f"),
    "engine": ("engine, ns", ".1f"),
    "floor": ("floor, ns", ".1f"),
    "twin_over_engine": ("twin / engine", ".0f"),
    "engine_over_floor": ("engine / floor", ".1f"),
    "twin_bytes": ("twin, bytes per citizen", ",.0f"),
    "engine_bytes": ("engine, bytes per citizen", ",.0f"),
}
FULL_RUN = {
    "world": ("world", "s"),
    "citizens": ("citizens", ",d"),
    "posts": ("posts", ",d"),
    "steps": ("steps", "d"),
    "threads": ("threads", "d"),
    "seconds": ("seconds", ".2f"),
    "nanoseconds": ("ns per citizen and step", ".1f"),
    "peak_mebibytes": ("peak memory of the process, MiB", ",.0f"),
}
STUDY = {
    "authorities": ("authorities", "d"),
    "citizens": ("citizens", ",d"),
    "workers": ("at a time", "d"),
    "one_after_the_other": ("one after the other", ".2f"),
    "in_threads": ("in threads", ".2f"),
    "in_processes": ("in processes", ".2f"),
}
