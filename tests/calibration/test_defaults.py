"""The defaults are the middle of the posterior that comes with the program."""

from __future__ import annotations

import pytest

import goldenthread
from sim.parameters import PARAMETERS

MIDDLE = goldenthread.posterior("england_children").medoid()


@pytest.mark.parametrize("name", MIDDLE)
def test_what_was_fitted_has_its_value_in_the_middle_of_the_posterior(name: str) -> None:
    assert PARAMETERS[name].default == float(f"{MIDDLE[name]:.3g}")


def test_what_was_fitted_is_marked_as_such_and_nothing_else() -> None:
    marked = {name for name, declared in PARAMETERS.items() if declared.grade == "C"}
    assert marked == set(MIDDLE)
