"""The class's pages on the site: exercises for students, the table for the teacher."""

from __future__ import annotations

from nicegui import ui

from dashboard.classroom.room import Room
from dashboard.classroom.student_page import exercise_page, list_page
from dashboard.classroom.teacher_page import teacher_page

LANDING = "/class"
"""Where students begin."""
TEACHER = "/teacher"
"""Where the teacher looks."""


def register_class(room: Room) -> None:
    """Hang the pages of a class in."""

    @ui.page(LANDING, title="Exercises - Golden Thread")
    def _list() -> None:
        list_page(room)

    @ui.page(f"{LANDING}/{{name}}", title="Exercise - Golden Thread", response_timeout=30)
    async def _exercise(name: str) -> None:
        await exercise_page(room, name)

    @ui.page(TEACHER, title="Teacher - Golden Thread")
    def _teacher() -> None:
        teacher_page(room)
