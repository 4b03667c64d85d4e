"""The report of ``goldenthread run``: a scenario against its baseline, and the thread in both."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.comparison import Comparison
from experiments.posterior.behind import of_thread, outcome_interval
from experiments.posterior.behind import sentences as uncertainty
from experiments.report import behind, people, sure
from experiments.report.again import command_like, scenario_word
from experiments.report.changes import headline, largest, levels, one_scenario, several, tallied
from experiments.report.folder import ResultsFolder
from experiments.report.gap import gap_table
from experiments.report.pictures import chain, kept
from experiments.report.rebuilt import of_run
from experiments.report.records import RunFindings
from experiments.report.threads import hops_table, in_short, legend, stations_table, untitled
from experiments.report.told import BREAKS, CHANGES, SURE, WHOM, Told
from experiments.report.view import Answer, Missing, Part
from experiments.sentences import breaks, sentences, shifts
from experiments.thread import Thread
from experiments.wording import listed


def told(folder: ResultsFolder, found: RunFindings) -> Told:
    """Return what a run has to say."""
    rows = of_run(found.outcomes)
    threads = {name: each.thread(name) for name, each in found.thread.items()}
    return Told(
        found.scenario.title,
        found.scenario.claim,
        found.caveats,
        (
            _changes(folder, found, rows),
            _whom(folder, rows, list(threads.values())),
            _breaks(found, list(threads.values())),
            _sure(folder, found, rows, list(threads.values())),
        ),
        _parts(folder, found, rows, threads),
        found.scenario.name,
    )


def _changes(folder: ResultsFolder, found: RunFindings, rows: Sequence[Comparison]) -> Answer:
    shown = headline(rows)
    if shown[0].difference is None:
        words = ["compare", scenario_word(folder.manifest, found.scenario.name), "SCENARIO"]
        return Answer(
            CHANGES,
            f"Nothing is compared here: {found.scenario.title} was run alone.",
            table=levels(shown),
            missing=(
                Missing(
                    "To set a scenario against it:", command_like(folder.manifest, words)
                ),
            ),
        )  # fmt: skip
    baseline = next(iter(found.thread.values())).title
    short = f"Against {baseline}: {tallied(shown)}. {largest(shown)}"
    return Answer(CHANGES, short.strip(), table=one_scenario(shown, baseline))


def _whom(
    folder: ResultsFolder, rows: Sequence[Comparison], threads: Sequence[Thread]
) -> Answer:  # fmt: skip
    shown, paired = headline(rows), len(threads) > 1
    felt = next(link for link in threads[-1].links if link.name == "felt")
    by_domain = people.spread_in_short(felt.by_domain, "what people experience of a rise")
    if not paired:
        return Answer(WHOM, by_domain)
    names = [scenario_word(folder.manifest, name) for name in folder.manifest.worlds]
    words = ["compare", *names, "--by", "deprivation"]
    return Answer(
        WHOM,
        people.groups_in_short(shown),
        (by_domain,),
        missing=(
            Missing(
                "This folder does not tell deprived councils from others. To see who bears it:",
                command_like(folder.manifest, words),
            ),
        ),
    )


def _breaks(found: RunFindings, threads: Sequence[Thread]) -> Answer:
    thread = threads[-1]
    _, *more = sentences(found.lever.in_words, [thread])
    # The break is the short answer; what is amplified and the bypass follow.
    said = [untitled(each, thread.title) for each in more[1:]]
    said += [breaks(other) for other in threads[:-1]]
    changes = {name: each.estimate for name, each in found.thread_differences.items()}
    shifted = shifts(thread.title, changes) if changes else ""
    if shifted:
        said.append(shifted)
    picture = chain(
        thread,
        thread.title,
        f"Of {found.lever.in_words}, how much is still in the thread. {legend(thread)}",
        stations_table(threads),
    )
    return Answer(BREAKS, in_short(thread), tuple(said), picture=picture)


def _sure(
    folder: ResultsFolder,
    found: RunFindings,
    rows: Sequence[Comparison],
    threads: Sequence[Thread],
) -> Answer:
    shown, world = headline(rows), list(folder.manifest.worlds)[-1]
    intervals = [
        outcome_interval(
            world, row.outcome.name, row.outcome.label, row.difference or row.baseline,
            paired=row.difference is not None,
        )
        for row in shown
    ]  # fmt: skip
    links = [each for thread in threads for each in of_thread(thread.scenario, thread)]
    said = [
        sure.claim_in_short(found.expectations),
        *sure.undefined(shown),
        *uncertainty(intervals, "outcomes"),
        *uncertainty([each for each in links if each.kind in ("link", "hop")], "the thread"),
    ]
    words = ["run", scenario_word(folder.manifest, found.scenario.name)]
    missing = sure.without_parameters(folder.manifest, words)
    return Answer(
        SURE, sure.in_short(folder.manifest), tuple(filter(None, said)), missing=missing
    )  # fmt: skip


def _parts(
    folder: ResultsFolder,
    found: RunFindings,
    rows: Sequence[Comparison],
    threads: dict[str, Thread],
) -> list[Part]:
    titles = [thread.title for thread in threads.values()]
    stations = stations_table(list(threads.values()))
    picture = kept(
        folder,
        "thread",
        f"The thread in {listed(titles)}, and below it what is reported minus what is "
        "experienced over the years; the figures stand in the table.",
        "The thread in all worlds, and how reports and experience drift apart",
        stations,
    )
    drift = gap_table(folder, {name: thread.title for name, thread in threads.items()})
    tables = [
        several([(found.scenario.title, rows)], titles[0], every=True)
        if rows[0].difference is not None
        else levels(rows),
        *([sure.claim_table(found.expectations)] if found.expectations else []),
        stations,
        hops_table(threads),
        *([] if drift is None else [drift]),
        behind.definitions([row.outcome.name for row in rows]),
    ]
    pictures = () if picture is None else (picture,)
    return [Part("All findings", tuple(found.findings)), Part("Figures and tables", (),
            tuple(tables), pictures)]  # fmt: skip
