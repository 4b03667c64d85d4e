"""Plain elements of HTML with their labels: they work with a keyboard and are told aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

_VALUE = "(event) => emit(event.target.value)"


class Text(TextElement):
    """An element that holds words, which are escaped where they are drawn.

    Parameters
    ----------
    tag
        The element of HTML.
    words
        What it holds.
    kinds
        Classes of its looks.
    """

    def __init__(self, tag: str, words: str = "", kinds: str = "") -> None:
        super().__init__(tag=tag, text=words)
        self.classes(kinds)


def box(tag: str = "div", kinds: str = "", **attributes: str) -> ui.element:
    """Return an element that holds others; ``_`` in the name of an attribute stands for a dash."""
    made = ui.element(tag).classes(kinds)
    for name, value in attributes.items():
        made.props[name.replace("_", "-")] = value
    return made


def choice(
    label: str, options: Mapping[str, str], value: str, on_change: Callable[[str], Any]
) -> ui.element:
    """Return a select of named options; ``on_change`` is given the key that is chosen."""
    field = box("select", "native", aria_label=label)
    with field:
        for key, words in options.items():
            Text("option", words).props["value"] = key
    put(field, value)
    field.on("change", lambda event: on_change(str(event.args)), js_handler=_VALUE)
    return field


def entry(
    label: str, kind: str, value: str, on_change: Callable[[str], Any], **attributes: str
) -> ui.element:
    """Return an input of some kind; ``on_change`` is given what stands in it when it is left."""
    field = box("input", "native", aria_label=label, type=kind, **attributes)
    put(field, value)
    field.on("change", lambda event: on_change(str(event.args)), js_handler=_VALUE)
    return field


def button(words: str, on_click: Callable[[], Any], kinds: str = "", label: str = "") -> Text:
    """Return a button; ``label`` says more than the words where these are short."""
    made = Text("button", words, f"plain {kinds}")
    made.props["type"] = "button"
    if label:
        made.props["aria-label"] = label
    made.on("click", lambda _: on_click(), [])
    return made


@contextmanager
def sheet(
    title: str, kinds: str = "", gone: Callable[[], None] | None = None
) -> Iterator[ui.dialog]:
    """Open a sheet over the page, with its title and a way to close it; it goes when closed.

    ``gone`` is called then. A second listener would not be: what is deleted hears no more.
    """
    dialog = ui.dialog()
    dialog.props.update({"aria-label": title, "transition-duration": 0})
    with dialog, box("div", f"sheet {kinds}"):
        with box("div", "sheet-head"):
            Text("h2", title)
            button("Close", dialog.close)
        yield dialog

    def hidden() -> None:
        if gone is not None:
            gone()
        dialog.delete()

    dialog.on("hide", hidden, [])
    dialog.open()


def put(field: ui.element, value: str) -> None:
    """Put a value into an input or a select.

    It is not bound to the element: whenever anything on the page changed, a bound value would take
    the place of what the visitor is just typing. ``page.js`` puts it in when its turn has come.
    """
    field.props["data-value"] = value
    field.props["data-turn"] = int(field.props.get("data-turn", 0)) + 1
    field.update()
