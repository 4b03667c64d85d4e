"""The report of ``goldenthread compare``: scenarios beside a reference, and who bears it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from experiments.comparison import HEADLINE, Comparison
from experiments.posterior.behind import outcome_interval
from experiments.posterior.behind import sentences as uncertainty
from experiments.report import behind, sure
from experiments.report.again import command_like, scenario_word
from experiments.report.changes import (
    MOST_COLUMNS,
    headline,
    largest,
    one_scenario,
    same,
    several,
    tallied,
)
from experiments.report.folder import ResultsFolder
from experiments.report.people import KEY, Bands, groups_in_short
from experiments.report.pictures import kept
from experiments.report.rebuilt import of_bands, of_contrasts
from experiments.report.records import CompareFindings
from experiments.report.told import BREAKS, CHANGES, SURE, WHOM, Told
from experiments.report.view import Answer, Missing, Part, Picture, Table
from experiments.report.years import precision_table, years_table
from experiments.wording import counted

Rows = Mapping[str, Sequence[Comparison]]
MOST_TOLD = 3
"""Scenarios that the first pages tell of in sentences."""


def told(folder: ResultsFolder, found: CompareFindings) -> Told:
    """Return what a comparison has to say."""
    rows = {name: of_contrasts(each) for name, each in found.contrasts.items()}
    bands = {name: of_bands(found.by_deprivation or [], name) for name in rows}
    first = next((name for name, each in rows.items() if not same(each)), next(iter(rows)))
    return Told(
        _title(found),
        "",
        found.caveats,
        (
            _changes(found, rows),
            _whom(folder, found, rows, bands, first),
            _breaks(folder, first),
            _sure(folder, found, rows),
        ),
        _parts(folder, found, rows, bands),
        first,
    )


def _title(found: CompareFindings) -> str:
    titles = [found.scenarios[name] for name in found.contrasts]
    reference = found.scenarios[found.reference]
    if len(titles) > MOST_TOLD:
        return f"{counted(len(titles), 'scenario')} against {reference}"
    return f"{'; '.join(titles)}: against {reference}"


def _changes(found: CompareFindings, rows: Rows) -> Answer:
    reference = found.scenarios[found.reference]
    shown = {name: headline(each) for name, each in rows.items()}
    tallies = [f"{found.scenarios[name]}: {tallied(each)}." for name, each in shown.items()]
    if len(shown) == 1:
        (only,) = shown.values()
        short = f"Against {reference}: {tallied(only)}. {largest(only)}"
        return Answer(CHANGES, short.strip(), table=one_scenario(only, reference))
    differing = [name for name, each in shown.items() if not same(each)] or list(shown)
    chosen = differing[:MOST_COLUMNS]
    columns = [(found.scenarios[name], shown[name]) for name in chosen]
    rest = len(differing) - len(chosen)
    said = tallies[1 : MOST_COLUMNS + 1]
    if rest:
        said.append(f"{counted(rest, 'more scenario')} in the tables behind.")
    table = several(columns, reference)
    if len(columns) == 1:
        table = one_scenario(columns[0][1], reference)
    return Answer(CHANGES, f"Against {reference}. {tallies[0]}", tuple(said), table)


def _whom(
    folder: ResultsFolder,
    found: CompareFindings,
    rows: Rows,
    bands: Mapping[str, Bands | None],
    first: str,
) -> Answer:
    known = {name: each for name, each in bands.items() if each is not None}
    groups = groups_in_short(headline(rows[first]))
    lead = "" if len(rows) == 1 else f"{found.scenarios[first]}. "
    if not known:
        manifest = folder.manifest
        words = [scenario_word(manifest, name) for name in manifest.worlds]
        command = command_like(manifest, ["compare", *words, "--by", "deprivation"])
        missing = Missing("This folder does not tell deprived councils from others. To see who "
                          "bears it:", command)  # fmt: skip
        return Answer(WHOM, lead + groups, missing=(missing,))
    said = [lead + groups]
    differing = {name: each for name, each in known.items()
                 if name == first or not same(rows[name])}  # fmt: skip
    for name, each in list(differing.items())[:MOST_TOLD]:
        title = "" if len(rows) == 1 else f"{found.scenarios[name]}. "
        if name != first:
            said.append(title + each.in_short(HEADLINE))
        said += [title + words for words in [each.sentence("experience")] if words]
    table = known[first].table(f"{lead}Difference within each band of councils", KEY)
    return Answer(WHOM, lead + known[first].in_short(HEADLINE), tuple(said), table)


def _breaks(folder: ResultsFolder, first: str) -> Answer:
    words = ["run", scenario_word(folder.manifest, first)]
    return Answer(
        BREAKS,
        "A comparison steps no priority, so that it cannot tell where the thread breaks.",
        missing=(Missing("To follow the thread:", command_like(folder.manifest, words)),),
    )


def _sure(folder: ResultsFolder, found: CompareFindings, rows: Rows) -> Answer:
    intervals = [
        outcome_interval(name, row.outcome.name, row.outcome.label, row.difference, paired=True)
        for name, each in rows.items() for row in each if row.difference is not None
    ]  # fmt: skip
    noted = {note for each in rows.values() for note in sure.undefined(headline(each))}
    manifest = folder.manifest
    words = [scenario_word(manifest, name) for name in manifest.worlds]
    return Answer(
        SURE,
        sure.in_short(manifest),
        (*sorted(noted), *uncertainty(intervals, "differences in outcomes")),
        missing=sure.without_parameters(manifest, ["compare", *words]),
    )


def _parts(
    folder: ResultsFolder, found: CompareFindings, rows: Rows, bands: Mapping[str, Bands | None]
) -> list[Part]:
    reference = found.scenarios[found.reference]
    columns = [(found.scenarios[name], each) for name, each in rows.items()]
    outcomes = [
        several(columns[first : first + MOST_COLUMNS], reference, every=True)
        for first in range(0, len(columns), MOST_COLUMNS)
    ]
    by_band = tuple(
        each.table(f"{found.scenarios[name]}: difference within each band of councils", HEADLINE)
        for name, each in bands.items() if each is not None
    )  # fmt: skip
    pictures = tuple(_pictures(folder, outcomes[0], by_band))
    names = [row.outcome.name for row in next(iter(rows.values()))]
    return [
        Part("All findings", tuple(found.findings)),
        Part(
            "Figures and tables",
            (),
            (*outcomes, *by_band, behind.definitions(names)),
            pictures,
        ),
    ]


def _pictures(
    folder: ResultsFolder, outcomes: Table, by_band: Sequence[Table]
) -> Iterator[Picture]:  # fmt: skip
    what = "small charts over the years with 95 % bands, an outcome each"
    drawn = (
        ("levels", f"The level of each outcome in all scenarios: {what}.",
         "The outcomes over the years", years_table(folder, "levels")),
        ("differences", f"Scenario minus reference in each outcome: {what}.",
         "What each scenario changes over the years", years_table(folder, "differences")),
        ("deprivation", "Differences within each band of councils, the most deprived first.",
         "Who bears it", by_band[0] if by_band else None),
        ("precision", "Half the width of intervals against the number of replicates.",
         "How precise it is", precision_table(folder)),
    )  # fmt: skip
    for name, alt, caption, table in drawn:
        found = kept(folder, name, alt, caption, table)
        if found is not None:
            yield found
