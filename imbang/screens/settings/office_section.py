"""Letterhead and names: what bears on no figure and acts at once."""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app import paper
from imbang.app.shown import parts
from imbang.screens.settings import saving
from imbang.settings import settings
from imbang.settings.letterhead import letterhead
from imbang.settings.settings import SETTINGS, Values
from imbang.texts import _

_GROUP = "letterhead"
_SEVERAL_LINES = {"office_address": 90, "officers": 120}


def show_office() -> None:
    """The fields of the letterhead, and what it looks like on paper."""
    workspace = saving.workspace()
    values = settings.current(workspace)
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True, key="setting_letterhead"):
        for key, setting in SETTINGS.items():
            if setting.group == _GROUP:
                _show_field(key, values)
        saving.show_refusal(_GROUP)
        st.button(
            _("Save"),
            key="letterhead_save",
            type="primary",
            on_click=_save,
            args=(values,),
        )
    with right:
        parts.show_heading(_("On paper"), _("As it stands on every printed page"))
        head = letterhead(workspace)
        if not head.office and not head.is_signed:
            parts.show_nothing(_("Nothing is set: pages are printed without it."))
            return
        st.html(
            f'<div class="sheet"><div class="letterhead">{paper.head_html(head)}</div>'
            f'<div class="signature">{paper.signature_html(head)}</div></div>'
        )


def _show_field(key: str, values: Values) -> None:
    setting = SETTINGS[key]
    field = _field(key, values)
    if height := _SEVERAL_LINES.get(key):
        st.text_area(
            _(setting.name),
            value=values[key],
            key=field,
            height=height,
            help=_(setting.meaning),
            max_chars=500,
        )
    else:
        st.text_input(
            _(setting.name),
            value=values[key],
            key=field,
            help=_(setting.meaning),
            max_chars=200,
            live=True,
        )


def _field(key: str, values: Values) -> str:
    return f"{key}_{values[key]}"


def _save(values: Values) -> None:
    texts = {
        key: st.session_state.get(_field(key, values)) or ""
        for key, setting in SETTINGS.items()
        if setting.group == _GROUP
    }
    saving.save_all(texts, at=_GROUP)
