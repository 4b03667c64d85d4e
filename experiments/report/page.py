"""A report as one HTML page: every text escaped, no script, nothing fetched."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.report.clean import isolated
from experiments.report.view import Report


def page(report: Report) -> str:
    """Return a report as HTML."""

    def shown(words: str) -> Markup:
        # No line begins with a lone per cent sign.
        return Markup(str(escape(isolated(words, report.names))).replace(" %", "&nbsp;%"))

    template = _environment().get_template("report.html")
    return template.render(report=report, shown=shown)


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
