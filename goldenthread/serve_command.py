"""``goldenthread serve``: the page in a browser."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from goldenthread.options import Debug


def serve(
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Listen on this address of the machine, for a classroom; 0.0.0.0 is all of them. "
            "Visitors then need the join code that is printed.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port.", show_default="a free one")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    classroom: Annotated[
        bool,
        typer.Option("--classroom", help="Add six guided exercises, and a table for the teacher."),
    ] = False,
    exercise: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME_OR_FILE",
            help="With --classroom: this exercise, shipped or your own; may be repeated.",
            show_default="the six",
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Show two worlds side by side in a browser, and play with them."""
    from experiments.extras import require

    if exercise and not classroom:
        raise typer.BadParameter("give --classroom as well", param_hint="--exercise")
    require("dashboard", "the page", "nicegui")
    from dashboard.live.page import register
    from dashboard.serving.serve import serve as serve_pages
    from goldenthread.compilation import announce
    from goldenthread.display import messages

    announce(messages())
    pages, landing, also = [register], "/", []
    if classroom:
        from dashboard.classroom.library import ORDER, load_exercises
        from dashboard.classroom.pages import LANDING, TEACHER, register_class
        from dashboard.classroom.room import Room

        room = Room(load_exercises(exercise or ORDER))
        pages.append(partial(register_class, room))
        landing = LANDING
        also = [
            f"Students begin at {LANDING}, and you find the class's table at {TEACHER}.",
            f"Teacher's code: {room.code.letters}",
        ]
    serve_pages(
        pages,
        host=host,
        port=port,
        browser=browser,
        landing=landing,
        also=also,
        say=typer.echo,
    )
