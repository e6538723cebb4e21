"""Generated: a clean table, written as a messy sheet, is read back as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.intake.checking import Options, check_files
from imbang.intake.files.sources import Source
from imbang.reference import regions
from imbang.reference.kinds import load_kinds
from tests.units.intake.rendering import LISTS, Cell, Rendered, Renderer, Table, plan

VILLAGES = sorted(
    code
    for code in regions.load().names
    if code.startswith("63.71.") and len(code) == 13
)
PERIODS = (["2022", "2023", "2024"], ["2024-01", "2024-02", "2024-05", "2024-12"])
NAMES = {"ppks": ["PPKS", "Data PMKS"], "pillar_counts": ["Jumlah Pilar", "Rekap PSKS"]}


@st.composite
def tables(draw, dataset: str) -> Table:
    """A few counts by region, kind and period."""
    kinds = sorted(load_kinds(LISTS[dataset]))
    keys = st.tuples(
        st.sampled_from(draw(some(VILLAGES))),
        st.sampled_from(draw(some(kinds))),
        st.sampled_from(draw(some(draw(st.sampled_from(PERIODS))))),
    )
    counts = st.none() | st.just(0) | st.integers(0, 2_000_000)
    return draw(st.dictionaries(keys, counts, min_size=1, max_size=16))


def some(options: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(options), min_size=1, max_size=4, unique=True)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("dataset", ["ppks", "pillar_counts"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_clean_table_written_messily_is_read_back(data, dataset, form) -> None:
    table = data.draw(tables(dataset))
    layout = plan(data.draw, dataset, table, can_merge=form == "xlsx")
    rendered = Renderer(data.draw, layout).render()
    name = data.draw(st.sampled_from(NAMES[dataset]))
    content = as_workbook(rendered, name) if form == "xlsx" else as_csv(rendered)
    report = check_files(
        [Source(f"{name}.{form}", content)],
        Options(),
        identify=list,
        today=date(2025, 3, 31),
    )
    assert [p for p in report.problems if p.severity != "info"] == []
    found = {
        (row["region_code"], row["kind"], str(draft.period)): (row["row"], row["count"])
        for draft in report.drafts
        for row in draft.table.to_pylist()
    }
    assert found == {key: (rendered.at[key], n) for key, n in table.items()}
    assert {(d.dataset, d.office) for d in report.drafts} == {(dataset, "63.71")}


def as_csv(rendered: Rendered) -> bytes:
    lines = [
        ";".join("" if c is None else str(c) for c in row) for row in rendered.rows
    ]
    return "\n".join(lines).encode("utf-8-sig")


def as_workbook(rendered: Rendered, name: str) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        inside = {
            (r, c)
            for top, left, bottom, right in rendered.merged
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
        }
        for top, left, bottom, right in rendered.merged:
            sheet.merge_range(top, left, bottom, right, rendered.rows[top][left])
        for r, row in enumerate(rendered.rows):
            for c, cell in enumerate(row):
                if (r, c) not in inside:
                    write(sheet, r, c, cell)
    return content.getvalue()


def write(sheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)
