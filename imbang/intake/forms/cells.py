"""How the cells of a template's column look, and what a spreadsheet checks in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from imbang.reference import levels, regions
from imbang.reference.datasets import Column, Dataset
from imbang.texts import _

# Dates too: as text 03-04-2024 stays 3 April, whatever country the computer is set to.
AS_TEXT = frozenset(
    {"identity", "text", "region_code", "region_name", "date", "certificate", "period"}
)
_NUMBERS = {"count": "#,##0", "amount": "#,##0.##", "decimal": "0.####"}
_WIDTHS = {
    "ignored": 8,
    "identity": 20,
    "region_code": 16,
    "region_name": 26,
    "pillar_kind": 28,
    "ppks_kind": 28,
    "indicator": 44,
    "date": 14,
    "period": 16,
    "year": 12,
    "count": 12,
    "amount": 20,
    "decimal": 12,
}
_LARGEST = 1_000_000_000_000


def width(column: Column) -> int:
    """How wide the column is, in characters; choices as their longest word needs."""
    longest = max((len(choice.label) for choice in column.choices), default=20)
    return _WIDTHS.get(column.type, max(14, longest + 2))


def number_format(column: Column) -> str:
    """The spreadsheet's number format; ``@`` is text."""
    return "@" if column.type in AS_TEXT else _NUMBERS.get(column.type, "General")


def note(column: Column) -> str:
    """What stands in the comment of the heading."""
    return f"{column.note}\n{_('Required.')}" if column.required else column.note


def example(column: Column, dataset: Dataset, office: str | None) -> str:
    """The example of a column; its region is one of the office's own, of like level."""
    if column.type not in {"region_code", "region_name"}:
        return column.example
    code = next(c.example for c in dataset.of_type("region_code"))
    if office is not None:
        code = next(regions.load().below(office, levels.level_of(code)), office)
    return code if column.type == "region_code" else regions.load().name(code)


def validation(
    column: Column, lists: Mapping[str, str], row: int, at: int
) -> dict[str, Any] | None:
    """What is checked while typing, in cells from ``row`` on of the column ``at``.

    It advises, so that '-' and '…' can be written. ``lists`` holds the range of each
    pick-list by the type that it is for.
    """
    rule = _rule(column, lists, f"{xl_col_to_name(at)}{row + 1}")
    if rule is None:
        return None
    return {
        **rule,
        "error_type": "information",
        "error_title": column.heading[:32],
        "error_message": column.note[:255],
        "ignore_blank": True,
        "show_error": not column.is_open,
    }


def _rule(
    column: Column, lists: Mapping[str, str], first_cell: str
) -> dict[str, Any] | None:
    if column.type in lists and column.type != "region_name":
        return {"validate": "list", "source": lists[column.type]}
    if column.choices:
        labels = [choice.label for choice in column.choices]
        return {"validate": "list", "source": labels}
    match column.type:
        case "identity":
            return {"validate": "length", "criteria": "==", "value": 16}
        case "count" | "year":
            return _between("integer", column, 0)
        case "amount":
            return _between("decimal", column, 0)
        case "decimal":
            return _between("decimal", column, -_LARGEST)
        case "date":
            return {"validate": "custom", "value": _is_date(first_cell)}
        case _:
            return None


def _between(kind: str, column: Column, lowest: int) -> dict[str, Any]:
    highest = column.maximum
    if column.type == "year" and not isinstance(highest, int):
        highest = date.today().year
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": lowest if column.minimum is None else column.minimum,
        "maximum": _LARGEST if highest is None else highest,
    }


def _is_date(cell: str) -> str:
    """A formula that holds for 15-01-2024 as text, and for a date cell."""
    return (
        f"=OR(ISNUMBER({cell}),IFERROR(AND(VALUE(LEFT({cell},2))<=31,"
        f"VALUE(MID({cell},4,2))<=12,VALUE(RIGHT({cell},4))>=1900),FALSE))"
    )
