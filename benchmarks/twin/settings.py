"""The parameters in force in one authority, and how dated changes move them. ODD section 6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.changes import Change
from sim.declaration import DOMAINS
from sim.parameters import PARAMETERS

_Changes = list[Change]


class Settings:
    """The value of every parameter, as attributes: ``settings.patience``, ``settings.agenda[0]``.

    Parameters
    ----------
    council
        Name of the authority.
    parameters
        Values that differ from the defaults from the outset.
    changes
        Dated changes, of this and other authorities.
    """

    def __init__(
        self, council: str, parameters: Mapping[str, float], changes: Iterable[Change]
    ) -> None:
        self._base: dict[str, float] = {}
        for name, declared in PARAMETERS.items():
            self._base[name] = float(parameters.get(name, declared.default))
            self._set(name, self._base[name])
        self._changes: dict[str, _Changes] = {}
        for change in sorted(changes, key=lambda change: change.start):
            if change.councils is None or council in change.councils:
                self._changes.setdefault(change.parameter, []).append(change)

    def bring_up_to(self, date: float) -> None:
        """Put the values in force that hold at ``date``."""
        for name, changes in self._changes.items():
            self._set(name, value_at(date, self._base[name], changes))

    def _set(self, name: str, value: float) -> None:
        field, _, domain = name.partition(".")
        if domain:
            values = self.__dict__.setdefault(field, [0.0] * len(DOMAINS))
            values[DOMAINS.index(domain)] = value
        else:
            setattr(self, field, value)


def value_at(date: float, base: float, changes: _Changes) -> float:
    """Return what a parameter is at ``date``, given its changes in the order of their start."""
    value = _followed(date, base, [change for change in changes if change.value is not None])
    for change in changes:
        if change.factor is not None and _in_force(change, date):
            value *= 1 + (change.factor - 1) * _done(change, date)
    return value


def _followed(date: float, base: float, changes: _Changes) -> float:
    """Return where the changes that name a value have led: each sets out from the ones before."""
    result = base
    for place, change in enumerate(changes):
        if _in_force(change, date):
            before = _followed(change.start, base, changes[:place])
            done = _done(change, date)
            result = change.value if done == 1 else before + (change.value - before) * done
    return result


def _in_force(change: Change, date: float) -> bool:
    return change.start <= date and (change.end is None or date < change.end)


def _done(change: Change, date: float) -> float:
    """Return the share of the ramp that is over, 0-1."""
    if change.ramp_years == 0:
        return 1.0
    return min((date - change.start) / change.ramp_years, 1.0)
