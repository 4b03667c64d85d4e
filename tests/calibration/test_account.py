"""The account of calibration and validation says what the saved results say."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from calibration.account.__main__ import main
from calibration.account.page import FIGURES
from calibration.targets import read_targets, shipped

MISSED, MET = "T02", "T05"


def target(name: str, *, met: bool) -> dict[str, object]:
    return {
        "id": name, "quantity": f"what {name} is", "unit": "%", "official": 10.0, "tolerance": 1.0,
        "prior_low": 2.0, "prior_high": 30.0, "posterior_mean": 10.4 if met else 14.25,
        "posterior_low": 8.0, "posterior_high": 19.0, "posterior_inside": met,
    }  # fmt: skip


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A calibration of one parameter, a validation of one row, and one pattern."""
    calibrated, validated = tmp_path / "calibrated", tmp_path / "validated"
    calibrated.mkdir()
    validated.mkdir()
    tables: dict[str, list[dict[str, object]]] = {
        "targets": [target(MISSED, met=False), target(MET, met=True)],
        "parameters": [{
            "parameter": "norm_hours", "prior_low": 0.8, "prior_high": 1.8, "shipped_5": 0.9,
            "shipped_50": 1.1, "shipped_95": 1.3, "contraction": 0.41, "identified": True,
            "medoid": 1.07, "coverage_90": 0.91, "recovery_correlation": 0.72,
        }],
        "pairs": [{"parameter": "norm_hours", "other": "task_pace", "rank_correlation": -0.5}],
        "recovery": [{"truth_number": number, "parameter": "norm_hours"} for number in range(21)],
        "waves": [{"wave": 1, "points": 64, "runs": 128, "not_ruled_out": 0.031, "id": MET,
                   "explained": 0.87, "covered": 0.95, "rules_out": 0.5}],
    }  # fmt: skip
    for name, rows in tables.items():
        pd.DataFrame(rows).to_csv(calibrated / f"{name}.csv", index=False)
    for name in FIGURES:
        (calibrated / f"{name}.png").write_bytes(name.encode())
    findings = {
        "findings": ["It passes.", f"Missed: {MISSED}."], "passed": True, "known_truths": 139,
        "coverage": {"0.5": 0.53, "0.9": 0.9}, "sbc_p": 0.97, "runs": 3210,
        "tarp": {"largest_miss": 0.06, "explained_by_chance": 0.14},
    }  # fmt: skip
    manifest = {
        "seed": 4, "time": {"first_year": 2017, "years": 5, "burn_in_years": 4},
        "targets_left_out": ["T20 (its role is validation)"],
        "targets": [{"source": "an office"}, {"source": "an office"}],
        "goldenthread": "1", "sbi": "2", "torch": "3", "scikit-learn": "4", "numpy": "5",
    }  # fmt: skip
    (calibrated / "findings.json").write_text(json.dumps(findings))
    (calibrated / "manifest.json").write_text(json.dumps(manifest))
    row = {
        "id": "T20", "quantity": "trust", "unit": "%", "scenario": "england", "fitted": False,
        "accepted_low": 36.0, "accepted_high": 48.0, "median": 43.2, "low": 40.0, "high": None,
        "verdict": "inside",
    }  # fmt: skip
    elsewhere = row | {"id": "T16", "quantity": "gap", "scenario": "stakes", "fitted": True,
                       "median": 12.4, "verdict": "outside"}  # fmt: skip
    fitted = [row | {"id": name, "fitted": True, "verdict": "outside"} for name in (MISSED, MET)]
    rows = [row, elsewhere, *fitted]
    validation = {"findings": ["1 of 1 row inside."], "rows": rows, "runs": 200,
                  "parameters": "draws of the posterior"}  # fmt: skip
    (validated / "findings.json").write_text(json.dumps(validation))
    pattern = {"id": "P1", "statement": "more load, less time", "verdict": "outside",
               "null_verdict": "outside", "counts": True}  # fmt: skip
    (tmp_path / "patterns.json").write_text(json.dumps([pattern]))
    return tmp_path


def written(folder: Path) -> int:
    names = ("calibrated", "validated", "patterns.json")
    return main([*(str(folder / name) for name in names), "--page", str(folder / "page.md")])


def test_the_page_tells_fit_misses_trust_and_patterns(saved: Path) -> None:
    assert written(saved) == 0
    page = (saved / "page.md").read_text()
    for said in (
        "| T02 | what T02 is (%) | 10 ± 1 | 2 to 30 | 14.2 | 8 to 19 | **no** |",
        "| T20 | trust (%) | england | 36 to 48 | 43.2 | 40 to - | inside |",
        "* **T02, what T02 is**: 14.2 (8 to 19), official 10 ± 1 %.",
        "* **T16, gap** in stakes: 12.4 (40 to -), accepted 36 to 48 %.",
        "| `norm_hours` | 0.8 to 1.8 | 1.1 | 0.9 to 1.3 | 41 % | yes | 1.07 | 91 % | 0.72 |",
        "50 % intervals hold 53 % of the true values.",
        "21 synthetic truths",
        "| 1 | 64 | 128 | 3.1 % |",
        "0 of 1 patterns pass, and 1 count",
        "| P1 | more load, less time | **no** | yes |",
        "3,210 runs, seed 4; 5 years from 2017 after 4 of burn-in.",
        "Not that these causes produced England's figures.",
    ):
        assert said in page, said
    assert "* Missed:" not in page
    assert page.count("* **T02, ") == 1
    assert "* **T05, " not in page
    assert page.count("an office") == 1
    for name in FIGURES:
        assert (saved / "validation" / f"{name}.png").read_bytes() == name.encode()
        assert f"(validation/{name}.png)" in page


@pytest.mark.parametrize(
    ("missing", "command"),
    [
        ("calibrated/pairs.csv", "goldenthread calibrate"),
        ("calibrated/findings.json", "goldenthread calibrate"),
        ("validated/findings.json", "goldenthread validate"),
        ("patterns.json", "goldenthread patterns --json"),
    ],
)
def test_what_is_missing_is_named_with_what_makes_it(
    saved: Path, missing: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / missing).unlink()
    assert written(saved) == 2
    error = capsys.readouterr().err
    assert missing in error.replace("\\", "/")
    assert command in error
    assert not (saved / "page.md").exists()


def test_reasons_are_about_targets_that_there_are() -> None:
    text = (files("calibration.account") / "reasons.toml").read_text(encoding="utf-8")
    known = {each.id for each in read_targets(shipped("england_children"))}
    assert set(tomllib.loads(text)) <= known
