"""Serving the site until it is stopped."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from nicegui import app, ui
from starlette.middleware.trustedhost import TrustedHostMiddleware

from dashboard.serving.address import LOOPBACK, bound_port, is_loopback, own_address
from dashboard.serving.codes import Code
from dashboard.serving.join import JoinCode

RECONNECT_SECONDS = 15.0
"""How long a page that has lost its connection may take to come back to its session."""


def serve(
    pages: Sequence[Callable[[], None]],
    *,
    host: str = LOOPBACK,
    port: int = 0,
    browser: bool = True,
    landing: str = "/",
    also: Sequence[str] = (),
    say: Callable[[str], None],
) -> None:
    """Serve pages until Ctrl-C.

    Parameters
    ----------
    pages
        Functions that hang pages in with ``ui.page``.
    host
        Address to listen on; any but this machine's own asks visitors for a join code.
    port
        Port, or 0 for a free one.
    browser
        Whether to open a browser.
    landing
        The page that visitors begin at.
    also
        Further lines for the person at the terminal.
    say
        Told what a person at the terminal must know, a line at a time.

    Raises
    ------
    InputError
        When the address cannot be used.
    """
    chosen = bound_port(host, port)
    for hang_in in pages:
        hang_in()
    if is_loopback(host):
        # Another site's name that resolves to this machine must not reach the page.
        names = ["localhost", "127.0.0.1", "[::1]", host]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=names)
        say(f"Golden Thread is at http://{_named(host)}:{chosen} (Ctrl-C ends it)")
    else:
        code = Code()
        app.add_middleware(JoinCode, code=code, landing=landing)
        reached = own_address() if host in ("0.0.0.0", "::") else host
        say("Everybody on this network can reach the page, and needs the join code.")
        say(f"Golden Thread is at http://{_named(reached)}:{chosen} (Ctrl-C ends it)")
        say(f"Join code: {code.letters}")
    # A bar without a name, for each request; whoever waits is told so by the page itself.
    app.config.quasar_config["loadingBar"]["skipHijack"] = True
    for line in also:
        say(line)
    ui.run(
        host=host,
        port=chosen,
        show=landing if browser else False,
        # Visitors are told apart by a signed cookie, which says nothing of them.
        storage_secret=secrets.token_urlsafe(24),
        reload=False,
        title="Golden Thread",
        language="en-GB",
        reconnect_timeout=RECONNECT_SECONDS,
        show_welcome_message=False,
        binding_refresh_interval=None,
        tailwind=False,
    )


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host
