"""``goldenthread report``: a results folder as a page to take to a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.options import Debug


def report(
    results: Annotated[
        Path,
        typer.Argument(
            metavar="RESULTS_DIR", help="Folder of `run`, `compare`, `thread` or `robust`."
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="FILE", help="The HTML file; replaces the file that is there."
        ),
    ] = Path("report.html"),
    robust: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Results of `goldenthread robust`: what to do about it.",
            show_default="those in RESULTS_DIR, if any",
        ),
    ] = None,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf",
            help="Write a PDF of the same name as well (by Chrome, Chromium or Edge).",
        ),
    ] = False,
    debug: Debug = False,
) -> None:
    """Tell what a results folder holds on two pages, with methods and provenance behind."""
    from experiments.report.making import report

    file = report(results, out, robust=robust, pdf=pdf)
    typer.echo(f"Report: {file}")
    if pdf:
        typer.echo(f"Printed: {file.with_suffix('.pdf')}")
