"""Compilation of rules and stages, and the place where compiled code is kept.

Numba's own cache notices a change of the file that holds a function, not of the rules that the
function calls in other files. The folder used here is therefore named after all of the model's
source, so that no stale rule can ever run.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import platformdirs

Function = TypeVar("Function", bound=Callable[..., Any])

_stages: list[Callable[..., Any]] = []


def _fingerprint() -> str:
    digest = hashlib.blake2b(digest_size=8)
    digest.update(f"{numba.__version__} {platform.python_version()}".encode())
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


CACHE_FOLDER = (
    Path(os.environ.get("GOLDENTHREAD_CACHE") or platformdirs.user_cache_dir("goldenthread"))
    / _fingerprint()
)
"""Where compiled code is kept between processes; ``GOLDENTHREAD_CACHE`` moves it."""


def _keeps_code() -> bool:
    try:
        CACHE_FOLDER.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(CACHE_FOLDER, os.W_OK)


_CACHED = _keeps_code()


def _jit(*, counting: bool = False, **more: Any) -> Any:
    """Return a decorator that compiles.

    Arrays belong to the state, and next to nothing compiled makes or frees one. Without
    ``counting`` no references to them are counted: that would be done some dozen times at each
    call of an inlined part, and take longer than many a rule.
    """
    njit: Any = numba.njit
    return njit(nogil=True, error_model="numpy", _nrt=counting, **more)


def compiled(function: Function) -> Function:
    """Compile a pure scalar rule or a part of a stage; ``.py_func`` is the plain Python."""
    return cast(Function, _jit()(function))


def inlined(function: Function) -> Function:
    """Compile a small function into its callers, so that their loops become vector code."""
    return cast(Function, _jit(inline="always")(function))


def making_arrays(function: Function) -> Function:
    """Compile a part of a stage that makes arrays of its own."""
    return cast(Function, _jit(counting=True)(function))


def stage(function: Function) -> Function:
    """Compile a stage of the week and keep the compiled code between processes."""
    # Numba reads its cache folder from a global while it decorates; others keep theirs.
    config: Any = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = str(CACHE_FOLDER)
    try:
        dispatcher = _jit(cache=_CACHED)(function)
    finally:
        config.CACHE_DIR = before
    _stages.append(dispatcher)
    return cast(Function, dispatcher)


def is_compiled() -> bool:
    """Return True when every stage that has been imported can be loaded instead of compiled."""
    if not _stages:
        return False
    if all(function.signatures for function in _stages):  # type: ignore[attr-defined]
        return True
    return _CACHED and len(list(CACHE_FOLDER.rglob("*.nbc"))) >= len(_stages)
