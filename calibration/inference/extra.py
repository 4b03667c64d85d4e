"""Whether the packages of the extra ``calibration`` are installed."""

from __future__ import annotations

from importlib.util import find_spec

from sim.errors import InputError

INSTALL = "pip install -c constraints.txt -e '.[calibration]'"


def require(*packages: str) -> None:
    """Refuse to begin without some packages, and say how to install them.

    Raises
    ------
    InputError
        When one of them is missing.
    """
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise InputError(
            f"this step of the calibration needs {' and '.join(missing)}, not installed here",
            remedy=f"Install them with: {INSTALL}. docs/calibrating.md says how to get a small "
            "build of torch. Nothing else needs them: the shipped posterior is there without",
            key="calibration",
        )
