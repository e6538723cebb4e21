"""The log of settings: who changed what and when, and the way to set it back."""

from __future__ import annotations

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.drawing.tables import pages, part
from imbang.screens.settings import saving, tables
from imbang.screens.settings.tables import setting_name, value_shown
from imbang.settings import settings
from imbang.store.workspace import SETTING, Change
from imbang.texts import _, plural

_SHOWN = 500


def show_log() -> None:
    """The changes, the latest first; the one chosen can be taken back."""
    changes = saving.workspace().changes(SETTING, most=_SHOWN)
    if not changes:
        parts.show_nothing(_("No setting has been changed yet."))
        return
    asked = session.current().own.get("change")
    chosen = next((one for one in changes if str(one.id) == asked), None)
    if chosen is not None:
        _show_change(chosen)
    n = len(changes)
    told = plural("{count} change", "{count} changes", n, count=formats.number(n))
    parts.show_heading(_("Changes"), told)

    def show(page: int) -> None:
        shown = changes[part(page)]
        times = {one.id: _together(formats.moment(one.changed_at)) for one in shown}
        show_table(
            tables.log(shown, times, asked),
            key="changes",
            on_choose=lambda id: session.choose("change", id),
        )

    controls.show_pages(pages(n), show, key="changes", of=str(pages(n)), rows=n)


def _together(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _show_change(change: Change) -> None:
    """One change whole; undoing it sets back what stood before."""
    with st.container(border=True, key="change"):
        parts.show_heading(setting_name(change.key))
        before = value_shown(change.key, change.before)
        parts.show_facts(
            [
                (_("When"), formats.moment(change.changed_at)),
                (_("By"), change.changed_by),
                (_("Before"), before),
                (_("After"), value_shown(change.key, change.after)),
            ]
        )
        saving.show_refusal("log")
        with st.container(key="change_buttons", horizontal=True):
            if _can_be_undone(change):
                st.button(
                    _("Set back what was before"),
                    key="undo",
                    icon=":material/undo:",
                    on_click=saving.undo,
                    args=(change,),
                )
            st.button(
                _("Close"),
                key="change_close",
                type="tertiary",
                on_click=session.choose,
                args=("change", None),
            )


def _can_be_undone(change: Change) -> bool:
    """Whether what stood before is not what is set anyway."""
    setting = settings.SETTINGS.get(change.key)
    if setting is None:
        return False
    now = settings.current(saving.workspace())[change.key]
    before = setting.default if change.before is None else change.before
    return bool(now != before)
