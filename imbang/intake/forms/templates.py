"""The Excel template: a sheet a dataset, how to fill it in, and lists to pick from.

Everything in it comes from ``data/datasets``, the reference data and the indicators.
Filled in by its own rules, it passes the check without a warning; its example rows may
stay, and so may the rows with an office's regions that nobody fills in.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from imbang.disk import durable
from imbang.intake.forms import cells
from imbang.intake.forms.guide import GUIDE, write_guide
from imbang.questions.indicators import indicators
from imbang.reference import regions
from imbang.reference.datasets import Dataset, load_datasets
from imbang.reference.kinds import load_kinds
from imbang.reference.levels import ancestor
from imbang.refusals import Misuse
from imbang.texts import _

LISTS = "Daftar"
HEADING_ROW = 4  # counted from 0: title, office, period and a blank row stand above
_LAST_ROW = 20_000  # down to where pick-lists reach
_HEADING = "#E4ECE9"
_REQUIRED_HEADING = "#BCD3CB"
_TO_FILL_IN = "#FFF7D6"
_GIVEN = "#F4F7F6"


@dataclass(frozen=True)
class _Book:
    """The workbook being written, its formats, and where its pick-lists stand."""

    workbook: Any
    office: str | None
    lists: Mapping[str, str]

    def format(self, **properties: object) -> Any:
        return self.workbook.add_format({"font_size": 10, **properties})


def write_templates(folder: Path, *, office: str | None = None) -> list[Path]:
    """Write the template into ``folder`` and return its path, in a list.

    ``office`` is a region code whose regions the template lists; Misuse when it is not
    known.
    """
    if office is not None:
        code = regions.load().code_for(office)
        if code is None:
            raise Misuse(
                _(
                    "“{code}” is no region that is known; expected a Kemendagri code "
                    "such as 63.71.",
                    code=office,
                )
            )
        office = code
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (
        f"templat_imbang_{office}.xlsx" if office else "templat_imbang.xlsx"
    )
    written = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(written, plain | {"in_memory": True})
    with workbook:
        guide = workbook.add_worksheet(GUIDE)
        sheets = [
            (d, workbook.add_worksheet(d.sheets[0])) for d in load_datasets().values()
        ]
        lists = _write_lists(workbook.add_worksheet(LISTS), office)
        book = _Book(workbook, office, lists)
        write_guide(workbook, guide)
        for dataset, sheet in sheets:
            _write_dataset(book, sheet, dataset)
    durable.write_bytes(path, written.getvalue())
    return [path]


def _write_lists(sheet: Any, office: str | None) -> dict[str, str]:
    """Write the lists side by side; returns the range of each, by what it lists."""
    lists: dict[str, tuple[str, Sequence[str]]] = {
        "pillar_kind": (_("Kinds of pillars"), _labels(load_kinds("pillar_kinds"))),
        "ppks_kind": (_("Kinds of needs"), _labels(load_kinds("ppks_kinds"))),
    }
    if office is not None:
        codes = list(regions.load().within(office))
        names = [regions.load().name(code) for code in codes]
        lists["region_code"] = (_("Region codes"), codes)
        lists["region_name"] = (_("Region names"), names)
    called = [one.texts["name_id"] for one in indicators().values()]
    lists["indicator"] = (_("Indicators"), called)
    sheet.set_column(0, len(lists) - 1, 36)
    ranges = {}
    for position, (name, (heading, texts)) in enumerate(lists.items()):
        sheet.write_string(0, position, heading)
        sheet.write_column(1, position, texts)
        letters = xl_col_to_name(position)
        ranges[name] = f"={LISTS}!${letters}$2:${letters}${len(texts) + 1}"
    sheet.freeze_panes(1, 0)
    return ranges


def _labels(kinds: Mapping[str, Any]) -> list[str]:
    return [kind.label_id for kind in kinds.values()]


def _write_dataset(book: _Book, sheet: Any, dataset: Dataset) -> None:
    """One sheet: titles, headings with notes, example, given regions, pick-lists."""
    _write_titles(book, sheet, dataset)
    example = book.format(italic=True, font_color="#767676", num_format="@")
    formats = {
        kind: book.format(num_format=kind)
        for kind in sorted({cells.number_format(column) for column in dataset.shown})
    }
    for position, column in enumerate(dataset.shown):
        form = formats[cells.number_format(column)]
        heading = book.format(
            bold=True,
            text_wrap=True,
            valign="vcenter",
            border=1,
            bg_color=_REQUIRED_HEADING if column.required else _HEADING,
        )
        sheet.set_column(position, position, cells.width(column), form)
        sheet.write_string(HEADING_ROW, position, column.heading, heading)
        sheet.write_comment(HEADING_ROW, position, cells.note(column), {"x_scale": 2})
        text = cells.example(column, dataset, book.office)
        sheet.write_string(HEADING_ROW + 1, position, text, example)
        first = HEADING_ROW + 2
        if rule := cells.validation(column, book.lists, first, position):
            sheet.data_validation(first, position, _LAST_ROW, position, rule)
    _write_regions(book, sheet, dataset)
    sheet.set_row(HEADING_ROW, 32)
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    _set_up_printing(sheet)


def _write_titles(book: _Book, sheet: Any, dataset: Dataset) -> None:
    label = book.format(bold=True)
    title = book.format(bold=True, font_size=14)
    sheet.write_string(0, 0, dataset.title_id.upper(), title)
    sheet.write_string(1, 0, _office_title(book.office), label)
    sheet.write_string(2, 0, "Keadaan:", label)
    blank = book.format(num_format="@", bg_color=_TO_FILL_IN, border=1)
    sheet.write_blank(2, 1, None, blank)
    if dataset.period == "title":
        text = _("The month up to which the sheet tells.")
    else:
        text = _("The period of all rows that have none of their own.")
    sheet.write_comment(2, 1, text)


def _office_title(office: str | None) -> str:
    """The line that names the office; below a regency, that of the regency."""
    if office is None:
        return "Dinas Sosial: "
    name = regions.load().name(ancestor(office, "regency"))
    prefix = "Provinsi " if regions.load().level(office) == "province" else ""
    return f"Dinas Sosial {prefix}{name}"


def _write_regions(book: _Book, sheet: Any, dataset: Dataset) -> None:
    """A row for each region that the office reports on, number and name beside it."""
    given = book.format(num_format="@", bg_color=_GIVEN)
    number = book.format(bg_color=_GIVEN)
    codes = list(prefilled(dataset, book.office))
    for position, column in enumerate(dataset.shown):
        for row, code in enumerate(codes, start=HEADING_ROW + 2):
            if column.type == "ignored":
                sheet.write_number(row, position, row - HEADING_ROW - 1, number)
            elif column.type == "region_code":
                sheet.write_string(row, position, code, given)
            elif column.type == "region_name":
                sheet.write_string(row, position, regions.load().name(code), given)


def prefilled(dataset: Dataset, office: str | None) -> Iterator[str]:
    """The regions that a dataset's sheet gives an office, in code order.

    A regency or a smaller office gets those of the dataset's levels; a province its
    regencies and the nation its provinces, because their villages are others' to report.
    """
    if office is None or not dataset.prefilled:
        return iter(())
    places = regions.load()
    if places.level(office) in ("nation", "province"):
        return iter(places.children(office))
    return (c for c in places.within(office) if places.level(c) in dataset.prefilled)


def _set_up_printing(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
