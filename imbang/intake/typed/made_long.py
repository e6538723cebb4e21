"""A wide table on its way to a long one: what is told of it, and the year of months."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from imbang.intake.headings.words import is_part_of_year
from imbang.intake.layout import faults
from imbang.intake.layout.titles import find_periods
from imbang.intake.layout.unpivoting import unpivot
from imbang.intake.report.results import Answer
from imbang.intake.typed.reading import Reading
from imbang.intake.values.dates import find_period
from imbang.reference.datasets import FLOW
from imbang.texts import _


def made_long(reading: Reading) -> Reading:
    """The same reading with a row for each value of a wide table; of a long one itself."""
    headings, findings = reading.layout.headings, reading.findings
    if not headings.values:
        return reading
    _name_values(reading)
    _tell_unclear_flows(reading)
    faults.note_faults(reading.sheet, headings, reading.layout.rows, findings)
    long = unpivot(reading.sheet, reading.dataset, reading.layout, year=_year(reading))
    findings.add_rows(
        "untouched_row",
        _("Only the region is filled in; not imported."),
        np.setdiff1d(reading.layout.rows, long.origin.rows).tolist(),
        severity="info",
    )
    return replace(
        reading,
        sheet=long.sheet,
        layout=long.layout,
        findings=findings.of_table(long.origin),
        origin=long.origin,
    )


def _name_values(reading: Reading) -> None:
    """Say that values side by side are read, and as what."""
    headings = reading.layout.headings
    said = dict.fromkeys(key for value in headings.values for key in value.says)
    said = {key: None for key in said if key not in headings.beside}
    if not said:
        return
    measures = dict.fromkeys(value.measure for value in headings.values)
    texts = [headings.texts[value.at] for value in headings.values]
    reading.findings.add(
        "wide_table",
        _(
            "Wide table: each filled cell of {n} columns ({first} to {last}) is read as "
            "a row of its own. The headings say: {said}; the cells: {measures}.",
            n=len(texts),
            first=texts[0],
            last=texts[-1],
            said=", ".join(reading.dataset.column(key).heading for key in said),
            measures=", ".join(reading.dataset.column(key).heading for key in measures),
        ),
        row=reading.layout.heading_rows[-1],
        severity="info",
    )


def _tell_unclear_flows(reading: Reading) -> None:
    """Warn of parts of a year whose figures may be of these alone or from January on."""
    headings, dataset = reading.layout.headings, reading.dataset
    flows = [
        value
        for value in headings.values
        if value.measure in dataset.flows and _is_part(value.says.get("period", ""))
    ]
    if not flows or FLOW in headings.columns:
        return
    reading.findings.add(
        "flow_unclear",
        _(
            "Nothing says whether these figures count from January or are those of each "
            "period alone; they are taken to count from January. Say it in a column "
            "“{flow}”.",
            flow=dataset.column(FLOW).heading,
        ),
        row=reading.layout.heading_rows[-1],
        column=headings.texts[flows[0].at],
        severity="warning",
    )


def _is_part(text: str) -> bool:
    """Whether a heading says a month, quarter or half of a year."""
    period = find_period(text) or (find_period(f"{text} 2000") if text else None)
    return period is not None and period.last - period.first < 11


def _year(reading: Reading) -> str | None:
    """The year of months whose heading names none: the titles', else the officer's."""
    headings = reading.layout.headings
    periods = [value.says.get("period", "") for value in headings.values]
    if "period" in headings.columns or not any(map(is_part_of_year, periods)):
        return None
    found = find_periods(reading.layout.titles)
    years = {month // 12 for period in found for month in (period.first, period.last)}
    if len(years) == 1:
        return str(years.pop())
    if reading.options.period is not None:
        return str(reading.options.period.last // 12)
    reading.findings.ask(
        "period_missing",
        _(
            "The columns are parts of a year, and the sheet does not say which year. "
            "Write it above the table, for example “Tahun 2024”, or say which it is."
        ),
        "period",
        rows=[reading.layout.heading_rows[-1]],
        column=next(
            headings.texts[value.at]
            for value in headings.values
            if is_part_of_year(value.says.get("period", ""))
        ),
        offered=[Answer(str(year), str(year)) for year in sorted(years)],
    )
    return None
