"""The three ways to a norm, and what each does: own ratio, a fixed figure, a workload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis import workloads
from imbang.analysis.norm import Norm
from imbang.analysis.workloads import Workload
from imbang.app import elements as st
from imbang.app.shown import exhibits, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, coverage, session
from imbang.app.state.view import View
from imbang.drawing import columns
from imbang.reference.levels import NATION, ancestor, level_of, lower_level
from imbang.refusals import Misuse
from imbang.screens.coverage import workload_form
from imbang.texts import _
from imbang.wording.cards import Card
from imbang.wording.names import level_name


def show_ways(view: View, in_force: Norm | None) -> None:
    """A workload to be changed on the left, what its norm does on the right."""
    left, right = st.columns([8, 12], gap="large")
    persons = _persons(view)
    with left:
        draft = workload_form.edit(view, persons)
    with right:
        _show_effect(view, in_force, draft, persons)


def _persons(view: View) -> dict[str, int]:
    """PMKS by group of the province in view, of the kinds counted: its mix of work."""
    area = ancestor(view.region, "province")
    level = "nation" if area == NATION else "province"
    needs = answers.ask("needs", region=area, level=level, as_of=view.as_of)
    return workloads.mix(needs, set(coverage.counted_kinds()))


def _show_effect(
    view: View, in_force: Norm | None, draft: Workload, persons: dict[str, int]
) -> None:
    """The norm that follows, what it asks for, and the way to use it."""
    try:
        norm = workloads.norm_to_use(draft, persons)
    except Misuse as refused:
        st.error(str(refused))
        return
    if norm is None:
        parts.show_nothing(
            _(
                "No PMKS are reported for the province in this month: there is no mix of work."
            )
        )
        return
    parts.show_heading(
        _("By this workload one PSM has time for {n} PMKS", n=formats.number(norm, 1)),
        _("By the mix of PMKS of the whole province, rounded to one decimal"),
    )
    parts.show_cards(_cards(view, in_force, norm), in_line=True)
    with st.container(key="workload_use", horizontal=True):
        st.button(
            _("Use this norm"),
            key="norm_use",
            type="primary",
            icon=":material/check:",
            disabled=view.norm == norm,
            on_click=lambda: session.change(norm=norm),
        )
        st.button(
            _("Back to the default"),
            key="norm_default",
            disabled=view.norm is None,
            on_click=lambda: session.change(norm=None),
        )
    _show_regions(view, norm)


def _own(view: View, norm: Fraction | None) -> dict[str, Any]:
    return dict(coverage.own_coverage(view, view.as_of, norm).iloc[0])


def _cards(view: View, in_force: Norm | None, norm: Fraction) -> list[Card]:
    now, then = _own(view, view.norm), _own(view, norm)
    was = (
        formats.norm(in_force.value, in_force.provinces, 1)
        if in_force
        else formats.MISSING
    )
    needed, is_one = _needed(now), in_force is None or in_force.provinces is None
    if not is_one:  # every province by its own norm
        provinces = coverage.coverage(view.region, "province", view.as_of, view.norm)
        needed = _sum(_needed(row) for row in provinces.to_dict("records"))
    return [
        Card(
            _("PMKS to one PSM, by workload"),
            formats.number(norm, 1),
            _("now in force: {value}", value=was),
            "plain",
            "",
        ),
        _card(_("PSM needed, by workload"), _needed(then), needed, 0),
        _least_card(
            _("PMKS beyond reach, by workload"), "uncovered_persons", now, then
        ),
        _least_card(_("PSM lacking, by workload"), "shortage", now, then),
    ]


def _card(label: str, value: Any, was: Any, digits: int) -> Card:
    told = _("now in force: {value}", value=formats.number(was, digits))
    return Card(label, formats.number(value, digits), told, "plain", "")


def _least_card(
    label: str, figure: str, now: Mapping[str, Any], then: Mapping[str, Any]
) -> Card:
    """A figure that is the least there are where villages are not known."""
    value, was = (
        formats.least(row[figure], is_least=bool(row["is_uncovered_at_least"]))
        for row in (then, now)
    )
    return Card(label, value, _("now in force: {value}", value=was), "plain", "")


def _needed(row: Mapping[Any, Any]) -> float | None:
    """PSM that would hold the region's own ratio at the norm of its villages."""
    ppks, norm = row["ppks_persons"], row["uncovered_norm_low"]
    if not (formats.exists(ppks) and formats.exists(norm)):
        return None
    return float(ppks) / float(norm)


def _sum(figures: Iterable[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _show_regions(view: View, norm: Fraction) -> None:
    level = lower_level(view.region)
    if level_of(view.region) == "village":
        return
    now = coverage.coverage(view.region, level, view.as_of, view.norm)
    then = coverage.coverage(view.region, level, view.as_of, norm)
    after = then.set_index("region_code")
    rows = pd.DataFrame(
        {
            "region_code": now["region_code"],
            "region_name": now["region_name"],
            "ppks_persons": now["ppks_persons"],
            "psm_active": now["psm_active"],
            "needed_now": now["ppks_persons"] / now["uncovered_norm_low"],
            "needed_then": now["ppks_persons"] / float(norm),
            "is_least": now["is_uncovered_at_least"],
            "uncovered_now": now["uncovered_persons"],
            "uncovered_then": now["region_code"].map(after["uncovered_persons"]),
        }
    )
    exhibits.show_list(
        Exhibit(
            "norm_effect",
            _("What it does, region by region"),
            _("The norm in force against the one of this workload"),
            rows,
            (
                columns.region(level_name(level)),
                columns.number("ppks_persons", _("PMKS")),
                columns.number("psm_active", _("PSM now")),
                columns.number("needed_now", _("PSM needed, now in force")),
                columns.number("needed_then", _("PSM needed, by workload")),
                columns.least(
                    "uncovered_now",
                    _("Beyond reach, now in force"),
                    is_least="is_least",
                ),
                columns.least(
                    "uncovered_then",
                    _("Beyond reach, by workload"),
                    is_least="is_least",
                ),
            ),
            "norm_effect",
        )
    )
