"""The page in a real browser: played, changed, shared and broken as a visitor would."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest

from dashboard.worlds.files import to_toml
from dashboard.worlds.settings import Settings
from scenarios import load
from tests.dashboard.conftest import Server

Visit = Callable[..., Any]
SMALL = "/?scenario=austerity&councils=5&posts=3&citizens=10&years=2"
"""A world that a test can play."""
START = "1 January 2010"


def date_is(page: Any, date: str) -> None:
    page.locator("output", has_text=date).wait_for()


def step(page: Any, unit: str) -> None:
    page.get_by_role("button", name=f"One {unit} on").click()


def lever(page: Any, name: str) -> Any:
    return page.get_by_role("textbox", name=re.compile(rf"^{name}, "))


def told(page: Any, words: str) -> Any:
    """Wait for a sentence that is told, and return it."""
    sentence = page.get_by_role("alert").filter(has_text=words).first
    sentence.wait_for()
    assert "Traceback" not in page.content()
    return sentence


def test_time_passes_in_steps_and_by_itself_and_ends(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    step(page, "week")
    date_is(page, "8 January 2010")
    step(page, "month")
    date_is(page, "5 February 2010")
    page.get_by_label("Speed", exact=True).select_option("52")
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    date_is(page, "1 January 2012, the end")
    assert page.get_by_role("button", name="Play", exact=True).is_disabled()


def test_a_change_is_marked_and_survives_a_new_start(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    step(page, "month")
    field = lever(page, "Accountability stakes")
    field.fill("0.9")
    field.press("Enter")
    page.get_by_text("with 1 change of yours").wait_for()
    page.wait_for_url(re.compile(r"set=accountability_stakes:0\.9@2010\.0\d+"))
    page.get_by_role("button", name="Start again with these settings").click()
    date_is(page, START)
    assert field.input_value() == "0.9"
    page.wait_for_url(re.compile(r"set=accountability_stakes:0\.9@2010\.0$"))
    page.reload()
    date_is(page, START)
    assert lever(page, "Accountability stakes").input_value() == "0.9"


def test_the_slider_moves_by_the_keyboard(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    slider = page.get_by_role("slider", name="Coproduction, slider")
    slider.focus()
    page.keyboard.press("End")
    page.get_by_text("with 1 change of yours").wait_for()
    assert lever(page, "Coproduction").input_value() == "1"


def test_what_is_half_typed_stays_while_weeks_pass(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    field = lever(page, "Grant")
    field.fill("0.7")
    page.get_by_role("button", name="Play", exact=True).dispatch_event("click")
    date_is(page, "February 2010")
    assert field.input_value() == "0.7"
    field.press("Enter")
    page.get_by_text("with 1 change of yours").wait_for()
    assert field.input_value() == "0.7"


def test_a_preset_is_another_world_from_its_own_first_year(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    page.get_by_label("Scenario", exact=True).select_option("localism")
    date_is(page, "1 January 2017")
    page.get_by_role("heading", name=re.compile(re.escape(load("localism").title))).wait_for()
    page.get_by_role("button", name="About this scenario").click()
    page.get_by_text(load("localism").claim).wait_for()


def test_the_thread_is_told_by_pointer_and_by_keyboard(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    parts = page.locator("section[aria-label=Yours] [data-tell]")
    parts.first.wait_for()
    assert parts.count() >= 15

    def told_of(part: str) -> None:
        """Wait until what is told is of a part; the measurements go on meanwhile."""
        page.wait_for_function(
            "() => { const parts = document.querySelectorAll('section[aria-label=Yours] "
            f"[data-tell]'); return document.getElementById('tell').textContent === {part}"
            ".dataset.tell; }"
        )

    parts.nth(1).focus()
    told_of("parts[1]")
    assert re.search(r"moves on", page.locator("#tell").inner_text())
    parts.last.hover()
    told_of("parts[parts.length - 1]")


def test_what_is_told_follows_a_new_drawing_and_keeps_the_focus(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    part = page.locator("section[aria-label=Yours] [data-part=felt]")
    part.wait_for()
    part.focus()
    # Another drawing comes in, as it does with every measurement.
    page.evaluate(
        """() => {
          const old = document.querySelector("section[aria-label=Yours] svg.place");
          const other = old.cloneNode(true);
          other.querySelector("[data-part=felt]").dataset.tell = "Other words.";
          old.replaceWith(other);
        }"""
    )
    page.locator("#tell", has_text="Other words.").wait_for()
    assert page.evaluate("document.activeElement.dataset.part") == "felt"


def test_charts_show_both_worlds_and_a_definition(visit: Visit, server: Server) -> None:
    page = visit(SMALL)
    date_is(page, START)
    step(page, "year")
    date_is(page, "1 January 2011")
    page.get_by_role("tab", name="Charts").click()
    figures = page.locator(".charts figure")
    figures.nth(7).locator("canvas").first.wait_for()
    assert figures.count() == 8
    assert re.fullmatch(r"\d+\.\d\s→\s\d+\.\d", figures.nth(3).locator(".now").inner_text())
    page.get_by_label("Councils shown").select_option("each")
    figures.nth(3).get_by_role("button", name="Strain of staff: what it is").click()
    page.get_by_text("Mean strain of staff.").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("Mean strain of staff.").wait_for(state="hidden")
    step(page, "week")
    date_is(page, "8 January 2011")
    # The closed chart is not drawn any more.
    assert not any("deleted" in line for line in server.said)


@pytest.mark.parametrize(
    ("sort", "name"),
    [("citizen", "Council 03/4"), ("worker", "Council 03, post 2"), ("council", "Council 03")],
)
def test_somebody_is_followed_in_both_worlds(visit: Visit, sort: str, name: str) -> None:
    page = visit(SMALL)
    date_is(page, START)
    step(page, "year")
    date_is(page, "1 January 2011")
    page.get_by_role("tab", name="Somebody's story").click()
    page.locator(".moments li").first.wait_for()
    if sort != "citizen":
        page.get_by_label("Whom to follow").select_option(sort)
    example = {"citizen": "/", "worker": ", post ", "council": ": "}[sort]
    page.locator(".story-of", has_text=example).wait_for()
    field = page.get_by_label("Name", exact=True)
    field.fill(name)
    field.press("Enter")
    page.locator(".story-of", has_text=name).wait_for()
    before = page.locator(".moments li").count()
    step(page, "year")
    date_is(page, "1 January 2012")
    page.wait_for_function(f"document.querySelectorAll('.moments li').length != {before} "
                           "|| document.body.innerText.includes('1 January 2012')")  # fmt: skip
    field.fill("Nobody/1")
    field.press("Enter")
    told(page, "Nobody")


def test_what_is_downloaded_is_what_is_played(visit: Visit, tmp_path: Path) -> None:
    page = visit(SMALL + "&set=grant:0.8@2010.0")
    date_is(page, START)
    step(page, "month")
    date_is(page, "5 February 2010")
    page.get_by_role("button", name="Share and download").click()
    link = page.get_by_label("Link to these settings")
    assert link.input_value().startswith("http://127.0.0.1")
    assert "set=grant:0.8@2010.0" in link.input_value()
    for name, kind in (("Scenario (TOML)", ".toml"), ("Data (CSV)", ".csv")):
        with page.expect_download() as found:
            page.get_by_role("button", name=name).click()
        file = tmp_path / found.value.suggested_filename
        found.value.save_as(file)
        assert file.suffix == kind
        if kind == ".toml":
            (change,) = (c for c in load(file).dated if c.entry.parameter == "grant")
            assert change.entry.value == 0.8
        else:
            assert file.read_text().count("\n") == 1 + 5


def test_a_file_of_ones_own_is_played_and_a_broken_one_is_refused(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit(SMALL)
    date_is(page, START)
    broken, good = tmp_path / "broken.toml", tmp_path / "mine.toml"
    broken.write_text('title = "x\n')
    good.write_text(to_toml(Settings.of("england")).replace("authorities = 24", "authorities = 5"))
    page.get_by_role("button", name="Set up").click()
    page.get_by_label("Upload a scenario file").set_input_files(broken)
    assert "broken.toml, line 1" in told(page, "not valid TOML").inner_text()
    page.get_by_label("Upload a scenario file").set_input_files(good)
    date_is(page, "1 January 2017")
    assert page.get_by_label("Scenario", exact=True).input_value().startswith("a file of your own")


@pytest.mark.parametrize("absurd", ["7", "-1", "nan", "1e999", "many", "<b>1</b>", "9" * 5000])
def test_an_absurd_value_is_refused_in_a_sentence(visit: Visit, absurd: str) -> None:
    page = visit(SMALL)
    date_is(page, START)
    field = lever(page, "Grant")
    before = field.input_value()
    field.fill(absurd)
    field.press("Enter")
    told(page, "Give a value from 0.1 to 1.5")
    page.wait_for_function("value => document.activeElement.value === value", arg=before)
    step(page, "week")
    date_is(page, "8 January 2010")


@pytest.mark.parametrize(
    "query", ["scenario=austrity", "set=grant:9@2010", "councils=1000000", "file=AAAA", "x=%3Cb%3E"]
)
def test_a_broken_link_is_told_and_the_page_is_there(visit: Visit, query: str) -> None:
    page = visit(f"/?{query}")
    told(page, "This link cannot be used")
    date_is(page, START)


def test_after_an_upload_the_page_goes_on(visit: Visit, tmp_path: Path) -> None:
    page = visit(SMALL)
    date_is(page, START)
    mine = tmp_path / "mine.toml"
    toml = to_toml(Settings.of("england"))
    for name, count in (("authorities", 3), ("posts", 3), ("citizens_per_post", 10)):
        toml = re.sub(rf"{name} = \d+", f"{name} = {count}", toml)
    mine.write_text(toml.replace("England, unchanged", "Mine alone"))
    page.get_by_role("button", name="Set up").click()
    page.get_by_label("Upload a scenario file").set_input_files(mine)
    page.get_by_role("heading", name="Mine alone").wait_for()
    page.wait_for_function("location.search.startsWith('?file=')")


def test_what_is_too_much_for_a_link_is_said(visit: Visit, tmp_path: Path) -> None:
    page = visit(SMALL)
    date_is(page, START)
    mine = tmp_path / "mine.toml"
    # Letters without any order, which cannot be packed.
    claim = b64encode(Random(1).randbytes(20_000)).decode()
    toml = re.sub(r"(?m)^claim = .*$", f'claim = "{claim}"', to_toml(Settings.of("england")))
    mine.write_text(toml.replace("authorities = 24", "authorities = 3"))
    page.get_by_role("button", name="Set up").click()
    page.get_by_label("Upload a scenario file").set_input_files(mine)
    date_is(page, "1 January 2017")
    page.get_by_role("button", name="Share and download").click()
    page.get_by_text("There is no link: there is too much for a link").wait_for()
    assert page.get_by_label("Link to these settings").count() == 0


def test_a_browser_that_comes_back_is_shown_the_newest(visit: Visit) -> None:
    page = visit(SMALL.replace("years=2", "years=1"))
    date_is(page, START)
    page.get_by_label("Speed", exact=True).select_option("52")
    # Messages are lost on the way, as they are on a weak network, and the connection breaks.
    page.evaluate(
        "window.lost = 0; window.socket.onevent = () => { window.lost += 1; };"
        "window.socket.io.reconnection(false)"
    )
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("window.lost >= 2")
    page.evaluate("window.socket.io.engine.close()")
    page.wait_for_timeout(2500)  # the years end meanwhile, of which nobody here is told
    page.evaluate(
        "delete window.socket.onevent;"
        "window.socket.io.opts.query.next_message_id = window.nextMessageId;"
        "window.socket.connect()"
    )
    date_is(page, "1 January 2011, the end")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    page.locator("progress[value='1.0000']").wait_for()


def test_two_visitors_do_not_see_each_other(visit: Visit) -> None:
    one, other = visit(SMALL), visit(SMALL)
    for page in (one, other):
        date_is(page, START)
    step(one, "year")
    date_is(one, "1 January 2011")
    field = lever(one, "Grant")
    field.fill("0.5")
    field.press("Enter")
    one.get_by_text("with 1 change of yours").wait_for()
    step(other, "week")
    date_is(other, "8 January 2010")
    assert lever(other, "Grant").input_value() == "1"
    assert other.get_by_text("change of yours").count() == 0


def test_the_page_can_be_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit(SMALL)
    date_is(page, START)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "One week on":
            break
    page.keyboard.press("Enter")
    date_is(page, "8 January 2010")
    page.keyboard.press("Control+y")  # the browser's own keys are not ours
    page.keyboard.press("m")
    date_is(page, "5 February 2010")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(" ")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.keyboard.press(" ")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    lever(page, "Grant").press_sequentially("my words")
    assert page.get_by_role("button", name="Play", exact=True).count() == 1
    page.get_by_role("tab", name="The thread").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".charts figure canvas").first.wait_for()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_nothing_lies_beyond_the_screen(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(SMALL)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    date_is(page, START)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for name in ("Share and download", "Set up"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box["x"] + box["width"] <= size[0]


def test_there_is_no_barrier(visit: Visit) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(SMALL)
    date_is(page, START)
    step(page, "year")
    page.locator("section[aria-label=Yours] [data-tell]").first.wait_for()
    found = {"thread": axe.run(page)}
    for name in ("Charts", "Somebody's story"):
        page.get_by_role("tab", name=name).click()
        page.locator(".charts canvas:visible, .moments li:visible").first.wait_for()
        found[name] = axe.run(page)
    for name in ("Share and download", "Set up"):
        page.get_by_role("button", name=name).click()
        page.get_by_role("dialog").wait_for()
        found[name] = axe.run(page)
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        page.get_by_role("dialog").wait_for(state="hidden")
    serious = {
        name: [
            (rule["id"], [node["html"][:100] for node in rule["nodes"]])
            for rule in results.response["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
        for name, results in found.items()
    }
    assert json.dumps(serious) == json.dumps({name: [] for name in found})


def test_markup_in_a_file_is_shown_as_words(visit: Visit) -> None:
    toml = to_toml(Settings.of("england")).replace(
        load("england").title, "<img src=x onerror=document.title=1>"
    )
    from dashboard.worlds.files import from_upload
    from dashboard.worlds.link import to_query

    page = visit(
        f"/?{to_query(from_upload('x.toml', toml.encode()))}&councils=5&posts=3&citizens=10"
    )
    date_is(page, "1 January 2017")
    page.get_by_text("<img src=x").first.wait_for()
    assert page.title() == "Golden Thread"
    assert quote("<") not in page.locator(".world-name").first.inner_text()
