"""The join code: who does not know it sees nothing of a site that is served to a network."""

from __future__ import annotations

import hmac
import secrets
from html import escape
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.serving.codes import TOO_MANY, Code

COOKIE = "goldenthread_join"
MOST_BYTES = 1000
TO = "to"
"""Where the address of the form keeps the page that was asked for."""

_FORM = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Golden Thread</title>
<style>body{{font:18px/1.5 system-ui,sans-serif;color:#1d1d1f;background:#faf8f3;display:grid;
place-items:center;min-height:95vh}}main{{max-width:24rem}}h1{{font-weight:600}}
input{{font:inherit;letter-spacing:.3em;text-transform:uppercase;padding:.4em;width:9em}}
button{{font:inherit;padding:.4em 1.2em;background:#1d1d1f;color:#fff;border:0;border-radius:4px}}
</style></head><body><main><h1>Golden Thread</h1><form method="post" action="{action}">
<p><label for="code">The join code, as your teacher shows it:</label></p>
<p><input id="code" name="code" autocomplete="off" autofocus required maxlength="12">
<button>Join</button></p><p role="alert">{said}</p></form></main></body></html>"""


class JoinCode:
    """Lets nobody through who has not given the code; the rest of the site stays as it is.

    Parameters
    ----------
    app
        The site.
    code
        The join code.
    landing
        The page that visitors are sent to once they have given it, unless they came for another.
    """

    def __init__(self, app: ASGIApp, code: Code, landing: str = "/") -> None:
        self._app = app
        self._landing = landing
        self._code = code
        self._pass = secrets.token_urlsafe(24)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket") or self._known(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4401})
        elif scope["method"] == "POST" and scope["path"] == "/join":
            await self._join(scope, receive, send)
        else:
            await self._ask(_wanted(scope), "", 401)(scope, receive, send)

    def _ask(self, wanted: str, said: str, status: int) -> HTMLResponse:
        action = f"/join?{urlencode({TO: wanted})}" if wanted else "/join"
        return HTMLResponse(_FORM.format(said=escape(said), action=escape(action)), status)

    def _known(self, scope: Scope) -> bool:
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        return hmac.compare_digest(cookies.get(COOKIE, "").encode(), self._pass.encode())

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        given, wanted = await _posted(receive), _asked_for(scope)
        address = (scope.get("client") or ("",))[0]
        if self._code.fits(given, address):
            answer = RedirectResponse(wanted or self._landing, 303)
            # Lax: a link that is shared by mail or on a notice board finds the visitor let in.
            answer.set_cookie(COOKIE, self._pass, httponly=True, samesite="lax")
            await answer(scope, receive, send)
            return
        said = f"{given[:12] or 'Nothing'} is not the code. Please try again."
        if self._code.waits(address):
            said = TOO_MANY
        await self._ask(wanted, said, 403)(scope, receive, send)


def _wanted(scope: Scope) -> str:
    """Return the page that a visitor came for, to be shown once they are let in; often none."""
    query = scope["query_string"].decode("ascii", "replace")
    page = scope["path"] + (f"?{query}" if query else "")
    seeks_page = scope["method"] == "GET" and not page.startswith(("/_nicegui", "/join"))
    return page if seeks_page and page != "/" and _is_here(page) else ""


def _asked_for(scope: Scope) -> str:
    """Return the page that a form was shown in place of."""
    query = parse_qs(scope["query_string"].decode("ascii", "replace"))
    page = query.get(TO, [""])[0]
    return page if _is_here(page) else ""


def _is_here(page: str) -> bool:
    """Return whether a page is one of this site: what begins with two strokes names another."""
    return page.startswith("/") and page[1:2] not in ("/", "\\") and page.isprintable()


async def _posted(receive: Receive) -> str:
    """Return the code in the body of a request, of which little is read."""
    body = b""
    while len(body) <= MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    fields = parse_qs(body[:MOST_BYTES].decode("utf-8", "replace"))
    return fields.get("code", [""])[0].strip()
