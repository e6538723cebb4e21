"""Headings, sheets and names of files as SQL, paths and patterns: texts, and no more."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from imbang.intake.files.books import read_book
from imbang.intake.files.sources import Source
from imbang.intake.importing import check, import_files
from imbang.intake.report.marking import mark, marked_name
from imbang.intake.report.printing import as_json, as_text
from imbang.intake.report.results import Options, SheetRead
from imbang.periods import parse_period
from imbang.reference.datasets import load_datasets
from imbang.store.deliveries import Store

OF_THE_STORE = re.compile(
    r"(?:\.lock|\.seal\.lock|seal(?:\.\w+)?\.json|workspace\.db|deliveries"
    r"|deliveries/\d+|deliveries/\d+/(?:manifest\.json|\d+-\d+-[a-z_]+-[\d.]+\.parquet))"
)
HOSTILE = [
    "x'); drop table source.ppks; --",
    'count" from source.ppks; --',
    "../../../etc/passwd",
    "C:\\Windows\\..\\x",
    "$region; $as_of {0.__class__} %s %(x)s",
    "*?[a-z]",
    "=cmd|' /C calc'!A0",
    "a" * 9_000,
    "\u202e\u200b\x1b[2J",
]
ROWS = "63.71.01.1001,Fakir miskin,40,1\n63.71.01.1002,Fakir miskin,2,x\n"


def content(*headings: str) -> bytes:
    quoted = ['"' + one.replace('"', '""') + '"' for one in headings]
    return f"Kode Wilayah,Jenis PMKS,Jumlah,{','.join(quoted)}\n{ROWS}".encode()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_heading_names_a_column_and_no_file_a_path(
    text: str, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    source = Source(f"{text}.csv", content(text))
    options = Options(dataset="ppks", period=parse_period("2024-06"))
    outcome = import_files(
        store, [source], options, by=text[:80], received_on=date(2024, 7, 1)
    )
    assert outcome.delivery, as_text(outcome.report)
    made = {p.relative_to(store.folder).as_posix() for p in store.folder.rglob("*")}
    assert [one for one in made if not OF_THE_STORE.fullmatch(one)] == []
    assert {p.name for p in tmp_path.iterdir()} == {"store"}
    known = {column.key for column in load_datasets()["ppks"].columns}
    known |= {"row", "sheet", "region_code", "unit", "period_from", "period_to"}
    for file in store.folder.rglob("*.parquet"):
        named = set(pq.read_schema(file).names)
        assert named <= known
        assert pq.read_table(file, columns=["count"])["count"].to_pylist() == [40, 2]


@given(heading=st.text(max_size=40), name=st.text(max_size=40))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_written_there_is_told_in_words(
    heading: str, name: str, tmp_path: Path
) -> None:
    text = heading.encode("utf-8", "ignore").decode()
    source = Source(f"{name}.csv", content(text))
    report = check([source], Options(), store=Store(tmp_path))
    told = as_text(report)
    assert not set(told) & {"\x1b", "\x00", "\x9b", "\u202e"}
    as_json(report).encode("utf-8", "surrogatepass").decode("utf-8")
    assert not [*tmp_path.iterdir()]


def test_a_workbook_given_back_has_texts_and_names_that_hold(tmp_path: Path) -> None:
    sheet = read_book("a.csv", content(*HOSTILE)).sheets[0]
    read = SheetRead("a.csv", sheet.name, "ppks", (0,), (), {}, content=sheet)
    book = load_workbook(io.BytesIO(mark([read], [])))
    for one in book:
        assert 0 < len(one.title) <= 31
        for cell in (cell for row in one.iter_rows() for cell in row):
            assert cell.data_type != "f"
    for text in HOSTILE:
        named = marked_name(Source(f"{text}.csv", b"").stem)
        assert Path(named).name == named
