"""Tables of targets: what is read, and what is refused with what remedy."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from calibration.targets import measured, read_targets, shipped
from calibration.targets.numbers import bounds, period, values
from sim.errors import InputError
from tests.calibration.hand_made import caseloads

HEAD = "id,quantity,value,tolerance,unit,period,population,role,source,address"
ROW = "A,mean caseload,16,1,cases per worker,2017-2018,England,,nobody,"


def table(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def refusal(path: Path, **more: str) -> str:
    with pytest.raises(InputError) as caught:
        read_targets(path, **more)
    assert caught.value.remedy
    return str(caught.value)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("16.9", [16.9]), ("17 / 33 / 43", [17, 33, 43]), ("50 -> 30", [50, 30]),
        ("42 (2022) then 34 (2023)", [42, 34]), ("\u22120.64", [-0.64]), ("1,234.5", [1234.5]),
        ("-18 (most deprived tenth -26; least -11)", [-18]), ("22.3 %", [22.3]), ("about 3", [3]),
    ],
)  # fmt: skip
def test_values_as_people_write_them(cell: str, expected: list[float]) -> None:
    assert [each.value for each in values(cell)] == expected


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("> 0", 0, math.inf), ("at most 3", -math.inf, 3), ("0.2 to 0.5", 0.2, 0.5),
        ("in [-0.9, -0.3]", -0.9, -0.3), ("negative", -math.inf, 0),
    ],
)  # fmt: skip
def test_bounds_in_the_place_of_a_value(cell: str, low: float, high: float) -> None:
    (given,) = values(cell)
    assert (given.low, given.high) == (low, high)
    assert math.isnan(given.value)


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("5", 10, (5, 15)), ("\u00b15", 10, (5, 15)), ("+/- 0.5", 1, (0.5, 1.5)),
        ("10%", -50, (-55, -45)), ("\u00b15 %", 100, (95, 105)), ("2 points", 10, (8, 12)),
        ("range 5-8", 6, (5, 8)), ("range -0.9 to -0.3", -0.64, (-0.9, -0.3)),
        ("[2.8, 3.8]", 3, (2.8, 3.8)), ("factor 2", 10, (5, 20)), ("0", 3, (3, 3)),
    ],
)  # fmt: skip
def test_tolerances_as_people_write_them(
    cell: str, value: float, expected: tuple[float, float]
) -> None:
    assert bounds(cell, value) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2017-2021 mean", (2017, 2022)), ("2017\u20132021", (2017, 2022)), ("2025", (2025, 2026)),
        ("2010-11 to 2017-18", (2010, 2018)), ("2004/05", (2004, 2005)), ("2017-21", (2017, 2022)),
        ("year ending March 2021", (2021, 2022)), ("1990s", (1990, 2000)), ("each year", None),
        ("", None),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(cell: str, expected: tuple[float, float] | None) -> None:
    assert period(cell) == expected


def test_a_row_of_several_values_becomes_several_targets(tmp_path: Path) -> None:
    quartiles = "Q,assessment duration quartiles,17 / 33 / 43,5 / 5 / 6,working days,2025,,,,"
    dated = "D,trust in local government,42 (2022) then 34 (2023),6,% of adults,2022-2023,UK,,,"
    found = read_targets(table(tmp_path, quartiles, dated))
    assert [each.id for each in found] == ["Qa", "Qb", "Qc", "Da", "Db"]
    assert [str(each.statistic) for each in found[:3]] == [
        "duration_days(0.25)", "duration_days(0.5)", "duration_days(0.75)",
    ]  # fmt: skip
    assert (found[2].low, found[2].high) == (37, 49)
    assert [each.period for each in found[3:]] == [(2022, 2023), (2023, 2024)]


def test_a_statistic_goes_before_words_and_a_unit_is_followed(tmp_path: Path) -> None:
    head = f"{HEAD},statistic"
    found = read_targets(
        table(
            tmp_path,
            'A,whatever,0.5,0.1,share,2017,,,,,"share_above(caseload, 14)"',
            "B,median assessment duration,1.5,0.5,months,2017,,,,,",
            'C,two things,1 / 2,0.1,,2017,,,,,"sd(caseload); median(caseload)"',
            head=head,
        )
    )
    assert [str(each.statistic) for each in found] == [
        "share_above(caseload, 14)", "duration_days(0.5)", "sd(caseload)", "median(caseload)",
    ]  # fmt: skip
    values_found = measured(found, caseloads([[10, 12, 16, 18]]), 2017.0, 1.0)
    assert values_found[0] == pytest.approx(0.5)
    assert found[1].scale == pytest.approx(5.0 / 108.75, rel=0.01) or found[1].scale < 0.05
    assert math.isnan(values_found[1])


def test_words_that_are_not_understood_leave_the_others_alone(tmp_path: Path) -> None:
    unknown = "B,colour of the town hall,3,1,,2017,,,,"
    known, other = read_targets(table(tmp_path, ROW, unknown))
    assert str(known.statistic) == "caseload"
    assert other.statistic is None
    assert "fill the column statistic" in other.understood


def test_a_period_is_cut_to_what_is_observed(tmp_path: Path) -> None:
    (target,) = read_targets(table(tmp_path, ROW))
    assert target.window(2018.0, 4.0) == (2018.0, 2019.0)
    assert target.window(2030.0, 4.0) == (2030.0, 2034.0)
    assert not target.covered(2018.0, 4.0)
    assert target.covered(2017.0, 2.0)


def test_roles_and_scenarios(tmp_path: Path) -> None:
    found = read_targets(
        table(
            tmp_path,
            "A,spending power,-28,,%,2010-11 to 2017-18,,scenario austerity,,",
            "B,reporting gap,19,6,points,2004,,fit under the high-stakes scenario,,",
            "C,inspection interval,4,range 2-6,years,2018,,parameter audit_rate,,",
        )
    )
    assert [each.scenario for each in found] == ["austerity", "targets_and_terror", ""]
    assert [each.judged for each in found] == [False, True, True]
    assert [each.fitted for each in found] == [False, True, False]
    assert [each.put_in for each in found] == [False, False, True]


REFUSED = [
    (["A,caseload,16,,cases,2017,,,,"], "column tolerance: A has no tolerance", "--tolerance"),
    (["A,caseload,16,-1,cases,2017,,,,"], "the tolerance is '-1'", "range 5-8"),
    (["A,caseload,16,wide,cases,2017,,,,"], "the tolerance is 'wide'", "10 %"),
    (["A,caseload,NaN,1,cases,2017,,,,"], "the value is 'NaN'", "Give a number"),
    (["A,caseload,inf,1,cases,2017,,,,"], "the value is 'inf'", "Give a number"),
    (["A,caseload,many,1,cases,2017,,,,"], "line 2, column value: the value is 'many'", "17 / 33"),
    (["A,vacancy rate,165,2,%,2017,,,,"], "165 is no possible value of vacancy", "0 to 100"),
    (["A,vacancy rate,-3,2,%,2017,,,,"], "-3 is no possible value", "0 to 100"),
    (["A,vacancy rate,16.5,2,share,2017,,,,"], "16.5 is no possible value", "0 to 1"),
    (["A,persistence of caseload,1.4,0.1,,2017,,,,"], "1.4 is no possible value", "-1 to 1"),
    (["A,standard deviation of caseload across councils,-2,1,,2017,,,,"], "-2 is no", "0 to inf"),
    ([ROW, ROW], "'A' is also the id of", "Give every target its own"),
    ([ROW.replace("A,", ",", 1)], "column id: the cell is blank", "name"),
    (["A,,16,1,cases,2017,,,,"], "column quantity: the cell is blank", "words"),
    (["A,caseload,16,1"], "this line has 4 fields", "double quotes"),
    (['A,"caseload,16,1,cases,2017,,,,'], "not a line of CSV", "quote"),
    ([], "the table has no rows", "one per target"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "problem", "remedy"), REFUSED)
def test_what_cannot_be_used_is_refused(
    tmp_path: Path, rows: list[str], problem: str, remedy: str
) -> None:
    said = refusal(table(tmp_path, *rows))
    assert problem in said
    assert remedy in said
    assert "mine.csv" in said


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    missing = refusal(table(tmp_path, ROW, head=HEAD.replace("tolerance", "tolerence")))
    assert "the column 'tolerance' is missing" in missing
    assert "tolerence" in missing
    assert "twice" in refusal(table(tmp_path, f"{ROW},1", head=f"{HEAD},value"))
    assert "commas" in refusal(table(tmp_path, ROW, head=HEAD.replace(",", ";")))
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{HEAD}\n{ROW}".encode("utf-16"))
    assert "UTF-8" in refusal(path)
    path.write_text("")
    assert "empty" in refusal(path)
    assert "no such table" in refusal(tmp_path / "none.csv")


def test_a_tolerance_for_all_rows_without(tmp_path: Path) -> None:
    path = table(tmp_path, "A,caseload,16,,cases,2017,,,,")
    (target,) = read_targets(path, "10 %")
    assert (target.low, target.high) == pytest.approx((14.4, 17.6))
    assert "--tolerance" in refusal(path, tolerance="some")


def test_a_wrong_statistic_or_scenario_is_refused_with_the_nearest(tmp_path: Path) -> None:
    head = f"{HEAD},statistic,scenario"
    said = refusal(table(tmp_path, f"{ROW},sd(caselod),", head=head))
    assert "column statistic" in said
    assert "'caseload'" in said
    assert "'austerity'" in refusal(table(tmp_path, f"{ROW},,austerty", head=head))


def test_the_shipped_table_is_understood_from_its_words_too(tmp_path: Path) -> None:
    import csv

    rows = list(csv.DictReader(shipped("england_children").read_text("utf-8").splitlines()))
    columns = HEAD.split(",")
    path = tmp_path / "words.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[row[column] for column in columns] for row in rows])
    formal, words = read_targets(shipped("england_children")), read_targets(path)
    assert [each.statistic for each in words] == [each.statistic for each in formal]
    assert all(each.judged for each in formal)
    assert [each.id for each in formal if not each.fitted] == ["T20"]
