"""The rows of a design give the same indices, whoever computes them and however often stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import goldenthread as gt
from tests.experiments.studies.tiny import SCENARIO, tree

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what Dask warns of is not ours


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    # Workers that are threads of this process start at once; processes are tested with studies.
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as found:
        yield found


def found(folder: Path, out: str, **more: object) -> Any:
    (folder / "tiny.toml").write_text(SCENARIO, encoding="utf-8")
    return gt.sensitivity(
        folder / "tiny.toml", out=folder / out, method="sobol", samples=16, replicates=2,
        parameters=["grant", "discretion"], outputs=["caseload", "elasticity.felt"],
        years=0.25, whole_world=True, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def test_dask_gives_the_rows_of_this_machine(cluster: Any, tmp_path: Path) -> None:
    here = found(tmp_path, "here", workers=1)
    there = found(tmp_path, "there", scheduler=cluster.scheduler.address)
    assert tree(tmp_path / "here") == tree(tmp_path / "there")
    assert len(here.table()) > 0
    assert here.table().equals(there.table())
