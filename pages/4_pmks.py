"""PMKS (PPKS): which problems, how many, where, and do PSM grow as fast?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, foot, parts, sources
from imbang.app.state import answers, coverage, session
from imbang.app.state.remembered import taken
from imbang.screens.needs import sections as needs
from imbang.screens.needs import words
from imbang.texts import _
from imbang.wording import notes

TITLE = "PMKS (PPKS)"
ICON = ":material/diversity_3:"
SECTION = "Analysis"

view = session.current()
names = {
    "kinds": _("Kinds"),
    "map": _("Map"),
    "growth": _("Growth"),
    "flow": _("In and out"),
}
months = answers.months()
groups = needs.groups(view)
base = view.own.get("base", view.compare or months[-1])
grown = needs.growth(view, base if base in months else months[-1])

sources.gather(
    view,
    ["ppks", "population", "pillars", "pillar_counts"],
    [
        *notes.kinds_notes(coverage.counted_kinds()),
        _(
            "PMKS is a sum of reports: someone under two kinds counts twice. Persons and"
            " families are never added together."
        ),
    ],
)
parts.show_message(
    taken(words.title, groups, grown, answers.region_name(view)),
    taken(words.paragraph, groups, grown),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(view, names)
    if tab == "growth":
        needs.choose_base(view, months)

if tab == "kinds":
    needs.show_kinds(view, groups)
elif tab == "map":
    needs.show_map(view)
elif tab == "growth":
    needs.show_growth(view, grown)
else:
    needs.show_flows(view)

foot.show()
