"""The section on cases: handled or not, with a PSM or without, in how many days."""

from __future__ import annotations

from typing import Any

import pandas as pd

from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, changes, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.reference import regions
from imbang.reference.levels import around, level_of, levels_below, lower_level
from imbang.screens.verification import tables
from imbang.screens.verification import words as verification_told
from imbang.texts import _
from imbang.wording import cases, lateness, need_names, notes
from imbang.wording.exhibits import verification
from imbang.wording.names import level_name

Row = dict[str, Any]


def own(view: View, as_of: str) -> Row:
    """The cases of the region in view itself."""
    answer = answers.ask(
        "case_handling", region=view.region, level=level_of(view.region), as_of=as_of
    )
    return taken(_first, answer)


def _first(answer: pd.DataFrame) -> Row:
    return {str(name): value for name, value in answer.iloc[0].items()}


def show_cases(view: View, mine: Row) -> None:
    """Cases by region and kind, and the days between."""
    level = lower_level(view.region)
    rows = _by_region(view, level)
    kinds = answers.ask("case_kinds", region=view.region, as_of=view.as_of)
    if rows["handled"].isna().all():
        rows = _by_region(view, level_of(view.region), view.region)
    if kinds.empty and rows["handled"].isna().all():
        parts.show_nothing(
            _(
                "No office here has reported cases this year. They are the dataset"
                " Penanganan, imported on the page Impor Data."
            )
        )
        return
    reach = changes.reach(view.region, view.as_of)
    rows = taken(_with_late, rows, reach)
    left, right = st.columns([9, 11], gap="large")
    with left:
        exhibits.show_exhibit(
            Exhibit(
                "cases",
                taken(cases.told_cases, mine, reach),
                _("Cases of this year; most handled without a PSM first"),
                rows,
                verification.case_columns(level, {}),
                "case_handling",
            ),
            lambda theme: verification.cases(rows, theme),
            on_choose=session.go_to,
        )
    with right:
        _show_kinds(kinds)
        _show_days(view)


def _with_late(rows: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(is_late=lateness.is_late(rows["region_code"], reach, ["cases"]))


def _by_region(view: View, level: str, region: str | None = None) -> pd.DataFrame:
    answer = answers.ask(
        "case_handling",
        region=region or around(view.region),
        level=level,
        as_of=view.as_of,
    )
    return taken(_told, answer, level)


def _told(answer: pd.DataFrame, level: str) -> pd.DataFrame:
    return answer.assign(told=notes.told_until(answer, level))


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """With the names of kinds, where no kind is said all of them."""
    return rows.assign(
        kind_name=[
            need_names.kind_name(kind) if isinstance(kind, str) else _("All kinds")
            for kind in rows["kind"]
        ]
    )


def _show_kinds(kinds: pd.DataFrame) -> None:
    rows = taken(_named, kinds)
    exhibits.show_list(
        Exhibit(
            "case_kinds",
            _("Cases by kind"),
            _("The most handled first"),
            rows,
            tables.case_kind_columns(),
            "case_kinds",
        )
    )


def _show_days(view: View) -> None:
    answer = answers.ask("case_days", region=view.region, as_of=view.as_of)
    if answer.empty:
        parts.show_heading(_("Days between report and closing"))
        parts.show_nothing(
            _(
                "No dated cases are reported for this year. They are the dataset Kasus,"
                " imported on the page Impor Data."
            )
        )
        return
    exhibits.show_list(
        Exhibit(
            "case_days",
            verification_told.told_days(taken(_first, answer)),
            _("Dated cases of this year"),
            taken(_named, answer),
            tables.day_columns(),
            "case_days",
        )
    )


def _without_psm(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["without_psm"] > 0]


def show_without_psm(view: View) -> None:
    """The places where cases were handled without a PSM, beside their PSM."""
    levels = levels_below(view.region) or ("village",)
    names = {str(level): level_name(level) for level in levels}
    if "district" in names:
        names = {"district": names["district"], **names}
    with st.container(
        key="controls_cases", horizontal=True, vertical_alignment="bottom"
    ):
        level = controls.choose(view, "places", _("Divided into"), names)
        q = controls.search(view, "place_q")
    rows = _by_region(view, level)
    if rows["handled"].isna().all():
        parts.show_nothing(
            _("No region of this level has reported this. Choose the region above.")
        )
        return
    listed = taken(_without_psm, rows)
    if listed.empty:
        parts.show_nothing(
            _("No region of this level reports cases handled without a PSM.")
        )
        return
    found = exhibits.found(listed, q, within=["region_name", "region_code"])
    exhibits.show_list(
        Exhibit(
            "without_psm",
            taken(verification_told.told_without, rows),
            _("The most first, beside the active PSM there"),
            found,
            verification.case_columns(
                level, taken(regions.parents, found, besides=view.region)
            ),
            "without_psm",
        )
    )
