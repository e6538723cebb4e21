"""Data quality: who has reported what, on time, and what in it is to be looked at?"""

from __future__ import annotations

from imbang import reporting, settings, worklist
from imbang.texts import _
from imbang.widgets import elements as st
from imbang.widgets import (
    parts,
    report_status,
    sections,
    session,
    settings_desk,
    work_list,
)

TITLE = "Data quality"
ICON = ":material/fact_check:"
SECTION = "Data"

view = session.current()
answer = session.ask("reporting", region=view.region, as_of=view.as_of)
found = session.ask("findings", region=view.region, as_of=view.as_of)
still_open = found[found["state"] == "open"]

parts.show_message(
    reporting.title(
        answer,
        findings_open=len(still_open),
        findings_grave=int((still_open["severity"] == "high").sum()),
    )
)
names = {"reports": _("Reports"), "findings": _("Findings"), "rules": _("Rules")}
tab = sections.choose_section(view, names)

if tab == "findings":
    officers = settings.current(settings_desk.workspace())["officers"].splitlines()
    work_list.show_findings(view, officers)
elif tab == "rules":
    parts.show_heading(
        _("Rules of data quality"),
        _(
            "Each publish looks for these in all that was sent; nothing is changed by them"
        ),
    )
    for rule, n in worklist.ordered_rules(found):
        with st.expander(worklist.rule_heading(rule, n)):
            work_list.show_rule(rule)
else:
    report_status.show_reporting(view, answer)
