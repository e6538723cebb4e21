"""The fields of a workload, and those that people keep by name."""

from __future__ import annotations

from imbang import formats, paths
from imbang.access.rights import Right
from imbang.analysis import workloads
from imbang.analysis.workloads import Workload
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, keeping, parts
from imbang.app.state import session
from imbang.app.state.view import View
from imbang.reference import kinds
from imbang.store import named
from imbang.store.workspace import Workspace
from imbang.texts import _

_DRAFT = "workload_draft"


def edit(view: View, persons: dict[str, int]) -> Workload:
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
            label = _(
                "{group} ({n} PMKS)",
                group=kinds.group_name(group),
                n=formats.number(persons.get(group, 0)),
            )
            now = minutes.get(group, 0)
            minutes[group] = _number(label, group, now, 0, workloads.MOST_MINUTES)
    made = Workload(hours, other, minutes)
    st.session_state[_DRAFT] = made
    keeping.offer(
        view,
        "workload",
        _("Name of the workload"),
        _("City, 40 hours"),
        lambda name: workloads.save(_workspace(), name, made, by=person.name()),
    )
    return made


def _workspace() -> Workspace:
    return Workspace(paths.store_folder())


def _draft() -> Workload:
    held = st.session_state.get(_DRAFT)
    return held if isinstance(held, Workload) else Workload()


def _choose_saved() -> None:
    """Open a workload that was saved, take it away, bring it back."""
    saved = workloads.saved(_workspace())
    gone = named.last_removed(_workspace(), workloads.TOPIC)
    with st.container(
        key="workload_kept", horizontal=True, vertical_alignment="bottom"
    ):
        if saved:
            st.selectbox(
                _("Saved workloads"),
                list(saved),
                key="workload_open",
                index=None,
                placeholder=_("Open one"),
                width=300,
                on_change=_open,
            )
        if not allowed.may(Right.PLAN):
            return
        if saved and st.session_state.get("workload_open"):
            st.button(
                _("Remove"),
                key="workload_drop",
                icon=":material/delete:",
                on_click=_drop,
            )
        if gone is not None:
            st.button(
                _("Bring back “{name}”", name=gone[0]),
                key="workload_back",
                icon=":material/undo:",
                on_click=_bring_back,
            )


def _drop() -> None:
    name = st.session_state.pop("workload_open", None)
    if name:
        session.attempt(
            lambda: named.remove(_workspace(), workloads.TOPIC, name, by=person.name())
        )


def _bring_back() -> None:
    gone = named.last_removed(_workspace(), workloads.TOPIC)
    if gone is not None:
        session.attempt(
            lambda: named.save(
                _workspace(), workloads.TOPIC, *gone, by=person.name() or "?"
            )
        )


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
