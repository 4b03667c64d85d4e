"""The report of ``goldenthread robust`` alone: packages of levers over many worlds."""

from __future__ import annotations

from experiments.report.again import command_like, scenario_word
from experiments.report.folder import ResultsFolder
from experiments.report.packages import Packages
from experiments.report.told import BREAKS, CHANGES, SURE, WHOM, Told, packages_behind
from experiments.report.view import Answer, Missing
from experiments.wording import counted


def told(folder: ResultsFolder, packages: Packages) -> Told:
    """Return what packages have to say."""
    manifest = folder.manifest
    name, world = next(iter(manifest.worlds.items()))
    word = scenario_word(manifest, name)
    run = command_like(manifest, ["run", word], replicates=False)
    compare = ["compare", word, "SCENARIO", "--by", "deprivation"]
    best = max(packages.all, key=lambda each: each.unbroken.mean)
    often = "none" if best.unbroken.mean == 0 else f"{100 * best.unbroken.mean:.0f} %"
    sure = (
        f"{counted(packages.worlds, 'world')}, the same ones for all packages, each with "
        f"{counted(manifest.replicates, 'replicate')}; the intervals of all pairs hold at once in "
        "95 % of samples of worlds."
    )
    return Told(
        f"{counted(len(packages.all), 'package')} of levers in {world.title}",
        "",
        (),
        (
            Answer(
                CHANGES,
                f"{counted(len(packages.all), 'package')} of levers were put into the same "
                f"{counted(packages.worlds, 'world')}. What each changes against "
                f"{packages.all[0].name!r} stands under what to do about it.",
            ),
            Answer(
                WHOM,
                "Packages are judged by what all people in need experience; who gains most, these "
                "results do not tell.",
                missing=(
                    Missing(
                        "To compare a world by deprivation:",
                        command_like(manifest, compare, replicates=False),
                    ),
                ),
            ),
            Answer(
                BREAKS,
                f"From end to end the thread is unbroken in {often} of the worlds, at best.",
                missing=(Missing("To see at which hop it breaks:", run),),
            ),
            Answer(SURE, sure),
        ),
        packages_behind(packages),
        name,
    )
