"""Whether heads of offices accept what was sent: it acts at once, and bears on no figure."""

from __future__ import annotations

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import links, parts
from imbang.app.state import session
from imbang.screens.settings import saving
from imbang.settings import settings
from imbang.settings.settings import SETTINGS
from imbang.store.acceptance import IS_KEPT
from imbang.store.workspace import SETTING
from imbang.texts import _


def show_acceptance() -> None:
    """The switch, who set it, and the way to the page."""
    setting, workspace = SETTINGS[IS_KEPT], saving.workspace()
    is_on = bool(settings.current(workspace)[IS_KEPT])
    with st.container(border=True, key="setting_acceptance"):
        parts.show_heading(_(setting.name), _(setting.meaning))
        session.sync("acceptance_on", is_on)
        st.toggle(
            _("Heads of offices accept what was sent"),
            key="acceptance_on",
            on_change=_save,
        )
        saving.show_refusal(IS_KEPT)
        if entry := workspace.entries(SETTING).get(IS_KEPT):
            when = formats.moment(entry.changed_at)
            st.caption(_("Set by {name}, {when}", name=entry.changed_by, when=when))
        if is_on:
            links.show_page_link("persetujuan")


def _save() -> None:
    saving.save(IS_KEPT, "on" if st.session_state["acceptance_on"] else "off")
