"""Settings as a link: what follows the question mark of the page's address."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from dashboard.worlds.files import from_upload, to_toml
from dashboard.worlds.settings import Settings, Size
from scenarios.quoting import short
from scenarios.reading import MOST_BYTES
from sim.errors import InputError, nearest

LONGEST = 7500
"""Characters of a link: browsers and servers take 8,000."""
_KEYS = ("scenario", "file", "seed", "years", "councils", "posts", "citizens", "set")
_REMEDY = "Take the link as a whole, or choose a scenario on the page"


def to_query(settings: Settings) -> str:
    """Return the settings as the query of an address; empty for an unchanged default.

    Raises
    ------
    InputError
        When there is too much for a link.
    """
    plain = replace(settings, outset={}, changes=(), seed=1)
    pairs: list[tuple[str, str]] = []
    if settings.uploaded:
        packed = zlib.compress(to_toml(plain).encode(), 9)
        pairs.append(("file", urlsafe_b64encode(packed).decode().rstrip("=")))
    else:
        pairs.append(("scenario", settings.scenario.name))
        size = Size.of(settings.scenario.world())
        if settings.size != size:
            names = ("authorities", "posts", "citizens_per_post")
            keys = ("councils", "posts", "citizens")
            pairs += [
                (key, str(getattr(settings.size, name)))
                for key, name in zip(keys, names, strict=True)
            ]
        if settings.years != settings.scenario.time.years:
            pairs.append(("years", f"{settings.years:g}"))
    if settings.seed != 1:
        pairs.append(("seed", str(settings.seed)))
    pairs += [("set", f"{name}:{value!r}") for name, value in settings.outset.items()]
    pairs += [("set", f"{c.parameter}:{c.value!r}@{c.start!r}") for c in settings.changes]
    query = urlencode(pairs, safe=":@.")
    if len(query) > LONGEST:
        raise InputError(
            "there is too much for a link", remedy="Download the scenario file and share that"
        )
    return query


def from_query(pairs: Iterable[tuple[str, str]]) -> Settings:
    """Return the settings that a link carries; see ``to_query``.

    Raises
    ------
    InputError
        When the link is broken, or asks for what cannot be had.
    """
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        if key not in _KEYS:
            raise InputError(f"the link holds {short(key)}", remedy=nearest(key, _KEYS), key=key)
        found.setdefault(key, []).append(value)
    one = {key: values[-1] for key, values in found.items()}
    settings = (
        from_upload("shared.toml", _unpacked(one["file"]))
        if "file" in one
        else Settings.of(one.get("scenario", "austerity"))
    )
    size = settings.size
    settings = replace(
        settings,
        size=Size(
            _whole("councils", one, size.authorities),
            _whole("posts", one, size.posts),
            _whole("citizens", one, size.citizens_per_post),
        ),
        seed=_whole("seed", one, 1),
        years=_number(one["years"]) if "years" in one else settings.years,
    )
    for entry in found.get("set", ()):
        name, colon, rest = entry.partition(":")
        value, _, year = rest.partition("@")
        start = _number(year) if year else settings.first_year
        if not colon or not settings.first_year <= start < settings.first_year + settings.years:
            raise InputError(f"the link holds {short(entry)}", remedy=_REMEDY)
        settings = settings.with_value(name[:100], _number(value), start)
    return settings


def _unpacked(text: str) -> bytes:
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        # A few bytes may unpack to gigabytes: no more is read than a file may have.
        return zlib.decompressobj().decompress(packed, MOST_BYTES)
    except (ValueError, zlib.error):
        raise InputError("the scenario file in the link is damaged", remedy=_REMEDY) from None


def _whole(key: str, one: dict[str, str], usual: int) -> int:
    given = one.get(key)
    if given is None:
        return usual
    if not (given.isascii() and given.isdecimal() and len(given) < 12):
        raise InputError(f"{key} is {short(given)} in the link", remedy=_REMEDY, key=key)
    return int(given)


def _number(text: str) -> float:
    try:
        return float(text[:40])
    except ValueError:
        raise InputError(f"{short(text)} in the link is no number", remedy=_REMEDY) from None
