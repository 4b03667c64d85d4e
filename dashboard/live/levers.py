"""The levers of your world, made from the table of parameters."""

from __future__ import annotations

import math
from collections.abc import Iterable

from nicegui import ui

from dashboard.live.native import Text, box, button, entry, put
from dashboard.live.visit import Visit, say
from sim.declaration import GRADES, Parameter
from sim.errors import InputError
from sim.parameters import PARAMETERS

TEN = (
    "grant",
    "accountability_stakes",
    "audit_rate",
    "central_alignment",
    "establishment",
    "training",
    "provider_fragmentation",
    "coproduction",
    "administrative_burden",
    "digital_measurement",
)
"""What the scenarios of the library move, one lever for each claim, in the order of the tiers."""

TIERS = {
    "centre": "Whitehall",
    "managers": "Town hall",
    "workers": "The desk",
    "citizens": "The street",
    "reporting": "The way back up",
}
POSITIONS = 1000


class Levers:
    """The panel of levers.

    Parameters
    ----------
    visit
        Whose world they change.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._rows: list[_Lever] = []
        self._built: set[str] = set()
        with box("aside", "levers", aria_label="Levers of your world"):
            with box("div", "levers-head"):
                Text("h2", "Your world")
                Text("p", "A change takes effect next week.", "quiet")
            for tier, found in _grouped(PARAMETERS[name] for name in TEN):
                Text("h3", TIERS[tier])
                self._add(found)
            self._fold()
        visit.on_settings.append(self._show)
        visit.on_moment.append(lambda _: self._show())

    def _fold(self) -> None:
        """Add all other parameters, a fold for each tier; their rows are made when first seen."""
        with box("details", "fold"):
            Text("summary", f"All {len(PARAMETERS)} parameters")
            for tier, found in _grouped(PARAMETERS.values()):
                details = box("details", "fold inner")
                with details:
                    Text("summary", f"{TIERS[tier]} ({len(found)})")
                    place = box()
                details.on(
                    "toggle",
                    lambda _, tier=tier, place=place, found=found: self._open(tier, place, found),
                    [],
                )

    def _open(self, tier: str, place: ui.element, found: list[Parameter]) -> None:
        if tier not in self._built:
            self._built.add(tier)
            with place:
                self._add(found)
            self._show()

    def _add(self, parameters: list[Parameter]) -> None:
        self._rows += [_Lever(self._visit, declared) for declared in parameters]

    def _show(self) -> None:
        """Let every lever stand where your world is; the scenario moves some of them as well."""
        if self._visit.moment is None:
            return
        settings, year = self._visit.settings, self._visit.moment.year
        baseline = settings.baseline.parameters
        for row in self._rows:
            name = row.declared.name
            usual = baseline.get(name, row.declared.default)
            row.show(settings.value(name, year), usual)


def plain_name(declared: Parameter) -> str:
    """Return the name of a parameter in words."""
    return declared.name.replace(".", ": ").replace("_", " ").capitalize()


def _grouped(parameters: Iterable[Parameter]) -> list[tuple[str, list[Parameter]]]:
    found: dict[str, list[Parameter]] = {tier: [] for tier in TIERS}
    for declared in parameters:
        found[declared.tier].append(declared)
    return [(tier, each) for tier, each in found.items() if each]


class _Lever:
    """One parameter: its name, its value, a slider, and what there is to know about it."""

    def __init__(self, visit: Visit, declared: Parameter) -> None:
        self.declared = declared
        self._visit = visit
        self._value = declared.default
        name = plain_name(declared)
        with box("div", "lever") as self._row:
            with box("details", "about"):
                Text("summary", name)
                Text("p", f"{declared.meaning}.")
                Text("p", self._facts(), "quiet")
            self._number = entry(
                f"{name}, {declared.unit}", "text", "", self._typed, inputmode="decimal"
            )
            self._slider = entry(
                f"{name}, slider", "range", "0", self._moved, min="0", max=str(POSITIONS), step="1",
                data_low=repr(declared.low), data_high=repr(declared.high),
                data_scale=declared.scale,
            )  # fmt: skip
            self._back = button(
                "back", self._undo, "back", f"{name}: back to what it is in the baseline"
            )
        self._usual = declared.default

    def _facts(self) -> str:
        declared = self.declared
        once = " Read only as the world starts." if declared.initial else ""
        return (
            f"{_short(declared.low)} to {_short(declared.high)}, {declared.unit}; by default "
            f"{_short(declared.default)}. Source: {declared.source} ({GRADES[declared.grade]})."
            f"{once}"
        )

    def show(self, value: float, usual: float) -> None:
        """Show a value, and what it is in the baseline."""
        said = _short(value)
        if said == self._number.props.get("data-value") and usual == self._usual:
            return
        self._value, self._usual = value, usual
        put(self._number, said)
        put(self._slider, str(self._position(value)))
        self._slider.props["aria-valuetext"] = f"{said} {self.declared.unit}"
        changed = not math.isclose(value, usual, rel_tol=1e-6, abs_tol=1e-12)
        self._row.classes(add="changed") if changed else self._row.classes(remove="changed")

    async def _typed(self, words: str) -> None:
        try:
            value = float(words.replace(",", ".").strip())
        except ValueError:
            declared = self.declared
            say(InputError(
                f"{plain_name(declared)} must be a number",
                remedy=f"Give a value from {declared.low:g} to {declared.high:g} "
                f"({declared.unit})",
            ))  # fmt: skip
            self._restore()
            return
        await self._change(value)

    async def _moved(self, words: str) -> None:
        if words.isdecimal() and int(words) <= POSITIONS:
            await self._change(self._at(int(words)))

    async def _undo(self) -> None:
        await self._change(self._usual)

    async def _change(self, value: float) -> None:
        if not await self._visit.change(self.declared.name, value):
            self._restore()

    def _restore(self) -> None:
        """Put back what is in force; the visitor has left something else in the field."""
        put(self._number, _short(self._value))
        put(self._slider, str(self._position(self._value)))

    def _position(self, value: float) -> int:
        low, high = self.declared.low, self.declared.high
        if self.declared.scale == "log":
            share = math.log(value / low) / math.log(high / low)
        else:
            share = (value - low) / (high - low)
        return round(POSITIONS * min(1.0, max(0.0, share)))

    def _at(self, position: int) -> float:
        """Return the value at a place of the slider, with no more digits than it can mean."""
        low, high = self.declared.low, self.declared.high
        share = position / POSITIONS
        exact = low * (high / low) ** share if self.declared.scale == "log" else low + (
            high - low) * share  # fmt: skip
        return min(high, max(low, float(f"{exact:.3g}")))


def _short(value: float) -> str:
    return f"{value:.4g}"
