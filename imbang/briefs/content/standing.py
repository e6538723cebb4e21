"""Where we stand: the message, figures and map of the summary."""

from __future__ import annotations

from imbang import formats
from imbang.briefs.context import Context, big
from imbang.briefs.model import Exhibit, Legend, Map, Screen, Table
from imbang.reference.levels import NATION, around
from imbang.texts import _
from imbang.wording import cards, notes, summary
from imbang.wording.coverage import coverage_map, coverage_table
from imbang.wording.coverage.coverage_legend import by_service, legend
from imbang.wording.names import level_name

KEY, ORDER = "standing", 10
_DATASETS = ("ppks", "pillars", "pillar_counts")
_KEYS = {"village": "villages", "district": "districts", "regency": "regencies"}


def name() -> str:
    """What a list of screens calls it."""
    return _("Where we stand")


def make(context: Context) -> Screen:
    """How many are in need, who serves them, how many are beyond reach."""
    s = context.situation
    told = summary.sentences(s)
    kept = [
        told[k] for k in ("load", "beyond_reach", "change", "not_known") if k in told
    ]
    now, shown = s.now, cards.by_figure(s)
    exhibit = _exhibit(context)
    return Screen(
        KEY,
        name(),
        summary.title(s),
        "ringkasan",
        tuple(kept[:3]),
        (
            big("ppks_persons", shown["ppks_persons"], now.ppks, "persons"),
            big("psm_active", shown["psm_active"], now.psm, "persons"),
            big("ratio_ppks_per_psm", shown["ratio_ppks_per_psm"], now.ratio, "ratio"),
            big(
                "uncovered_persons",
                shown["uncovered_persons"],
                now.uncovered,
                "persons",
            ),
        ),
        (exhibit,),
        (
            *_told_drawn(context, exhibit),
            notes.norm_note(s.norm, province=context.region.norm_source()),
            *notes.change_note(s.compare),
            *notes.counting_notes(context.region.counted_kinds()),
        ),
        context.sources(*_DATASETS),
    )


def _exhibit(context: Context) -> Exhibit:
    """The villages on a map, or the districts where it does not hold them; of the nation
    its regencies. A list where there is no such map."""
    layers, region = context.layers, context.region
    if layers is None or (region.code != NATION and "village" not in layers.layers):
        return _list(context)
    code, lowest = region.code, layers.levels[-1]
    drawn = region.within(lowest)
    cored = coverage_map.cored(drawn)
    level = layers.drawable(lowest, around(code), marked=cored)
    if level == "village":
        entries = [entry for some in by_service(drawn) for entry in some]
    else:
        drawn = region.within(level)
        entries = legend(drawn, level)
    rows = coverage_table.prepare(drawn)
    return Map(
        _KEYS[level],
        _("PMKS beyond reach"),
        coverage_map.under(level),
        summary.title(context.situation),
        lambda theme: coverage_map.coverage_map(
            layers, drawn, level=level, focus=code, theme=theme
        ),
        rows,
        coverage_table.list_columns(
            level, rows["uncovered_persons"].max(), {}, compares=False
        ),
        tuple(
            Legend(entry.key, entry.label, formats.number(entry.count))
            for entry in entries
        ),
        level,
    )


def _told_drawn(context: Context, exhibit: Exhibit) -> tuple[str, ...]:
    """Why a map draws no villages, where it does not."""
    if not isinstance(exhibit, Map) or exhibit.level == "village":
        return ()
    return (coverage_map.told_drawn(context.situation.villages, exhibit.level),)


def _list(context: Context) -> Table:
    rows = coverage_table.prepare(context.children)
    level = context.region.below
    return Table(
        "parts",
        _("Where most PMKS are beyond reach"),
        level_name(level),
        rows.sort_values("uncovered_persons", ascending=False, kind="stable"),
        coverage_table.summary_columns(level, rows["uncovered_persons"].max()),
        _("most PMKS beyond reach first"),
        ("name", "ppks", "psm", "uncovered"),
    )
