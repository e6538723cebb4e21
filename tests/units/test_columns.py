"""Columns of any table: how cells are written, ordered and found."""

from __future__ import annotations

from datetime import date

import pandas as pd

from imbang import formats
from imbang.drawing import columns, tables
from imbang.formats import MISSING

ROWS = pd.DataFrame(
    {
        "region_code": ["63.01", "63.02", "63.03"],
        "region_name": ["Tanah Laut", "Kotabaru", "Banjar"],
        "count": [1204.0, None, 7.0],
        "share": [0.125, None, 1.0],
        "month": ["2024-12", None, "2023-06"],
    }
)
COLUMNS = (
    columns.region("Wilayah", under={"63.03": "Kalsel"}),
    columns.number("count", "Jumlah"),
    columns.percent("share", "Bagian", digits=1),
    columns.month("month", "Bulan"),
    columns.bar("count", "Batang", 2408),
)


def cells(sort: str = "") -> list[list[str]]:
    drawn = tables.draw(columns.order(ROWS, COLUMNS, sort), COLUMNS, caption="")
    return [[cell["text"] for cell in row["cells"]] for row in drawn.rows]


def test_cells_are_written_as_people_write() -> None:
    written = ["Tanah Laut", "1.204", "12,5\N{NO-BREAK SPACE}%", "Des 2024", "1.204"]
    assert cells()[0] == written


def test_what_is_not_there_is_a_dash_and_never_zero() -> None:
    assert cells()[1] == ["Kotabaru", MISSING, MISSING, MISSING, MISSING]


def test_a_bar_is_as_long_as_its_share_of_the_largest() -> None:
    rows = tables.draw(ROWS, COLUMNS, caption="").rows
    bars = [row["cells"][4] for row in rows]
    assert [(bar["bar"], bar["tone"]) for bar in bars] == [
        (0.5, "accent"),
        (0.0, "none"),
        (7 / 2408, "accent"),
    ]


def test_order_puts_what_is_not_there_last() -> None:
    assert [row[0] for row in cells("count")] == ["Banjar", "Tanah Laut", "Kotabaru"]
    assert [row[0] for row in cells("-count")] == ["Tanah Laut", "Banjar", "Kotabaru"]
    assert [row[0] for row in cells("unheard")] == ["Tanah Laut", "Kotabaru", "Banjar"]


def test_a_name_of_a_region_carries_the_link_to_its_profile() -> None:
    table = tables.draw(ROWS, COLUMNS, caption="", chosen="63.02")
    first, second, _third = table.payload(lambda code: f"profil?region={code}")["rows"]
    name, *figures = first["cells"]
    assert name["href"] == "profil?region=63.01"
    assert name["hint"] == "Profil Tanah Laut"
    assert all("href" not in cell for cell in figures)
    assert "code" not in first  # pressing anything else does nothing
    assert second["chosen"]


def test_rows_about_something_else_name_their_region_too() -> None:
    headings = (columns.month("month", "Bulan"), columns.place("Di"))
    drawn = tables.draw(
        ROWS, headings, caption="", lead=lambda row: (row["month"] or "", "Lihat")
    )
    row = drawn.payload(str.upper)["rows"][0]
    assert row["code"] == "2024-12"
    assert row["cells"][1]["href"] == "63.01"
    [no_region] = tables.draw(
        [{"region_code": None, "region_name": "Luar", "month": None}],
        headings,
        caption="",
    ).payload(str.upper)["rows"]
    assert "href" not in no_region["cells"][1]


def test_find_looks_into_the_columns_told() -> None:
    found = columns.find(ROWS, " baNJ", within=["region_name", "region_code"])
    assert found["region_name"].tolist() == ["Banjar"]
    assert columns.find(ROWS, "63.02", within=["region_name"]).empty
    assert len(columns.find(ROWS, "", within=["region_name"])) == 3


def test_days_are_written_whatever_holds_them() -> None:
    written = columns.day("due_on", "Due").write
    rows = pd.DataFrame({"due_on": pd.to_datetime(["2024-01-05", None])})
    cells = [written(row)["text"] for row in rows.to_dict("records")]
    assert cells == ["5 Jan 2024", formats.MISSING]
    assert written({"due_on": date(2024, 1, 5)})["text"] == "5 Jan 2024"
