"""What the class's pages need beside ``dashboard.live.native``: links, answers, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from nicegui import ui

from dashboard.live.native import Text, box, entry


def link(text: str, target: str) -> Text:
    """Return a link to a page of this site."""
    made = Text("a", text)
    made.props["href"] = target
    return made


def named_entry(
    label: str, name: str, changed: Callable[[str], object], longest: int
) -> ui.element:
    """Return an input of one line with a visible label, which tells each change."""
    Text("label", label).props["for"] = name
    return entry(label, "text", "", changed, id=name, maxlength=str(longest), autocomplete="off")


def choice(text: str, name: str, value: str, chosen: Callable[[], object]) -> None:
    """Add one of several answers, of which one can be chosen."""
    with box("label", "answer"):
        box("input", type="radio", name=name, value=value).on("change", lambda _: chosen(), [])
        Text("span", text)


def plain_table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> ui.element:
    """Return a table with a caption, the first cell of each row being its heading."""
    with box("table") as table:
        Text("caption", caption)
        with box("thead"), box("tr"):
            for heading in headings:
                Text("th", heading).props["scope"] = "col"
        with box("tbody"):
            for first, *others in rows:
                with box("tr"):
                    Text("th", first).props["scope"] = "row"
                    for cell in others:
                        Text("td", cell)
    return table
