"""The thread in one world, drawn as a place: down on the left, up on the right."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise
from textwrap import wrap

from dashboard.place.scenery import desk, street, town_hall, whitehall
from dashboard.place.strand import FULL_WIDTH, GOLD_DARK, Point, strand
from dashboard.place.words import of_bypass, of_hop, of_link, summary
from experiments.intervals import Estimate
from experiments.stations import STATIONS
from experiments.thread import Hop, Link, Thread
from experiments.wording import decimals, written

WIDTH, HEIGHT = 560, 440
LABEL_LETTERS = 22
"""Letters of a station's label in one line."""
_LEFT, _RIGHT = 168.0, 392.0
_MIDDLE = (_LEFT + _RIGHT) / 2
PLACES: tuple[Point, ...] = (
    (_LEFT, 60), (_LEFT, 168), (_LEFT, 278), (_LEFT + 34, 402),
    (_RIGHT - 34, 402), (_RIGHT, 278), (_RIGHT, 168), (_RIGHT, 60),
)  # fmt: skip
"""Where the eight stations are, in the order of the chain."""
_TIERS = (("Whitehall", 0), ("Town hall", 110), ("The desk", 220), ("The street", 330))
_TINTS = ("#f4efe3", "#f8f4ea", "#f4efe3", "#efe8d8")
_STATE_INK = {"broken": "#9b2c00", "frayed": "#7A5500"}
_CHANNEL = "#e2dac8"
_INK, _QUIET = "#1d1d1f", "#5a554b"
_SIGNS = {"whole": "●", "amplified": "▲", "frayed": "◐", "broken": "✕", "undetermined": "?"}


def drawing(
    thread: Thread | None, now: Mapping[str, float], measured: Mapping[str, float], name: str
) -> str:
    """Return the drawing as SVG.

    Parameters
    ----------
    thread
        The thread; None while it has not been measured yet.
    now
        Outcomes of the world as it stands: caseload and waiting people the scenery.
    measured
        Outcomes over the years in which the thread was measured, for the sentences.
    name
        What the world is called, for the text alternative.
    """
    label = f"The thread in {name}. {summary(thread) if thread else 'It is being measured.'}"
    parts = [_tiers(), _scenery(now), _channel()]
    if thread is not None:
        if thread.bypass.sign > 0:
            parts.append(_bypass(thread))
        parts += [
            _hop(hop, ends, thread.links[place : place + 2], measured)
            for place, (hop, ends) in enumerate(zip(thread.hops, pairwise(PLACES), strict=True))
        ]
        parts += [_station(place, link) for place, link in enumerate(thread.links)]
    else:
        parts += [_name(place) for place in range(len(STATIONS))]
    return (
        f'<svg class="place" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _tiers() -> str:
    return "".join(
        f'<rect x="0" y="{top}" width="{WIDTH}" height="110" fill="{tint}"/>'
        f'<text x="14" y="{top + 19}" class="tier">{tier}</text>'
        for (tier, top), tint in zip(_TIERS, _TINTS, strict=True)
    )


def _scenery(now: Mapping[str, float]) -> str:
    return (
        whitehall(_MIDDLE, 106)
        + town_hall(_MIDDLE, 216)
        + desk(_MIDDLE, 326, _known(now.get("caseload")))
        + street(_MIDDLE, 386, _known(now.get("waiting")))
    )


def _known(value: float | None) -> float:
    return value if value is not None and value == value else 0.0


def _channel() -> str:
    """Return the channel, as wide as a strand with nothing lost."""
    path = "M" + "L".join(f"{x} {y}" for x, y in PLACES)
    return (
        f'<path d="{path}" fill="none" stroke="{_CHANNEL}" stroke-width="{FULL_WIDTH}" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _told(part: str, words: str, content: str) -> str:
    """Return a part that tells something when it is pointed at, or reached by the keyboard.

    By the name of the part the browser finds it again when the drawing is another one.
    """
    said = escape(words, quote=True)
    aloud = f'role="img" aria-label="{said}" data-tell="{said}" data-part="{part}"'
    return f'<g class="told" tabindex="0" {aloud}>{content}</g>'


def _hop(
    hop: Hop, ends: tuple[Point, Point], links: tuple[Link, ...], measured: Mapping[str, float]
) -> str:
    shares = (links[0].elasticity.mean, links[1].elasticity.mean)
    (x1, y1), (x2, y2) = ends
    middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    hit = (
        f'<path d="M{x1} {y1}L{x2} {y2}" stroke="#000" stroke-opacity="0" stroke-width="34" '
        'fill="none"/>'
    )
    return _told(
        f"hop-{hop.target}",
        of_hop(hop, measured),
        strand(*ends, shares, hop.state) + hit + _tag(hop, middle),
    )


def _tag(hop: Hop, middle: Point) -> str:
    """Return the state of a hop in a word, beside it."""
    x, y = middle
    if y > 390:
        y, anchor = y + 31, "middle"
    else:
        inside = x < _MIDDLE
        x, anchor = (x - 22, "end") if inside else (x + 22, "start")
        y -= 2 if y < 300 else 18
    colour = _STATE_INK.get(hop.state, _QUIET)
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="state" fill="{colour}">'
        f"{_SIGNS[hop.state]} {hop.state}</text>"
    )


def _station(place: int, link: Link) -> str:
    x, y = PLACES[place]
    dot = (
        f'<circle cx="{x}" cy="{y}" r="7" fill="#fffdf7" stroke="{GOLD_DARK}" stroke-width="2.5"/>'
    )
    return _told(link.name, of_link(link), dot + _name(place, link.elasticity))


def _name(place: int, share: Estimate | None = None) -> str:
    """Return the label of a station, with what is still there of the rise."""
    x, y = PLACES[place]
    down = place < 4
    anchor, x = ("end", x - 22) if down else ("start", x + 22)
    figure = "" if share is None else _figure(share)
    number = f'<text x="{x}" y="{y - 3}" text-anchor="{anchor}" class="share">{figure}</text>'
    lines = "".join(
        f'<text x="{x}" y="{y + 12 + 13 * row}" text-anchor="{anchor}" class="station">'
        f"{line}</text>"
        for row, line in enumerate(wrap(STATIONS[place].quantity, LABEL_LETTERS))
    )
    return number + lines


def _figure(share: Estimate) -> str:
    if not share.defined:
        return "undefined"
    unsure = "≈" if not share.bounded or share.sign == 0 else ""
    value = 100 * share.mean
    return f"{unsure}{written(value, decimals(value, most=1))} %"


def _bypass(thread: Thread) -> str:
    """Return the way round the street, as wide as what goes that way."""
    (x1, y1), (x2, y2) = PLACES[2], PLACES[5]
    width = max(2.0, FULL_WIDTH * min(thread.bypass.mean, 1.5))
    path = f"M{x1 + 8} {y1}C{x1 + 60} {y1 + 62} {x2 - 60} {y2 + 62} {x2 - 8} {y2}"
    return _told(
        "bypass",
        of_bypass(thread),
        f'<path d="{path}" fill="none" stroke="#9b2c00" stroke-opacity=".85" '
        f'stroke-width="{width:.1f}" stroke-dasharray="7 5"/>'
        f'<text x="{_MIDDLE}" y="{y1 + 64}" text-anchor="middle" class="state" fill="#9b2c00">'
        f"bypass {100 * thread.bypass.mean:.0f} %</text>",
    )
