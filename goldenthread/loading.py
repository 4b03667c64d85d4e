"""``gt.load``: a scenario by its name or file, a study by its folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import scenarios

if TYPE_CHECKING:
    from experiments.studies.study import Study


def load(name_or_path: str | os.PathLike[str]) -> scenarios.Scenario | Study:
    """Return a scenario, or the results of a study.

    Parameters
    ----------
    name_or_path
        Name of a shipped scenario (``"austerity"``), path of a scenario file, or the folder of
        a study.

    Raises
    ------
    InputError
        When there is nothing of that name, or it cannot be used.
    """
    if isinstance(name_or_path, str | os.PathLike):
        from experiments.studies.study import Study, is_study

        if is_study(name_or_path):
            return Study(name_or_path)
    return scenarios.load(name_or_path)
