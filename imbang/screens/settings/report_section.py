"""Which office reports what by when: exceptions from what is expected of all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from imbang.app import elements as st
from imbang.app.shown import parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.reference import kinds, levels, regions
from imbang.screens.settings import acceptance_section, saving, tables
from imbang.screens.settings.tables import exception_code
from imbang.settings import settings
from imbang.settings.readers import Override
from imbang.settings.words import dataset_name, exception_name, office_name
from imbang.texts import _

_KEY = "expectations"


def show_reports() -> None:
    """What is expected of all; the exceptions, and the form for one of them."""
    left, right = st.columns(2, gap="large")
    with left:
        parts.show_heading(
            _("Expected of all offices"),
            _("Counted from the last day of the period; no regulation sets these days"),
        )
        show_table(tables.expected(), key="expected")
        acceptance_section.show_acceptance()
    with right, st.container(border=True, key="setting_expectations"):
        saving.show_setting(_KEY)
        items: Sequence[Override] = settings.current(saving.workspace())[_KEY]
        asked = session.current().own.get("exception")
        _show_list(items, asked)
        _show_form(
            items, next((one for one in items if exception_code(one) == asked), None)
        )


def _show_list(items: Sequence[Override], asked: str | None) -> None:
    if not items:
        parts.show_nothing(_("Every office reports as expected of all."))
        return
    show_table(
        tables.exceptions(items, asked),
        key="exceptions",
        on_choose=lambda code: session.choose("exception", code),
    )


def _show_form(items: Sequence[Override], chosen: Override | None) -> None:
    key = f"exception_{exception_code(chosen) if chosen else ''}"
    rules = {"due": _("Due later or earlier"), "never": _("Does not collect it")}
    parts.show_heading(exception_name(chosen) if chosen else _("Add an exception"))
    if chosen is None:
        office = _select(_("Office"), _offices(), f"{key}_office")
        level = levels.level_of(office) if office else "regency"
        datasets = {one: dataset_name(one) for one in kinds.expected_of(level)}
        _select(_("Dataset"), datasets, f"{key}_dataset")
    rule = st.radio(
        _("Rule"),
        list(rules),
        key=f"{key}_rule",
        format_func=rules.__getitem__,
        index=int(chosen is not None and "due_days" not in chosen),
        horizontal=True,
        label_visibility="collapsed",
    )
    if rule == "due":
        days = chosen.get("due_days", "") if chosen else ""
        st.text_input(
            _("Days after the end of the period"),
            value=str(days),
            key=f"{key}_days",
            live=True,
            width=260,
        )
    _show_buttons(items, chosen, key)


def _show_buttons(items: Sequence[Override], chosen: Override | None, key: str) -> None:
    saving.show_refusal(_KEY)
    with st.container(key="save_expectations", horizontal=True):
        st.button(
            _("Save"),
            key="expectations_save",
            type="primary",
            on_click=_save,
            args=(items, chosen, key),
        )
        if chosen is not None:
            st.button(
                _("Remove"),
                key="expectations_remove",
                icon=":material/delete:",
                on_click=_put,
                args=([one for one in items if one != chosen],),
            )
            st.button(
                _("Close"),
                key="expectations_close",
                type="tertiary",
                on_click=session.choose,
                args=("exception", None),
            )


def _select(label: str, names: Mapping[str, str], key: str) -> str | None:
    return st.selectbox(
        label,
        sorted(names, key=names.__getitem__),
        index=None,
        key=key,
        format_func=names.__getitem__,
        placeholder=_("Choose"),
    )


def _offices() -> dict[str, str]:
    """Regencies and provinces, by code."""
    names = regions.load().names
    return {
        code: office_name(code)
        for code in names
        if levels.level_of(code) in ("province", "regency")
    }


def _save(items: Sequence[Override], chosen: Override | None, key: str) -> None:
    given = st.session_state
    item: dict[str, object] = {
        "office": chosen["office"] if chosen else given[f"{key}_office"],
        "dataset": chosen["dataset"] if chosen else given[f"{key}_dataset"],
    }
    if item["office"] is None or item["dataset"] is None:
        saving.refuse(_KEY, _("Choose an office and a dataset."))
        return
    if given[f"{key}_rule"] == "due":
        days = (given.get(f"{key}_days") or "").strip()
        if not days.isascii() or not days.isdecimal():
            saving.refuse(_KEY, _("Give the days as a whole number."))
            return
        item["due_days"] = int(days)
    else:
        item["collected"] = False
    others = [one for one in items if exception_code(one) != exception_code(item)]
    _put([*others, item])


def _put(items: Sequence[Override]) -> None:
    session.choose("exception", None)
    saving.save(_KEY, json.dumps(list(items)))
