"""The sections of the page on placement: the plan, what it does, what more would buy."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.analysis.placement.outcomes import Outcome
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, files, maps, parts, region_card
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import coverage
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.briefs.plans import Asked
from imbang.drawing.maps.value_map import Classes
from imbang.drawing.tables import Column
from imbang.reference import regions
from imbang.reference.levels import Level, ancestor, ancestors_at
from imbang.screens.placement import options, plans
from imbang.texts import _, plural
from imbang.wording.placement import tables, words


def show_plan(view: View, asked: Asked, made: Outcome) -> None:
    """Where the places go, one after the other, and on the map."""
    if made.steps.empty:
        parts.show_nothing(why_none(made))
        return
    left, right = st.columns([8, 12], gap="large")
    with left:
        _show_map_of_places(view, made)
        _show_marked(view, made)
    with right:
        rows = taken(tables.steps, made)
        exhibits.show_list(
            Exhibit(
                "steps",
                _("The order of placing"),
                _(
                    "Each place goes where it helps most after those before it; beside it,"
                    " in how many other villages it would help as much, and what decided:"
                    " more PMKS left beyond reach, else the code"
                ),
                rows,
                _step_columns(view, asked, rows),
                "placement",
                selects=True,
            )
        )
        _show_firmness(asked, rows)


def under(rows: pd.DataFrame, area: str) -> dict[str, str]:
    """What each village lies in, by code."""
    return {code: tables.where(code, area) for code in rows["region_code"]}


def why_none(made: Outcome) -> str:
    if made.unknown == len(made.before):
        return _(
            "PMKS and PSM are not both reported for any village here: there is nothing to"
            " plan with. Send the PMKS sheet and the register of pillars."
        )
    if made.was.uncovered == 0:
        return _(
            "All PMKS are within reach by this norm: a further place would do nothing."
        )
    return _("With these options no place can be given. Loosen the constraints above.")


def _places(
    made: Outcome, larger: pd.DataFrame | None, level: Level
) -> tuple[pd.DataFrame, Classes, list[str], int]:
    """The villages, or the ``larger`` regions of ``level`` where they are given, with the
    places that each gets, their classes, what is told of each, and how many villages get
    any."""
    rows = made.before
    given = rows["region_code"].map(made.steps["region_code"].value_counts()).fillna(0)
    villages = int((given > 0).sum())
    known = rows["ppks_persons"].notna() & rows["psm_active"].notna()
    given = given.where(known)
    if larger is not None:  # with figures of their own, not those of their villages
        above = ancestors_at(rows["region_code"], level)
        summed = given.groupby(above).sum(min_count=1)
        rows, given = larger, larger["region_code"].map(summed)
    hover = _hover(rows, given)
    return rows.assign(given=given), tables.classes_of(given), hover, villages


def _hover(rows: pd.DataFrame, given: pd.Series[int] | pd.Series[float]) -> list[str]:
    return [
        _("places: {n}", n=formats.number(n))
        + "<br>"
        + _("PMKS: {ppks}, PSM: {psm}", ppks=formats.number(p), psm=formats.number(s))
        for n, p, s in zip(
            given.fillna(0), rows["ppks_persons"], rows["psm_active"], strict=True
        )
    ]


def _show_map_of_places(view: View, made: Outcome) -> None:
    level = maps.drawn_level(view, "village")
    larger = None if level == "village" else coverage.of(view).within(level)
    rows, classes, hover, villages = taken(_places, made, larger, level)
    title = plural(
        "The places go to {count} village",
        "The places go to {count} villages",
        villages,
        count=formats.number(villages),
    )
    under = _("Places given, by village")
    if level == "district":
        under = _("Places given, by district")
    if level == "regency":
        under = _("Places given, by regency")
    parts.show_heading(title, under)
    maps.show_value_map(
        view,
        rows,
        classes,
        hover=hover,
        level=level,
        alt=title,
        under=under,
        columns=tables.given_columns(level),
        told=tables.places_legend(classes),
    )
    if level != "village":
        maps.tell_drawn(view, level)


def _show_marked(view: View, made: Outcome) -> None:
    """The card of the village that was pressed, without leaving the plan."""
    rows = made.before
    own = rows[rows["region_code"] == view.marked]
    if own.empty:
        return
    given = made.added.get(view.marked, 0)
    told = plural(
        "{region}: the plan gives it {count} place.",
        "{region}: the plan gives it {count} places.",
        given,
        region=own["region_name"].iloc[0],
        count=formats.number(given),
    )
    region_card.show_marked(view, rows, told)


def _step_columns(view: View, asked: Asked, rows: pd.DataFrame) -> tuple[Column, ...]:
    return tables.step_columns(
        under(rows, view.region),
        with_firmness=_is_firm(rows),
        with_vacancies=asked.request.vacant_months is not None,
    )


def _is_firm(rows: pd.DataFrame) -> bool:
    return bool(rows["firm"].notna().any())


def _show_firmness(asked: Asked, rows: pd.DataFrame) -> None:
    if not _is_firm(rows):
        parts.show_notes(
            [
                _(
                    "How firm each place is, is not worked out for the most even plan of so many villages."
                )
            ]
        )
        return
    options.choose_error(asked.request)
    parts.show_notes(
        [
            words.told_firmness(rows),
            words.firmness_note(asked.request.error_pct),
        ]
    )


def show_vacancies(view: View, asked: Asked, made: Outcome) -> None:
    """Which places that end or are vacant should be filled elsewhere."""
    rows = plans.vacancies(asked)
    if rows is None:
        parts.show_nothing(
            _(
                "Vacant places are not part of this plan. Turn on “Give out vacant places as"
                " well” above to see which of them help more elsewhere."
            )
        )
        return
    if rows.empty:
        parts.show_nothing(
            _(
                "The registers tell of no place that ends or has fallen vacant in this time."
                " They tell it by the column Tanggal Selesai."
            )
        )
        return
    refilled = made.steps[made.steps["is_refill"]]["region_code"].value_counts()
    places = rows["ending"] + rows["vacated"]
    kept = rows["region_code"].map(refilled).fillna(0).astype("int64")
    rows = rows.assign(places=places, moved=(places - kept).clip(lower=0))
    moved = int(rows["moved"].sum())
    ordered = rows.sort_values(
        ["moved", "ppks_persons"], ascending=[False, True], kind="stable"
    )
    exhibits.show_list(
        Exhibit(
            "vacant",
            words.told_vacancies(rows, moved),
            _("Places that end soon or have ended without a successor, by village"),
            ordered,
            tables.vacancy_columns(under(ordered, view.region)),
            "vacancies",
        )
    )


def show_workbook(view: View, asked: Asked, made: Outcome) -> None:
    """The whole plan as one workbook."""
    rows = taken(tables.steps, made)
    book = taken(_book, rows, made)
    files.offer_workbook(
        _("Download the plan (XLSX)"),
        rows,
        _step_columns(view, asked, rows),
        f"placement_{view.region}_{view.as_of}",
        title=words.title(made),
        answers=book,
        key="plan_book",
    )


def _book(rows: pd.DataFrame, made: Outcome) -> dict[str, pd.DataFrame]:
    """The sheets of the plan."""
    names = regions.load().names
    lies = rows["region_code"].map(lambda c: names.get(ancestor(c, "district"), ""))
    return {
        "plan": rows.drop(columns="firm").assign(district_name=lies),
        "villages_before": made.before[made.after.columns],
        "villages_after": made.after,
    }


def choose_section(view: View) -> str:
    """The parts of the page."""
    names = {
        "plan": _("Plan"),
        "effect": _("Before and after"),
        "next": _("What more would buy"),
        "vacant": _("Vacant places"),
        "scenarios": _("Scenarios"),
    }
    if maps.has_boundaries(view):
        names["reach"] = _("Distances")
    return controls.choose_section(view, names)
