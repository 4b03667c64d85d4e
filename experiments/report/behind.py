"""What stands behind the findings: methods, parameters, councils, definitions, provenance."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.report.folder import ResultsFolder
from experiments.report.manifest import ChangeRecord, Manifest
from experiments.report.view import Part, Table, plain_table
from experiments.wording import counted, listed
from sim.declaration import GRADES
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

MOST_COUNCILS = 12
"""Councils that a change is said to concern by name."""

_METHODS = {
    "run": "In each replicate one history is forked into worlds that share every random draw: the "
    "baseline and the scenario, each without and with a small step of a national priority. The "
    "difference between two worlds is the effect of what was changed and of nothing else. What "
    "arrives at a link is its elasticity: the per cent that it moves per 1 % of the priority's "
    "share; what a hop passes on is the ratio of two of them, with Fieller's interval.",
    "compare": "In each replicate all scenarios share every random draw, and their history where "
    "they do not differ before the observed years. Differences are paired by replicate: scenario "
    "minus reference. In a band of councils, they are between the same councils.",
    "thread": "In each replicate the world is run once as it is and once for every lever, with the "
    "same random draws. Answers are elasticities: by how many per cent a link moves for 1 % more "
    "of the lever, or per unit of it where it has no relative change. What a hop passes on is the "
    "ratio of two of them, with Fieller's interval.",
    "robust": "Every package of levers is put into the same worlds, which differ in what is "
    "uncertain, and two packages are compared world by world. The intervals of all pairs by one "
    "criterion hold at once in 95 % of samples of worlds (bootstrap of the largest studentised "
    "error).",
}
_INTERVALS = (
    "Intervals of means are Student's t at 95 %, over replicates. An outcome is called clearly "
    "different when its interval does not hold zero."
)
_NESTED = (
    "Each pair of replicates takes a draw of parameters of its own, the same one in all worlds; "
    "intervals hold the variance between draws whole, and the chance that averaging has left "
    "(docs/posterior.md)."
)


def methods(folder: ResultsFolder, title: str = "Methods") -> Part:
    """Return how results were made, under a title."""
    said = [_METHODS[folder.kind]]
    if folder.kind != "robust":
        said.append(_INTERVALS)
    if folder.manifest.posterior is not None:
        said.append(_NESTED)
    return Part(title, (_calendar(folder.manifest), *said))


def parameters(manifest: Manifest) -> Part:
    """Return what each world sets, and every parameter with its value."""
    tables = []
    changes = [
        (world.title, _when(change), change.parameter, _how(change), _meaning(change.parameter))
        for world in manifest.worlds.values()
        for change in world.changes
    ]
    if changes:
        heads = ("world", "when", "parameter", "becomes", "meaning")
        tables.append(plain_table("What changes by date", heads, changes, dense=True))
    set_apart = [
        (world.title, name, f"{value:g}", _default(name), _meaning(name))
        for world in manifest.worlds.values()
        for name, value in world.parameters_that_differ.items()
    ]
    if set_apart:
        heads = ("world", "parameter", "value", "default", "meaning")
        tables.append(plain_table("What differs from the outset", heads, set_apart, dense=True))
    said = [] if tables else ["No world differs from the defaults."]
    said += _drawn(manifest)
    return Part("Parameters", tuple(said), (*tables, _all_parameters(manifest)))


def councils(manifest: Manifest) -> Part:
    """Return the councils of the model."""
    rows = [
        (each.name, f"{each.posts:,}", f"{each.population_in_need:,}", f"{each.deprivation:+.2f}")
        for each in manifest.councils.rows
    ]
    heads = ("council", "posts", "citizens", "deprivation")
    table = plain_table(manifest.councils.name or "Councils", heads, rows, narrow=True)
    return Part("Councils in the model", (), (table,))


def definitions(names: Sequence[str]) -> Table:
    """Return what outcomes mean."""
    better = {"higher": "higher", "lower": "lower", "neither": "neither"}
    rows = [(OUTCOMES[name].label, OUTCOMES[name].unit, better[OUTCOMES[name].better],
             OUTCOMES[name].meaning) for name in names]  # fmt: skip
    heads = ("outcome", "unit", "better", "definition")
    return plain_table("What the outcomes mean", heads, rows, dense=True)


def provenance(folders: Sequence[ResultsFolder]) -> Part:
    """Return where the results come from, a table for each folder."""
    tables = []
    for folder in folders:
        manifest = folder.manifest
        rows = [
            ("folder", folder.path.resolve().name),
            ("command", manifest.command or "called from Python"),
            ("date", manifest.date),
            ("seed", str(manifest.seed)),
            ("replicates", str(manifest.replicates)),
            ("versions", ", ".join(f"{name} {at}" for name, at in manifest.versions.items())),
            ("platform", manifest.platform),
            ("SHA-256 of findings.json", folder.digest),
        ]
        if manifest.posterior is not None:
            rows.append(("SHA-256 of the posterior", manifest.posterior.sha256 or "not in a file"))
        caption = f"Results of goldenthread {folder.kind}"
        tables.append(plain_table(caption, ("what", "value"), rows, dense=True))
    said = (
        "The same command with the same version gives the same figures; manifest.json holds "
        "everything needed to repeat it. This report computes nothing: it tells what the folder "
        "holds.",
    )
    return Part("Provenance", said, tuple(tables))


def _calendar(manifest: Manifest) -> str:
    time, (start, end) = manifest.time, manifest.observed
    return (
        f"Observed from {start:g} to {end:g}, in {time.steps_per_year} steps a year, after "
        f"{time.burn_in_years:g} years in which the world settles."
    )


def _drawn(manifest: Manifest) -> list[str]:
    found = manifest.posterior
    if found is None:
        return []
    said = [
        f"{counted(len(found.parameters), 'parameter')} drawn from the posterior {found.name} of "
        f"{counted(found.draws, 'draw')}, of which {len(found.taken)} are taken: "
        f"{listed(found.parameters)}. What a world sets itself goes before a draw; the table "
        "below has values without draws."
    ]
    if found.provenance:
        told = "; ".join(f"{key}: {value}" for key, value in found.provenance.items())
        said.append(f"Of the posterior it is said: {told}.")
    return said


def _all_parameters(manifest: Manifest) -> Table:
    worlds = manifest.worlds
    names = dict.fromkeys(name for world in worlds.values() for name in world.parameters)
    rows = []
    for name in names:
        values = [f"{world.parameters[name]:g}" if name in world.parameters else ""
                  for world in worlds.values()]  # fmt: skip
        same = len(set(values)) == 1
        told = values[0] if same else "; ".join(
            f"{world}: {value}" for world, value in zip(worlds, values, strict=True))  # fmt: skip
        rows.append((name, told, _default(name), _unit(name), _grade(name)))
    heads = ("parameter", "at the outset", "default", "unit", "evidence")
    grades = "; ".join(f"{grade}: {words}" for grade, words in GRADES.items())
    note = f"Evidence for the default. {grades}."
    return plain_table("Every parameter", heads, rows, note=note, narrow=True)


def _when(change: ChangeRecord) -> str:
    ramp = f", over {change.ramp_years:g} years" if change.ramp_years else ""
    end = "" if change.end is None else f", until {change.end:g}"
    return f"from {change.start:g}{ramp}{end}"


def _how(change: ChangeRecord) -> str:
    what = f"{change.value:g}" if change.value is not None else f"times {change.factor:g}"
    if change.councils is None:
        return what
    names = change.councils[:MOST_COUNCILS]
    more = len(change.councils) - len(names)
    return f"{what} in {', '.join(names)}{f' and {more} more' if more else ''}"


def _meaning(name: str) -> str:
    return f"{PARAMETERS[name].meaning} ({PARAMETERS[name].unit})" if name in PARAMETERS else ""


def _default(name: str) -> str:
    return f"{PARAMETERS[name].default:g}" if name in PARAMETERS else ""


def _unit(name: str) -> str:
    return PARAMETERS[name].unit if name in PARAMETERS else ""


def _grade(name: str) -> str:
    return PARAMETERS[name].grade if name in PARAMETERS else ""
