"""From the text of a statistic to what computes it; nothing that stands in a file is executed."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from calibration.statistics.function import Argument, Function
from calibration.statistics.outcomes import QUANTITIES
from calibration.statistics.quantity import ARITHMETIC, Constant, Joined, Quantity, joined_unit
from calibration.statistics.view import View
from calibration.statistics.vocabulary import FUNCTIONS
from sim.errors import InputError, nearest
from sim.ledger import Ledger

LONGEST = 400
"""Characters of a statistic."""
LARGEST = 1e300
"""No number of a statistic is as large."""
LISTED_BY = "goldenthread statistics"

_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True)
class _Number:
    """Something that has a value in a period: a unit, and what computes it."""

    unit: str
    value: Callable[[View], float]


_Node = Quantity | _Number


@dataclass(frozen=True)
class Statistic:
    """A number that any run has, from a text such as ``sd(turnover)``.

    Parameters
    ----------
    text
        An expression of the vocabulary; see docs/statistics.md.

    Raises
    ------
    InputError
        When it cannot be understood, with the nearest name or the signature.
    """

    text: str

    def __post_init__(self) -> None:
        tree = _tree(self.text)
        object.__setattr__(self, "text", ast.unparse(tree))
        _parsed(self.text)

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return _parsed(self.text).unit

    def value(
        self,
        ledger: Ledger,
        period: tuple[float, float],
        deprivation: np.ndarray | None = None,
    ) -> float:
        """Return the value over a period of a run.

        Parameters
        ----------
        ledger
            The ledger of the run, with windows of a quarter or a year.
        period
            Calendar years, the end exclusive.
        deprivation
            Standard score per authority, in the order of the ledger.

        Returns
        -------
        float
            The value in ``unit``; NaN where it is undefined.
        """
        found = _parsed(self.text).value(View(ledger, *period, deprivation))
        return float(found) if math.isfinite(found) else math.nan

    def __str__(self) -> str:
        return self.text


def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise _fault(text, f"a statistic of {len(text)} characters", f"Use up to {LONGEST}")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _fault(
            text,
            f"{text!r} is not a statistic",
            "Write it as in sd(turnover), with closed brackets",
        ) from None


def _fault(text: str, problem: str, remedy: str) -> InputError:
    return InputError(problem, remedy=remedy, key="statistic", value=text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> _Number:
    try:
        return _as_number(_node(_tree(text), text))
    except RecursionError:
        raise _fault(text, "a statistic with too many brackets", "Use fewer") from None


def _as_number(node: _Node) -> _Number:
    return node if isinstance(node, _Number) else _Number(node.unit, node.national)


def _node(tree: ast.expr, text: str) -> _Node:
    if isinstance(tree, ast.Name):
        return _named(tree.id, text)
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return _called(tree, tree.func.id, text)
    if isinstance(tree, ast.BinOp) and type(tree.op) in _SIGNS:
        return _joined(_SIGNS[type(tree.op)], _node(tree.left, text), _node(tree.right, text))
    number = _constant(tree)
    if number is not None:
        return Constant(number)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        return _joined("-", Constant(0.0), _node(tree.operand, text))
    raise _fault(
        text,
        f"{ast.unparse(tree)!r} cannot stand in a statistic",
        "Use quantities, functions, numbers, + - * / and brackets",
    )


def _constant(tree: ast.expr) -> float | None:
    """Return the number that stands there; None for anything else."""
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        inner = _constant(tree.operand)
        return None if inner is None else -inner
    if not isinstance(tree, ast.Constant) or isinstance(tree.value, bool):
        return None
    if isinstance(tree.value, int | float) and abs(tree.value) < LARGEST:
        return float(tree.value)
    return None


def _named(name: str, text: str) -> Quantity:
    if name in QUANTITIES:
        return QUANTITIES[name]
    if name in FUNCTIONS:
        raise _fault(
            text, f"{name} needs its arguments", f"Write it as {FUNCTIONS[name].signature}"
        )
    raise _fault(text, f"unknown quantity {name!r}", nearest(name, QUANTITIES, LISTED_BY))


def _joined(sign: str, left: _Node, right: _Node) -> _Node:
    if not isinstance(left, _Number) and not isinstance(right, _Number):
        return Joined(sign, left, right)
    one, other = _as_number(left), _as_number(right)

    def value(view: View) -> float:
        found = ARITHMETIC[sign](np.array(one.value(view)), np.array(other.value(view)))
        return float(found)

    return _Number(joined_unit(sign, one.unit, other.unit), value)


def _called(tree: ast.Call, name: str, text: str) -> _Node:
    if name not in FUNCTIONS:
        if name in QUANTITIES:
            raise _fault(text, f"{name} is a quantity and takes no arguments", f"Write {name}")
        raise _fault(text, f"unknown function {name!r}", nearest(name, FUNCTIONS, LISTED_BY))
    function = FUNCTIONS[name]
    given = _arguments(tree, function, text)
    values = [
        _argument(argument, given.get(argument.name), function, text)
        for argument in function.arguments
    ]
    if function.makes == "quantity":
        made: Quantity = function.compute(*values)
        return made
    first = next((_unit(value) for value in values if not isinstance(value, float)), "")
    plain = [value.value if isinstance(value, _Number) else value for value in values]
    return _Number(function.unit_of(first), partial(_compute, function, plain))


def _compute(function: Function, values: Sequence[object], view: View) -> float:
    return float(function.compute(view, *values))


def _unit(node: _Node) -> str:
    return node.unit


def _arguments(tree: ast.Call, function: Function, text: str) -> dict[str, ast.expr]:
    names = [argument.name for argument in function.arguments]
    wrong = _fault(
        text, f"{function.name} is given what it does not take", f"Write {function.signature}"
    )
    if len(tree.args) > len(names):
        raise wrong
    given = dict(zip(names, tree.args, strict=False))
    for keyword in tree.keywords:
        if keyword.arg not in names or keyword.arg in given:
            raise wrong
        given[keyword.arg] = keyword.value
    return given


def _argument(
    argument: Argument, tree: ast.expr | None, function: Function, text: str
) -> Quantity | _Number | float:
    remedy = f"Write {function.signature}"
    if tree is None:
        if argument.default is None:
            raise _fault(text, f"{function.name} lacks its argument {argument.name}", remedy)
        return argument.default
    if argument.kind == "number":
        return _checked(argument, _constant(tree), function, text)
    node = _node(tree, text)
    if argument.kind == "value":
        return _as_number(node)
    if isinstance(node, _Number):
        raise _fault(
            text,
            f"{argument.name} of {function.name} must be a quantity, not {ast.unparse(tree)!r}",
            f"{remedy} with a quantity such as caseload",
        )
    return node


def _checked(argument: Argument, number: float | None, function: Function, text: str) -> float:
    fits = number is not None and argument.low <= number <= argument.high
    if number is None or not fits or (argument.whole and not number.is_integer()):
        kind = "a whole number" if argument.whole else "a number"
        ends = [
            f"{word} {end:g}"
            for word, end in (("from", argument.low), ("to", argument.high))
            if math.isfinite(end)
        ]
        raise _fault(
            text,
            f"{argument.name} of {function.signature} cannot be used as given",
            " ".join(["Give", kind, *ends]),
        )
    return number
