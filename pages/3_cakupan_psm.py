"""PSM coverage: where is it proportionate, from the province down to one village?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, foot, parts, sources
from imbang.app.state import coverage as state_coverage
from imbang.app.state import session
from imbang.screens.coverage import map_section, norm_section, time_section
from imbang.screens.coverage import sections as coverage
from imbang.texts import _
from imbang.wording import notes, summary

TITLE = "PSM coverage"
ICON = ":material/hexagon:"
SECTION = "Analysis"

view = session.current()
names = {
    "map": _("Map"),
    "time": _("Over time"),
    "funnel": _("Verdicts"),
    "scatter": _("Need and PSM"),
    "evenness": _("Unevenness"),
    "norm": _("Norm"),
}
situation = state_coverage.situation(view)
norm_told = notes.norm_note(situation.norm, province=state_coverage.norm_source(view))
sources.keep(
    [
        *notes.figure_notes(situation.reports, situation.age, as_of=view.as_of),
        norm_told,
        *notes.change_note(situation.compare),
        *notes.counting_notes(state_coverage.counted_kinds()),
    ]
)

parts.show_message(message := summary.coverage_title(situation))
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(view, names)
    if tab == "funnel":
        level = coverage.choose_judged(view)
    elif tab != "norm":
        controls.choose_level(view)
    controls.choose_norm(view, situation.norm, norm_told)

now = state_coverage.listed(view)
if tab == "map":
    map_section.show(view, now, message)
elif tab == "time":
    time_section.show(view)
elif tab == "funnel":
    coverage.show_funnel(view, level)
elif tab == "scatter":
    coverage.show_scatter(view, now)
elif tab == "evenness":
    coverage.show_unevenness(view, now, state_coverage.listed_before(view))
else:
    norm_section.show_ways(view, situation.norm)

foot.show()
