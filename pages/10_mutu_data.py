"""Data quality: who has reported what, on time, and what in it is to be looked at?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, parts
from imbang.app.state import answers, session
from imbang.app.state.remembered import taken
from imbang.screens.quality import finding_sections, findings, report_sections
from imbang.screens.settings import saving
from imbang.settings import settings
from imbang.texts import _
from imbang.wording.messages import reports as messages_reports

TITLE = "Data quality"
ICON = ":material/fact_check:"
SECTION = "Data"

view = session.current()
answer = answers.ask("reporting", region=view.region, as_of=view.as_of)
found = answers.ask("finding_counts", region=view.region, as_of=view.as_of)

parts.show_message(
    taken(
        messages_reports.title,
        answer,
        findings_open=int(found["findings"].sum()),
        findings_grave=int(found[found["severity"] == "high"]["findings"].sum()),
    )
)
names = {"reports": _("Reports"), "findings": _("Findings"), "rules": _("Rules")}
tab = controls.choose_section(view, names)

if tab == "findings":
    officers = settings.current(saving.workspace())["officers"].splitlines()
    finding_sections.show_findings(view, officers)
elif tab == "rules":
    parts.show_heading(
        _("Rules of data quality"),
        _(
            "Each publish looks for these in all that was sent; nothing is changed by them"
        ),
    )
    for rule, n in findings.ordered_rules(
        dict(found.groupby("rule")["findings"].sum())
    ):
        with st.expander(findings.rule_heading(rule, n)):
            finding_sections.show_rule(rule)
else:
    report_sections.show_reporting(view, answer)
