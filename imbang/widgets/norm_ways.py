"""The three ways to a norm, and what each does: own ratio, a fixed figure, a workload."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from imbang import columns, formats, named, needs_told, paths, reference, workloads
from imbang.cards import Card
from imbang.refusals import Misuse
from imbang.summaries import Norm
from imbang.texts import _, use_language
from imbang.viewing import NATION, View, level_of, lower_level
from imbang.widgets import exhibits, parts, person, session
from imbang.widgets.exhibits import Exhibit
from imbang.words import level_name
from imbang.workloads import Workload
from imbang.workspace import Workspace

_DRAFT, _TOLD = "workload_draft", "workload_told"


def show_ways(view: View, in_force: Norm | None) -> None:
    """A workload to be changed on the left, what its norm does on the right."""
    left, right = st.columns([8, 12], gap="large")
    persons = _persons(view)
    with left:
        draft = _edit(view, persons)
    with right:
        _show_effect(view, in_force, draft, persons)


def _workspace() -> Workspace:
    return Workspace(paths.store_folder())


def _persons(view: View) -> dict[str, int]:
    """PMKS by group of the province in view, of the kinds counted: its mix of work."""
    area = view.region if view.region == NATION else view.region[:2]
    level = "nation" if area == NATION else "province"
    rows = session.ask("needs", region=area, level=level, as_of=view.as_of)
    counted = set(session.counted_kinds())
    kinds = reference.ppks_kinds()
    found: dict[str, int] = {}
    for kind, unit, count in zip(
        rows["kind"], rows["unit"], rows["count"], strict=True
    ):
        if kind in counted and unit == "person" and formats.exists(count):
            group = kinds[kind]["problem_group"]
            found[group] = found.get(group, 0) + int(count)
    return {group: n for group, n in found.items() if n}


def _draft() -> Workload:
    held = st.session_state.get(_DRAFT)
    return held if isinstance(held, Workload) else Workload()


def _edit(view: View, persons: dict[str, int]) -> Workload:
    """The fields of a workload; it is a draft of this session until it is saved."""
    parts.show_heading(
        _("A norm from the workload (after WISN)"),
        _(
            "An example to begin with, not an official standard: put in your own figures"
        ),
    )
    _choose_saved()
    draft = _draft()
    with st.container(
        key="workload_time", horizontal=True, vertical_alignment="bottom"
    ):
        label = _("Hours a PSM gives a month")
        hours = _number(label, "hours", draft.hours, 1, workloads.MOST_HOURS)
        other = _number(_("Other duties, % of them"), "other", draft.other, 0, 99)
    st.caption(_("Minutes that a case needs a month"))
    minutes = dict(draft.minutes)
    with st.container(key="workload_groups", horizontal=True):
        for group in workloads.groups():
            label = _("{group} ({n} PMKS)", group=needs_told.group_name(group), n=formats.number(persons.get(group, 0)))  # fmt: skip
            now = minutes.get(group, 0)
            minutes[group] = _number(label, group, now, 0, workloads.MOST_MINUTES)
    made = Workload(hours, other, minutes)
    st.session_state[_DRAFT] = made
    _offer_saving(view, made)
    return made


def _choose_saved() -> None:
    """Open a workload that was saved, take it away, bring it back."""
    saved = workloads.saved(_workspace())
    gone = named.last_removed(_workspace(), workloads.TOPIC)
    with st.container(
        key="workload_kept", horizontal=True, vertical_alignment="bottom"
    ):
        if saved:
            st.selectbox(
                _("Saved workloads"), list(saved), key="workload_open", index=None,
                placeholder=_("Open one"), width=300, on_change=_open,
            )  # fmt: skip
        if saved and st.session_state.get("workload_open"):
            st.button(
                _("Remove"),
                key="workload_drop",
                icon=":material/delete:",
                on_click=_drop,
            )
        if gone is not None:
            st.button(
                _("Bring back “{name}”", name=gone[0]), key="workload_back",
                icon=":material/undo:", on_click=_bring_back,
            )  # fmt: skip


def _drop() -> None:
    name = st.session_state.pop("workload_open", None)
    if name:
        named.remove(_workspace(), workloads.TOPIC, name, by=person.name())


def _bring_back() -> None:
    gone = named.last_removed(_workspace(), workloads.TOPIC)
    if gone is not None:
        named.save(_workspace(), workloads.TOPIC, *gone, by=person.name() or "?")


def _number(label: str, key: str, value: int, least: int, most: int) -> int:
    widget = f"workload_{key}"
    if widget not in st.session_state:
        st.session_state[widget] = value
    step = 1 if most < workloads.MOST_MINUTES else 5
    typed = st.number_input(label, least, most, step=step, key=widget, width=250)
    return int(typed)


def _open() -> None:
    """Take a saved workload for the draft."""
    found = workloads.saved(_workspace()).get(st.session_state["workload_open"])
    if found is None:
        return
    chosen = found[0]
    st.session_state[_DRAFT] = chosen
    fields = {"hours": chosen.hours, "other": chosen.other, **chosen.minutes}
    for key, value in fields.items():
        st.session_state[f"workload_{key}"] = value


def _offer_saving(view: View, made: Workload) -> None:
    person.ask(_("Saved by"), ())
    with st.container(key="workload_new", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Name of the workload"), key="workload_name", width=300,
            max_chars=named.LONGEST_NAME, placeholder=_("City, 40 hours"),
        )  # fmt: skip
        st.button(
            _("Save"), key="workload_save", icon=":material/save:",
            on_click=lambda: _save(view, made),
        )  # fmt: skip
    if told := st.session_state.pop(_TOLD, None):
        is_done, text = told
        (parts.show_done if is_done else st.error)(text)


def _save(view: View, made: Workload) -> None:
    use_language(view.lang)
    try:
        name = workloads.save(
            _workspace(), st.session_state["workload_name"], made, by=person.name()
        )
    except Misuse as refused:
        st.session_state[_TOLD] = (False, str(refused))
        return
    st.session_state[_TOLD] = (True, _("Saved: {name}", name=name))


def _show_effect(
    view: View, in_force: Norm | None, draft: Workload, persons: dict[str, int]
) -> None:
    """The norm that follows, what it asks for, and the way to use it."""
    try:
        found = workloads.norm(draft, persons)
    except Misuse as refused:
        st.error(str(refused))
        return
    if found is None:
        parts.show_nothing(
            _(
                "No PMKS are reported for the province in this month: there is no mix of work."
            )
        )
        return
    norm = round(min(max(found, 1.0), 100_000.0), 1)
    parts.show_heading(
        _("By this workload one PSM has time for {n} PMKS", n=formats.number(norm, 1)),
        _("By the mix of PMKS of the whole province, rounded to one decimal"),
    )
    now, then = _own(view, view.norm), _own(view, norm)
    parts.show_cards(_cards(in_force, norm, now, then), in_line=True)
    with st.container(key="workload_use", horizontal=True):
        st.button(
            _("Use this norm"), key="norm_use", type="primary", icon=":material/check:",
            disabled=view.norm == norm, on_click=lambda: session.change(norm=norm),
        )  # fmt: skip
        st.button(
            _("Back to the default"), key="norm_default", disabled=view.norm is None,
            on_click=lambda: session.change(norm=None),
        )  # fmt: skip
    _show_regions(view, norm)


def _own(view: View, norm: float | None) -> dict[str, Any]:
    return dict(session.own_coverage(view, view.as_of, norm).iloc[0])


def _cards(
    in_force: Norm | None, norm: float, now: dict[str, Any], then: dict[str, Any]
) -> list[Card]:
    was = in_force.value if in_force else None
    return [
        _card(_("PMKS to one PSM"), norm, was, 1),
        _card(_("PSM needed"), _needed(then), _needed(now), 0),
        _card(_("PMKS beyond reach"), then["uncovered_persons"], now["uncovered_persons"], 0),
        _card(_("PSM lacking"), then["shortage"], now["shortage"], 0),
    ]  # fmt: skip


def _card(label: str, value: Any, was: Any, digits: int) -> Card:
    told = _("now in force: {value}", value=formats.number(was, digits))
    return Card(label, formats.number(value, digits), told, "plain", "")


def _needed(row: dict[str, Any]) -> float | None:
    """PSM that would hold the region's own ratio at the norm."""
    ppks, norm = row["ppks_persons"], row["norm"]
    return (
        float(ppks) / float(norm)
        if formats.exists(ppks) and formats.exists(norm)
        else None
    )


