"""The model written a second time, as plain Mesa: one Python object per agent.

Written from docs/ODD.md, whose rule numbers the docstrings give, and meant to be read: begin with
``model.py`` (the order of a week), then go down the tiers: ``centre``; ``manager`` with its
``budget``, ``front_door`` and ``records``; ``worker`` with ``casework``; ``citizen`` with ``case``.
It shares no rule with the engine in ``sim``, and makes the same decisions, draw for draw;
``python -m benchmarks.dock`` shows that it does.
"""

from benchmarks.twin.model import TwinModel

__all__ = ["TwinModel"]
