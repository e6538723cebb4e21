"""Summary: where do we stand, in five sentences, six figures, one map and a list?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import maps, parts
from imbang.app.shown.table import show_table
from imbang.app.state import coverage, session
from imbang.drawing import columns, tables
from imbang.reference.levels import lower_level
from imbang.texts import _
from imbang.wording import cards, coverage_table, notes, summary

TITLE = "Summary"
ICON = ":material/space_dashboard:"
SECTION = ""

view = session.current()
situation = coverage.situation(view)
children = coverage.children(view)
villages = coverage.villages(view)

parts.show_message(summary.title(situation), summary.paragraph(situation))

left, right = st.columns([11, 10], gap="large")
with left:
    parts.show_cards(cards.cards(situation))
    with st.container(key="places"):
        parts.show_heading(_("Where most PMKS are beyond reach"))
        listed = coverage_table.prepare(children)
        headings = coverage_table.summary_columns(
            lower_level(view.region), children["uncovered_persons"].max()
        )
        ranked = columns.order(listed, headings, "-uncovered").iloc[tables.part(1)]
        show_table(
            tables.draw(ranked, headings, caption=_("Regions by PMKS beyond reach")),
            key="worst",
        )
with right:
    parts.show_heading(_("PMKS beyond reach"), maps.what_colours_mean("village"))
    maps.show_legend(villages)
    maps.show_map(view, villages, level="village", alt=summary.title(situation))

parts.show_notes(
    [
        *notes.figure_notes(situation.reports, as_of=view.as_of),
        notes.norm_note(situation.norm, province=coverage.norm_source(view)),
        *notes.change_note(situation.compare),
        *notes.counting_notes(coverage.counted_kinds()),
    ]
)
