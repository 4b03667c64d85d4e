"""A page as PDF, printed by a browser of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sim.errors import InputError

NAMES = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "msedge",
    "chrome",
)
"""What browsers that can print are called."""
_USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)
MOST_SECONDS = 120
"""Longest that a browser may take."""
_REMEDY = "Leave out --pdf, open the page in any browser and print it to a file"


def require_printer() -> str:
    """Return the browser that prints; to be called before anything is written.

    Raises
    ------
    InputError
        When there is none.
    """
    found = next(filter(None, map(shutil.which, (*NAMES, *_USUAL_PLACES))), None)
    if found is None:
        raise InputError(
            "a PDF is printed by Chrome, Chromium or Edge, and this machine has none of them",
            remedy=f"{_REMEDY}, or install one (Debian: apt install chromium)",
            key="pdf",
        )
    return found


def as_pdf(content: str) -> bytes:
    """Return an HTML page as a tagged PDF.

    Raises
    ------
    InputError
        When the browser makes none.
    """
    browser = require_printer()
    # Chrome's sandbox refuses to start for the superuser.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="goldenthread-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, sheets = folder / "report.html", folder / "report.pdf"
        page.write_text(content, encoding="utf-8")
        words = [browser, *_OPTIONS, *root, f"--user-data-dir={folder / 'profile'}",
                 f"--print-to-pdf={sheets}", page.as_uri()]  # fmt: skip
        try:
            subprocess.run(words, capture_output=True, timeout=MOST_SECONDS, check=False)
            printed = sheets.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            reason = getattr(error, "strerror", None) or "it took too long"
            raise InputError(
                f"{browser} has printed no PDF ({reason})", remedy=_REMEDY, key="pdf"
            ) from None
    return printed
