"""DTKS and referrals: how much was verified, where are services, which cases had a PSM?"""

from __future__ import annotations

from imbang import verification_told
from imbang.texts import _
from imbang.widgets import (
    case_handling,
    parts,
    sections,
    session,
    sources,
    verification,
)
from imbang.widgets import elements as st

TITLE = "DTKS and referrals"
ICON = ":material/verified:"
SECTION = "Analysis"

view = session.current()
names = {
    "verification": _("Verification"),
    "places": _("Places verified"),
    "services": _("SLRT and referrals"),
    "cases": _("Cases"),
    "without": _("Without a PSM"),
}
mine = verification.own(view, view.as_of)
cases = case_handling.own(view, view.as_of)
services = verification.services(view)
before = None
if view.compare:
    before = (
        view.compare,
        verification.own(view, view.compare),
        case_handling.own(view, view.compare),
    )

sources.gather(
    view,
    ["verification", "services", "cases", "case_records"],
    [
        _(
            "Figures are of the year so far, from January to the last month reported;"
            " what is listed is as last reported. DTKS and DTSEN are different lists and"
            " are never added or joined by a line."
        ),
    ],
)
parts.show_message(
    verification_told.title(mine, cases, session.region_name(view)),
    verification_told.paragraph(mine, cases, services, before),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = sections.choose_section(view, names)

if tab == "verification":
    verification.show_verification(view, mine)
elif tab == "places":
    verification.show_places(view)
elif tab == "services":
    verification.show_services(services)
elif tab == "cases":
    case_handling.show_cases(view, cases)
else:
    case_handling.show_without_psm(view)

sources.show()
