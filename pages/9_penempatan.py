"""Placement: where do further places for PSM help most, and vacant ones?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, foot, maps, parts, sources
from imbang.app.state import coverage as state_coverage
from imbang.app.state import session
from imbang.app.state.remembered import taken
from imbang.screens.placement import (
    distance_section,
    effect_sections,
    options,
    plans,
    scenario_sections,
)
from imbang.screens.placement import sections as placement
from imbang.wording import notes
from imbang.wording.placement import words

TITLE = "Placement"
ICON = ":material/add_location_alt:"
SECTION = "Analysis"

view = session.current()
situation = state_coverage.situation(view)
asked = plans.asked_by(view)
made = plans.made(asked)
norm_told = plans.norm_note(view, asked, situation.norm)
told = [
    *notes.figure_notes(situation.reports, situation.age, as_of=view.as_of),
    *words.options_told(asked.request),
    words.objective_proof(asked.request.objective, made.steps),
    norm_told,
    *notes.counting_notes(state_coverage.counted_kinds()),
]
sources.keep(told)

parts.show_message(
    taken(words.title, made),
    taken(words.paragraph, made, asked.request, district=plans.district(view)),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    options.show_options(view)
    controls.choose_norm(view, plans.norm_shown(asked, situation.norm), norm_told)
parts.show_cards(taken(words.cards, made, asked.request), in_line=True)
with st.container(key="controls_parts", horizontal=True, vertical_alignment="bottom"):
    tab = placement.choose_section(view)
    if tab in ("plan", "effect"):
        controls.choose_map(view, has_boundaries=maps.has_boundaries(view))
    if len(made.steps):
        placement.show_workbook(view, asked, made)

if tab == "plan":
    placement.show_plan(view, asked, made)
elif tab == "effect":
    effect_sections.show_effect(view, asked, made)
elif tab == "next":
    effect_sections.show_next(asked, made)
elif tab == "vacant":
    placement.show_vacancies(view, asked, made)
elif tab == "reach":
    distance_section.show_reach(view, made)
else:
    scenario_sections.show_scenarios(view, asked)

foot.show()