def _show_regions(view: View, norm: float) -> None:
    level = lower_level(view.region)
    if level_of(view.region) == "village":
        return
    now = session.coverage(view.region, level, view.as_of, view.norm)
    then = session.coverage(view.region, level, view.as_of, norm)
    after = then.set_index("region_code")
    rows = pd.DataFrame(
        {
            "region_code": now["region_code"],
            "region_name": now["region_name"],
            "ppks_persons": now["ppks_persons"],
            "psm_active": now["psm_active"],
            "needed_now": now["ppks_persons"] / now["norm"],
            "needed_then": now["ppks_persons"] / norm,
            "uncovered_now": now["uncovered_persons"],
            "uncovered_then": now["region_code"].map(after["uncovered_persons"]),
        }
    )
    exhibits.show_list(
        Exhibit(
            "norm_effect", _("What it does, region by region"),
            _("The norm in force against the one of this workload"), rows,
            (
                columns.region(level_name(level)),
                columns.number("ppks_persons", _("PMKS")),
                columns.number("psm_active", _("PSM now")),
                columns.number("needed_now", _("PSM needed, now in force")),
                columns.number("needed_then", _("PSM needed, by workload")),
                columns.number("uncovered_now", _("Beyond reach, now in force")),
                columns.number("uncovered_then", _("Beyond reach, by workload")),
            ),
            "norm_effect",
        )
    )  # fmt: skip
