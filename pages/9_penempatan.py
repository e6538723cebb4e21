"""Placement: where do further places for PSM help most, and vacant ones?"""

from __future__ import annotations

from imbang import notes, placement_told
from imbang.widgets import (
    controls,
    coverage,
    maps,
    parts,
    placement,
    placement_effects,
    placement_options,
    plans,
    reach,
    scenarios,
    session,
    sources,
)
from imbang.widgets import elements as st

TITLE = "Placement"
ICON = ":material/add_location_alt:"
SECTION = "Analysis"

view = session.current()
situation = session.situation(view)
asked = plans.asked_by(view)
made = plans.made(asked)
norm_told = plans.norm_note(view, asked, situation.norm)
told = [
    *placement_told.options_told(asked.request),
    placement_told.objective_proof(asked.request.objective, made.steps),
    *notes.figure_notes(situation.reports, as_of=view.as_of),
    norm_told,
    *notes.counting_notes(session.counted_kinds()),
]
sources.keep(told)

parts.show_message(
    placement_told.title(made),
    placement_told.paragraph(made, asked.request, district=plans.district(view)),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    placement_options.show_options(view)
    controls.choose_norm(view, plans.norm_shown(asked, situation.norm), norm_told)
    coverage.choose_kinds(view)
parts.show_cards(placement_told.cards(made, asked.request), in_line=True)
with st.container(key="controls_parts", horizontal=True, vertical_alignment="bottom"):
    tab = placement.choose_section(view)
    if tab in ("plan", "effect"):
        controls.choose_map(view, has_boundaries=maps.has_boundaries(view))
    if len(made.steps):
        placement.show_workbook(view, made, told)

if tab == "plan":
    placement.show_plan(view, asked, made)
elif tab == "effect":
    placement_effects.show_effect(view, made)
elif tab == "next":
    placement_effects.show_next(asked, made)
elif tab == "vacant":
    placement.show_vacancies(view, asked, made)
elif tab == "reach":
    reach.show_reach(view, made)
else:
    scenarios.show_scenarios(view, asked)

sources.show()
