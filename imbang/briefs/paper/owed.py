"""Letters to offices that are late: what each still owes, and how to send it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from imbang import formats
from imbang.briefs.paper import sheets, typesetting
from imbang.briefs.source import Source
from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.reference.datasets import load_datasets
from imbang.reference.levels import level_of
from imbang.settings.letterhead import Letterhead
from imbang.texts import _, language, plural
from imbang.wording.exhibits import reports
from imbang.wording.names import full_name
from imbang.wording.reporting import day_of

_TEMPLATE = "letter.typ"


def owed(source: Source, region: str, as_of: str) -> dict[str, pd.DataFrame]:
    """The reports that are due and have not come, by the code of the office that owes
    them: rows of ``reporting``, the longest due first."""
    rows = source.ask("reporting", region=region, as_of=as_of)
    missing = rows[rows["status"] == "missing"]
    ordered = reports.listed(missing, reports.ALL).sort_values(
        ["due_on", "dataset", "period"], kind="stable"
    )
    return {str(code): one for code, one in ordered.groupby("region_code")}


def letter(
    rows: pd.DataFrame, letterhead: Letterhead, *, as_of: str, today: date
) -> bytes:
    """The letter to one office as PDF/UA-1, of the day ``today``, in the language spoken;
    ``rows`` as `owed` gives them."""
    return typesetting.typeset(_TEMPLATE, _data(rows, letterhead, as_of, today))


def file_name(code: str, as_of: str) -> str:
    """The name of the file of a letter: office and month."""
    return _("reports-owed-{code}-{month}.pdf", code=code, month=as_of)


def template_name(code: str) -> str:
    """The name of the template that an office fills in, as `imbang template` has it."""
    return f"templat_imbang_{code}.xlsx"


def _data(
    rows: pd.DataFrame, letterhead: Letterhead, as_of: str, today: date
) -> dict[str, Any]:
    code = str(rows["region_code"].iloc[0])
    office = full_name(str(rows["region_name"].iloc[0]), level_of(code))
    title = _("Reports owed as of {month}", month=formats.month(as_of))
    datasets = load_datasets()
    told = rows.assign(
        sheet_name=[datasets[key].sheets[0] for key in rows["dataset"]],
        days=[(today - due).days for due in map(day_of, rows["due_on"]) if due],
    )
    head = sheets.head(letterhead, today)
    signed = head["signed"]
    return {
        **head,
        "signed": ["", *signed[1:]] if signed else [],
        "lang": language(),
        "title": f"{title}: {office}",
        "description": title,
        "foot": office,
        "place": _place(letterhead, today),
        "to": [
            _("To the head of the social affairs office"),
            office,
        ],
        "before": list(_before(rows, office, today)),
        "owed": sheets.table(_columns(), told.to_dict("records")),
        "after": list(_after(code)),
    }


def _place(letterhead: Letterhead, today: date) -> str:
    return ", ".join(filter(None, (letterhead.city, formats.day(today))))


def _before(rows: pd.DataFrame, office: str, today: date) -> Iterator[str]:
    count = len(rows)
    yield plural(
        "By {day}, {n} report of {office} that is due has not reached us. Without it, its "
        "figures are shown as not reported or as they were before.",
        "By {day}, {n} reports of {office} that are due have not reached us. Without them, "
        "its figures are shown as not reported or as they were before.",
        count,
        n=formats.number(count),
        office=office,
        day=formats.day(today),
    )


def _columns() -> Sequence[Column]:
    return (
        columns.name("dataset_title", _("Dataset")),
        columns.text("sheet_name", _("Sheet of the template")),
        columns.text("period_name", _("Period")),
        columns.day("due_on", _("Due")),
        columns.number("days", _("Days late")),
    )


def _after(code: str) -> Iterator[str]:
    yield _(
        "Please fill in these sheets of the template {file} and send the file back. A "
        "workbook of your own will do as well; what you count as none is 0, what is not "
        "available is “...”.",
        file=template_name(code),
    )
    yield _("If it has been sent meanwhile, please take this letter as settled.")
