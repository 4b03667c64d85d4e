"""The class in a browser: predict, run, reveal; students apart; the teacher's table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

Visit = Callable[..., Any]
EXERCISE = "/class/small"


def choose(page: Any, *answers: str) -> None:
    for question, answer in zip(("caseload", "gap", "order"), answers, strict=True):
        page.locator(f"input[name='{question}'][value='{answer}']").check()


def predict(page: Any, *answers: str) -> None:
    page.wait_for_selector("fieldset")
    choose(page, *(answers or ("rises", "below 2", "same")))
    page.get_by_role("button", name="Commit and run").click()


def revealed(page: Any) -> None:
    page.get_by_role("heading", name="What the model shows").wait_for()


def serious_barriers(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_an_exercise_from_the_list_to_the_reveal(visit: Visit) -> None:
    page = visit("/class")
    page.get_by_role("link", name="Begin: A test").click()
    page.wait_for_selector("fieldset")
    assert page.get_by_text("What the model shows").count() == 0
    assert page.locator("ol li").all_inner_texts() == ["One.", "Two.", "Three.", "Four.", "Five."]
    predict(page, "rises", "below 2", "same")
    revealed(page)
    cards = page.locator("article")
    assert cards.count() == 3
    first = cards.nth(0).inner_text()
    assert "As predicted." in first
    assert "more cases per worker (" in first
    assert "Posts are cut." in first
    assert page.get_by_text("The model shows what the title says.").count() == 1
    assert page.get_by_text("Much.").count() == 1
    assert page.get_by_text("And then?").count() == 1
    assert page.locator("canvas").count() == 3
    cards.nth(0).get_by_text("The same as a table").click()
    assert cards.nth(0).get_by_role("row").nth(1).inner_text().startswith("2017")
    # What has been committed to cannot be changed, on a page loaded anew either.
    page.reload()
    revealed(page)
    assert page.locator("fieldset").count() == 0
    page.get_by_role("button", name="Run it with other luck").click()
    page.get_by_text("With the luck of seed 2").wait_for()


def test_nothing_runs_before_every_question_has_its_answer(visit: Visit) -> None:
    page = visit(EXERCISE)
    page.wait_for_selector("fieldset")
    page.locator("input[name='caseload']").first.check()
    page.get_by_role("button", name="Commit and run").click()
    alert = page.get_by_role("alert").filter(has_text="A question has no answer yet")
    alert.wait_for()
    assert "What happens to the gap?" in alert.inner_text()
    assert page.get_by_text("What the model shows").count() == 0


def test_two_students_do_not_see_each_other(visit: Visit) -> None:
    one, other = visit(EXERCISE), visit(EXERCISE)
    predict(one, "falls", "below 2", "same")
    revealed(one)
    assert "It falls" in one.locator("article").first.inner_text()
    other.reload()
    other.wait_for_selector("fieldset")
    assert other.locator("input:checked").count() == 0
    assert other.get_by_text("What the model shows").count() == 0
    predict(other, "rises", "below 2", "same")
    revealed(other)
    assert "As predicted." in other.locator("article").first.inner_text()
    assert "Not as predicted." in one.locator("article").first.inner_text()


def test_everything_can_be_done_with_the_keyboard(visit: Visit) -> None:
    page = visit("/class")
    link = page.get_by_role("link", name="Begin: A test")
    link.wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if link.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("fieldset")
    for question in ("caseload", "gap", "order"):
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == question:
                break
        page.keyboard.press("ArrowDown")
    checked = page.locator("input:checked")
    assert checked.count() == 3
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Commit and run"
    page.keyboard.press("Enter")
    revealed(page)
    page.wait_for_function("document.activeElement.id === 'result'")


def test_the_teacher_sees_who_answered_what_and_takes_the_table_home(
    visit: Visit, teachers_code: str, tmp_path: Path
) -> None:
    student = visit("/class")
    student.locator("#nickname").fill("=<img src=x onerror=alert(1)>")
    student.keyboard.press("Tab")
    student.get_by_text("You are =<img").wait_for()
    student.goto(student.url + "/small")
    predict(student)
    revealed(student)

    page = visit("/teacher")
    assert page.get_by_text("How the class did").count() == 0
    page.locator("#code").fill("WRONG")
    page.keyboard.press("Enter")
    page.get_by_text("This is not the teacher's code").wait_for()
    assert page.get_by_text("How the class did").count() == 0
    page.locator("#code").fill(teachers_code.lower())
    page.get_by_role("button", name="Enter").click()
    page.get_by_role("heading", name="How the class did").wait_for()
    page.get_by_text("Who answered what").click()
    page.get_by_text("=<img src=x onerror=alert(1)>").wait_for()
    assert page.locator("img[src='x']").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table").click()
    file = tmp_path / "table.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    names = {row["student"] for row in rows}
    assert "'=<img src=x onerror=alert(1)>" in names
    assert {row["verdict"] for row in rows} <= {"supported", "contradicted", "undetermined", ""}
    # A student's browser has no way in without the code.
    student.goto(page.url)
    student.locator("#code").wait_for()
    assert student.get_by_text("How the class did").count() == 0


def test_an_exercise_that_is_not_there_is_told_in_a_sentence(visit: Visit) -> None:
    page = visit("/class/nothing")
    page.get_by_role("heading", name="There is no such exercise").wait_for()


@pytest.mark.parametrize("path", ["/class", EXERCISE, "/teacher"])
def test_the_pages_have_no_serious_barriers(visit: Visit, teachers_code: str, path: str) -> None:
    page = visit(path)
    page.locator("h1").wait_for()
    assert serious_barriers(page) == []
    if path == EXERCISE:
        predict(page)
        revealed(page)
        assert serious_barriers(page) == []
    if path == "/teacher":
        page.locator("#code").fill(teachers_code)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="How the class did").wait_for()
        assert serious_barriers(page) == []
