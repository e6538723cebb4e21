"""Pillars of social welfare: who do we have, from roles on paper to valid people?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, foot, parts, sources
from imbang.app.state import answers, session
from imbang.screens.pillars import sections as pillars
from imbang.screens.pillars import words
from imbang.texts import _
from imbang.wording.messages import pillars as messages_pillars

TITLE = "Pillars of social welfare"
ICON = ":material/groups:"
SECTION = "Analysis"

view = session.current()
names = {
    "ladder": _("Ladder"),
    "matrix": _("Kinds by region"),
    "dual": _("Dual roles"),
    "traits": _("Qualification"),
    "freshness": _("Freshness"),
    "vacancies": _("Vacancies"),
    "trend": _("Growth"),
}
asked = view.own.get("kind", "psm")
kinds = words.kind_names(with_all=True)
kind = None if asked == "all" else asked if asked in kinds else "psm"

row = pillars.own_row(view, kind, view.as_of)
moved = pillars.changes(view, kind)
sources.gather(
    view,
    ["pillars", "pillar_counts", "participants"],
    [
        _(
            "A person counts once however many roles they hold. People and institutions"
            " are never added together."
        ),
    ],
)
parts.show_message(
    messages_pillars.title(row, kind, answers.region_name(view)),
    messages_pillars.paragraph(row, moved, view.compare or ""),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(view, names)
    if tab in ("ladder", "freshness", "trend"):
        controls.choose(view, "kind", _("Kind"), kinds)

if tab == "ladder":
    pillars.show_ladder(view, kind, row, moved)
elif tab == "matrix":
    pillars.show_matrix(view)
elif tab == "dual":
    pillars.show_dual_roles(view)
elif tab == "traits":
    pillars.show_traits(view)
elif tab == "freshness":
    pillars.show_freshness(view, kind)
elif tab == "vacancies":
    pillars.show_vacancies(view)
else:
    pillars.show_trend(view, kind)

foot.show()
