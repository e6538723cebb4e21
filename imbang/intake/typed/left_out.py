"""Rows that are left out: for their label, or for what was asked of their region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from imbang.formats import grouped, row_ranges
from imbang.intake.files.cells import Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.places.rows import read_regions
from imbang.intake.report.log import Findings
from imbang.intake.report.results import About
from imbang.intake.typed.reading import Reading
from imbang.intake.values.columns import rows_of
from imbang.intake.values.parsing import Rejected, parse_count
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import plain, spelled
from imbang.texts import _, plural

_KINDS = ("pillar_kind", "ppks_kind")
_REGIONS = ("region_code", "region_name")
_LEFT_OUT_BY = (*_KINDS, *_REGIONS, "choice", "indicator")


def left_out_rows(reading: Reading, rows: Rows) -> Mask:
    """Which rows are left out; a warning names each label or region and its sum.

    What a region is asked as stands for the rows it is asked of, and for no others that
    have the same name.
    """
    regions = _regions_asked(reading, rows) if reading.options.leave_out else {}
    out = np.zeros(len(rows), np.bool_)
    for text, (places, heading) in regions.items():
        out |= np.isin(rows, places)
        _tell(reading, text, places, heading, is_asked=True)
    asked = {_plain(label) for label in reading.options.leave_out}
    said = {plain(t) for t in (*reading.options.labels, *reading.options.headings)}
    by_name = {_plain(text) for text in regions}
    headings = reading.layout.headings
    for column in reading.dataset.of_type(*_LEFT_OUT_BY if asked else _KINDS):
        outside = {plain(label) for label in column.left_out}
        wanted = asked | (outside - said)
        if column.type in _REGIONS:
            wanted -= by_name
        for at in headings.columns.get(column.key, ()):
            cells = reading.sheet.columns[at]
            codes = cells.codes[rows]
            used = np.unique(codes[codes >= 0]).tolist()
            some = [code for code in used if _plain(cells.texts[code]) in wanted]
            for code, places in rows_of(codes, some):
                out[places] = True
                text = cells.texts[code]
                is_asked = _plain(text) in asked
                heading = headings.texts[at]
                _tell(reading, text, rows[places], heading, is_asked=is_asked)
    return out


def _tell(
    reading: Reading, text: str, rows: Rows, heading: str, *, is_asked: bool
) -> None:
    findings, first = reading.findings, int(rows[0])
    if not findings.room("left_out", [first], column=heading, severity="warning"):
        return
    total = _total(reading.sheet, reading.dataset, reading.layout.headings, rows)
    numbers = sorted({*map(findings.number, rows.tolist())})
    findings.add(
        "left_out",
        _left_out(text, numbers, total, is_asked=is_asked),
        row=first,
        column=heading,
        value=text,
        severity="warning",
    )


@dataclass
class _Heard(Findings):
    """Hears which rows are asked about; nothing of it is told."""

    wanted: frozenset[str] = frozenset()
    asked: dict[str, tuple[list[int], str]] = field(default_factory=dict)

    def question(
        self,
        about: About,
        text: str = "",
        *,
        rows: Iterable[int] = (),
        column: str | None = None,
        **_others: Any,
    ) -> None:
        """Keep the rows of a region that is left out."""
        if about == "region" and spelled(text) in self.wanted:
            found, _heading = self.asked.setdefault(text, ([], column or ""))
            found += rows


def _regions_asked(reading: Reading, rows: Rows) -> dict[str, tuple[Rows, str]]:
    """By what a region is asked as, if it is left out: its rows, and their heading."""
    if not any(reading.dataset.of_type("region_code")):
        return {}
    wanted = frozenset(map(spelled, reading.options.leave_out))
    heard = _Heard(reading.findings.file, reading.findings.sheet, wanted=wanted)
    read_regions(replace(reading.places, rows=rows, findings=heard))
    return {
        text: (np.array(sorted({*found}), np.intp), heading)
        for text, (found, heading) in heard.asked.items()
    }


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
