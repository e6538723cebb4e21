"""Tables of regions: order, search, what cells say."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from imbang.drawing import columns, tables
from imbang.texts import use_language
from imbang.wording.coverage import coverage_table


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def coverage(**columns: list[object]) -> pd.DataFrame:
    """Three villages at norm 100: one without PSM, one short, one unknown."""
    rows: dict[str, list[object]] = {
        "region_code": ["63.71.01.1001", "63.71.01.1002", "63.71.01.1003"],
        "region_name": ["Kuin", "Alalak", "Basirih"],
        "level": ["village"] * 3,
        "parent_code": ["63.71.01"] * 3,
        "ppks_persons": [40, 1230, None],
        "psm_active": [0, 1, 2],
        "ratio_ppks_per_psm": [None, 1230.0, None],
        "ratio_low": [10.8, 220.8, None],
        "ratio_high": [None, 48_600.0, None],
        "state": ["no_psm", "short", "unknown"],
        "shortage": [1, 12, None],
        "uncovered_persons": [40.0, 1130.0, None],
        "is_uncovered_at_least": [False] * 3,
        "villages": [1, 1, 1],
        "villages_no_psm": [1, 0, 0],
        "norm": [100.0] * 3,
        "uncovered_norm_numerator": [100] * 3,
        "uncovered_norm_denominator": [1] * 3,
    }
    frame = pd.DataFrame(rows | columns)
    whole = ["ppks_persons", "psm_active", "shortage"]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def listed(frame: pd.DataFrame, sort: str, q: str = "") -> list[str]:
    rows = coverage_table.prepare(frame)
    headings = coverage_table.list_columns("village", 1130.0, {}, compares=False)
    found = columns.find(rows, q, within=["region_name", "region_code"])
    return list(columns.order(found, headings, sort)["region_name"])


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("-uncovered", ["Alalak", "Kuin", "Basirih"]),
        ("uncovered", ["Kuin", "Alalak", "Basirih"]),
        ("name", ["Alalak", "Basirih", "Kuin"]),
        ("-psm", ["Basirih", "Alalak", "Kuin"]),
        ("nonsense", ["Kuin", "Alalak", "Basirih"]),
    ],
)
def test_order_has_the_unknown_last(sort: str, names: list[str]) -> None:
    assert listed(coverage(), sort) == names


@pytest.mark.parametrize(
    ("q", "names"),
    [("ALA", ["Alalak"]), ("1003", ["Basirih"]), ("(", []), (" kuin ", ["Kuin"])],
)
def test_search_looks_at_names_and_codes(q: str, names: list[str]) -> None:
    assert listed(coverage(), "name", q) == names


def test_cells_say_the_state_in_words_and_marks() -> None:
    rows = coverage_table.prepare(coverage())
    columns = coverage_table.list_columns(
        "village", 1130.0, {"63.71.01": "Utara"}, compares=False
    )
    table = tables.draw(
        rows, columns, caption="x", sort="-uncovered", chosen="63.71.01.1002"
    )
    kuin, alalak, basirih = (
        {c.key: cell for c, cell in zip(columns, row["cells"], strict=True)}
        for row in table.rows
    )
    assert kuin["name"]["text"] == "Kuin"
    assert kuin["name"]["under"] == "Utara"
    assert kuin["ratio"] == {"text": "–", "under": "di atas 10,8"}
    assert kuin["state"] == {
        "text": "Ada PMKS, tanpa PSM",
        "mark": "✕",
        "tone": "no_psm",
    }
    assert kuin["uncovered"]["tone"] == "low"
    assert alalak["ppks"]["text"] == "1.230"
    assert alalak["ratio"]["under"] == "221–48.600"
    assert alalak["uncovered"] == {"text": "1.130", "bar": 1.0, "tone": "high"}
    assert basirih["uncovered"] == {"text": "–", "bar": 0.0, "tone": ""}
    assert [row.get("chosen", False) for row in table.rows] == [False, True, False]
    orders = {h["key"]: h["order"] for h in table.payload()["columns"]}
    assert orders["uncovered"] == "descending"
    assert orders["name"] is None


def test_the_legend_filters_by_colour_and_state_together() -> None:
    rows = coverage_table.prepare(coverage())
    assert list(coverage_table.keep(rows, ())["region_name"]) == [
        "Kuin",
        "Alalak",
        "Basirih",
    ]
    assert list(coverage_table.keep(rows, ("low", "high"))["region_name"]) == [
        "Kuin",
        "Alalak",
    ]
    assert list(coverage_table.keep(rows, ("low", "short"))["region_name"]) == []
    assert list(coverage_table.keep(rows, ("unknown",))["region_name"]) == ["Basirih"]


def judged() -> pd.DataFrame:
    """Three districts: clearly short, not told apart, and too small."""
    return coverage().assign(
        region_code=["63.71.01", "63.71.02", "63.71.03"],
        level="district",
        verdict=["short", "adequate", "undetermined"],
        verdict_strength=["clear", None, None],
        verdict_reason=[None, None, "few_expected"],
        limit_low_95=pd.array([12, 3, None], "Int64"),
        limit_high_95=pd.array([29, 12, None], "Int64"),
        stands_out=pd.array([True, False, None], "boolean"),
        deviation=[-4.1, -0.3, None],
        expected_psm=[20.0, 7.0, 1.5],
    )


def test_regions_above_villages_are_filtered_and_told_by_judgement_alone() -> None:
    rows = coverage_table.prepare(judged())
    names = ["Kuin", "Alalak", "Basirih"]
    assert list(rows["judgement"]) == ["clearly_short", "undecided", "undecided"]
    kept = coverage_table.keep(rows, ("clearly_short",))
    assert list(kept["region_name"]) == [names[0]]
    # the state of villages, left in a link, hides no region that is judged
    assert list(coverage_table.keep(rows, ("proportionate",))["region_name"]) == names
    column = coverage_table.verdict_column()
    cells = [column.write(row) for row in rows.to_dict("records")]
    assert [cell["text"] for cell in cells] == [
        "Jelas kurang",
        "Belum dapat dibedakan",
        "Belum dapat dibedakan",
    ]
    assert [cell["under"] for cell in cells] == [
        "batas 95\N{NO-BREAK SPACE}%: 12–29; menonjol di antara setingkatnya",
        "batas 95\N{NO-BREAK SPACE}%: 3–12",
        "hanya 1,5 PSM yang diharapkan",
    ]
    # where the limits have a column of their own they are not said twice
    short = coverage_table.verdict_column(beside_limits=True)
    beside = [short.write(row)["under"] for row in rows.to_dict("records")]
    assert beside == ["menonjol di antara setingkatnya", "", cells[2]["under"]]
    headings = coverage_table.list_columns("district", 1.0, {}, compares=False)
    assert not {c.label for c in headings} & {"Keadaan"}
    ordered = columns.order(rows, headings, "verdict")
    assert list(ordered["region_name"]) == names


def test_change_is_that_of_the_same_region() -> None:
    codes = coverage()["region_code"]
    since = pd.Series({codes[1]: 0.0, codes[0]: -10.0})
    change = coverage_table.prepare(coverage(), since)[coverage_table.CHANGE]
    assert change.iloc[:2].tolist() == [-10.0, 0.0]
    assert change.isna().iloc[2]


def test_a_long_list_is_cut_into_pages() -> None:
    rows = pd.concat([coverage_table.prepare(coverage())] * 40, ignore_index=True)
    headings = coverage_table.list_columns("village", 1.0, {}, compares=False)
    assert tables.pages(len(rows)) == 3
    last = tables.draw(rows.iloc[tables.part(3)], headings, caption="")
    assert len(last.rows) == 20
