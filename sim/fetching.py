"""Telling the processor which records will be wanted soon: it fetches them while others are read.

A world of millions of citizens does not fit in the processor's caches, and one record that has to
be waited for takes longer than the rules applied to it. Nothing here changes a result.

Numba has no function for this. The one instruction is written with llvmlite, through which numba
writes all of its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload

from sim.records import CACHE_LINE

_READ, _MANY_TIMES, _DATA = 0, 3, 1
"""Fetched to be read, to be kept in every cache, and not as code."""


def fetch(records, row, line):  # type: ignore[no-untyped-def]
    """Begin to fetch cache line ``line`` of the record ``records[row]``, which must exist.

    Uncompiled, it does nothing.
    """


@overload(fetch)
def _compiled_fetch(records, row, line):  # type: ignore[no-untyped-def]
    prefetch: Any = _prefetch
    return lambda records, row, line: prefetch(records, np.int64(row), np.int64(line))


@intrinsic
def _prefetch(typing_context, records, row, line):  # type: ignore[no-untyped-def]
    """Write ``llvm.prefetch`` for the address where the cache line begins."""

    def write(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        kind = signature.args[0]
        array = context.make_array(kind)(context, builder, arguments[0])
        record = cgutils.get_item_pointer(context, builder, kind, array, [arguments[1]])  # type: ignore[no-untyped-call]
        offset = builder.mul(arguments[2], arguments[2].type(CACHE_LINE))
        place = builder.gep(builder.bitcast(record, cgutils.voidptr_t), [offset])
        number = cgutils.int32_t
        shape = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        instruction = builder.module.declare_intrinsic("llvm.prefetch", [cgutils.voidptr_t], shape)
        builder.call(instruction, [place, number(_READ), number(_MANY_TIMES), number(_DATA)])
        return context.get_dummy_value()

    return types.void(records, row, line), write
