"""Whether the packages of an extra are installed, and what to say when they are not."""

from __future__ import annotations

from importlib.util import find_spec

from sim.errors import InputError


def require(extra: str, what: str, *packages: str, more: str = "") -> None:
    """Refuse to begin without the packages of an extra, and say how to install it.

    Parameters
    ----------
    extra
        Name of the extra in ``pyproject.toml``.
    what
        What needs it, such as ``the page``.
    packages
        The packages that are needed, as they are imported.
    more
        What else is good to know before installing it.

    Raises
    ------
    InputError
        When one of them is missing.
    """
    if any(find_spec(name) is None for name in packages):
        raise InputError(
            f"{what} needs the extra '{extra}', which is not installed",
            remedy=f"Install it: pip install 'goldenthread[{extra}]'{more}",
            key=extra,
        )
