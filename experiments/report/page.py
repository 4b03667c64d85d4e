"""A report as one HTML page: every text escaped, no script, nothing fetched."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.report.clean import isolated
from experiments.report.view import Report

_LONG_WORD = re.compile(r"\S{31,}")
_AT_ONCE = 30
"""Letters of a word that stay together when the column is narrow."""
_BREAK = "\0"  # texts of results are cleaned, so that it stands in none of them


def page(report: Report) -> str:
    """Return a report as HTML."""

    def shown(words: str) -> Markup:
        broken = _LONG_WORD.sub(_with_breaks, isolated(words, report.names))
        # No line begins with a lone per cent sign.
        return Markup(str(escape(broken)).replace(" %", "&nbsp;%").replace(_BREAK, "<wbr>"))

    template = _environment().get_template("report.html")
    return template.render(report=report, shown=shown)


def _with_breaks(word: re.Match[str]) -> str:
    letters = word[0]
    return _BREAK.join(letters[at : at + _AT_ONCE] for at in range(0, len(letters), _AT_ONCE))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("experiments.report", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
