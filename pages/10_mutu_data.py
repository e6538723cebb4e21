"""Data quality: who has reported what, on time, and what in it is to be looked at?"""

from __future__ import annotations

import streamlit as st

from imbang import reporting, settings, worklist
from imbang.texts import _
from imbang.widgets import parts, report_status, session, settings_desk, work_list

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
asked = view.own.get("tab", "reports")
session.sync("tab", asked if asked in names else "reports")
tab = st.segmented_control(
    _("Show"), list(names), key="tab", required=True, format_func=names.__getitem__,
    label_visibility="collapsed",
    on_change=lambda: session.choose("tab", st.session_state["tab"]),
)  # fmt: skip

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
