"""PSM coverage: where is it proportionate, from the province down to one village?"""

from __future__ import annotations

import streamlit as st

from imbang import notes, sentences, tables
from imbang.texts import _
from imbang.viewing import level_of
from imbang.widgets import (
    controls,
    coverage,
    lists,
    maps,
    parts,
    sections,
    session,
    sources,
    village,
)

TITLE = "PSM coverage"
ICON = ":material/hexagon:"
SECTION = "Analysis"

view = session.current()
names = {
    "map": _("Map"),
    "funnel": _("Verdicts"),
    "scatter": _("Need and PSM"),
    "evenness": _("Unevenness"),
}
situation = session.situation(view)
norm_told = notes.norm_note(situation.norm, province=session.norm_source(view))
counted = session.counted_kinds()
sources.keep(
    [
        *notes.figure_notes(situation.reports, as_of=view.as_of),
        norm_told,
        *notes.counting_notes(counted),
    ]
)

message = sentences.coverage_title(situation)
parts.show_message(message)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = sections.choose_section(view, names)
    if tab == "funnel":
        level = coverage.choose_judged(view)
    else:
        controls.choose_level(view)
    if tab == "map":
        controls.choose_map(view, has_boundaries=maps.has_boundaries(view))
    controls.choose_norm(view, situation.norm, norm_told)
    coverage.choose_kinds(view)

now, before = session.listed(view)
if tab == "map":
    rows = tables.prepare(now, before)
    left, right = st.columns([8, 12], gap="large")
    with left:
        parts.show_heading(_("PMKS beyond reach"), maps.what_colours_mean(view.level))
        show = maps.choose_steps(view, rows)
        maps.show_map(view, tables.keep(rows, show), level=view.level, alt=message)
    with right:
        if level_of(view.region) == "village":
            village.show_card(view, rows)
        lists.show_list(view, tables.keep(rows, show), notes=sources.gathered())
elif tab == "funnel":
    coverage.show_funnel(view, level)
elif tab == "scatter":
    coverage.show_scatter(view, now)
else:
    coverage.show_unevenness(view, now, before)

sources.show()
