"""The join code: who does not know it sees nothing of a site that is served to a network."""

from __future__ import annotations

import hmac
import secrets
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which look like figures on a projector."""
CODE_LENGTH = 6
COOKIE = "goldenthread_join"
MOST_WRONG = 200
"""Wrong codes after which nobody is let in any more: guessing would take millions."""
MOST_BYTES = 1000

_FORM = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Golden Thread</title>
<style>body{{font:18px/1.5 system-ui,sans-serif;color:#1d1d1f;background:#faf8f3;display:grid;
place-items:center;min-height:95vh}}main{{max-width:24rem}}h1{{font-weight:600}}
input{{font:inherit;letter-spacing:.3em;text-transform:uppercase;padding:.4em;width:9em}}
button{{font:inherit;padding:.4em 1.2em;background:#1d1d1f;color:#fff;border:0;border-radius:4px}}
</style></head><body><main><h1>Golden Thread</h1><form method="post" action="/join">
<p><label for="code">The join code, as your teacher shows it:</label></p>
<p><input id="code" name="code" autocomplete="off" autofocus required maxlength="12">
<button>Join</button></p><p role="alert">{said}</p></form></main></body></html>"""


def new_code() -> str:
    """Return a join code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


class JoinCode:
    """Lets nobody through who has not given the code; the rest of the site stays as it is.

    Parameters
    ----------
    app
        The site.
    code
        The join code.
    landing
        The page that visitors are sent to once they have given it.
    """

    def __init__(self, app: ASGIApp, code: str, landing: str = "/") -> None:
        self._app = app
        self._landing = landing
        self._code = code
        self._pass = secrets.token_urlsafe(24)
        self._wrong = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket") or self._known(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4401})
        elif scope["method"] == "POST" and scope["path"] == "/join":
            await self._join(scope, receive, send)
        else:
            await HTMLResponse(_FORM.format(said=""), 401)(scope, receive, send)

    def _known(self, scope: Scope) -> bool:
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        return hmac.compare_digest(cookies.get(COOKIE, "").encode(), self._pass.encode())

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = await _posted(receive)
        if self._wrong < MOST_WRONG and hmac.compare_digest(given.encode(), self._code.encode()):
            answer = RedirectResponse(self._landing, 303)
            answer.set_cookie(COOKIE, self._pass, httponly=True, samesite="strict")
            await answer(scope, receive, send)
            return
        self._wrong += 1
        closed = self._wrong >= MOST_WRONG
        said = (
            "Too many wrong codes were given. Ask for the site to be started again."
            if closed
            else f"{given[:12] or 'Nothing'} is not the code. Please try again."
        )
        await HTMLResponse(_FORM.format(said=escape(said)), 403)(scope, receive, send)


async def _posted(receive: Receive) -> str:
    """Return the code in the body of a request, of which little is read."""
    body = b""
    while len(body) <= MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    fields = parse_qs(body[:MOST_BYTES].decode("utf-8", "replace"))
    return fields.get("code", [""])[0].strip().upper()
