"""A class on a server of its own, with one exercise that runs in moments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dashboard.classroom.small import exercise_file
from tests.dashboard.conftest import Server, served


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The class, served to this machine; ``visit`` opens its pages."""
    path = exercise_file(tmp_path_factory.mktemp("class"))
    with served("--classroom", "--exercise", str(path)) as found:
        yield found


@pytest.fixture
def teachers_code(server: Server) -> str:
    """What the command has printed for the teacher."""
    for line in server.said:
        if "Teacher's code" in line:
            return line.split()[-1]
    return server.wait_for("Teacher's code").split()[-1]
