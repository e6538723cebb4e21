"""Whatever a file holds, checking it tells of it: nothing is raised, no NIK is shown."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbang.intake.checking import Options, check_files
from imbang.intake.files.sources import Source
from imbang.intake.report.printing import as_json, as_text
from imbang.reference.datasets import load_datasets

NIK = "6371014107850001"
CODES = [
    "63.71.01.1001",
    "6371011002",
    "63.71",
    "63.71.01",
    "63.99",
    "6371010001",
    "63",
]
WORDS = [
    "",
    "-",
    "...",
    "…",
    "n/a",
    "0",
    "1",
    "12",
    "1.204",
    "1,204",
    "12,5",
    "-4",
    "1e9",
    "999999999999",
    "2024",
    "2024-06",
    "Juni 2024",
    "13/2024",
    "s.d. Mei 2024",
    "31-02-2024",
    "15-01-2022",
    "44927",
    "Ya",
    "Tidak",
    "PSM",
    "Pemulung",
    "Pemulng",
    "TKSK",
    "L",
    "Perempuan",
    "DTKS",
    "DTSEN",
    "bimtek",
    "JUMLAH",
    "TOTAL",
    "Sumber: dinas",
    "(1)",
    "KECAMATAN X",
    "=1+1",
    "<script>",
    "'; drop table x",
    NIK,
    f"NIK {NIK}",
    NIK[:-1],
    "\t",
    "☃",
    "a" * 300,
    "Mantuil",
    "Kota Banjarmasin",
    "psm_active",
    "Rp 1.250.000,00",
    "#DIV/0!",
    "nan",
    "None",
]
cells = st.one_of(st.sampled_from(WORDS), st.sampled_from(CODES), st.text(max_size=6))


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A dataset's headings, some left out or spoilt, over rows of anything."""
    dataset = draw(st.sampled_from(list(load_datasets().values())))
    columns = draw(st.permutations(dataset.columns))
    kept = columns[: draw(st.integers(1, len(columns)))]
    required = [c for c in dataset.columns if c.required and c not in kept]
    headings = [c.heading for c in (*kept, *required)]
    if draw(st.booleans()):
        headings[draw(st.integers(0, len(headings) - 1))] = draw(cells)
    good = [c.example or "63.71.01.1001" for c in (*kept, *required)]
    rows = draw(
        st.lists(
            st.lists(
                st.one_of(st.none(), cells), min_size=len(good), max_size=len(good)
            ),
            max_size=6,
        )
    )
    filled = [
        [g if cell is None else cell for g, cell in zip(good, row, strict=True)]
        for row in rows
    ]
    titles = draw(st.lists(st.lists(cells, max_size=3), max_size=2))
    return dataset.key, [*titles, headings, *filled]


@pytest.mark.parametrize("named", [True, False])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(table=tables())
def test_nothing_is_raised_and_no_nik_is_shown(
    named: bool, table: tuple[str, list[list[str]]]
) -> None:
    dataset, rows = table
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    source = Source("data.csv", out.getvalue().encode("utf-8", "replace"))
    report = check_files(
        [source],
        Options(dataset=dataset if named else None),
        identify=lambda niks: ["0" * 16 for _ in niks],
        today=date(2025, 3, 31),
    )
    told = as_text(report) + as_json(report)
    assert not re.search(r"6371014107850001|637101410785000", told)
    assert {tuple(item) for item in json.loads(as_json(report))} <= {
        ("file", "sheet", "row", "column", "value", "rule", "message", "severity")
    }
    assert report.problems or report.drafts
    for draft in report.drafts:
        assert not report.refused
        assert draft.table.num_rows
        assert NIK not in draft.table.to_string(preview_cols=99)
