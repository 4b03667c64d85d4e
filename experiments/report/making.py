"""A report from a results folder, into a file."""

from __future__ import annotations

import os
from pathlib import Path

from experiments.page_file import checked_file, write_page
from experiments.report import of_compare, of_robust, of_run, of_thread
from experiments.report.folder import ROBUST, ResultsFolder, read_folder
from experiments.report.packages import Packages
from experiments.report.records import CompareFindings, RunFindings, ThreadFindings
from experiments.report.told import Told, framed
from experiments.report.view import Report
from sim.errors import InputError

HTML = (".html", ".htm")


def report(
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str] = "report.html",
    *,
    robust: str | os.PathLike[str] | None = None,
    pdf: bool = False,
) -> Path:
    """Write what a results folder holds as one page to read, print and hand round.

    The page is self-contained: figures are in it and nothing is fetched. Nothing is computed
    either: what the folder lacks is named with the command that would add it.

    Parameters
    ----------
    folder
        A folder of ``goldenthread run``, ``compare``, ``thread`` or ``robust``.
    out
        The HTML file; one that is there is replaced.
    robust
        Results of ``goldenthread robust``, for what to do about it; None for those that lie in
        the folder, if any.
    pdf
        Whether a PDF file of the same name is written as well.

    Returns
    -------
    pathlib.Path
        The HTML file.

    Raises
    ------
    InputError
        When a folder is no results folder, is damaged, or of another version or command; when
        a file cannot be written; or when there is nothing on this machine that makes a PDF.
    """
    from experiments.report.page import page
    from experiments.report.pdf import as_pdf, require_printer

    file = checked_file(out, key="out", suffixes=HTML)
    printed = checked_file(file.with_suffix(".pdf"), key="out") if pdf else None
    if printed is not None:
        require_printer()
    content = page(made(read_folder(folder), None if robust is None else read_folder(robust)))
    sheets = None if printed is None else as_pdf(content)
    write_page(content.encode("utf-8"), file)
    if printed is not None and sheets is not None:
        write_page(sheets, printed)
    return file


def made(folder: ResultsFolder, robust: ResultsFolder | None = None) -> Report:
    """Return the report of a folder, with the packages of another one or of its own.

    Raises
    ------
    InputError
        When ``robust`` holds other results, or a file of a folder is damaged.
    """
    if robust is None and folder.kind != "robust" and (folder.path / ROBUST).is_dir():
        robust = read_folder(folder.path / ROBUST)
    if robust is not None and robust.kind != "robust":
        raise InputError(
            f"it holds results of `goldenthread {robust.kind}`, not of `goldenthread robust`",
            remedy="Give the folder that was given to it as --out",
            where=str(robust.path),
            key="robust",
        )
    if folder.kind == "robust":
        packages = Packages(folder)
        return framed(folder, of_robust.told(folder, packages), packages)
    told = _told(folder)
    return framed(folder, told, None if robust is None else Packages(robust))


def _told(folder: ResultsFolder) -> Told:
    match folder.findings:
        case RunFindings() as found:
            return of_run.told(folder, found)
        case CompareFindings() as found:
            return of_compare.told(folder, found)
        case ThreadFindings() as found:
            return of_thread.told(folder, found)
    raise AssertionError(folder.kind)
