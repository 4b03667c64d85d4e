"""Forms of the model are categories with words, apart from what is chosen and what is given."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.discovery.events import Event
from experiments.discovery.run import made
from experiments.sensitivity.plan import make_plan
from experiments.sensitivity.ranges import FORMS, STRUCTURE, role_of
from experiments.sensitivity.store import manifest
from experiments.studies.design import StudyDesign
from tests.experiments.linkage.toy import ToyStudy

VARIED = ["accountability_stakes", "need_first", "task_pace"]


class Unfair(ToyStudy):
    """A model in which the gap is wide when the queue is first come, first served."""

    def runs(self) -> pd.DataFrame:
        found = super().runs()
        first = found["point"].map(lambda place: self.design.points[place]["need_first"])
        return found.assign(**{"link.reported": 0.8 - 0.3 * first, "link.felt": 0.4})


def unfair(name: str, design: StudyDesign) -> Any:
    return Unfair(design)


def test_a_form_that_decides_is_told_in_words_and_kept_apart() -> None:
    plan = make_plan(method="pawn", parameters=VARIED, samples=64, replicates=2)
    found = made(plan, [Event.of("gap>25")], screened=False, compute=unfair)
    words = found.findings
    line = "the order of the queue was first come, first served; of the runs in that box it did in"
    assert any(each.startswith("Of the forms that the model may have: In 100 %") and line in each
               for each in words)  # fmt: skip
    for kind in ("Of what can be chosen", "Of what one must live with"):
        assert (
            f"{kind}: No condition tells better than chance when the outcome gap exceeded 25."
            in (words)
        )
    assert set(found.events[0].found) == {"conditions", "levers", "uncertainties", "forms", "signs"}


def test_every_form_has_a_word_and_a_role() -> None:
    assert {name: tuple(words) for name, (_, words) in FORMS.items()} == dict(STRUCTURE)
    assert {role_of(name) for name in STRUCTURE} == {"form"}
    plan = make_plan(method="pawn", parameters=VARIED, samples=64)
    roles = {each["name"]: each["role"] for each in manifest(plan, "", {})["factors"]}
    assert roles == {
        "accountability_stakes": "lever",
        "need_first": "form",
        "task_pace": "uncertainty",
    }
