"""What a student sees: the list of exercises, and one of them from question to reveal."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from nicegui import app, ui

from dashboard.classroom.class_table import LONGEST_NAME, Student
from dashboard.classroom.elements import choice, link, named_entry
from dashboard.classroom.exercise import Exercise
from dashboard.classroom.measuring import Measured
from dashboard.classroom.reveal import reveal
from dashboard.classroom.reveal_view import show_figures, show_reveal
from dashboard.classroom.room import Room
from dashboard.live.native import Text, box, button
from dashboard.live.page import CONNECT_SECONDS, OUR_FAULT
from dashboard.live.visit import say
from sim.errors import InputError

HERE = Path(__file__).parent
MOST_SEEDS = 4
"""Different runs of an exercise that a class may see: each costs the server some seconds."""
LOOK_SECONDS = 0.3
"""How often a waiting page looks how far the run is."""


def session_of_visitor() -> str:
    """Return what tells this browser from all others: a signed cookie, and no name."""
    return str(app.storage.browser["id"])


def main_part(title: str) -> ui.element:
    """Begin a page of the class with its style, and return the part that holds it."""
    ui.page_title(f"{title} - Golden Thread")
    ui.add_css((HERE / "class.css").read_text(encoding="utf-8"))
    ui.on_exception(lambda _: say(OUR_FAULT))
    return box("div", "gt-class")


def list_page(room: Room) -> None:
    """Show the exercises, and how far this student is with each."""
    session = session_of_visitor()
    student = room.table.known(session)
    with main_part("Exercises"):
        Text("h1", "Exercises with a model")
        Text(
            "p",
            "Each asks what you expect before it shows what a model of English councils does. "
            "You commit to your answers first; they cannot be changed afterwards.",
            "lead",
        )
        with box("div", "row"):
            named_entry(
                "What shall we call you? (You may leave this out.)",
                "nickname",
                lambda name: said.set_text(_called(room, session, name)),
                LONGEST_NAME,
            ).props["value"] = student.nickname if student else ""
        said = Text("p", "", "quiet")
        said.props["role"] = "status"
        with box("ol", "exercises"):
            for number, exercise in enumerate(room.exercises, 1):
                with box("li", "card"):
                    Text("h2", f"{number}. {exercise.title}").style("margin-top: 0")
                    Text("p", exercise.question)
                    with box("p"):
                        link(_invitation(exercise, student), f"/class/{exercise.name}")
        with box("p", "quiet"):
            link("The whole model, to play with", "/")
        with box("p", "quiet"):
            link("For the teacher", "/teacher")


def _called(room: Room, session: str, name: str) -> str:
    try:
        nickname = room.table.call(session, name)
    except InputError as error:
        return _sentence(error)
    return f"You are {nickname} on the teacher's list." if nickname else "You have no name."


def _sentence(error: InputError) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}"


def _invitation(exercise: Exercise, student: Student | None) -> str:
    seen = student.revealed.get(exercise.name) if student else None
    if student is None or exercise.name not in student.predictions:
        return f"Begin: {exercise.title}"
    if seen is None:
        return f"Your prediction is made. See the result: {exercise.title}"
    answers = student.predictions[exercise.name]
    right = sum(each.verdict(answers[each.question.key]) == "supported" for each in seen[1])
    return f"{right} of {len(seen[1])} as predicted. Look again: {exercise.title}"


class ExercisePage:
    """One exercise on one student's page.

    Parameters
    ----------
    room
        The class.
    exercise
        The exercise.
    """

    def __init__(self, room: Room, exercise: Exercise) -> None:
        self.room = room
        self.exercise = exercise
        self.session = session_of_visitor()
        self.chosen: dict[str, str] = {}
        self.seeds = 1

    async def show(self) -> None:
        """Show the exercise as far as this student has come."""
        exercise = self.exercise
        with main_part(exercise.title):
            with box("nav", "quiet", aria_label="Back"):
                link("All exercises", "/class")
            Text("h1", exercise.title)
            Text("p", exercise.question, "lead")
            with box("ol"):
                for sentence in exercise.background:
                    Text("li", sentence)
            Text("p", f"From the literature: {exercise.source}.", "quiet")
            self.form = box("section", aria_label="Your prediction")
            self.result = box("section", aria_label="The result", tabindex="-1", id="result")
        student = self.room.table.known(self.session)
        if student is None or exercise.name not in student.predictions:
            with self.form:
                self._ask()
            return
        try:
            await ui.context.client.connected(timeout=CONNECT_SECONDS)
        except TimeoutError:
            return  # whoever asked for the page was no browser
        await self._wait_and_reveal()

    def _ask(self) -> None:
        """Show the questions; nothing has been run for this student yet."""
        Text("h2", "What do you expect?")
        for question in self.exercise.questions:
            with box("fieldset"):
                Text("legend", question.text)
                for answer in question.answers:
                    chosen = partial(self.chosen.__setitem__, question.key, answer.key)
                    choice(answer.words, question.key, answer.key, chosen)
                Text("p", question.counted_in, "quiet")
        self.alert = Text("p", "", "alert")
        self.alert.props["role"] = "alert"
        with box("div", "row"):
            self.commit = button("Commit and run", self._commit)
            Text("span", "You cannot change your answers afterwards.", "quiet")

    async def _commit(self) -> None:
        try:
            self.room.table.commit(self.session, self.exercise.name, self.chosen)
        except InputError as error:
            self.alert.text = _sentence(error)
            return
        self.form.clear()
        await self._wait_and_reveal()

    async def _wait_and_reveal(self) -> None:
        """Show how far the run is, then what it found."""
        with self.result:
            measured = await self._waited(self.room.seed)
            if measured is not None:
                self._reveal(measured)

    async def _waited(self, seed: int) -> Measured | None:
        """Show how far a run is, and return what it found.

        None once it is said that the run has failed, or when the student has gone meanwhile.
        """
        run = self.room.run(self.exercise, seed)
        with ui.element("div") as place:
            with box("div", role="status") as waiting:
                Text("p", "The model runs: every world with the same luck, several times over ...")
                bar = box("progress", max="1", value="0", aria_label="How far the run is")
            while not run.result.done() and not place.is_deleted:
                bar.props["value"] = f"{run.share:.2f}"
                bar.update()
                await asyncio.sleep(LOOK_SECONDS)
            if place.is_deleted:
                return None
            waiting.delete()
            measured = _outcome(run.result)
            if measured is None:
                failed = Text("p", "The run did not finish. Please load the page again.", "alert")
                failed.props["role"] = "alert"
                return None
        place.delete()
        return measured

    def _reveal(self, measured: Measured) -> None:
        found = self.room.table.show(self.session, measured)
        student = self.room.table.student(self.session)
        show_reveal(measured, found, student.predictions[self.exercise.name])
        Text("h2", "Was it luck?")
        Text(
            "p",
            "The runs shown share one seed of luck. The same exercise with other seeds is no "
            "second chance: your prediction is judged by the first.",
        )
        self.others = box("div", role="status")
        with box("div", "row"):
            self.again = button("Run it with other luck", self._again, "second")
            link("All exercises", "/class")
        ui.run_javascript("document.getElementById('result').focus()")

    async def _again(self) -> None:
        """Run the exercise with the next seed, and show its figures below those before."""
        self.seeds += 1
        self.again.set_visibility(False)
        with self.others:
            measured = await self._waited(self.room.seed + self.seeds - 1)
            if measured is not None:
                show_figures(measured, reveal(measured))
        self.again.set_visibility(self.seeds < MOST_SEEDS)


def _outcome(result: Future[Measured]) -> Measured | None:
    """Return what a run found; None when it failed, of which the server keeps a record."""
    error = result.exception()
    if error is not None:
        logging.getLogger(__name__).error("a run of an exercise failed", exc_info=error)
        return None
    return result.result()


async def exercise_page(room: Room, name: str) -> None:
    """Show one exercise, or say that there is none of this name."""
    exercise = room.table.exercises.get(name)
    if exercise is None:
        with main_part("No such exercise"):
            Text("h1", "There is no such exercise")
            with box("p"):
                link("All exercises", "/class")
        return
    await ExercisePage(room, exercise).show()
