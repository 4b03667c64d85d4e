"""Folders of results in which a file or two are broken, or gone."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from tests.attack.parquet_files import as_bytes, broken_tables
from tests.attack.values import changed, damaged


@st.composite
def broken_folders(draw: Any, folders: Sequence[dict[str, bytes]]) -> dict[str, bytes]:
    """Return the files of a folder of which one or two are broken, or gone."""
    files = dict(draw(st.sampled_from(folders)))
    names = draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=2, unique=True))
    for name in names:
        if draw(st.integers(0, 9)) == 0:
            del files[name]
        elif name.endswith(".json") and draw(st.integers(0, 3)):
            files[name] = draw(_documents(files[name]))
        elif name.endswith(".parquet") and draw(st.booleans()):
            table: pa.Table = pq.read_table(io.BytesIO(files[name]))
            files[name] = as_bytes(draw(broken_tables(table)))
        else:
            files[name] = damaged(files[name], draw)
    return files


@st.composite
def _documents(draw: Any, content: bytes) -> bytes:
    said = json.loads(content)
    if isinstance(said.get("scenarios"), list):
        # Most of what a study's file says is its list of councils, which is never read back.
        said["scenarios"] = []
    for _ in range(draw(st.integers(0, 2))):
        said = changed(said, draw)
    return json.dumps(said, default=str).encode("utf-8", "surrogatepass")


def laid_out(folder: Path, files: dict[str, bytes]) -> None:
    """Put the files into the folder, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
