"""The four places in line art: Whitehall, the town hall, the desk and the street."""

from __future__ import annotations

LINE = "#8b8478"
STONE = "#ece5d6"
GLASS = "#d8cfbc"
WARM = "#f6e7bd"
PERSON = "#5d574d"
MOST_FILES = 12
MOST_PEOPLE = 9


def whitehall(x: float, ground: float) -> str:
    """Return Whitehall with its clock tower, standing on ``ground`` with its middle at ``x``."""
    wings = "".join(
        f'<rect x="{x - 66 + 13 * bay}" y="{ground - 30}" width="6" height="16" fill="{GLASS}"/>'
        for bay in range(9)
        if bay != 7
    )
    pinnacles = "".join(
        f"M{x - 70 + 13 * bay} {ground - 38}v-8" for bay in range(10) if bay not in (7, 8)
    )
    return _group(
        f'<rect x="{x - 72}" y="{ground - 38}" width="128" height="38" fill="{STONE}"/>'
        f'<path d="{pinnacles}"/>{wings}'
        f'<rect x="{x + 18}" y="{ground - 78}" width="20" height="78" fill="{STONE}"/>'
        f'<path d="M{x + 16} {ground - 78}h24l-12 -20z" fill="{GLASS}"/>'
        f'<circle cx="{x + 28}" cy="{ground - 65}" r="7" fill="#fffdf7"/>'
        f'<path d="M{x + 28} {ground - 65}v-5M{x + 28} {ground - 65}l4 2"/>'
    )


def town_hall(x: float, ground: float) -> str:
    """Return a town hall with columns and a small dome."""
    columns = "".join(
        f'<rect x="{x - 29 + 15 * column}" y="{ground - 36}" width="6" height="32" fill="#fffdf7"/>'
        for column in range(4)
    )
    windows = "".join(
        f'<rect x="{x + side}" y="{ground - 26}" width="8" height="14" fill="{GLASS}"/>'
        for side in (-64, -50, 42, 56)
    )
    return _group(
        f'<rect x="{x - 70}" y="{ground - 36}" width="140" height="36" fill="{STONE}"/>{windows}'
        f'<rect x="{x - 36}" y="{ground - 38}" width="72" height="38" fill="{STONE}"/>{columns}'
        f'<path d="M{x - 40} {ground - 38}h80l-40 -20z" fill="{GLASS}"/>'
        f'<path d="M{x - 10} {ground - 54}v-8a10 10 0 0 1 20 0v8z" fill="{STONE}"/>'
        f'<path d="M{x} {ground - 72}v-10l9 3l-9 3"/>'
        f'<path d="M{x - 42} {ground - 3}h84"/>'
    )


def desk(x: float, ground: float, caseload: float) -> str:
    """Return a worker at a desk, with as many files as there are cases for each worker."""
    files = max(0, min(MOST_FILES, round(caseload / 2)))
    pile = "".join(
        f'<rect x="{x + 20 + 1.5 * (number % 3)}" y="{ground - 31 - 4.4 * number:.1f}" width="30" '
        f'height="4" fill="{WARM if number % 2 else "#fffdf7"}"/>'
        for number in range(files)
    )
    return _group(
        f'<path d="M{x - 64} {ground - 26}h128v5h-128zM{x - 58} {ground - 21}v21M{x + 58} '
        f'{ground - 21}v21" fill="{GLASS}"/>'
        f"{_person(x - 8, ground - 26, 1.5, sitting=True)}"
        f'<path d="M{x - 52} {ground - 26}v-22l14 -10M{x - 44} {ground - 62}l10 8l-12 3z" '
        f'fill="{WARM}"/>'
        f'<path d="M{x - 50} {ground - 27}h-6" />{pile}'
    )


def street(x: float, ground: float, waiting: float) -> str:
    """Return a terrace of houses, and a queue as long as more people in need have to wait."""
    houses = "".join(_house(x - 78 + 31 * number, ground) for number in range(5))
    people = max(0, min(MOST_PEOPLE, round(waiting / 2)))
    queue = "".join(
        _person(x - 30 - 15.5 * number, ground + 0, 1.0 + 0.12 * ((number * 7) % 3))
        for number in range(people)
    )
    return _group(houses + f'<path d="M{x - 84} {ground}h168"/>' + queue)


def _house(x: float, ground: float) -> str:
    return (
        f'<path d="M{x} {ground}v-27l14.5 -13l14.5 13v27z" fill="{STONE}"/>'
        f'<rect x="{x + 20}" y="{ground - 41}" width="5" height="9" fill="{GLASS}"/>'
        f'<rect x="{x + 4}" y="{ground - 13}" width="7" height="13" fill="{GLASS}"/>'
        f'<rect x="{x + 16}" y="{ground - 23}" width="8" height="8" fill="{WARM}"/>'
    )


def _person(x: float, ground: float, size: float, *, sitting: bool = False) -> str:
    wide, tall = 3.6 * size, 5 * size
    low = ground if sitting else ground - 6 * size
    feet = "".join(f"M{x + side * size} {ground - 7 * size}v{7 * size}" for side in (-2, 2))
    legs = f'<path d="{feet}" stroke="{PERSON}" stroke-width="{1.7 * size}"/>'
    body = f"M{x - wide} {low}v{-tall}a{wide} {3.2 * size} 0 0 1 {2 * wide} 0v{tall}z"
    return (
        f'<g stroke="none" fill="{PERSON}"><path d="{body}"/>'
        f'<circle cx="{x}" cy="{low - 11 * size}" r="{2.7 * size}"/></g>{"" if sitting else legs}'
    )


def _group(content: str) -> str:
    return (
        f'<g fill="none" stroke="{LINE}" stroke-width="1" stroke-linejoin="round" '
        f'aria-hidden="true">{content}</g>'
    )
