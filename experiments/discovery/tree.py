"""A shallow tree beside the boxes: the same question, answered by another method."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from experiments.discovery.box import Box, Worth, worth
from experiments.discovery.conditions import Conditions

DEPTH = 3
LEAST_LEAF = 0.05


@dataclass(frozen=True)
class Leaf:
    """An end of the tree: the conditions that lead there, and what they are worth."""

    box: Box
    worth: Worth


def leaves(conditions: Conditions, depth: int = DEPTH) -> list[Leaf]:
    """Return the leaves of a shallow tree, densest first.

    A regression tree on the share of replicates splits as a classification tree by Gini's index
    does when the share is 0 or 1. Categories are split one against the rest.

    Parameters
    ----------
    conditions
        The rows.
    depth
        Conditions in a row, at most.
    """
    from sklearn.tree import DecisionTreeRegressor

    columns = list(_columns(conditions))
    matrix = np.column_stack([column for _, _, column in columns])
    fitted = DecisionTreeRegressor(
        max_depth=depth, min_weight_fraction_leaf=LEAST_LEAF, random_state=0
    ).fit(matrix, conditions.share, sample_weight=conditions.weights)
    tree = fitted.tree_
    names = [(name, value) for name, value, _ in columns]
    everything = {
        name: frozenset(np.unique(conditions.values[name]).tolist())
        for name in conditions.categories
    }

    def below(node: int, box: Box) -> list[Box]:
        if tree.children_left[node] < 0:
            return [box]
        name, value = names[tree.feature[node]]
        smaller, larger = _split(box, name, value, float(tree.threshold[node]), everything)
        return below(tree.children_left[node], smaller) + below(tree.children_right[node], larger)

    found = [Leaf(box, worth(box, conditions)) for box in below(0, Box())]
    return sorted(found, key=lambda leaf: -leaf.worth.density)


def _columns(conditions: Conditions) -> list[tuple[str, float | None, np.ndarray]]:
    found: list[tuple[str, float | None, np.ndarray]] = []
    for name, column in conditions.values.items():
        if name not in conditions.categories:
            found.append((name, None, column))
        else:
            found += [(name, value, column == value) for value in np.unique(column).tolist()]
    return found


def _split(
    box: Box,
    name: str,
    value: float | None,
    threshold: float,
    everything: dict[str, frozenset[float]],
) -> tuple[Box, Box]:
    if value is not None:
        before = box.allowed.get(name, everything[name])
        return box.allowing(name, before - {value}), box.allowing(name, before & {value})
    low, high = box.limits.get(name, (-math.inf, math.inf))
    # The tree sends what equals the threshold to the left.
    over = float(np.nextafter(threshold, math.inf))
    return box.limited(name, low, threshold), box.limited(name, over, high)
