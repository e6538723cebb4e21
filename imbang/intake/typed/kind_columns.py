"""The kind columns: what a label means, which rows are left out, in which unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imbang.formats import grouped, row_ranges
from imbang.intake.files.cells import Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.values.columns import Values, rows_of
from imbang.intake.values.parsing import Rejected, parse_count
from imbang.reference.datasets import Dataset
from imbang.reference.kind_labels import Meaning
from imbang.reference.spelling import plain
from imbang.texts import _, plural

_KINDS = ("pillar_kind", "ppks_kind")
_LEFT_OUT_BY = (*_KINDS, "region_code", "region_name", "choice", "indicator")


def left_out_rows(
    sheet: Sheet,
    dataset: Dataset,
    headings: Headings,
    rows: Rows,
    options: Options,
    findings: Findings,
) -> Mask:
    """Which rows are left out for their label; a warning names each label and its sum."""
    out = np.zeros(len(rows), np.bool_)
    asked = {_plain(label) for label in options.leave_out}
    said = {plain(text) for text in (*options.labels, *options.headings)}
    for column in dataset.of_type(*_LEFT_OUT_BY if asked else _KINDS):
        outside = {plain(label) for label in column.left_out}
        wanted = asked | (outside - said)
        for at in headings.columns.get(column.key, ()):
            cells = sheet.columns[at]
            codes = cells.codes[rows]
            used = np.unique(codes[codes >= 0]).tolist()
            some = [code for code in used if _plain(cells.texts[code]) in wanted]
            for code, places in rows_of(codes, some):
                out[places] = True
                first, heading = int(rows[places][0]), headings.texts[at]
                if not findings.room(
                    "left_out", [first], column=heading, severity="warning"
                ):
                    continue
                total = _total(sheet, dataset, headings, rows[places])
                findings.add(
                    "left_out",
                    _left_out(
                        cells.texts[code],
                        sorted({*map(findings.number, rows[places].tolist())}),
                        total,
                        is_asked=_plain(cells.texts[code]) in asked,
                    ),
                    row=first,
                    column=heading,
                    value=cells.texts[code],
                    severity="warning",
                )
    return out


def _plain(text: str) -> str:
    """A text as it is compared; signs alone, as a dash is, are themselves."""
    return plain(text) or text


def _left_out(
    label: str, numbers: Sequence[int], total: int | None, *, is_asked: bool
) -> str:
    rows = row_ranges(numbers)
    where = plural("row {rows}", "rows {rows}", len(numbers), rows=rows)
    if total is None:
        return _("“{label}” is left out ({where}).", label=label, where=where)
    if is_asked:
        return _(
            "“{label}” is left out as asked ({where}, together {total}).",
            label=label,
            where=where,
            total=grouped(total),
        )
    return _(
        "“{label}” is none of the kinds that are counted and is left out ({where}, "
        "together {total}).",
        label=label,
        where=where,
        total=grouped(total),
    )


def _total(
    sheet: Sheet, dataset: Dataset, headings: Headings, rows: Rows
) -> int | None:
    """What the rows add up to; None for a dataset that counts nothing."""
    column = next(dataset.of_type("count"), None)
    if column is None or column.key not in headings.columns:
        return None
    cells = sheet.columns[headings.columns[column.key][0]]
    total = 0
    for row in rows.tolist():
        code = int(cells.codes[row])
        if code < 0:
            continue
        try:
            total += parse_count(cells.texts[code], cells.is_number[code], column) or 0
        except Rejected:
            continue  # rows left out are not checked; the sum is of what is a number
    return total


def unit_of_rows(kinds: Values, units: Values) -> Mask:
    """Which rows count families, from the kind, its label and the unit column.

    A label or unit that says families makes a person kind families; a family kind
    stays families whatever the unit column says.
    """
    of_label = [
        isinstance(m, Meaning) and (m.kind.unit == "family" or m.says_family)
        for m in kinds.distinct
    ]
    of_unit = [unit == "family" for unit in units.distinct]
    by_label = np.array([*of_label, False], np.bool_)[kinds.codes]
    return np.asarray(by_label | np.array([*of_unit, False], np.bool_)[units.codes])


def compare_units(
    kinds: Values,
    units: Values,
    rows: Rows,
    *,
    labels: Sequence[str],
    heading: str,
    findings: Findings,
) -> None:
    """Warn of each row that counts families although its unit says persons.

    ``labels`` are the texts that the distinct kinds were read from.
    """
    of_unit = [unit == "person" for unit in units.distinct]
    says_person = np.array([*of_unit, False], np.bool_)[units.codes]
    wrong = np.flatnonzero(unit_of_rows(kinds, units) & says_person)
    codes = kinds.codes[wrong]
    for code, places in rows_of(codes, np.unique(codes).tolist()):
        findings.add_rows(
            "unit",
            _(
                "“{label}” counts families, but the unit says persons. It is counted "
                "as families.",
                label=labels[code],
            ),
            rows[wrong[places]].tolist(),
            column=heading,
            value=labels[code],
            severity="warning",
        )
