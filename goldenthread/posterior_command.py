"""The command ``goldenthread posterior``."""

from __future__ import annotations

import json as json_module
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.posterior import SHIPPED
from goldenthread.options import Debug

if TYPE_CHECKING:
    from experiments.posterior.draws import ParameterDraws

UNIDENTIFIED = 0.1
"""A parameter that the data narrowed by less than this share keeps its prior range."""
_SHARES = (0.05, 0.5, 0.95)


def posterior(
    name: Annotated[
        str,
        typer.Argument(metavar="[NAME_OR_FILE]", help="A posterior, or a Parquet file of draws."),
    ] = SHIPPED,
    json: Annotated[
        bool, typer.Option("--json", help="Print the summary as one JSON document.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Show what a posterior says of every parameter, and where it comes from."""
    from experiments.posterior.file import read_draws

    draws = read_draws(name)
    if json:
        sys.stdout.write(json_module.dumps(_summary(draws), indent=2, allow_nan=False) + "\n")
    else:
        _show(draws)


def _summary(draws: ParameterDraws) -> dict[str, Any]:
    from experiments.posterior.drawn import described
    from sim.parameters import PARAMETERS

    medoid = draws.medoid()
    rows = []
    for name in draws.parameters:
        low, median, high = draws.quantiles(name, _SHARES).tolist()
        declared = PARAMETERS[name]
        rows.append(
            {
                "parameter": name,
                "unit": declared.unit,
                "median": median,
                "low": low,
                "high": high,
                "medoid": medoid[name],
                "default": declared.default,
                "range": [declared.low, declared.high],
                "narrowed": draws.identified.get(name),
            }
        )
    # As many equal draws would tell as much of a mean (Kish 1965).
    effective = 1.0 / float((draws.shares**2).sum())
    about = described(draws) | {"effective_draws": effective, "medoid_row": draws.medoid_row + 1}
    return about | {"parameters": rows}


def _show(draws: ParameterDraws) -> None:
    from experiments.wording import counted
    from goldenthread.display import new_table, output, show_table

    console, found = output(), _summary(draws)
    console.print(
        f"{draws.name}: {counted(len(draws), 'draw')} of "
        f"{counted(len(draws.parameters), 'parameter')}, worth {found['effective_draws']:.0f} of "
        "equal weight"
    )
    figures = ("median", "90 % of the draws", "medoid", "default", "allowed", "narrowed by")
    table = new_table(console, "parameter", "unit", *figures, right=figures)
    for row in found["parameters"]:
        table.add_row(
            row["parameter"],
            row["unit"],
            f"{row['median']:.3g}",
            f"{row['low']:.3g} to {row['high']:.3g}",
            f"{row['medoid']:.3g}",
            f"{row['default']:g}",
            "{:g} to {:g}".format(*row["range"]),
            "not said" if row["narrowed"] is None else f"{100 * row['narrowed']:.0f} %",
        )
    show_table(console, table)
    open_still = [
        row["parameter"]
        for row in found["parameters"]
        if row["narrowed"] is not None and row["narrowed"] < UNIDENTIFIED
    ]
    if open_still:
        console.print(f"\nThe data say next to nothing of {', '.join(open_still)}.")
    console.print(f"\nThe medoid, the draw that the others are nearest to, is row "
                  f"{found['medoid_row']}.")  # fmt: skip
    for key, text in draws.provenance.items():
        console.print(f"{key}: {text}", soft_wrap=True)
    if draws.digest:
        console.print(f"SHA-256: {draws.digest}", soft_wrap=True)
