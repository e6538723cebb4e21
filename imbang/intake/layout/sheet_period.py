"""The period that the rows of a sheet tell of where they name none."""

from __future__ import annotations

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.layout.layout import Layout
from imbang.intake.layout.titles import find_periods
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.intake.values.year_parts import is_period, says_part
from imbang.periods import Period
from imbang.texts import _


def _say_period(candidate: Candidate, layout: Layout, sheet: Sheet) -> bool:
    """Whether rows or headings name a period, and not only a part of a year."""
    headings = candidate.headings
    keys = {column.key for column in candidate.dataset.of_type("period")}
    columns = [at for key in keys for at in headings.columns.get(key, ())]
    if not columns or any(keys & value.says.keys() for value in headings.values):
        return bool(keys & headings.keys)
    return not all(
        says_part(headings.texts[at].split(BETWEEN)[-1])
        and not sheet.columns[at].flags(is_period)[layout.rows].any()
        for at in columns
    )


def period_of(
    candidate: Candidate,
    layout: Layout,
    sheet: Sheet,
    options: Options,
    findings: Findings,
) -> Period | None:
    """The period for rows that name none: the title's, else the officer's."""
    found = find_periods(layout.titles)
    if len(found) == 1:
        return found[0]
    if options.period is not None:
        return options.period
    if _say_period(candidate, layout, sheet):
        return None
    if found:
        message = _(
            "The titles name several periods ({periods}); expected one. Leave one "
            "in the titles, or say which it is.",
            periods=", ".join(map(str, found)),
        )
    else:
        message = _(
            "The sheet does not say which period it tells of. Write it above the table, "
            "for example “Keadaan: Desember 2024”, or say which it is."
        )
    offered = [Answer(str(period), str(period)) for period in found]
    findings.ask("period_missing", message, "period", offered=offered)
    return None
