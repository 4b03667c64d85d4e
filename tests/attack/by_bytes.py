"""Raw bytes at the parsers, guided by what they reach: ``python -m tests.attack.by_bytes DOOR``.

Needs atheris, which exists for Python 3.11 to 3.13: ``pip install atheris``. Options of libFuzzer
(``-max_total_time=180``, ``-runs=10000``, ``-timeout=10``) may follow the name of the door.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["scenarios", "calibration.targets", "experiments.studies"]
):
    import calibration.targets.table  # noqa: F401
    import experiments.robust.packages
    import experiments.studies.reading  # noqa: F401
    import scenarios  # noqa: F401
    from tests.attack.doors import DOORS
    from tests.attack.judge import Tally, judged


def main() -> None:
    """Attack one door until libFuzzer's options end it, or a fault does."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in DOORS:
        sys.exit(f"Name one of: {', '.join(DOORS)}")
    door, tally = DOORS[name], Tally()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for place, content in enumerate(door.valid):
            (corpus / str(place)).write_bytes(content)

        def attempt(content: bytes) -> None:
            judged(lambda: door.read(Path(folder), content), tally)

        atheris.Setup([*sys.argv, str(corpus)], attempt)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
