"""Telling the processor which records will be wanted soon: it fetches them while others are read.

A world of millions of citizens does not fit in the processor's caches, and one record that has to
be waited for takes longer than the rules applied to it. Nothing here changes a result.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload

from sim.records import CACHE_LINE

_READ, _MANY_TIMES, _DATA = 0, 3, 1


def fetch(records, row, line):  # type: ignore[no-untyped-def]
    """Begin to fetch cache line ``line`` of a record. Plain Python has nothing to do."""


@overload(fetch)
def _compiled_fetch(records, row, line):  # type: ignore[no-untyped-def]
    prefetch: Any = _prefetch
    return lambda records, row, line: prefetch(records, np.int64(row), np.int64(line))


@intrinsic
def _prefetch(typing_context, records, row, line):  # type: ignore[no-untyped-def]
    """Write the processor's instruction for it (``llvm.prefetch``)."""

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
