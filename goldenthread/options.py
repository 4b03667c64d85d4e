"""The options that commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="NAME_OR_FILE", help="A scenario of `goldenthread scenarios`, or a TOML file."
    ),
]
Replicates = Annotated[
    int, typer.Option(help="Paired replicates; intervals need 2, useful ones 10 or more.")
]
Years = Annotated[float | None, typer.Option(help="Years observed.", show_default="the scenario's")]
Seed = Annotated[int, typer.Option(help="Root of all random draws.")]
Councils = Annotated[Path | None, typer.Option(help="CSV file of your own councils, a row each.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")]
Out = Annotated[
    str | None,
    typer.Option(
        metavar="PATH",
        help="Results folder, new or empty.",
        show_default="a new one below results",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(help="Replicates run at a time.", show_default="one per processor"),
]
Posterior = Annotated[
    str | None,
    typer.Option(
        metavar="[NAME_OR_FILE]",
        help="Draw parameters from this posterior, so that intervals hold what is not known of "
        "them; alone or last: the one for England.",
        show_default="one value each",
    ),
]
# Commands that compute many rows of parameters.
VariedScenario = Annotated[
    str, typer.Option(metavar="NAME_OR_FILE", help="The scenario that is varied.")
]
SteppedLevers = Annotated[
    str | None,
    typer.Option(
        "--lever", metavar="NAMES", help="What twins step.", show_default="the scenario's own"
    ),
]
WholeWorld = Annotated[
    bool,
    typer.Option("--whole-world", help="The scenario's councils, in place of 8 small ones."),
]
RowYears = Annotated[
    float | None,
    typer.Option(help="Years observed.", show_default="3, or the scenario's if it has dates"),
]
RunsFolder = Annotated[
    str | None, typer.Option(metavar="DIR", help="Folder that keeps runs and results.")
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Go on with, enlarge, or use the runs that DIR holds; a sensitivity's, too.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the findings as one JSON document.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only the path of the results folder.")]

Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler, in place of this machine."),
]
ClusterFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A cluster's jobs, as for `goldenthread sweep`.")
]


class WithPosterior(TyperCommand):
    """A command whose ``--posterior`` may stand without a value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words given, a bare ``--posterior`` made to name the one that is meant."""
        from experiments.posterior import SHIPPED

        spelled, stop = [], args.index("--") if "--" in args else len(args)
        for place, word in enumerate(args):
            following = args[place + 1] if place + 1 < len(args) else "-"
            bare = word == "--posterior" and place < stop and following.startswith("-")
            spelled.append(f"{word}={SHIPPED}" if bare else word)
        return super().parse_args(ctx, spelled)


def wanted_output(*, json: bool, quiet: bool) -> Literal["report", "json", "path"]:
    """Return what is to be printed, or refuse both options at once."""
    if json and quiet:
        raise typer.BadParameter("give either --json or --quiet", param_hint="--quiet")
    return "json" if json else "path" if quiet else "report"


def listed(names: str | None) -> tuple[str, ...] | None:
    """Return the names that stand in a text with commas between; None for none given."""
    if names is None:
        return None
    return tuple(word.strip() for word in names.split(",") if word.strip())


def runs_folder(out: str | None) -> Path:
    """Return the folder that keeps the runs, or refuse to go without one."""
    if out is None:
        raise typer.BadParameter("name the folder that keeps the runs", param_hint="--out")
    return Path(out)
