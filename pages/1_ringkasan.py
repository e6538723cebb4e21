"""Summary: where do we stand, in five sentences, six figures, one map and a list?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, foot, maps, parts, rounds, sources
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import coverage, session
from imbang.app.state.remembered import taken
from imbang.drawing import columns
from imbang.reference.levels import NATION, Level, lower_level
from imbang.texts import _
from imbang.wording import cards, notes, summary
from imbang.wording.coverage import coverage_map, coverage_table
from imbang.wording.names import level_name

TITLE = "Summary"
ICON = ":material/space_dashboard:"
SECTION = ""

VILLAGE: Level = "village"

view = session.current()
situation = coverage.situation(view)
answer = coverage.figures(view)
# of the nation there is no map, and 84,000 villages are not asked for without one
mapped, drawn = coverage.villages(view) if view.region != NATION else answer, VILLAGE
if view.region != NATION:
    drawn = maps.drawn_level(view, VILLAGE, marked=coverage_map.cored(mapped))
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
    under = coverage_map.under(drawn)
    parts.show_heading(_("PMKS beyond reach"), under)
    maps.show_map(
        view,
        mapped if drawn == VILLAGE else coverage.of(view).within(drawn),
        level=drawn,
        alt=summary.title(situation),
        under=under,
        columns=coverage_table.map_columns(drawn),
        told=taken(coverage_map.told, answer),
    )
    if drawn != VILLAGE:
        maps.tell_drawn(len(mapped))

foot.show()
