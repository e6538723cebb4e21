"""One sheet as an office lays it out: titles, heading, rows, total, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tools.sample.manners import Cell, Manners, month_name, office_name

_WIDTHS = {
    "NIK": 19,
    "Nama": 30,
    "Nama Wilayah": 26,
    "Desa/Kelurahan": 26,
    "Jenis Pilar": 34,
    "Jenis PMKS": 44,
    "Jenis PPKS": 44,
    "No": 6,
}


@dataclass(frozen=True)
class Sheet:
    """What stands in a sheet; headings are the template's, rows one list of cells each.

    ``what`` and ``period`` fill the titles. ``totals`` are the last row's cells.
    """

    name: str
    what: str
    period: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] | None = None


@dataclass(frozen=True)
class Styles:
    """The cell formats of one workbook."""

    title: Format
    heading: Format
    day: Format
    footer: Format


def add_styles(workbook: xlsxwriter.Workbook) -> Styles:
    """The formats that every sheet of a workbook uses."""
    heading = {"bold": True, "border": 1, "bg_color": "#E2EFDA", "text_wrap": True}
    return Styles(
        title=workbook.add_format({"bold": True, "font_size": 12}),
        heading=workbook.add_format(heading),
        day=workbook.add_format({"num_format": "dd/mm/yyyy"}),
        footer=workbook.add_format({"italic": True, "font_size": 9}),
    )


def write(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    sheet: Sheet,
    office: str,
    manners: Manners,
) -> None:
    """Adds the sheet to the workbook in the office's manner."""
    page = workbook.add_worksheet(sheet.name)
    at = 0
    for line in titles(sheet, office, manners):
        page.write_string(at, 0, line, styles.title)
        at += 1
    at += 1
    at = _write_heading(page, styles, sheet, manners, at)
    for row in sheet.rows:
        _write_row(page, styles, row, at)
        at += 1
    if sheet.totals is not None:
        _write_row(page, styles, sheet.totals, at)
        at += 1
    if manners.footer:
        source = f"Sumber: Dinas Sosial {office_name(office)}"
        page.write_string(at + 1, 0, source, styles.footer)


def titles(sheet: Sheet, office: str, manners: Manners) -> list[str]:
    """The lines above the table: what it is, whose, and as of when."""
    name = office_name(office)
    bare = name.removeprefix("Kabupaten ").removeprefix("Kota ")
    lines = [
        manners.title.format(what=sheet.what),
        manners.office.format(name=name, bare=bare),
    ]
    lines = [line.upper() if manners.shout else line.title() for line in lines]
    month = sheet.period if len(sheet.period) == 4 else month_name(sheet.period)
    return [*lines, manners.period.format(month=month)]


def _write_heading(
    page: Worksheet, styles: Styles, sheet: Sheet, manners: Manners, at: int
) -> int:
    for column, heading in enumerate(sheet.headings):
        text = manners.headings.get(heading, heading)
        page.write_string(at, column, text, styles.heading)
        page.set_column(column, column, _WIDTHS.get(heading, 14))
    at += 1
    if manners.numbering_row:
        for column in range(len(sheet.headings)):
            page.write_string(at, column, f"({column + 1})", styles.heading)
        at += 1
    page.freeze_panes(at, 0)
    return at


def _write_row(page: Worksheet, styles: Styles, row: Sequence[Cell], at: int) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, date):
            midnight = datetime.combine(cell, time())
            page.write_datetime(at, column, midnight, styles.day)
        elif isinstance(cell, int):
            page.write_number(at, column, cell)
        elif cell:
            page.write_string(at, column, cell)
