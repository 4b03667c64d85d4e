"""The report of ``goldenthread thread``: one world, and how it answers to levers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from experiments.compare.deprivation import band_name
from experiments.intervals import Estimate
from experiments.levers.findings import answered
from experiments.levers.findings import told as told_ends
from experiments.levers.measured import LeverThread
from experiments.posterior.behind import of_thread
from experiments.posterior.behind import sentences as uncertainty
from experiments.report import people, sure
from experiments.report.again import command_like, scenario_word
from experiments.report.clean import shortened
from experiments.report.folder import ResultsFolder
from experiments.report.pictures import chain, kept
from experiments.report.rebuilt import of_lever
from experiments.report.records import ThreadFindings
from experiments.report.threads import hops_table, in_short, legend, stations_table, untitled
from experiments.report.told import BREAKS, CHANGES, SURE, WHOM, Told
from experiments.report.view import Answer, Cell, Missing, Part, Picture, Row, Table, plain_table
from experiments.sentences import breaks, sentences
from experiments.stations import NAMES, station
from experiments.thread import Thread
from experiments.wording import figures, listed, percent

Levers = Mapping[str, LeverThread]
MOST_NAMED = 3
"""Levers that are named in titles and told in sentences."""
MOST_LEVERS = 6
"""Levers in the tables of the first pages; those behind have all."""
_FELT = NAMES.index("felt")


def told(folder: ResultsFolder, found: ThreadFindings) -> Told:
    """Return what levers have to say."""
    levers = {
        name: of_lever(name, each, found.scenario.name, folder.manifest)
        for name, each in found.levers.items()
    }
    names = list(levers)
    named = "The lever " if len(names) == 1 else "The levers "
    title = f"{named + listed(names) if len(names) <= MOST_NAMED else f'{len(names)} levers'} in "
    return Told(
        title + found.scenario.title,
        "",
        found.caveats,
        (
            _changes(folder, found, levers),
            _whom(found, levers),
            _breaks(found, levers),
            _sure(folder, found, levers),
        ),
        _parts(folder, found, levers),
        found.scenario.name,
    )


def _changes(folder: ResultsFolder, found: ThreadFindings, levers: Levers) -> Answer:
    first, *others = levers.values()
    manifest, name = folder.manifest, found.scenario.name
    if manifest.against is None:
        words = ["compare", scenario_word(manifest, name), "SCENARIO"]
        what = "Levers are followed in one world here. To set a scenario against it:"
    else:
        words = ["run", scenario_word(manifest, name)]
        what = "Levers are followed in one world here. To compare it with its baseline:"
    said = [told_ends(lever) for lever in others] if len(levers) <= MOST_NAMED else []
    return Answer(
        CHANGES,
        _arrives(first),
        tuple(said),
        _answers(dict(list(levers.items())[:MOST_LEVERS])),
        missing=(Missing(what, command_like(manifest, words)),),
    )


def _arrives(lever: LeverThread) -> str:
    """Return what arrives of a priority, or what the ends of the thread answer to a lever."""
    if not lever.levers[0].is_priority:
        return told_ends(lever)
    return untitled(sentences(lever.in_words, [lever.thread])[0], lever.thread.title)


def _answers(levers: Levers, *, dense: bool = False) -> Table:
    """Return how every station answers to every lever."""
    rows = [
        Row((Cell(name), Cell(f"per {'unit' if lever.in_units else '1 %'}"),
             *(_answer(link.elasticity, in_units=lever.in_units)
               for link in lever.thread.links[1:])))
        for name, lever in levers.items()
    ]  # fmt: skip
    heads = ("lever", "change", *(f"{name} ({station(name).place})" for name in NAMES[1:]))
    return Table(
        "How each station answers, in per cent, with its 95 % interval; stations of which it is "
        "not clear that they answer are marked",
        heads,
        tuple(rows),
        dense=dense,
    )


def _words(found: Estimate, *, in_units: bool) -> str:
    return percent(found) if in_units else answered(found)


def _answer(found: Estimate, *, in_units: bool) -> Cell:
    words = _words(found, in_units=in_units)
    if not found.defined:
        return Cell("undefined", "none")
    unclear = found.bounded and not found.sign and not found.low == found.high == 0.0
    return Cell(f"{words}, not clear", "none") if unclear else Cell(words)


def _whom(found: ThreadFindings, levers: Levers) -> Answer:
    columns = dict(list(levers.items())[:MOST_NAMED])
    first, lever = next(iter(levers.items()))
    bands = {name: _by_band(each) for name, each in columns.items()}
    what = f"what people experience of {lever.in_words}"
    domains = {name: row[_FELT] for name, row in lever.by_domain.items()}
    if len(bands[first]) < 2:
        return Answer(WHOM, people.spread_in_short(domains, what))
    per = "" if len(columns) > 1 else f" ({found.levers[first].answer_is})"
    table = people.answers_table(
        f"What people experience, by deprivation of their council{per}",
        "councils",
        {name: {band: _words(found, in_units=columns[name].in_units)
                for band, found in row.items()} for name, row in bands.items()},
    )  # fmt: skip
    return Answer(
        WHOM,
        people.ends_in_short(bands[first], what),
        (people.spread_in_short(domains, what),),
        table,
    )


def _by_band(lever: LeverThread) -> dict[str, Estimate]:
    bands = list(lever.by_band)
    if len(bands) < 2:
        return {}
    return {band_name(band, len(bands)): row[_FELT] for band, row in lever.by_band.items()}


def _breaks(found: ThreadFindings, levers: Levers) -> Answer:
    lever = next(iter(levers.values()))
    priority = lever.levers[0].is_priority
    origin = None if priority else ("1 unit" if lever.in_units else "100 %",
                                    shortened(lever.name, 24))  # fmt: skip
    picture = chain(
        lever.thread,
        found.scenario.title,
        f"The thread of {lever.in_words}. {legend(lever.thread)}",
        stations_table([lever.thread]),
        told="" if priority else told_ends(lever),
        origin=origin,
    )
    others = [breaks(each.thread) for each in list(levers.values())[1:]]
    title = lever.thread.title
    short = in_short(lever.thread) if priority else untitled(breaks(lever.thread), title)
    if len(levers) > 1:
        short = f"{title[:1].upper() if priority else title[:1]}{title[1:]}. {short}"
    told = tuple(others) if len(levers) <= MOST_NAMED else ()
    return Answer(BREAKS, short, told, picture=picture)


def _sure(folder: ResultsFolder, found: ThreadFindings, levers: Levers) -> Answer:
    intervals = [each for name, lever in levers.items() for each in of_thread(name, lever.thread)]
    manifest = folder.manifest
    words = ["thread", scenario_word(manifest, found.scenario.name), "--levers"]
    given = ",".join(dict.fromkeys(step.parameter for each in found.levers.values()
                                   for step in each.steps))  # fmt: skip
    return Answer(
        SURE,
        sure.in_short(manifest),
        tuple(uncertainty(intervals, "links and what hops pass on")),
        missing=sure.without_parameters(manifest, [*words, given]),
    )


def _parts(folder: ResultsFolder, found: ThreadFindings, levers: Levers) -> list[Part]:
    threads = {name: lever.thread for name, lever in levers.items()}
    all_answers = _answers(levers, dense=True)
    domains = tuple(
        people.answers_table(
            f"{name}: what arrives, by domain", "domain",
            {link: {domain: _words(row[place], in_units=lever.in_units)
                    for domain, row in lever.by_domain.items()}
             for place, link in enumerate(NAMES) if place},
        )
        for name, lever in list(levers.items())[:MOST_LEVERS]
    )  # fmt: skip
    seen = _seen(found, next(iter(threads.values())))
    pictures = tuple(_pictures(folder, found, all_answers, seen))
    return [
        Part("All findings", tuple(found.findings)),
        Part("Figures and tables", (), (all_answers, *domains, hops_table(threads)), pictures),
    ]


def _seen(found: ThreadFindings, thread: Thread) -> Table:
    """Return what an authority could see between two links, beside what is true."""
    true = {(hop.source, hop.target): percent(hop.passthrough) for hop in thread.hops}
    rows = [
        (f"{pair.source} -> {pair.target}",
         " ".join(_bracketed(pair.correlation.estimate)),
         " ".join(_bracketed(pair.rank_agreement.estimate)),
         percent(pair.proportional_slope.estimate),
         true.get((pair.source, pair.target), ""))
        for pair in found.observed_linkage.pairs
    ]  # fmt: skip
    heads = ("pair of links", "correlation", "rank agreement", "slope looks like", "is passed on")
    caption = f"What can be seen without an experiment, and what is true ({thread.title})"
    return plain_table(caption, heads, rows, dense=True)


def _bracketed(found: Estimate) -> tuple[str, str]:
    mean, interval = figures(found, 2)
    return mean, f"({interval})"


def _pictures(
    folder: ResultsFolder, found: ThreadFindings, answers: Table, seen: Table
) -> Iterator[Picture]:
    drawn = (
        ("thread", "The chain of stations, and beside it the answers by domain, deprivation and "
         "year; the figures stand in the table.", "The thread of the lever", answers),
        ("levers", "A map of levers by stations; the figures stand in the table.",
         "How each station answers to each lever", answers),
        ("observed", "What an authority could see without any experiment, beside what is true; "
         "the figures stand in the table.", "What can be seen from outside", seen),
    )  # fmt: skip
    for name, alt, caption, table in drawn:
        picture = kept(folder, name, alt, f"{caption}, {found.scenario.title}", table)
        if picture is not None:
            yield picture
