"""Erlang-A, and the same queue in steps of a finite length, from their balance equations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np


@dataclass(frozen=True)
class Queue:
    """Arrivals and services per unit of time, mean patience, servers."""

    arrivals: float
    service: float
    patience: float
    servers: int


def erlang_a(queue: Queue, longest: int = 400) -> tuple[float, float, float]:
    """Return P(abandon), P(wait) and E[queue] of M/M/n+M."""
    weights = [1.0]
    for k in range(1, longest):
        leaving = min(k, queue.servers) * queue.service
        leaving += max(k - queue.servers, 0) / queue.patience
        weights.append(weights[-1] * queue.arrivals / leaving)
    p = np.array(weights) / sum(weights)
    waiting = float((p * np.maximum(np.arange(len(p)) - queue.servers, 0)).sum())
    return waiting / queue.patience / queue.arrivals, float(p[queue.servers :].sum()), waiting


@lru_cache
def in_steps(queue: Queue, step: float, pool: int) -> tuple[float, float, float]:
    """Return the same three when services, giving up and arrivals fall into steps.

    At most ``pool`` people are there. In each step services end, some of those still waiting give
    up, others arrive, and whoever came first is served first.
    """
    moves, waits = np.zeros((pool + 1, pool + 1)), np.zeros(pool + 1)
    for n in range(pool + 1):
        waiting = max(n - queue.servers, 0)
        quits = _binomial(waiting, 1 - math.exp(-step / queue.patience))
        served = _binomial(min(n, queue.servers), 1 - math.exp(-queue.service * step))
        for done, chance in enumerate(served):
            idle = pool - n + done
            comes = _binomial(idle, min(queue.arrivals * step / max(idle, 1), 1.0))
            joint = chance * np.outer(quits, comes)
            there = n - done - np.arange(waiting + 1)[:, None] + np.arange(idle + 1)[None, :]
            np.add.at(moves[n], there, joint)
            new = np.minimum(np.arange(idle + 1), np.maximum(there - queue.servers, 0))
            waits[n] += (joint * new).sum()
    p = _stationary(moves)
    length = float((p * np.maximum(np.arange(pool + 1) - queue.servers, 0)).sum())
    asked = queue.arrivals * step
    quitting = length * (1 - math.exp(-step / queue.patience))
    return quitting / asked, float((p * waits).sum()) / asked, length


def _binomial(count: int, chance: float) -> np.ndarray:
    """Return the probabilities of 0 .. ``count`` successes."""
    return np.array(
        [math.comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(count + 1)]
    )


def _stationary(moves: np.ndarray) -> np.ndarray:
    """Return the stationary law of a chain whose rows are the chances to move."""
    size = len(moves)
    system = np.vstack([(moves.T - np.eye(size))[:-1], np.ones(size)])
    return np.linalg.solve(system, np.eye(size)[-1])
