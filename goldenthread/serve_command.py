"""``goldenthread serve``: the page in a browser."""

from __future__ import annotations

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
    debug: Debug = False,
) -> None:
    """Show two worlds side by side in a browser, and play with them."""
    from sim.errors import InputError

    try:
        from dashboard.live.page import register
        from dashboard.serving.serve import serve as serve_pages
    except ModuleNotFoundError as missing:
        if missing.name != "nicegui":
            raise
        raise InputError(
            "the page needs the extra 'dashboard'",
            remedy="Install it: pip install 'goldenthread[dashboard]'",
        ) from None
    from goldenthread.compilation import announce
    from goldenthread.display import messages

    announce(messages())
    serve_pages([register], host=host, port=port, browser=browser, say=typer.echo)
