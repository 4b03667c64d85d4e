"""The page of docs on statistics and tables of targets, made from the code that it is about."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from calibration.statistics import FUNCTIONS
from calibration.statistics.outcomes import DEPRIVATION, NAMED
from calibration.statistics.view import ENGLISH_STAFF
from calibration.targets.examples import EXAMPLES

_HEAD = """# Statistics, and tables of targets

`goldenthread validate FILE` holds a table of official figures against the model. This page says
what can be asked for and how the table is written. It is made by `goldenthread statistics --markdown`
from the code that computes them.

## The table

A CSV file in UTF-8, a figure a row. Columns: `id`, `quantity` (in words), `value`, `tolerance`,
`unit`, `period`, and, if wanted, `statistic`, `scenario`, `role`, `population`, `source` and
`address`. Other columns are left unread, lines that start with `#` too.
`calibration/targets/england_children.csv` is one.

| column | forms |
|---|---|
| `value` | `16.9`; several as in `17 / 33 / 43`, `50 -> 30` or `42 (2022) then 34 (2023)`, each then a target of its own (T13a, T13b, ...); bounds as in `> 0`, `0.2 to 0.5`, `positive` |
| `tolerance` | `5` or `±5` in the unit of the value; `10 %` of the value; `range 5-8` or `[2.8, 3.8]` from where to where; `factor 2`. It is needed, for a tolerance chosen when the result is known is none; `--tolerance '10 %'` gives one to all rows without. Only rows with a `role` of `range`, `scenario` or `parameter` may go without, and are then shown and not judged |
| `period` | any text with years: `2017-2021 mean`, `2010-11 to 2017-18` (a financial year counts as the calendar year in which it begins), `2025`. Where a run does not observe a year of it, all that it observes is taken instead, and the row says so |
| `statistic` | an expression of the vocabulary below; several for several values, with `;` between. Without it the words are read |
| `scenario` | the scenario that the row is about; else that of the command. A `role` such as `scenario austerity` says the same |
| `unit` | `share` makes of a statistic in per cent one from 0 to 1, `weeks` of one in working days one in weeks |
| `role` | rows that start with `fit` and stand in the calibration's own table, with the same statistic and period, are marked and do not count |
| `population` | text; nothing is computed from it |

**Words.** Rows without a `statistic` are read: `goldenthread validate FILE --explain` says how each
was understood, and the report repeats it beside every result. Words that played no part are named.
A row that is not understood is listed as not computed, with the wordings nearest to it; `--strict`
refuses the table.

## How statistics are computed

An expression is a quantity (then its national value), a function of one, or several of these with
`+ - * /` and brackets: `sd(turnover)`, `quantile(caseload, 0.9) / quantile(caseload, 0.1)`,
`change(sd(caseload), 2017, 2021)`. Arguments may be named: `before_after(trust, date=2019, years=2)`.

* A *national* value is the ratio of the sums over all authorities and the whole period.
* What differs *across authorities* is computed year by year, as official figures are, and the mean
  of the yearly values is taken. Authorities without a value in a year are left out.
* *Deprivation* is that of the councils at the start. `most_deprived`, `deprivation_gap` and
  correlations with `deprivation` use it.
* *Audits* are those of the model. They have no grades.
* Dates within a year need the ledger's quarters; `validate` keeps them when a row asks for one.
* What has no denominator is undefined, never 0.
"""

_CHANCE = """
## What is done about chance

The model's authorities have 12 posts, the English ones about {staff:.0f} workers and thousands of
referrals a year. In the small ones chance alone makes turnover differ by 11 points or so. Official
spreads hold a little chance, too. So spreads, shapes, shares and correlations are computed as they
would be in authorities of {staff:.0f} workers: of the variance between authorities the part that is
chance is taken out and put back as much smaller as the authorities are larger. For quantiles and
shares the values are drawn nearer to their mean in that proportion. `as_simulated(...)` leaves all of
it in, `underlying(...)` takes all of it out, `in_size(..., staff)` asks for another size.

How large chance is comes from counts (a share of n referrals, a rate of n workers) times a *design
effect* that is measured: the variance between authorities of 12 posts less that of 96, over what
independent events would give. A vacancy lasts, so that chance is handed on to the next year, and one
who leaves is a vacancy, so that it is shared between outcomes; both are measured in the same way, and
correlations corrected for them. `python -m calibration.statistics.measuring_chance` repeats that at
the defaults. Does it hold? The same statistics, in worlds of 24 authorities of three sizes:

"""

_AFTER = """
Scaled, authorities of 12, 48 and 96 posts should agree; as simulated they do not. Where they differ
still, that is what the correction leaves open: a single run of 24 small authorities says little about
a standard deviation, a variance that chance exceeds is set to 0 and its root is then too small or too
large, and an outcome whose rules themselves work otherwise in a large team (a post more or less
matters) is not the same world in small. `redated` and `reporting_gap` are left as simulated, for what
differs between authorities there does not shrink with size.
"""


def page() -> str:
    """Return ``docs/statistics.md``."""
    parts = [_HEAD, "\n## Quantities\n\n", *_quantities(), "\n## Functions\n", *_functions()]
    parts += [_CHANCE.format(staff=ENGLISH_STAFF), *_sizes(), _AFTER, *_wordings()]
    return "".join(parts)


def _quantities() -> Iterator[str]:
    yield "| quantity | unit | what it is |\n|---|---|---|\n"
    for name, outcome in NAMED.items():
        yield f"| `{name}` | {outcome.unit} | {outcome.meaning} |\n"
    yield f"| `{DEPRIVATION}` | standard score | Deprivation of the council at the start. |\n"
    for function in FUNCTIONS.values():
        if function.makes == "quantity":
            yield f"| `{function.signature}` | {function.unit} | {function.meaning} |\n"


def _functions() -> Iterator[str]:
    made = (each for each in FUNCTIONS.values() if each.makes == "statistic")
    for group, members in groupby(made, key=lambda each: each.group):
        yield f"\n### {group}\n\n| function | unit | what it is |\n|---|---|---|\n"
        for function in members:
            unit = function.unit.replace("same", "that of its argument", 1)
            yield f"| `{function.signature}` | {unit} | {function.meaning} |\n"


def _sizes() -> Iterator[str]:
    text = files("calibration").joinpath("statistics/chance_by_size.csv").read_text("utf-8")
    head, *rows = csv.reader(text.splitlines())
    yield "| " + " | ".join(head) + " |\n|---|" + "---:|" * (len(head) - 1) + "\n"
    for name, *cells in rows:
        yield f"| `{name}` | " + " | ".join(cells) + " |\n"


def _wordings() -> Iterator[str]:
    yield "\n## Wordings\n\nSome of what is understood without a `statistic`:\n\n"
    yield "| words | understood as |\n|---|---|\n"
    for words, expression in EXAMPLES.items():
        yield f"| {words} | `{expression}` |\n"
