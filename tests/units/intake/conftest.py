"""What the tests of intake share: writing workbooks, and checking them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from imbang import texts
from imbang.intake.checking import Options, Report, check_files

TODAY = date(2025, 3, 31)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = texts.language()
    texts.use_language("en")
    yield
    texts.use_language(before)


def identify(niks: Sequence[str]) -> list[str]:
    """A stand-in for the key: hex that holds nothing of the NIK."""
    return [hashlib.blake2b(nik.encode(), digest_size=8).hexdigest() for nik in niks]


Sheets = dict[str, list[list[object]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets of rows into a workbook; None is no cell, dates are date cells."""

    def _write(sheets: Sheets, name: str = "office.xlsx", hidden: str = "") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            as_date = book.add_format({"num_format": "dd/mm/yyyy"})
            for sheet_name, rows in sheets.items():
                sheet = book.add_worksheet(sheet_name)
                if sheet_name == hidden:
                    sheet.hide()
                for r, row in enumerate(rows):
                    for c, value in enumerate(row):
                        if isinstance(value, (date, datetime)):
                            sheet.write_datetime(r, c, value, as_date)
                        elif isinstance(value, str):
                            sheet.write_string(r, c, value)
                        elif value is not None:
                            sheet.write_number(r, c, value)
        return path

    return _write


@pytest.fixture
def check() -> Callable[..., Report]:
    """Check files as of the tests' day."""

    def _check(*paths: Path, **options: object) -> Report:
        return check_files(paths, Options(**options), identify=identify, today=TODAY)

    return _check


@pytest.fixture
def check_sheet(write, check) -> Callable[..., Report]:
    """Check one sheet of rows."""

    def _check(
        rows: list[list[object]], sheet: str = "PPKS", **options: object
    ) -> Report:
        return check(write({sheet: rows}), **options)

    return _check


Found = list[tuple[str, int | None, str | None, str]]


@pytest.fixture
def found() -> Callable[[Report], Found]:
    """Severity, row, column and rule of all that is wrong or doubtful."""

    def _found(report: Report) -> Found:
        return [
            (p.severity, p.row, p.column, p.rule)
            for p in report.problems
            if p.severity != "info"
        ]

    return _found


@pytest.fixture
def notes() -> Callable[[Report], list[tuple[int | None, str]]]:
    """Row and rule of each note."""

    def _notes(report: Report) -> list[tuple[int | None, str]]:
        return [(p.row, p.rule) for p in report.problems if p.severity == "info"]

    return _notes
