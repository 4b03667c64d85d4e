"""Plain HTML elements for the class's pages: native ones work with any keyboard and reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

Handler = Callable[..., object]


def words(tag: str, text: str, classes: str = "") -> TextElement:
    """Return an element that holds a text; what users have written is drawn as it stands."""
    element = TextElement(tag=tag, text=text)
    return element.classes(classes) if classes else element


def group(tag: str, classes: str = "", **attributes: str) -> ui.element:
    """Return an element to put others into; ``_`` in the name of an attribute is a hyphen."""
    element = ui.element(tag)
    for name, value in attributes.items():
        element.props[name.replace("_", "-")] = value
    return element.classes(classes) if classes else element


def button(text: str, pressed: Handler, classes: str = "") -> TextElement:
    """Return a button."""
    element = words("button", text, classes)
    element.props["type"] = "button"
    element.on("click", pressed)
    return element


def link(text: str, target: str, classes: str = "") -> TextElement:
    """Return a link to a page of this site."""
    element = words("a", text, classes)
    element.props["href"] = target
    return element


def text_input(label: str, name: str, changed: Callable[[str], object], longest: int) -> ui.element:
    """Return an input of one line below its label, which tells each change."""
    words("label", label).props["for"] = name
    element = group("input", type="text", id=name, name=name, maxlength=str(longest))
    element.props["autocomplete"] = "off"
    element.on("change", lambda event: changed(str(event.args)), js_handler=_VALUE)
    return element


def choice(text: str, name: str, value: str, chosen: Handler) -> None:
    """Add one of several answers, of which one can be chosen."""
    with group("label", "answer"):
        group("input", type="radio", name=name, value=value).on("change", chosen)
        words("span", text)


def plain_table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], classes: str = ""
) -> ui.element:
    """Return a table with a caption, the first cell of each row being its heading."""
    with group("table", classes) as table:
        words("caption", caption)
        with group("thead"), group("tr"):
            for heading in headings:
                words("th", heading).props["scope"] = "col"
        with group("tbody"):
            for first, *others in rows:
                with group("tr"):
                    words("th", first).props["scope"] = "row"
                    for cell in others:
                        words("td", cell)
    return table


_VALUE = "(event) => emit(event.target.value)"
