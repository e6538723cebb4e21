"""Method: every word, counting rule, indicator and rule of quality, and what changed."""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import controls, parts
from imbang.app.state import session
from imbang.screens.method import entries
from imbang.screens.method.sections import show_section
from imbang.texts import _

TITLE = "Method"
ICON = ":material/menu_book:"
SECTION = "Data"
NEEDS_FIGURES = False

view = session.current()
parts.show_message(
    _("How everything here is worked out"),
    _(
        "Words, rules and indicators as the product uses them: what is written here is"
        " read from the same files that the figures are made with."
    ),
)
names = {"all": _("All")} | {key: entries.section_name(key) for key in entries.SECTIONS}
with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
    tab = controls.choose_section(view, names)
    q = controls.search(view, "method_q")

found = entries.found(q)
shown = [key for key in entries.SECTIONS if tab in ("all", key) and found[key]]
if not shown:
    parts.show_nothing(
        _("Nothing here holds “{q}”. Try another word, or look in all sections.", q=q)
    )
for key in shown:
    show_section(key, found[key])
