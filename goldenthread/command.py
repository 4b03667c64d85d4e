"""The command ``goldenthread``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from goldenthread.atlas_command import atlas
from goldenthread.calibrate_command import calibrate
from goldenthread.compare_command import compare
from goldenthread.discover_command import discover
from goldenthread.exercise_command import exercise
from goldenthread.options import (
    Councils,
    Debug,
    Json,
    Out,
    Posterior,
    Quiet,
    Replicates,
    ScenarioName,
    Seed,
    WithPosterior,
    Workers,
    Years,
    wanted_output,
)
from goldenthread.patterns_command import patterns
from goldenthread.posterior_command import posterior
from goldenthread.report_command import report
from goldenthread.robust_command import robust
from goldenthread.sensitivity_command import sensitivity
from goldenthread.serve_command import serve
from goldenthread.specificity_command import specificity
from goldenthread.statistics_command import statistics
from goldenthread.story_command import story
from goldenthread.sweep_command import sweep
from goldenthread.thread_command import thread
from goldenthread.validate_command import validate
from goldenthread.whose_command import whose

INPUT_ERROR, OUR_ERROR, INTERRUPTED = 2, 1, 130


class _Commands(TyperGroup):
    """The commands, any of which Ctrl-C ends with one line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            typer.echo(f"goldenthread: stopped; {str(stop) or 'nothing was written'}", err=True)
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="goldenthread",
    cls=_Commands,
    help="How public policy travels: from a national priority to a life and back up as a report.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"goldenthread {version('goldenthread')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Accept the options that stand before any command."""


@app.command(cls=WithPosterior)
def run(
    scenario: ScenarioName,
    posterior: Posterior = None,
    replicates: Replicates = 20,
    years: Years = None,
    seed: Seed = 1,
    out: Out = None,
    workers: Workers = None,
    councils: Councils = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Run a scenario against its baseline and show where the thread breaks."""
    from goldenthread.running import Request, carry_out

    carry_out(
        Request(
            scenario=scenario,
            posterior=posterior,
            replicates=replicates,
            years=years,
            seed=seed,
            out=out,
            workers=workers,
            councils=councils,
            output=wanted_output(json=json, quiet=quiet),
        )
    )


app.command(cls=WithPosterior)(thread)
app.command(cls=WithPosterior)(compare)
app.command()(story)
app.command()(serve)
app.command()(exercise)
app.command()(whose)
app.command()(specificity)


@app.command()
def profile(
    scenario: ScenarioName,
    years: Years = None,
    seed: Seed = 1,
    councils: Councils = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the profile as one JSON document.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Time one replicate on one thread, stage by stage of the week."""
    from goldenthread.profiling import show_profile

    show_profile(scenario, years=years, seed=seed, councils=councils, as_json=json)


@app.command()
def scenarios(
    check: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Check the scenario files of a folder instead."),
    ] = None,
    debug: Debug = False,
) -> None:
    """List the scenarios that come with the program, each with its claim."""
    from goldenthread.listing import list_faults, list_scenarios

    if check is None:
        list_scenarios()
    elif list_faults(check):
        raise typer.Exit(INPUT_ERROR)


@app.command()
def verdicts(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME_OR_FILE]...",
            help="Scenarios whose claims are tested.",
            show_default="all that are shipped",
        ),
    ] = None,
    replicates: Annotated[
        int, typer.Option(help="Paired replicates of a first round, which plans the second one.")
    ] = 15,
    most: Annotated[
        int | None,
        typer.Option(
            help="Replicates that no scenario exceeds, whatever its declared precision takes.",
            show_default="100; with a first round of fewer than 10, that round",
        ),
    ] = None,
    seed: Seed = 1,
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Folder, new or empty, for page, table and JSON."),
    ] = None,
    workers: Workers = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the verdicts as one JSON document.")
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the verdicts as a page in Markdown.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Put the claims of scenarios to the test: supported, contradicted or undetermined."""
    from goldenthread.trial import Request, show_verdicts

    if json and markdown:
        raise typer.BadParameter("give either --json or --markdown", param_hint="--markdown")
    show_verdicts(
        Request(
            names=names or (),
            replicates=replicates,
            most=most,
            seed=seed,
            workers=workers,
            out=out,
            output="json" if json else "markdown" if markdown else "report",
        )
    )


@app.command()
def parameters(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Write the table as Markdown, for documents.")
    ] = False,
    debug: Debug = False,
) -> None:
    """List every parameter: default, range, unit, evidence, source, meaning."""
    from goldenthread.listing import list_parameters

    list_parameters(markdown=markdown)


@app.command()
def outcomes(debug: Debug = False) -> None:
    """List every outcome: unit, which way is better, meaning."""
    from goldenthread.listing import list_outcomes

    list_outcomes()


app.command()(sweep)
app.command()(patterns)
app.command(cls=WithPosterior)(validate)
app.command()(statistics)
app.command()(sensitivity)
app.command()(atlas)
app.command()(discover)
app.command(cls=WithPosterior)(robust)
app.command()(report)
app.command()(posterior)
app.command()(calibrate)


def main() -> None:
    """Run the command with the words it was given, and exit.

    The status is 0 when all went well, 2 when something given cannot be used, 1 when the
    program is at fault or runs of a study have failed, and 130 when it was interrupted.
    """
    if hasattr(signal, "SIGPIPE"):
        # A reader that has seen enough (`| head`) ends the program without a word.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        # A title may hold a letter that the terminal's encoding lacks.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app(prog_name="goldenthread")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        sys.exit(_explained(error))


def _explained(error: Exception) -> int:
    """Say on stderr what went wrong, and return the exit status."""
    from scenarios.quoting import printable
    from sim.errors import InputError

    if "--debug" in sys.argv:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, InputError):
        typer.echo(f"goldenthread: {printable(str(error))}", err=True)
        return INPUT_ERROR
    if isinstance(error, MemoryError):
        typer.echo(
            "goldenthread: the memory of this machine is full. "
            "Give fewer --workers, or a smaller world",
            err=True,
        )
        return INPUT_ERROR
    typer.echo(
        f"goldenthread: something went wrong inside the program "
        f"({type(error).__name__}: {error}){os.linesep}"
        "This is a fault of ours. Please report it with the command you gave and what it shows "
        "when --debug is added.",
        err=True,
    )
    return OUR_ERROR
