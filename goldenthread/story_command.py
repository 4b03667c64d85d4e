"""``goldenthread story``: the life of one citizen, told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.options import Councils, Debug, Json, ScenarioName, Seed, Years


def story(
    scenario: ScenarioName,
    citizen: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help='By name, such as "Council 07/123".', show_default="drawn at random"
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="PATTERN",
            help='Draw from those with such a history: "refused then re-referred".',
            show_default="all who had a need",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="NAME_OR_FILE", help="Tell the same life in this world as well."),
    ] = None,
    stories: Annotated[
        int, typer.Option(help="People told of; each kind of history gets its share.")
    ] = 1,
    seed: Seed = 1,
    replicate: Annotated[int, typer.Option(help="Which life of the world, from 0.")] = 0,
    years: Years = None,
    councils: Councils = None,
    json: Json = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page to read and print; replaces the file."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="PATH", help="Folder, new or empty, for page, text, data and event logs."
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Tell the life of one citizen: what happened, who stood beside, and what was reported."""
    from experiments.page_file import checked_file, write_page
    from experiments.store import checked_folder
    from experiments.stories.story import make_request, tell
    from goldenthread.compilation import announce
    from goldenthread.display import messages
    from scenarios import World

    request = make_request(
        scenario,
        citizen=citizen,
        like=like,
        against=against,
        stories=stories,
        seed=seed,
        replicate=replicate,
        years=years,
        world=None if councils is None else World.from_csv(councils),
        parameters=None,
    )
    file = None if html is None else checked_file(html, key="html")
    folder = None if out is None else checked_folder(out, request.arms[0].name)
    announce(messages())
    told = tell(request)
    if file is not None:
        write_page(told.html().encode("utf-8"), file)
    if folder is not None:
        told.save(folder)
    sys.stdout.write(f"{told.to_json() if json else told.text()}\n")
