"""Equations are tried in plain Python: to compile a stage by itself takes half a minute."""

from __future__ import annotations

import numba

from benchmarks.docking.uncompiled import make_readable

if numba.config.DISABLE_JIT:
    make_readable()
else:
    collect_ignore_glob = ["test_*.py"]
