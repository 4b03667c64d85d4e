"""What every report has in common, whatever the command: its frame, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.provenance import installed_version
from experiments.report import behind
from experiments.report.again import command_like, report_command, scenario_word
from experiments.report.folder import ResultsFolder
from experiments.report.limits import limits
from experiments.report.packages import MOST_PACKAGES, Packages
from experiments.report.pictures import kept
from experiments.report.view import Answer, Missing, Part, Picture, Report, plain_table
from experiments.wording import counted

CHANGES, WHOM, BREAKS, TODO, SURE = (
    "What changes?",
    "For whom?",
    "Where does the thread break?",
    "What to do about it?",
    "How sure is that?",
)
_PACKAGES = "results/packages"
"""Where a command that is proposed keeps its results."""


@dataclass(frozen=True)
class Told:
    """What one kind of results has to say.

    Attributes
    ----------
    title, claim
        What it is about, and what the scenario claims.
    notes
        What must be known first.
    answers
        Its answers, without what to do about it.
    parts
        What stands behind, of this kind alone.
    world
        Name of the scenario that further commands are about.
    """

    title: str
    claim: str
    notes: Sequence[str]
    answers: Sequence[Answer]
    parts: Sequence[Part]
    world: str


def framed(folder: ResultsFolder, told: Told, packages: Packages | None) -> Report:
    """Return the report: the answers in their order, the standing box, and what is behind."""
    manifest = folder.manifest
    apart = packages is not None and packages.folder is not folder
    folders = [folder, packages.folder] if packages is not None and apart else [folder]
    answers = list(told.answers)
    answers.insert(len(answers) - 1, todo(folder, packages, told.world))
    parts = list(told.parts)
    if packages is not None and apart:
        parts += packages_behind(packages)
    return Report(
        told.title,
        _setting(folder),
        told.claim,
        tuple(told.notes),
        tuple(answers),
        limits(folder.kind, posterior=manifest.posterior is not None),
        (
            *parts,
            behind.methods(folder),
            *(
                [behind.methods(packages.folder, "Methods, packages of levers")]
                if packages is not None and apart
                else []
            ),
            behind.parameters(manifest),
            behind.councils(manifest),
            behind.provenance(folders),
        ),
        _names(folders),
        f"Golden Thread {installed_version('goldenthread')}, from results {folder.digest[:12]}",
    )


def todo(folder: ResultsFolder, packages: Packages | None, world: str) -> Answer:
    """Return what packages of levers would do, or which command would say so."""
    if packages is None:
        # What two packages are compared in must differ between worlds: replicates are few there.
        scenario = scenario_word(folder.manifest, world)
        words = ["robust", "--scenario", scenario, "--out", _PACKAGES]
        command = command_like(folder.manifest, words, replicates=False)
        more = report_command(folder, "--robust", _PACKAGES)
        return Answer(
            TODO,
            "No packages of levers have been compared for this report, so it gives no advice.",
            missing=(
                Missing("To compare packages of levers over all that is uncertain:", command),
                Missing("Then, for this report with them:", more),
            ),
        )
    return Answer(
        TODO,
        packages.in_short(),
        (packages.setting,),
        packages.table(MOST_PACKAGES),
    )


def packages_behind(packages: Packages) -> list[Part]:
    """Return the findings, tables and figures of packages."""
    folder = packages.folder
    table = packages.table()
    rows = [
        (package.name, f"{package.cost:g}",
         ", ".join(f"{name} {value:g}" for name, value in package.levers.items()) or "nothing")
        for package in folder.manifest.packages
    ]  # fmt: skip
    levers = plain_table("What each package sets", ("package", "cost", "sets"), rows)
    pictures: list[Picture | None] = [
        kept(folder, "packages", "Every package: cost, shares of worlds, regret, means, with "
             "intervals; the figures stand in the table.", "The packages over all worlds",
             table),
        kept(folder, "pairs", "Every two packages compared in what people feel, experience and "
             "reports; differences to the first package stand in the table.",
             "Package against package", table),
    ]  # fmt: skip
    return [
        Part(
            "Packages of levers",
            (packages.setting, *folder.findings.findings, *packages.all_compared()),
            (levers,),
            tuple(picture for picture in pictures if picture is not None),
        )
    ]


def _setting(folder: ResultsFolder) -> str:
    manifest = folder.manifest
    start, end = manifest.observed
    return (
        f"{counted(len(manifest.councils.rows), 'council')}, "
        f"{counted(manifest.citizens, 'citizen')}, {start:g} to {end:g}, "
        f"{counted(manifest.replicates, 'replicate')}, seed {manifest.seed}"
    )


def _names(folders: Sequence[ResultsFolder]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for folder in folders:
        manifest = folder.manifest
        for name, world in manifest.worlds.items():
            found |= {name: None, world.title: None}
        found |= {package.name: None for package in manifest.packages}
        found |= {council.name: None for council in manifest.councils.rows}
    return tuple(found)
