"""What ``findings.json`` of each kind of results holds, as far as a report reads it."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from experiments.intervals import Estimate
from experiments.nested import Share
from experiments.thread import Hop, Link, State, Thread, Thresholds

Direction = Literal["higher", "lower", "neither"]
Window = tuple[float, float]


class Record(BaseModel):
    """A table of a document; what a report does not read may stand beside."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ShareRecord(Record):
    """Which part of an interval is not knowing the parameters."""

    share: float
    low: float
    high: float
    draws: int


class EstimateRecord(Record):
    """An estimate; None stands for what is undefined."""

    mean: float | None
    low: float | None
    high: float | None
    count: int
    undefined: int = 0
    reason: str = ""
    parameters: ShareRecord | None = None

    @property
    def estimate(self) -> Estimate:
        """The estimate as it was before it was written."""
        found, share = (self.mean, self.low, self.high), self.parameters
        mean, low, high = (math.nan if value is None else value for value in found)
        known = None if share is None else Share(share.share, share.low, share.high, share.draws)
        return Estimate(mean, low, high, self.count, self.undefined, self.reason, known)


class ScenarioRecord(Record):
    """What a scenario says of itself."""

    name: str
    title: str
    claim: str = ""
    source: str = ""


class OutcomeRecord(Record):
    """An outcome of ``goldenthread run``."""

    name: str
    baseline: EstimateRecord
    scenario: EstimateRecord | None
    difference: EstimateRecord | None


class ContrastRecord(Record):
    """An outcome of ``goldenthread compare``."""

    name: str
    reference: EstimateRecord
    level: EstimateRecord
    difference: EstimateRecord
    gain: EstimateRecord


class BandRecord(Record):
    """An outcome in one band of councils."""

    scenario: str
    outcome: str
    band: int
    band_name: str
    reference: EstimateRecord
    level: EstimateRecord
    difference: EstimateRecord


class LinkRecord(Record):
    """How a link answers."""

    link: str
    elasticity: EstimateRecord
    by_domain: dict[str, EstimateRecord] = {}


class HopRecord(Record):
    """What a hop passes on."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    passthrough: EstimateRecord
    state: State
    reason: str


class ThresholdsRecord(Record):
    """What counts as whole and as broken."""

    whole: float
    broken: float


class ThreadRecord(Record):
    """The thread in one world, or of one lever."""

    title: str
    thresholds: ThresholdsRecord
    links: list[LinkRecord] = Field(min_length=8, max_length=8)
    hops: list[HopRecord] = Field(min_length=7, max_length=7)
    bypass: EstimateRecord

    def thread(self, scenario: str) -> Thread:
        """Return the thread; the evidence of its replicates is not in the document."""
        return Thread(
            scenario,
            self.title,
            tuple(
                Link(
                    each.link,
                    each.elasticity.estimate,
                    {name: found.estimate for name, found in each.by_domain.items()},
                )
                for each in self.links
            ),
            tuple(
                Hop(each.source, each.target, each.passthrough.estimate, each.state, each.reason)
                for each in self.hops
            ),
            self.bypass.estimate,
            Thresholds(self.thresholds.whole, self.thresholds.broken),
            np.empty((0, len(self.links))),
        )


class CheckRecord(Record):
    """What a scenario expects, and what was found."""

    quantity: str
    unit: str
    expected: str
    found: str
    verdict: Literal["supported", "contradicted", "undetermined"]
    reason: str


class SteppedRecord(Record):
    """The step of a priority, in words."""

    in_words: str


class RunFindings(Record):
    """Findings of ``goldenthread run``."""

    scenario: ScenarioRecord
    baseline: ScenarioRecord
    replicates: int
    observed: Window
    thread_observed: Window
    lever: SteppedRecord
    outcomes: list[OutcomeRecord] = Field(min_length=1)
    expectations: list[CheckRecord]
    thread: dict[str, ThreadRecord] = Field(min_length=1, max_length=2)
    thread_differences: dict[str, EstimateRecord]
    caveats: list[str]
    findings: list[str]


class CompareFindings(Record):
    """Findings of ``goldenthread compare``."""

    reference: str
    scenarios: dict[str, str]
    replicates: int
    observed: Window
    contrasts: dict[str, list[ContrastRecord]] = Field(min_length=1)
    by_deprivation: list[BandRecord] | None = None
    caveats: list[str]
    findings: list[str]


class StepRecord(Record):
    """How a lever was stepped."""

    parameter: str
    step: float
    in_units: bool


class BandAnswersRecord(Record):
    """Answers in one band of councils, by link."""

    answers: dict[str, EstimateRecord]


class LeverRecord(ThreadRecord):
    """The thread of one lever."""

    in_words: str
    answer_is: str
    steps: list[StepRecord] = Field(min_length=1)
    by_domain: dict[str, dict[str, EstimateRecord]]
    by_band: dict[str, BandAnswersRecord]


class PairRecord(Record):
    """How closely two links go together, as an authority could see it."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    correlation: EstimateRecord
    proportional_slope: EstimateRecord
    rank_agreement: EstimateRecord


class LinkageRecord(Record):
    """What an authority could see."""

    pairs: list[PairRecord]


class ThreadFindings(Record):
    """Findings of ``goldenthread thread``."""

    scenario: ScenarioRecord
    replicates: int
    observed: Window
    thread_observed: Window
    levers: dict[str, LeverRecord] = Field(min_length=1)
    observed_linkage: LinkageRecord
    caveats: list[str]
    findings: list[str]


class PackageRecord(Record):
    """How a package of levers does over the worlds."""

    cost: float
    unbroken: float
    satisfied: float
    undominated: bool


class RobustFindings(Record):
    """Findings of ``goldenthread robust``."""

    packages: dict[str, PackageRecord] = Field(min_length=2)
    findings: list[str]


Findings = RunFindings | CompareFindings | ThreadFindings | RobustFindings
