"""A dated change as a scenario file states it, and what it means in a given world."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from scenarios.document import Document
from scenarios.faults import declared
from scenarios.layout import ChangeTable, Time
from scenarios.quoting import LONGEST, short
from sim.changes import Change
from sim.errors import InputError, nearest
from sim.world import World

BANDS = 5


@dataclass(frozen=True)
class DatedChange:
    """One ``[[change]]`` entry with the places to blame when it does not fit.

    Attributes
    ----------
    entry
        The entry as written.
    where
        File and line of the entry.
    where_councils
        File and line of the key that says which councils it concerns.
    """

    entry: ChangeTable
    where: str
    where_councils: str

    @classmethod
    def read(cls, document: Document, index: int, entry: ChangeTable, time: Time) -> DatedChange:
        """Check everything about entry number ``index`` that does not depend on the world.

        Raises
        ------
        InputError
            For an unknown parameter, a value outside its range, contradictory keys, or dates
            outside the simulated years; with file and line.
        """

        def where(key: str) -> str:
            return document.where("change", index, key)

        _check_value(entry, where)
        _check_dates(entry, time, where)
        if entry.councils is not None and entry.deprivation_band is not None:
            raise InputError(
                "a change concerns either named councils or a deprivation band",
                remedy="Leave out councils or deprivation_band",
                where=where("deprivation_band"),
                key="deprivation_band",
                value=entry.deprivation_band,
            )
        subset = "deprivation_band" if entry.councils is None else "councils"
        change = cls(entry, document.where("change", index), where(subset))
        everywhere = entry.councils is None and entry.deprivation_band is None
        change._change(None if everywhere else (), where(subset))
        return change

    def resolved(self, world: World) -> Change:
        """Return the change in ``world``, raising InputError when it has no such councils."""
        return self._change(self._councils(world), self.where)

    def _change(self, councils: tuple[str, ...] | None, where: str) -> Change:
        entry = self.entry
        try:
            return Change(
                entry.parameter,
                entry.start,
                value=entry.value,
                factor=entry.factor,
                ramp_years=entry.ramp_years,
                end=entry.end,
                councils=councils,
            )
        except InputError as error:
            raise error.at(where) from None

    def _councils(self, world: World) -> tuple[str, ...] | None:
        if self.entry.deprivation_band is not None:
            bands = world.deprivation_band(BANDS)
            wanted = self.entry.deprivation_band
            for band in wanted:
                if band not in bands:
                    raise InputError(
                        f"deprivation band {band} holds no council of this world",
                        remedy="Give more councils, or another band",
                        where=self.where_councils,
                        key="deprivation_band",
                        value=band,
                    )
            return tuple(
                name for name, band in zip(world.names, bands, strict=True) if band in wanted
            )
        if self.entry.councils is None:
            return None
        # As in a councils file, so that the same name in two encodings is one council.
        names = tuple(unicodedata.normalize("NFC", name) for name in self.entry.councils)
        known = set(world.names)
        for name in names:
            if name not in known:
                raise InputError(
                    f"unknown council {short(name)}",
                    remedy=nearest(name[:LONGEST], known),
                    where=self.where_councils,
                    key="councils",
                    value=name,
                )
        return names


def _check_value(entry: ChangeTable, where: Callable[[str], str]) -> None:
    key = "parameter"
    try:
        known = declared(entry.parameter)
        key = "value"
        if entry.value is not None:
            known.check(entry.value)
    except InputError as error:
        raise error.at(where(key)) from None


def _check_dates(entry: ChangeTable, time: Time, where: Callable[[str], str]) -> None:
    first, last = time.first_year - time.burn_in_years, time.first_year + time.years
    if not first <= entry.start < last:
        raise InputError(
            f"from = {entry.start:g} lies outside the years simulated",
            remedy=f"Give a calendar year from {first:g}, burn-in included, to before {last:g}",
            where=where("from"),
            key="from",
            value=entry.start,
        )
    if entry.end is not None and entry.end <= entry.start:
        raise InputError(
            f"the change ends in {entry.end:g}, before it begins",
            remedy=f"Give a year after {entry.start:g}",
            where=where("to"),
            key="to",
            value=entry.end,
        )
