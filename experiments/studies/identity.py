"""The identity of a run: a hash of everything that determines its result.

Two runs of the same identity give the same numbers, in whatever study they stand, so that no
run need ever be computed twice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.provenance import installed_version
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    from experiments.studies.design import Case

_BYTES = 16
_TEXT = json.JSONEncoder(sort_keys=True, allow_nan=False)
"""Numbers are written with all their digits, keys in order: the same content, the same text."""
_OBSERVERS = ("single_run.py", "series.py", "../thread.py", "../lever.py")
"""What is taken down of a run, and how, beside the model's own source."""
_WATCHERS = ("kinds.py", "log.py", "records.py", "register.py", "watcher.py")
"""The same for event logs, in the folder of the stories."""


@cache
def model_version() -> str:
    """Return the hash of the model's source, of what observes it, and of what compiles it."""
    here = Path(__file__).parent
    model = here.parents[1] / "sim"
    digest = hashlib.blake2b(digest_size=_BYTES)
    # Another compiler may round the last digit otherwise.
    digest.update(f"{installed_version('numba')} {installed_version('numpy')}".encode())
    for source in [*sorted(model.rglob("*.py")), *(here / name for name in _OBSERVERS)]:
        digest.update(source.read_bytes())
    return digest.hexdigest()


@cache
def _watching_version() -> str:
    """Return the hash of what makes event logs."""
    digest = hashlib.blake2b(digest_size=_BYTES)
    for name in _WATCHERS:
        digest.update((Path(__file__).parents[1] / "stories" / name).read_bytes())
    return digest.hexdigest()


def point_digest(case: Case) -> bytes:
    """Return the hash of a case; the names of the scenario and of its file do not count."""
    setting = case.setting
    values = {
        name: value
        for name, value in sorted(case.parameters.items())
        if value != PARAMETERS[name].default
    }
    content = {
        "model": model_version(),
        "parameters": values,
        "changes": setting.changes_told,
        "world": _world_digest(setting.world.councils),
        "first_year": setting.first_year,
        "years": setting.years,
        "burn_in_years": setting.burn_in_years,
        "steps_per_year": setting.steps_per_year,
        "seed": case.seed,
        "series": case.kept.series,
        "sums": case.kept.sums,
        "events": _watching_version() if case.kept.events else None,
        "levers": [asdict(lever) for lever in case.levers] or None,
    }
    return _hash(content)


def run_identity(digest: bytes, replicate: int) -> str:
    """Return the identity of a replicate of the case with that digest."""
    return hashlib.blake2b(digest + replicate.to_bytes(8, "little"), digest_size=_BYTES).hexdigest()


@cache
def _world_digest(councils: tuple[object, ...]) -> str:
    return _hash([asdict(council) for council in councils]).hex()  # type: ignore[call-overload]


def _hash(content: object) -> bytes:
    return hashlib.blake2b(_TEXT.encode(content).encode(), digest_size=_BYTES).digest()
