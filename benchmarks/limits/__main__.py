"""Measure every limit and publish it: ``python -m benchmarks.limits``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.limits.collect import measure_all, measure_small
from benchmarks.limits.figure import draw_limits
from benchmarks.limits.page import write_page


def main() -> int:
    """Write the page and the figure; return 1 when a limit fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("docs"), help="where they go (docs)")
    parser.add_argument("--small", action="store_true", help="small worlds: seconds, wide errors")
    chosen = parser.parse_args()
    panels = measure_small() if chosen.small else measure_all()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    page = write_page(panels)
    (chosen.folder / "limits.md").write_text(page, encoding="utf-8")
    draw_limits(panels).savefig(chosen.folder / "limits.png", metadata={"Software": None})
    points = [point for panel in panels for point in panel.points]
    for point in points:
        print(f"{point.verdict:9} {point.limit}, {point.quantity}, {point.where}: "
              f"{point.engine:.5g} against {point.expected:.5g}")  # fmt: skip
    return int(any(point.verdict == "fails" for point in points))


if __name__ == "__main__":
    sys.exit(main())
