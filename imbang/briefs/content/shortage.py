"""Where it is short: which regions have most people beyond reach, and which by more than
chance."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context, big, number
from imbang.briefs.model import BigNumber, Screen, Table
from imbang.reference import regions
from imbang.texts import _
from imbang.wording import cards, notes, summary
from imbang.wording.coverage import chance, coverage_table
from imbang.wording.names import level_name

KEY, ORDER = "shortage", 20


def name() -> str:
    """What a list of screens calls it."""
    return _("Where it is short")


def make(context: Context) -> Screen | None:
    """The regions inside by people beyond reach; None where the first screen has said
    all there is to say of it."""
    s, region = context.situation, context.region
    message = summary.coverage_title(s)
    if message == summary.title(s):
        return None
    rows = coverage_table.prepare(
        context.children, region.uncovered_changes(region.below)
    )
    told = summary.sentences(s)
    judged = [f"{chance.told_verdicts(rows)}."] if "judgement" in rows else []
    by_chance = [chance.told_chance(rows)] if "judgement" in rows else []
    sentences = [told.get("where", ""), *judged, *by_chance, told.get("not_known", "")]
    row = dict(region.own().iloc[0])
    return Screen(
        KEY,
        name(),
        message,
        "cakupan_psm",
        tuple([one for one in sentences if one][:3]),
        (
            BigNumber(
                "villages_no_psm",
                _("Villages with no PSM yet"),
                f"{formats.number(s.villages_no_psm)} / {formats.number(s.villages)}",
                float(s.villages_no_psm),
                "villages",
            ),
            big("shortage", cards.lacking(row), number(row["shortage"]), "persons"),
        ),
        (_table(context, rows),),
        (notes.norm_note(s.norm, province=region.norm_source()),),
        context.sources("ppks", "pillars", "pillar_counts"),
    )


def _table(context: Context, rows: pd.DataFrame) -> Table:
    level = context.region.below
    headings = coverage_table.list_columns(
        level,
        rows["uncovered_persons"].max(),
        regions.parents(rows, besides=context.region.code),
        compares=coverage_table.CHANGE in rows,
    )
    judged = "state" if level == "village" else "verdict"
    return Table(
        "parts",
        _("Where most PMKS are beyond reach"),
        level_name(level),
        rows.sort_values("uncovered_persons", ascending=False, kind="stable"),
        headings,
        _("most PMKS beyond reach first"),
        ("name", "ppks", "psm", judged, "uncovered"),
    )
