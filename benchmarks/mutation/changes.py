"""The small ways in which a file is broken, one at a time, by the operators of cosmic-ray."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator

ROOT = Path(__file__).parents[2]

# Of the two hundred operators, one opposite for each sign: the others break the same place again.
STANDARD = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ZeroIterationForLoop",
    "ReplaceUnaryOperator_Delete_USub",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_Pow_Mul",
    "ReplaceBinaryOperator_Mod_Mul",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceBinaryOperator_LShift_RShift",
    "ReplaceBinaryOperator_RShift_LShift",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd",
    "ReplaceBinaryOperator_BitXor_BitAnd",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
)


SAME = ("clock[ -1]", "centre[ -1]")
"""There is one clock and one centre: the last record is the first."""


class Opposite(Operator):
    """Puts the opposite in a word's place; cosmic-ray has no operator for these."""

    KIND: ClassVar[str]
    OPPOSITES: ClassVar[dict[str, str]]

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[tuple[object, object]]:
        """Yield the place of a word that has an opposite."""
        if node.type == self.KIND and node.value in self.OPPOSITES:
            yield node.start_pos, node.end_pos

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        """Turn it round."""
        node.value = self.OPPOSITES[node.value]
        return node


class OtherAssignment(Opposite):
    """Lets a sum that is carried along run the other way."""

    KIND = "operator"
    OPPOSITES: ClassVar = {"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*="}

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return what becomes of a line."""
        return (Example("x += 1", "x -= 1"),)


class OtherChoice(Opposite):
    """Takes the largest of some numbers for the smallest, and the other way round."""

    KIND = "name"
    OPPOSITES: ClassVar = {"min": "max", "max": "min"}

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return what becomes of a line."""
        return (Example("min(x, 1)", "max(x, 1)"),)


@dataclass(frozen=True)
class Mutant:
    """One small change of one file.

    Attributes
    ----------
    file
        The file, from the root of the source tree.
    operator
        What was done to it.
    number
        Which of the places where that can be done, from 0.
    line
        The line that is broken, from 1.
    source
        The whole text of the broken file.
    """

    file: str
    operator: str
    number: int
    line: int
    source: str

    @property
    def name(self) -> str:
        """File, operator and number: the same as long as the file stays the same."""
        return f"{self.file}:{self.line} {self.operator} {self.number}"

    @property
    def place(self) -> tuple[str, str, str]:
        """File, and the lines before and after, without the blanks around them."""
        lines = self.difference.splitlines()
        before = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
        after = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
        return self.file, before, after

    @property
    def difference(self) -> str:
        """The lines taken away and put in."""
        plain = (ROOT / self.file).read_text(encoding="utf-8").splitlines()
        lines = list(unified_diff(plain, self.source.splitlines(), n=0, lineterm=""))[3:]
        return "\n".join(line for line in lines if not line.startswith("@@"))


def mutants_of(file: str, most: int | None = None) -> Iterator[Mutant]:
    """Yield every mutant of a file that differs from it, none twice, in an order by lot.

    Parameters
    ----------
    file
        The file, from the root of the source tree.
    most
        How many are drawn; None for all. A larger sample holds the smaller ones.
    """
    text = (ROOT / file).read_text(encoding="utf-8")
    nodes = list(ast_nodes(get_ast(text)))
    drawn = []
    for operator in _operators():
        places = [place for node in nodes for place in operator.mutation_positions(node)]
        for number, ((line, _), _) in enumerate(places):
            lot = sha256(f"{file} {type(operator).__name__} {number}".encode()).digest()
            drawn.append((lot, operator, number, line))
    seen = {text}
    for _, operator, number, line in sorted(drawn, key=lambda each: each[0]):
        if most is not None and len(seen) > most:
            return
        broken = mutate_code(text, operator, number)
        if broken is None or broken in seen or any(same in broken for same in SAME):
            continue
        seen.add(broken)
        yield Mutant(file, type(operator).__name__, number, line, broken)


def _operators() -> list[Operator]:
    standard = [get_operator(f"core/{name}")() for name in STANDARD]
    return [*standard, OtherAssignment(), OtherChoice()]
