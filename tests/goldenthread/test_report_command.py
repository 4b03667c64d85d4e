"""``goldenthread report`` through its real entry point, and the same from Python."""

from __future__ import annotations

from pathlib import Path

import goldenthread as gt
from tests.goldenthread.conftest import Run

HOSTILE = "<script>alert(1)</script> مجلس"


def test_a_run_becomes_a_page(command: Run, small: Path, tmp_path: Path) -> None:
    small.write_text(small.read_text().replace('Half the money"', f'{HOSTILE}"'))
    done = command("run", small, "--replicates", "2", "--out", "mine", "--quiet")
    assert done.returncode == 0, done.stderr
    done = command("report", "mine", "-o", "mine.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Report: mine.html\n"
    page = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for words in (
        "Half the money halves what people feel.",
        "Against England, unchanged",
        "With only 2 replicates the intervals are rough",
        "3 councils, 90 citizens, 2017 to 2018, 2 replicates, seed 1",
        f"goldenthread compare england {small} --by deprivation --years 1 --replicates 10",
    ):
        assert words in page
    # A second time it takes the place of the first, from Python the same.
    assert gt.report(tmp_path / "mine", tmp_path / "again.html") == tmp_path / "again.html"
    again = command("report", "mine", "-o", "mine.html")
    assert again.returncode == 0
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == page


def test_no_name_of_the_front_is_that_of_a_module() -> None:
    # Importing a module puts it in the place of whatever has its name in the package.
    folder = Path(gt.__file__).parent
    assert [name for name in gt.__all__ if (folder / f"{name}.py").exists()] == []


def test_bad_input_has_status_2_and_one_sentence(command: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for words, said in (
        (["empty"], "empty: it is no results folder. Give the folder that `goldenthread run`"),
        (["none"], "none: there is no such folder"),
        (["empty", "-o", "page.pdf"], "page.pdf does not end in .html or .htm"),
        (["empty", "-o", "no/page.html"], "no file can be written to no"),
    ):
        done = command("report", *words)
        assert done.returncode == 2
        assert done.stderr.startswith("goldenthread: ")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["empty"]
