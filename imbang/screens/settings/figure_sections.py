"""The settings that figures are made with: the norm, the kinds in use, those counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imbang.app import elements as st
from imbang.app.state import session
from imbang.reference import kinds as reference_kinds
from imbang.reference.kinds import Kind
from imbang.reference.ratios import read_norm
from imbang.screens.settings import saving
from imbang.settings import settings
from imbang.settings.readers import KIND_SETS
from imbang.settings.words import counted_name, kind_set_name
from imbang.texts import _
from imbang.wording.coverage import norms

_OWN = "own"


def show_norm() -> None:
    """The norm: each province's own ratio, or a number."""
    value, lang = settings.current(saving.workspace())["norm"], session.current().lang
    with st.container(border=True, key="setting_norm"):
        saving.show_setting("norm")
        names = {"": _("Each province's own ratio"), _OWN: _("A number of our own")}
        key = f"norm_{value}"
        chosen = _choose(f"{key}_kind", names, _OWN if value else "")
        if chosen == _OWN:
            st.text_input(
                _("PMKS to one PSM"),
                value=norms.shown(read_norm(value), lang) if value else "",
                key=f"{key}_number",
                live=True,
                width=220,
            )
        _show_buttons("norm", lambda: _save_norm(key))


def _save_norm(key: str) -> None:
    if st.session_state[f"{key}_kind"] != _OWN:
        saving.reset("norm")
        return
    written = st.session_state.get(f"{key}_number") or ""
    saving.save("norm", norms.plain(written, session.current().lang))


def show_kind_set() -> None:
    """Which kinds of pillars are in use."""
    value = settings.current(saving.workspace())["kind_set"]
    names = {name: kind_set_name(name) for name in KIND_SETS}
    kinds = reference_kinds.pillar_kinds()
    _show_kinds("kind_set", value, names, kinds, reference_kinds.pillar_kinds_in(value))


def show_counted_kinds() -> None:
    """Which kinds of PPKS are counted as PMKS."""
    value = settings.current(saving.workspace())["counted_kinds"]
    names = {name: counted_name(name) for name in ("all", "without_poor")}
    kinds = reference_kinds.ppks_kinds()
    _show_kinds(
        "counted_kinds", value, names, kinds, reference_kinds.ppks_kinds_in(value)
    )


def _show_kinds(
    setting: str,
    value: str,
    names: Mapping[str, str],
    kinds: Mapping[str, Kind],
    chosen: tuple[str, ...],
) -> None:
    labels = {kind: row.label for kind, row in kinds.items()}
    key = f"{setting}_{value}"
    with st.container(border=True, key=f"setting_{setting}"):
        saving.show_setting(setting)
        options = {**names, _OWN: _("Our own choice")}
        kind = _choose(f"{key}_kind", options, value if value in names else _OWN)
        if kind == _OWN:
            st.pills(
                _("Kinds"),
                list(labels),
                default=chosen,
                key=f"{key}_kinds",
                selection_mode="multi",
                format_func=labels.__getitem__,
                label_visibility="collapsed",
            )
        _show_buttons(setting, lambda: _save_kinds(setting, key))


def _save_kinds(setting: str, key: str) -> None:
    kind = st.session_state[f"{key}_kind"]
    chosen = st.session_state.get(f"{key}_kinds") or ()
    saving.save(setting, ",".join(chosen) if kind == _OWN else kind)


def _choose(key: str, names: Mapping[str, str], value: str) -> str:
    options = list(names)
    return st.radio(
        _("Choice"),
        options,
        index=options.index(value),
        key=key,
        horizontal=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )


def _show_buttons(setting: str, save: Callable[[], None]) -> None:
    saving.show_refusal(setting)
    with st.container(key=f"save_{setting}", horizontal=True):
        st.button(_("Save"), key=f"{setting}_save", type="primary", on_click=save)
        st.button(
            _("Back to the default"),
            key=f"{setting}_reset",
            type="tertiary",
            on_click=saving.reset,
            args=(setting,),
        )
