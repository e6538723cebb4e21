"""The Excel template: a sheet a dataset, how to fill it in, and lists to pick from.

Everything in it comes from ``data/datasets`` and the reference data. Filled in by its
own rules, it passes the check without a warning; its example rows may stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from imbang import regions
from imbang.intake.datasets import Column, Dataset, load_datasets
from imbang.intake.guide import GUIDE, write_guide
from imbang.intake.kinds import KindList, load_kinds
from imbang.intake.workbook_guard import column_letters
from imbang.refusals import Misuse
from imbang.texts import _

LISTS = "Daftar"
HEADING_ROW = 4  # counted from 0: title, office, period and a blank row stand above
_LAST_ROW = 20_000  # down to where pick-lists reach
_AS_TEXT = frozenset(
    {"identity", "text", "region_code", "region_name", "date", "certificate", "period"}
)
_WIDTHS = {
    "ignored": 8,
    "identity": 20,
    "region_code": 16,
    "region_name": 26,
    "count": 12,
}
_KIND_LISTS: Mapping[str, KindList] = {
    "pillar_kind": "pillar_kinds",
    "ppks_kind": "ppks_kinds",
}


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
        code = regions.load().normalise([office])[0]
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
    workbook = xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    )
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
    return [path]


def _write_lists(sheet: Any, office: str | None) -> dict[str, str]:
    """Write the lists side by side; returns the range of each, by what it lists."""
    lists: dict[str, Sequence[str]] = {
        column_type: [kind.label_id for kind in load_kinds(which).values()]
        for column_type, which in _KIND_LISTS.items()
    }
    headings = [_("Kinds of pillars"), _("Kinds of needs")]
    if office is not None:
        codes = list(_regions_of(office))
        lists["region_code"] = codes
        lists["region_name"] = [regions.load().name(code) for code in codes]
        headings += [_("Region codes"), _("Region names")]
    sheet.set_column(0, len(lists) - 1, 36)
    ranges = {}
    for position, (name, texts) in enumerate(lists.items()):
        sheet.write_string(0, position, headings[position])
        sheet.write_column(1, position, texts)
        letters = column_letters(position)
        ranges[name] = f"={LISTS}!${letters}$2:${letters}${len(texts) + 1}"
    sheet.freeze_panes(1, 0)
    return ranges


def _regions_of(office: str) -> Iterable[str]:
    """The office's own region and all below it, in code order."""
    places = regions.load()
    return (code for code in places.names if places.is_within(code, office))


def _write_dataset(book: _Book, sheet: Any, dataset: Dataset) -> None:
    """One sheet: title, office, period, headings with notes, example, pick-lists."""
    label = book.format(bold=True)
    as_text = book.format(num_format="@")
    sheet.write_string(
        0, 0, dataset.title_id.upper(), book.format(bold=True, font_size=14)
    )
    sheet.write_string(1, 0, _office_title(book.office), label)
    if dataset.period == "title":
        sheet.write_string(2, 0, "Keadaan:", label)
        blank = book.format(num_format="@", bg_color="#FFF7D6", border=1)
        sheet.write_blank(2, 1, None, blank)
        sheet.write_comment(2, 1, _("The month that the register tells of."))
    heading = book.format(
        bold=True, text_wrap=True, valign="vcenter", border=1, bg_color="#E4ECE9"
    )
    example = book.format(italic=True, font_color="#767676", num_format="@")
    for position, column in enumerate(dataset.shown):
        width = _WIDTHS.get(column.type, 22)
        is_text = column.type in _AS_TEXT
        sheet.set_column(position, position, width, as_text if is_text else None)
        sheet.write_string(HEADING_ROW, position, column.heading, heading)
        sheet.write_comment(HEADING_ROW, position, _comment(column), {"x_scale": 2})
        text = _example(column, book.office)
        sheet.write_string(HEADING_ROW + 1, position, text, example)
        if rule := _validation(column, book.lists):
            sheet.data_validation(HEADING_ROW + 2, position, _LAST_ROW, position, rule)
    sheet.set_row(HEADING_ROW, 32)
    sheet.freeze_panes(HEADING_ROW + 1, 0)


def _office_title(office: str | None) -> str:
    if office is None:
        return "Dinas Sosial: "
    name = regions.load().name(office)
    prefix = "Provinsi " if regions.load().level(office) == "province" else ""
    return f"Dinas Sosial {prefix}{name}"


def _comment(column: Column) -> str:
    return f"{column.note}\n{_('Required.')}" if column.required else column.note


def _example(column: Column, office: str | None) -> str:
    """The example of a column; its region is one of the office's own."""
    if column.type not in {"region_code", "region_name"} or (
        not column.example and (column.type == "region_code")
    ):
        return column.example
    code = "63.71.01.1001"
    if office is not None:
        code = next(regions.load().below(office, "village"), office)
    return code if column.type == "region_code" else regions.load().name(code)


def _validation(column: Column, lists: Mapping[str, str]) -> dict[str, object] | None:
    """What Excel checks while typing: it advises, so that '-' and '…' can be written."""
    advice: dict[str, object] = {
        "error_type": "information",
        "error_title": column.heading,
        "error_message": column.note[:255],
        "ignore_blank": True,
    }
    if column.type in lists and column.type != "region_name":
        return {**advice, "validate": "list", "source": lists[column.type]}
    if column.type in {"choice", "certificate"}:
        labels = [choice.label for choice in column.choices]
        return {**advice, "validate": "list", "source": labels}
    if column.type == "identity":
        return {**advice, "validate": "length", "criteria": "==", "value": 16}
    if column.type in {"count", "year"}:
        highest = (
            column.maximum if isinstance(column.maximum, int) else date.today().year
        )
        return {
            **advice,
            "validate": "integer",
            "criteria": "between",
            "minimum": column.minimum or 0,
            "maximum": highest,
        }
    return None
