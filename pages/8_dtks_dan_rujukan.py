"""DTKS and referrals: who is listed and verified, where are services, which cases had a PSM?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, foot, parts, sources
from imbang.app.state import answers, changes, session
from imbang.app.state.remembered import taken
from imbang.screens.verification import case_sections, list_section
from imbang.screens.verification import sections as verification
from imbang.texts import _
from imbang.wording.messages import verification as messages_verification

TITLE = "DTKS and referrals"
ICON = ":material/verified:"
SECTION = "Analysis"

view = session.current()
names = {
    "verification": _("Verification"),
    "places": _("Places verified"),
    "lists": _("Size of the lists"),
    "services": _("SLRT and referrals"),
    "cases": _("Cases"),
    "without": _("Without a PSM"),
}
mine = verification.own(view, view.as_of)
cases = case_sections.own(view, view.as_of)
services = verification.services(view)
lists = list_section.own(view)
reach = changes.reach(view.region, view.as_of)
alone = ""
if not taken(messages_verification.told_both, mine, cases, reach):
    alone = list_section.told_alone(view, lists)
if alone:  # a list is all that is told of: it comes first
    names = {"lists": names["lists"], **names}

sources.gather(
    view,
    ["verification", "national_list", "services", "cases", "case_records"],
    [
        _(
            "Figures are of the year so far, from January to the last month reported;"
            " what is listed is as last reported. DTKS and DTSEN are different lists and"
            " are never added or joined by a line."
        ),
    ],
)
parts.show_message(
    alone
    or taken(
        messages_verification.title, mine, cases, answers.region_name(view), reach
    ),
    taken(
        messages_verification.paragraph,
        mine,
        cases,
        services,
        changes.of_region(view),
        reach,
    ),
)
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(view, names)

if tab == "verification":
    verification.show_verification(view, mine)
elif tab == "places":
    verification.show_places(view)
elif tab == "lists":
    list_section.show_lists(view, lists)
elif tab == "services":
    verification.show_services(view, services)
elif tab == "cases":
    case_sections.show_cases(view, cases)
else:
    case_sections.show_without_psm(view)

foot.show()
