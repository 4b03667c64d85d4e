"""Serving: to this machine alone, or to a network behind a join code; sessions that end."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from typing import Any

import httpx
import pytest

from dashboard.live.session import MOST_SESSIONS, Session
from dashboard.live.visit import Visit
from dashboard.serving.address import bound_port, is_loopback
from dashboard.worlds.settings import Settings, Size
from sim.errors import InputError
from tests.dashboard.conftest import PATIENCE, Server, served


def test_it_is_served_to_this_machine_and_to_no_other_name(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert httpx.get(server.url, timeout=PATIENCE / 1000).status_code == 200
    assert httpx.get(server.url, headers={"Host": "rebound.example"}).status_code == 400


def test_nothing_comes_from_another_site(server: Server) -> None:
    page = httpx.get(server.url, timeout=PATIENCE / 1000).text
    sources = re.findall(r"""(?:src|href)=["'](https?:)?//([^"'/]+)""", page)
    assert sources == []


@pytest.fixture(scope="module")
def classroom() -> Iterator[Server]:
    with served("--host", "0.0.0.0") as found:
        yield found


def test_a_network_is_let_in_by_the_join_code_alone(classroom: Server) -> None:
    assert any("Everybody on this network" in line for line in classroom.said)
    code = classroom.wait_for("Join code: ").split()[-1]
    url = f"http://127.0.0.1:{classroom.url.rpartition(':')[2]}"
    with httpx.Client(base_url=url) as visitor:
        for path in ("/", "/_nicegui/x", "/../etc/passwd"):
            assert visitor.get(path).status_code == 401
        for wrong in ("", "AAAAAA", "<b>", "x" * 5000):
            refused = visitor.post("/join", data={"code": wrong})
            assert refused.status_code == 403
            assert "<b>" not in refused.text.lower()
        assert visitor.get("/").status_code == 401
        assert visitor.post("/join", data={"code": f" {code.lower()} "}).status_code == 303
        assert "Golden Thread" in visitor.get("/").text
    assert httpx.get(url).status_code == 401
    assert httpx.get(url, cookies={"goldenthread_join": code}).status_code == 401


def test_who_came_by_a_link_is_brought_there_after_joining(classroom: Server) -> None:
    code = next(line for line in classroom.said if "Join code: " in line).split()[-1]
    url = f"http://127.0.0.1:{classroom.url.rpartition(':')[2]}"

    def joined(address: str) -> str:
        with httpx.Client(base_url=url) as visitor:
            form = re.search(r'action="([^"]+)"', visitor.get(address).text)
            assert form is not None
            action = unescape(form[1])
            assert visitor.post(action, data={"code": "WRONG"}).status_code == 403
            answer = visitor.post(action, data={"code": code})
            assert answer.status_code == 303
            assert "samesite=lax" in answer.headers["set-cookie"].lower()
            return str(answer.headers["location"])

    link = "/?scenario=austerity&set=grant:0.9@2014.0"
    assert joined(link) == link
    for elsewhere in ("/", "/_nicegui/x", "//evil.example/", "/join?to=https://evil.example",
                      "/join?to=//evil.example", "/join?to=/%5Cevil.example"):  # fmt: skip
        assert joined(elsewhere) == "/"


def test_a_port_that_is_taken_and_an_address_that_is_not_here_are_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="cannot be served"):
            bound_port("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(InputError, match="cannot be served"):
        bound_port("192.0.2.1", 0)
    assert bound_port("127.0.0.1", 0) > 0
    assert [is_loopback(host) for host in ("localhost", "::1", "127.9.9.9", "0.0.0.0", "me")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def small() -> Settings:
    return replace(Settings.of("england"), size=Size(2, 2, 5), years=0.5)


def done(work: Coroutine[Any, Any, Any]) -> Any:
    """Return what some work comes to, in a thread of its own: the browser's has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_sessions_are_counted_and_let_go() -> None:
    full = [Session(small()) for _ in range(MOST_SESSIONS)]
    before = len(Session.open)
    assert before == 0
    for session in full:
        session.admit()
    with pytest.raises(InputError, match="as many as this machine takes"):
        Session(small()).admit()
    for session in full:
        session.end()
    assert len(Session.open) == 0


def test_a_session_that_nobody_touches_ends_and_says_so() -> None:
    visit, said = Visit(Session(small())), []
    visit.on_end.append(said.append)

    async def wait() -> None:
        await visit.begin()
        assert visit.session.pair is not None
        await visit.tick()
        assert said == []
        visit.session.touched = float("-inf")
        await visit.tick()

    done(wait())
    assert "ended" in said[0]
    assert visit.session.pair is None
    assert done(visit.session.work(lambda pair: pair.steps)) is None


def test_playing_stops_at_the_end_of_the_years() -> None:
    visit = Visit(Session(small()))

    async def play() -> None:
        await visit.begin()
        visit.speed = 52
        visit.play(True)
        while visit.playing:
            await visit.tick()

    done(play())
    visit.close()
    assert visit.moment is not None
    assert visit.moment.finished
    assert visit.moment.share == 1.0
