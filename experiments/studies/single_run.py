"""One run, and the record that is kept of it."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from experiments.intervals import Floats
from experiments.stations import NAMES
from experiments.studies.design import Run
from experiments.studies.series import WeeklyLedger, series_of
from experiments.thread import elasticity
from sim.declaration import DOMAINS

if TYPE_CHECKING:
    from experiments.stories.log import EventLog
    from sim.ledger import Ledger
    from sim.model import PolicyModel

Origin = Literal["building", "running", "observing", "writing"]
Record = dict[str, Any]


@dataclass(frozen=True)
class Observation:
    """What is kept of one run.

    Attributes
    ----------
    record
        A value for each of ``columns.RECORD_COLUMNS``.
    series
        A column for each of ``columns.OUTCOME_RECORD_COLUMNS``, and for
        each of ``SUM_COLUMNS`` where sums are kept; None when none is kept.
    events
        A column for each of ``columns.EVENT_COLUMNS``; None when no log is kept.
    """

    record: Record
    series: Mapping[str, Any] | None = None
    events: Mapping[str, Any] | None = None


def observed(run: Run) -> Observation:
    """Return what is kept of a run; a run that fails is recorded as failed."""
    origin: Origin = "building"
    try:
        model = built(run)
        origin = "running"
        watched = _run(model, run)
        origin = "observing"
        done = {"status": "done", "origin": "", "exception": "", "traceback": ""}
        record = {"identity": run.identity, **done, **values(model.ledger, watched.stepped, run)}
        series = series_of(run, model.ledger, watched.weeks)
        return Observation(record, series, None if watched.log is None else watched.log.columns())
    except Exception as error:
        return Observation(failure(run.identity, origin, error))


def failure(identity: str, origin: Origin, error: BaseException) -> Record:
    """Return the record of a run that failed."""
    return {
        "identity": identity,
        "status": "failed",
        "origin": origin,
        "exception": f"{type(error).__name__}: {error}",
        "traceback": "".join(traceback.format_exception(error)),
    }


def built(run: Run) -> PolicyModel:
    """Return the model of a run, before its first week."""
    from sim.model import PolicyModel

    case = run.case
    setting = case.setting
    return PolicyModel(
        setting.world,
        parameters=case.parameters,
        changes=setting.changes,
        years=setting.years,
        burn_in_years=setting.burn_in_years,
        steps_per_year=setting.steps_per_year,
        first_year=setting.first_year,
        rng=case.seed,
        replicate=run.replicate,
    )


@dataclass(frozen=True)
class _Watched:
    """What was seen of a run beside its own ledger, as far as it is kept."""

    stepped: Ledger | None = None
    weeks: Ledger | None = None
    log: EventLog | None = None


def _run(model: PolicyModel, run: Run) -> _Watched:
    """Run the model to the end, and its twin."""
    setting, kept = run.case.setting, run.case.kept
    model.run(setting.first_year)
    twin = _twin(model, run) if kept.thread else None
    weeks, log = WeeklyLedger(model) if kept.series == "weekly" else None, None
    if kept.events:
        from experiments.stories.log import event_log

        log = event_log(model)
    else:
        model.run()
    return _Watched(
        None if twin is None else twin.run().ledger, None if weeks is None else weeks.ledger(), log
    )


def _twin(model: PolicyModel, run: Run) -> PolicyModel:
    """Return the model in which the lever is stepped, as the observed years begin or before."""
    lever = run.lever
    if lever.outset is None:
        return model.fork((*run.case.setting.changes, *lever.changes))
    point = {**run.case.point, lever.parameter: lever.outset}
    return built(replace(run, case=replace(run.case, point=point)))


def values(ledger: Ledger, stepped: Ledger | None, run: Run) -> Record:
    """Return the outcomes and links of a run, and with its twin the answers to the lever."""
    from sim.linkage import pooled_links
    from sim.outcomes import outcomes

    window = run.case.setting.window
    links = pooled_links(ledger, *window)
    found: Record = dict(outcomes(ledger, *window))
    found |= {f"link.{name}": float(row.mean()) for name, row in zip(NAMES, links, strict=True)}
    found |= {
        f"link.{name}.{domain}": float(links[row, column])
        for row, name in enumerate(NAMES)
        for column, domain in enumerate(DOMAINS)
    }
    if stepped is None:
        return found
    lever, window = run.lever, run.thread_window
    answers = elasticity(
        pooled_links(ledger, *window), pooled_links(stepped, *window), lever.domain, lever.size
    )
    found |= {"lever": lever.parameter, "step": lever.step}
    return found | _thread_values(answers, judged=not lever.in_units)


def _thread_values(answers: Floats, *, judged: bool) -> Record:
    """Return the answers of the links and hops; of the first hop only where it can be judged."""
    found = {f"elasticity.{name}": float(each) for name, each in zip(NAMES, answers, strict=True)}
    for (source, before), (target, after) in pairwise(zip(NAMES, answers, strict=True)):
        share = float(after / before) if before != 0.0 else float("nan")
        found[f"passthrough.{source}.{target}"] = share
    if not judged:
        # Answers per unit of a lever are no share of it.
        found[f"passthrough.{NAMES[0]}.{NAMES[1]}"] = float("nan")
    return found
