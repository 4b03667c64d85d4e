"""Case stories: what happened to one citizen, week by week, and what was reported of it.

``kinds`` declares what can happen, ``log`` watches a model and writes it down, ``diary`` keeps
the weeks of the people told of, ``patterns`` and ``selection`` choose them, ``prose`` finds the
words, and ``story`` puts it all together.
"""
