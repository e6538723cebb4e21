"""What the data cannot say: who has not reported, who is late, what is old."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context, big
from imbang.briefs.model import BigNumber, Screen, Table
from imbang.texts import _
from imbang.wording import cards, notes, summary
from imbang.wording.exhibits import reports as exhibits
from imbang.wording.messages import indicators, reports
from imbang.wording.reporting import latest_of

KEY, ORDER = "gaps", 80
_OWED = ("missing", "late")


def name() -> str:
    """What a list of screens calls it."""
    return _("What the data cannot say")


def make(context: Context) -> Screen:
    """Reports that are owed or came late, how old the figures are, what is doubted."""
    s = context.situation
    reporting = context.ask("reporting")
    findings = context.ask("finding_counts")
    is_open = int(findings["findings"].sum())
    grave = int(findings[findings["severity"] == "high"]["findings"].sum())
    unsent = exhibits.not_collected_by_any(reporting)
    told = [
        summary.sentences(s).get("not_known", ""),
        indicators.told_late(context.reach),
        exhibits.told_unsent(unsent) if unsent else "",
    ]
    latest = latest_of(reporting)
    message = reports.title(reporting, findings_open=is_open, findings_grave=grave)
    if reporting.empty and s.age is not None:  # its office is the regency above
        message = notes.age_told(s.age)
    return Screen(
        KEY,
        name(),
        message,
        "mutu_data",
        tuple(filter(None, told)),
        (
            *([] if reporting.empty else [_behind(latest)]),
            _unknown(context),
            big(
                "current_share",
                cards.by_figure(s)["current_share"],
                s.age.share if s.age else None,
                "percent",
            ),
            BigNumber(
                "findings_open",
                _("Findings open"),
                formats.number(is_open),
                float(is_open),
                "figures",
            ),
        ),
        _owed(latest),
        (*notes.figure_notes(s.reports, s.age, as_of=context.asked.as_of),),
        context.sources("ppks", "pillars", "pillar_counts", "cases", "verification"),
    )


def _behind(latest: pd.DataFrame) -> BigNumber:
    """Offices of which the latest report of some dataset is overdue, of all that owe."""
    owing = latest[latest["status"] != "not_collected"]
    offices = owing["region_code"].nunique()
    behind = owing[owing["status"] == "missing"]["region_code"].nunique()
    return BigNumber(
        "offices_behind",
        _("Offices behind with a report"),
        f"{formats.number(behind)} / {formats.number(offices)}",
        float(behind),
        "offices",
    )


def _unknown(context: Context) -> BigNumber:
    s = context.situation
    return BigNumber(
        "villages_unknown",
        _("Villages not known"),
        f"{formats.number(s.villages_unknown)} / {formats.number(s.villages)}",
        float(s.villages_unknown),
        "villages",
        note=_("their PMKS or PSM are not reported"),
    )


def _owed(latest: pd.DataFrame) -> tuple[Table, ...]:
    """The latest reports that are missing or came late, the missing ones first."""
    rows = latest[latest["status"].isin(_OWED)]
    if rows.empty:
        return ()
    ordered = exhibits.listed(rows, exhibits.ALL).sort_values(
        ["status", "due_on", "region_code"], ascending=[False, True, True]
    )
    return (
        Table(
            "owed",
            _("Reports missing or late"),
            _("The latest period of each dataset"),
            ordered,
            exhibits.list_columns(),
            _("missing ones first, the longest due before others"),
            ("region_name", "dataset_title", "period_name", "status_name"),
        ),
    )
