"""Settings: what the office decides for itself, who changed it, and what it bears on."""

from __future__ import annotations

from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, controls, parts
from imbang.app.state import session
from imbang.screens.settings import (
    event_section,
    figure_sections,
    log_section,
    office_section,
    people_section,
    report_section,
    saving,
    seen_section,
)
from imbang.settings import settings
from imbang.texts import _

TITLE = "Settings"
ICON = ":material/tune:"
SECTION = "Data"
NEEDS_FIGURES = False
NEEDS = "settings people"

names = {
    "figures": _("Figures"),
    "reports": _("Reports"),
    "events": _("Events"),
    "office": _("Letterhead and names"),
    "log": _("Changes"),
}
if not allowed.may(Right.SETTINGS):
    names = {}
if allowed.may(Right.PEOPLE):
    names |= {"people": _("People and roles"), "seen": _("Names seen")}
parts.show_message(
    saving.told(),
    _(
        "Norm, kinds and reports bear on figures and take effect at the next publish; "
        "letterhead, names and events act at once. Every change is logged."
    ),
)
if settings.waiting(saving.store()):
    st.page_link(
        "pages/11_impor_data.py",
        label=_("Publish on the page Import data"),
        icon=":material/publish:",
    )
officers = settings.current(saving.workspace())["officers"].splitlines()
with st.container(key="order", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(session.current(), names)
    person.ask(_("Who changes it"), officers)

if tab == "office":
    office_section.show_office()
elif tab == "reports":
    report_section.show_reports()
elif tab == "events":
    event_section.show_events()
elif tab == "log":
    log_section.show_log()
elif tab == "people":
    people_section.show_people()
elif tab == "seen":
    seen_section.show_seen()
else:
    left, right = st.columns(2, gap="large")
    with left:
        figure_sections.show_norm()
        figure_sections.show_kind_set()
    with right:
        figure_sections.show_counted_kinds()
