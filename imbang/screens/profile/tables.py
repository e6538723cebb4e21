"""Tables of a region's profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row
from imbang.questions import rules as checks
from imbang.questions.indicators import indicators
from imbang.reference import regions
from imbang.reference.datasets import load_datasets
from imbang.screens.profile import words
from imbang.texts import _, plural
from imbang.wording import findings, indicator_names, judgements, reporting
from imbang.wording.names import period_name

OWED_MOST = 6
MARKS: Mapping[str, str] = {"high": "▲", "medium": "●", "low": "○"}


def spine_columns(rows: pd.DataFrame, province: str, peers: str) -> tuple[Column, ...]:
    """The figures of the spine chart, each in its own unit, with what each is held
    against and how it is judged, where one of ``rows`` is."""

    def written(key: str, label: str) -> Column:
        def write(row: Row) -> Cell:
            return {"text": indicator_names.writer(row["unit"])(row[key])}

        return Column(key, label, "number", write)

    def name(row: Row) -> Cell:
        told = indicators()[row["indicator"]].text("name")
        return {"text": told, "under": indicator_names.unit_name(row["unit"])}

    def reference(row: Row) -> Cell:
        told: Cell = {"text": indicator_names.writer(row["unit"])(row["reference"])}
        of = {"target": _("Target"), "province": province}.get(row["against"], "")
        return told | {"under": of}

    def judged(row: Row) -> Cell:
        return judgements.column(indicator_names.writer(row["unit"])).write(row)

    against = (
        (
            Column("reference", _("Held against"), "number", reference),
            Column("judgement", _("Judgement"), "state", judged),
        )
        if words.held_against(rows, province)
        else ()
    )
    return (
        Column("indicator", _("Figure"), "name", name),
        written("value", _("Value")),
        *against,
        written("worst", _("Worst of {peers}", peers=peers)),
        written("median", _("Median")),
        written("best", _("Best")),
    )


def history_columns() -> tuple[Column, ...]:
    """Month by month, with the reports that came."""
    return (
        columns.month("month", _("Month")),
        columns.number("ppks_persons", _("PMKS, persons")),
        columns.number("ppks_reports", _("Reports of PMKS that came")),
        columns.number("psm_active", _("Active PSM")),
        columns.number("psm_reports", _("Reports of PSM that came")),
    )


def owed(missing: pd.DataFrame, found: pd.DataFrame) -> list[dict[str, Any]]:
    """What is missing, an office and its due date a row, the longest overdue first; then
    open findings, a rule a row, grave ones first.

    ``missing`` are rows of ``reporting``, ``found`` of ``findings`` in its order.
    """
    rows = [
        _missing(group) for _key, group in missing.groupby(["due_on", "region_code"])
    ]
    rows += [
        _findings(str(rule), group) for rule, group in found.groupby("rule", sort=False)
    ]
    return rows


def _missing(rows: pd.DataFrame) -> dict[str, Any]:
    n, first = len(rows), rows.iloc[0]
    due = reporting.day_of(first["due_on"])
    sent = [
        f"{period_name(str(period))}: {', '.join(map(_dataset, group['dataset']))}"
        for period, group in rows.groupby("period")
    ]
    return {
        "what": plural("{n} report", "{n} reports", n, n=formats.number(n)),
        "about": "; ".join(sent),
        "region_code": first["region_code"],
        "region_name": first["region_name"],
        "when": _together(_("due {day}", day=formats.short_day(due))) if due else "",
        "mark": reporting.MARKS["missing"],
        "tone": "missing",
        "state": reporting.status_name("missing"),
    }


def _findings(rule: str, rows: pd.DataFrame) -> dict[str, Any]:
    places, owners = rows["region_code"].unique(), rows["owner"].dropna().unique()
    first = rows.iloc[0]
    detail = findings.read_detail(first["detail"])
    n, where = len(rows), len(places)
    severity = str(first["severity"])
    return {
        "what": checks.rules()[rule].text("title"),
        "about": findings.sentence(rule, detail)
        if n == 1
        else plural("{n} finding", "{n} findings", n, n=formats.number(n)),
        "region_code": places[0] if where == 1 else None,
        "region_name": regions.load().name(places[0])
        if where == 1
        else plural("{n} region", "{n} regions", where, n=formats.number(where)),
        "when": _together(
            _("since {month}", month=formats.short_month(rows["since"].min()))
        ),
        "mark": MARKS[severity],
        "tone": severity,
        "state": _owner(list(owners), severity),
    }


def _owner(owners: Sequence[str], severity: str) -> str:
    told = findings.severity_name(severity)
    if not owners:
        return _("{severity}, nobody looks after it yet", severity=told)
    return _(
        "{severity}, looked after by {names}", severity=told, names=", ".join(owners)
    )


def _together(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _dataset(key: str) -> str:
    titles = load_datasets()
    return titles[key].title if key in titles else key


def owed_columns() -> tuple[Column, ...]:
    """What, of whom, by when, how far."""

    def state(row: Row) -> Cell:
        return {"text": row["state"], "mark": row["mark"], "tone": row["tone"]}

    return (
        columns.name("what", _("What"), under="about"),
        columns.place(_("Owed by, or found in")),
        columns.text("when", _("When")),
        Column("state", _("State"), "state", state),
    )
