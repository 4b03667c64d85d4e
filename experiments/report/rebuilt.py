"""Results as the experiments know them, made again from what a folder holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.comparison import Comparison
from experiments.report.clean import shortened
from sim.errors import InputError
from sim.outcomes import OUTCOMES, Outcome

if TYPE_CHECKING:
    from experiments.levers.measured import LeverThread
    from experiments.report.manifest import Manifest
    from experiments.report.people import Bands
    from experiments.report.records import (
        BandRecord,
        ContrastRecord,
        EstimateRecord,
        LeverRecord,
        OutcomeRecord,
    )


def of_run(records: list[OutcomeRecord]) -> list[Comparison]:
    """Return the outcomes of a run."""
    return [
        Comparison(
            _outcome(each.name),
            each.baseline.estimate,
            None if each.scenario is None else each.scenario.estimate,
            None if each.difference is None else each.difference.estimate,
        )
        for each in records
    ]


def of_contrasts(records: list[ContrastRecord]) -> list[Comparison]:
    """Return the outcomes of one scenario of a comparison."""
    return [
        Comparison(
            _outcome(each.name),
            *(found.estimate for found in (each.reference, each.level, each.difference)),
        )
        for each in records
    ]


def of_bands(records: list[BandRecord], scenario: str) -> Bands | None:
    """Return the outcomes of one scenario in every band; None without any."""
    from experiments.report.people import Bands

    found: dict[str, list[tuple[int, str, Comparison]]] = {}
    for each in records:
        if each.scenario == scenario:
            row = Comparison(
                _outcome(each.outcome),
                *(one.estimate for one in (each.reference, each.level, each.difference)),
            )
            found.setdefault(each.outcome, []).append((each.band, each.band_name, row))
    if not found:
        return None
    for rows in found.values():
        rows.sort(key=lambda row: row[0])
    names = tuple(name for _, name, _ in next(iter(found.values())))
    return Bands(names, {name: tuple(row for *_, row in rows) for name, rows in found.items()})


def of_lever(name: str, record: LeverRecord, world: str, manifest: Manifest) -> LeverThread:
    """Return the thread of a lever; the answers of its replicates are not in the documents."""
    from experiments.lever import Lever
    from experiments.levers.measured import LeverThread

    start = manifest.time.first_year
    levers = tuple(
        Lever(each.parameter, each.step, start, in_units=each.in_units) for each in record.steps
    )
    return LeverThread(
        name,
        levers,
        record.thread(world),
        {group: _row(row) for group, row in record.by_domain.items()},
        {int(band): _row(row.answers) for band, row in record.by_band.items()},
        {},
        {},
        (),
    )


def _row(record: dict[str, EstimateRecord]) -> tuple:  # type: ignore[type-arg]
    return tuple(each.estimate for each in record.values())


def _outcome(name: str) -> Outcome:
    if name not in OUTCOMES:
        raise InputError(
            f"it has an outcome that is not known here, {shortened(name, 60)!r}",
            remedy="Carry out its command again",
            key="results",
            value=name,
        )
    return OUTCOMES[name]
