"""Summary: where do we stand, in five sentences, six figures, one map and a list?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, foot, maps, parts, rounds, sources
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import coverage, session
from imbang.app.state.remembered import taken
from imbang.drawing import columns
from imbang.reference.levels import lower_level
from imbang.texts import _
from imbang.wording import cards, notes, summary
from imbang.wording.coverage import coverage_table
from imbang.wording.names import level_name

TITLE = "Summary"
ICON = ":material/space_dashboard:"
SECTION = ""

view = session.current()
situation = coverage.situation(view)
answer = coverage.figures(view)
sources.keep(
    [
        *notes.figure_notes(situation.reports, situation.age, as_of=view.as_of),
        notes.norm_note(situation.norm, province=coverage.norm_source(view)),
        *notes.change_note(situation.compare),
        *notes.counting_notes(coverage.counted_kinds()),
    ]
)

parts.show_message(summary.title(situation))

left, right = st.columns([11, 10], gap="large")
with left:
    parts.show_lead(summary.paragraph(situation))
    sources.show_waiting(view)
    parts.show_cards(cards.cards(situation))
    rounds.show(view, "age", ["ppks", "pillars", "pillar_counts"])
    with st.container(key="places"):
        with st.container(key="order", horizontal=True):
            q = controls.search(view, "place_q", is_alone=True)
        level = lower_level(view.region)
        listed = taken(coverage_table.prepare, answer)
        found = exhibits.found(listed, q, within=["region_name", "region_code"])
        headings = coverage_table.summary_columns(
            level, answer["uncovered_persons"].max()
        )
        exhibits.show_list(
            Exhibit(
                "worst",
                _("Where most PMKS are beyond reach"),
                level_name(level),
                taken(columns.order, found, headings, "-uncovered"),
                headings,
                "summary",
                data=answer,
                selects=True,
            )
        )
with right:
    maps.show_villages(view, answer, alt=summary.title(situation))

foot.show()
