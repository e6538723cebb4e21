"""Acceptance: what have offices sent, and have their heads accepted it?"""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import parts
from imbang.app.state import acceptance, session
from imbang.screens.acceptance import acting_section, sections, words
from imbang.screens.settings import saving
from imbang.settings import settings
from imbang.texts import _

TITLE = "Acceptance"
ICON = ":material/approval:"
SECTION = "Data"
NEEDS = "import approve"
ONLY_WITH = "acceptance"

view = session.current()
if acceptance.is_kept():
    found = sections.of_view(view)
    parts.show_message(
        words.title(found), " ".join([*acceptance.told(view), words.rule()])
    )
    acting_section.show_done()
    if found:
        officers = settings.current(saving.workspace())["officers"].splitlines()
        sections.show(view, found, officers)
else:
    st.title(_("Acceptance is not kept"), anchor=False)
    parts.show_nothing(
        _(
            "Switch it on where heads of offices accept what was sent: page Settings, part"
            " Reports; or: imbang settings set acceptance on"
        )
    )
