"""What the teacher sees, behind a code: who answered what, hit rates, and the table to keep."""

from __future__ import annotations

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboard.classroom.class_table import HitRate, Row
from dashboard.classroom.elements import link, named_entry, plain_table
from dashboard.classroom.room import Room
from dashboard.classroom.student_page import main_part, session_of_visitor
from dashboard.live.native import Text, box, button
from dashboard.serving.codes import TOO_MANY
from experiments.wording import counted

REFRESH_SECONDS = 3.0


def teacher_page(room: Room) -> None:
    """Show the class's table to whoever has given the teacher's code, else ask for it."""
    session = session_of_visitor()
    with main_part("Teacher"):
        with box("nav", "quiet", aria_label="Back"):
            link("All exercises", "/class")
        Text("h1", "For the teacher")
        content = box("div")
        with content:
            if room.is_teacher(session):
                _Overview(room, session)
            else:
                _ask_for_code(room, session, content)


def _ask_for_code(room: Room, session: str, content: ui.element) -> None:
    given, address = {"code": ""}, ui.context.client.ip

    def enter() -> None:
        if room.let_in(session, given["code"], address):
            content.clear()
            with content:
                _Overview(room, session)
            return
        alert.text = (
            TOO_MANY
            if room.code.waits(address)
            else "This is not the teacher's code. It is printed where the command was started."
        )

    with box("div", "row"):
        code_box = named_entry(
            "The teacher's code, as the command prints it:",
            "code",
            lambda code: given.update(code=code),
            12,
        )
        button("Enter", enter)
    alert = Text("p", "", "alert")
    alert.props["role"] = "alert"

    def typed(event: GenericEventArguments) -> None:
        given["code"] = str(event.args)
        enter()

    # Whoever presses Enter in the box means the button.
    code_box.on("keydown.enter", typed, js_handler="(event) => emit(event.target.value)")


class _Overview:
    """The class as it stands, drawn again when something has changed.

    Parameters
    ----------
    room
        The class.
    session
        The teacher's session.
    """

    def __init__(self, room: Room, session: str) -> None:
        self.room = room
        self.session = session
        self.shown: object = None
        with box("div", "row"):
            button("Download the table (CSV)", self._download)
            button("Run all exercises now, so that nobody waits", self._prepare, "second")
        self.said = Text("p", "", "quiet")
        self.said.props["role"] = "status"
        Text("h2", "How the class did")
        self.rates = box("div", "scroll", tabindex="0", role="region", aria_label="Hit rates")
        with box("details"):
            Text("summary", "Who answered what (with names: think of your projector)")
            self.answers = box("div", "scroll", tabindex="0", role="region", aria_label="Answers")
        self._refresh()
        ui.timer(REFRESH_SECONDS, self._refresh)

    def _download(self) -> None:
        # With a byte order mark, or spreadsheets take it for a text of their own alphabet.
        ui.download.content(self.room.table.as_csv().encode("utf-8-sig"), "golden-thread-class.csv")

    def _prepare(self) -> None:
        self.runs = [self.room.run(exercise) for exercise in self.room.exercises]
        self._refresh()

    def _refresh(self) -> None:
        rows, rates = self.room.table.rows(), self.room.table.hit_rates()
        runs = getattr(self, "runs", [])
        done = sum(run.result.done() for run in runs)
        if runs:
            self.said.text = f"{done} of {counted(len(runs), 'run')} done."
        if (rows, rates) == self.shown:
            return
        self.shown = rows, rates
        students = len({row.student_number for row in rows})
        for place in (self.rates, self.answers):
            place.clear()
        with self.rates:
            plain_table(
                f"{counted(students, 'student')} so far; those count who have seen the result",
                ("Question", "Exercise", "Answers", "Chosen", "As predicted"),
                [_rate_cells(rate) for rate in rates if rate.answered],
            )
        with self.answers:
            plain_table(
                "A row for each student and exercise, the answers in the order of the questions",
                ("Student", "Exercise", "Answers"),
                [(*names, "; ".join(answers)) for names, answers in _by_student(rows).items()],
            )


_VERDICTS = {
    "supported": "as predicted",
    "contradicted": "not as predicted",
    "undetermined": "cannot be told",
}


def _by_student(rows: list[Row]) -> dict[tuple[str, str], list[str]]:
    """Return each student's answers to each exercise, with how they turned out."""
    found: dict[tuple[int, str, str], list[str]] = {}
    for row in rows:
        verdict = _VERDICTS[row.verdict] if row.verdict else "not shown yet"
        key = row.student_number, row.student, row.exercise
        found.setdefault(key, []).append(f"{row.predicted} ({verdict})")
    return {
        (f"{number}. {name}", exercise): told for (number, name, exercise), told in found.items()
    }


def _rate_cells(rate: HitRate) -> tuple[str, str, str, str, str]:
    chosen = "; ".join(f"{count} x {words}" for words, count in rate.chosen.items() if count)
    decided = rate.right + rate.wrong
    hits = f"{rate.right} of {decided}" if decided else "-"
    still = f" ({rate.open} cannot be told)" if rate.open else ""
    return rate.question, rate.exercise, str(rate.answered), chosen or "-", f"{hits}{still}"
