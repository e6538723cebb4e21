"""The sections of the page on coverage beside its map and list."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis import evenness
from imbang.analysis.villages import Villages, from_coverage
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts, region_card
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import coverage, selection
from imbang.app.state.remembered import taken
from imbang.app.state.view import MARK, View
from imbang.reference import regions
from imbang.reference.levels import Level, around, level_of, levels_below, lower_level
from imbang.screens.coverage import charts, tables, words
from imbang.texts import _, plural
from imbang.wording.coverage import chance
from imbang.wording.names import level_name


def show_funnel(view: View, level: Level) -> None:
    """Who is apart from the norm by more than chance, and one region in words."""
    area = around(view.region)
    rows = coverage.coverage(area, level, view.as_of, view.norm)
    if taken(_has_norms, rows):
        parts.show_nothing(
            _(
                "Each province has a norm of its own here. Choose a province, or one norm."
            )
        )
        return
    judged = taken(_judged, rows)
    if judged.empty:
        parts.show_nothing(_why_none(rows))
        return
    left, right = st.columns([11, 9], gap="large")
    selection.note_shown(level)
    with left:
        marked = view.marked
        exhibits.show_exhibit(
            Exhibit(
                "funnel",
                taken(chance.told_verdicts, rows),
                _("PSM per 1,000 PMKS; within the lines a difference may be chance"),
                rows,
                tables.verdict_columns(level, {}),
                "coverage",
                selects=True,
            ),
            lambda theme: charts.funnel(judged, marked, theme),
        )
        _choose_marked(view, rows)
        if marked and not (own := rows[rows["region_code"] == marked]).empty:
            told = words.told_region(dict(own.iloc[0]))
            region_card.show_marked(view, rows, told)
        parts.show_notes(taken(words.told_spread, rows))
    with right:
        exhibits.show_list(
            Exhibit(
                "verdicts",
                level_name(level),
                taken(chance.told_chance, rows),
                taken(tables.by_deviation, rows),
                tables.verdict_columns(
                    level, taken(regions.parents, rows, besides=view.region)
                ),
                "coverage_verdicts",
                selects=True,
            )
        )


def _has_norms(rows: pd.DataFrame) -> bool:
    """Whether the rows are held against several norms."""
    return bool(rows["norm"].dropna().nunique() > 1)


def _judged(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["verdict"] != "undetermined"]


def choose_judged(view: View) -> Level:
    """The level whose regions are judged: the next one down unless chosen."""
    levels: tuple[Level, ...] = levels_below(view.region) or ("village",)
    if level_of(view.region) == "nation":
        levels = ("province",)
    if len(levels) == 1:
        return levels[0]
    names: dict[str, str] = {level: level_name(level) for level in levels}
    chosen = controls.choose(view, "judged", _("Divided into"), names, width=200)
    return next(level for level in levels if level == chosen)


def _why_none(rows: pd.DataFrame) -> str:
    few = int((rows["verdict_reason"] == "few_expected").sum())
    if few:
        return _(
            "None of these regions is large enough to be judged: by the norm fewer than"
            " five PSM are expected in each. Look at the larger regions they belong to."
        )
    return _("PMKS and PSM are not both reported here yet.")


def _choose_marked(view: View, rows: pd.DataFrame) -> None:
    """The chart's twin: one region chosen from a list, or by a click on its point."""
    names = {"": _("Choose a region, or click on a point")}
    names |= dict(zip(rows["region_code"], rows["region_name"], strict=True))
    controls.choose(
        view, MARK, _("Region"), names, take=lambda code: selection.mark(code or None)
    )


def show_unevenness(view: View, now: pd.DataFrame, before: pd.DataFrame | None) -> None:
    """How evenly PSM lie over PMKS: the curve, its Gini, Theil, and the parts."""
    places = taken(from_coverage, now)
    gini = taken(_gini, places)
    if not formats.exists(gini):
        parts.show_nothing(_("PMKS and PSM are not both reported here yet."))
        return
    earlier = taken(from_coverage, before) if before is not None else None
    had = earlier is not None and formats.exists(taken(_gini, earlier))
    left, right = st.columns([11, 9], gap="large")
    with left:
        exhibits.show_exhibit(
            Exhibit(
                "lorenz",
                taken(words.told_curve, places),
                _(
                    "{level}, those with fewest PSM per PMKS first",
                    level=level_name(view.level),
                ),
                taken(_curve, places),
                tables.curve_columns(),
                "lorenz",
            ),
            lambda theme: charts.unevenness(
                (places.ppks, places.psm),
                (earlier.ppks, earlier.psm) if earlier is not None and had else None,
                (formats.short_month(view.as_of), formats.short_month(view.compare)),
                theme,
            ),
        )
    with right:
        parts.show_facts(
            taken(_measures, view.level, view.compare, places, earlier if had else None)
        )
        parts.show_notes(taken(_theil_notes, view.level, places, len(now)))
        _show_parts(view, now)


def _gini(places: Villages) -> float:
    return evenness.gini(places.ppks, places.psm)


def _curve(places: Villages) -> pd.DataFrame:
    return tables.curve_rows(*evenness.lorenz(places.ppks, places.psm))


def _measures(
    level: Level, compare: str | None, places: Villages, earlier: Villages | None
) -> list[tuple[str, str]]:
    """Gini and Theil, with the Gini of the comparison month."""
    gini = formats.number(evenness.gini(places.ppks, places.psm), 3)
    if earlier is not None:
        before = formats.number(evenness.gini(earlier.ppks, earlier.psm), 3)
        gini = _(
            "{now} ({before} in {month})",
            now=gini,
            before=before,
            month=formats.short_month(compare),
        )
    theil = evenness.theil(places.ppks, places.psm, _groups(places, level))
    facts = [
        (_("Gini (0 is even, 1 is all in one place)"), gini),
        (_("Theil, total"), formats.number(theil.total, 3)),
    ]
    if level in ("village", "district"):
        groups = _("districts") if level == "village" else _("regencies")
        facts += [
            (
                _("Theil, between {groups}", groups=groups),
                formats.number(theil.between, 3),
            ),
            (
                _("Theil, within {groups}", groups=groups),
                formats.number(theil.within, 3),
            ),
        ]
    return facts


def _groups(places: Villages, level: str) -> np.ndarray:
    """What Theil is split by (n): districts of villages, regencies of districts."""
    length = 8 if level == "village" else 5
    codes = [code[:length] for code in places.codes]
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def _theil_notes(level: Level, places: Villages, count: int) -> list[str]:
    notes = []
    if level in ("village", "district"):
        theil = evenness.theil(places.ppks, places.psm, _groups(places, level))
        groups = "district" if level == "village" else "regency"
        notes.append(words.told_theil(theil, groups))
    if unknown := count - len(places):
        notes.append(
            plural(
                "{count} region is not part of it: its PMKS or PSM are not reported.",
                "{count} regions are not part of it: their PMKS or PSM are not reported.",
                unknown,
                count=formats.number(unknown),
            )
        )
    return [note for note in notes if note]


def _show_parts(view: View, now: pd.DataFrame) -> None:
    """The unevenness inside each of the regions below, the most uneven first."""
    below = lower_level(view.region)
    if below == view.level or level_of(view.region) == "village":
        return
    named = coverage.coverage(view.region, below, view.as_of, view.norm)
    rows = taken(_parts, now, named, below)
    exhibits.show_list(
        Exhibit(
            "parts",
            _("Unevenness inside each"),
            level_name(below),
            rows,
            tables.part_columns(below),
            "unevenness",
        )
    )


def _parts(now: pd.DataFrame, named: pd.DataFrame, level: Level) -> pd.DataFrame:
    names = zip(named["region_code"], named["region_name"], strict=True)
    rows = pd.DataFrame([_part(now, code, name, level) for code, name in names])
    return rows.sort_values("gini", ascending=False, na_position="last", kind="stable")


def _part(now: pd.DataFrame, code: str, name: str, level: str) -> dict[str, Any]:
    inside = from_coverage(now[now["region_code"].str.startswith(f"{code}.")])
    gini = evenness.gini(inside.ppks, inside.psm)
    return {
        "region_code": code,
        "region_name": name,
        "level": level,
        "places": len(inside),
        "gini": gini,
        "without": words.without_share(inside),
    }


def show_scatter(view: View, rows: pd.DataFrame) -> None:
    """Need against PSM, each region a point, the norm a line."""
    if taken(_has_norms, rows):
        parts.show_nothing(
            _(
                "Each province has a norm of its own here. Choose a province, or one norm."
            )
        )
        return
    left, right = st.columns([11, 9], gap="large")
    columns = tables.scatter_columns(
        view.level, taken(regions.parents, rows, besides=view.region)
    )
    selection.note_shown(view.level)
    with left:
        marked = view.marked
        exhibits.show_exhibit(
            Exhibit(
                "scatter",
                taken(words.told_scatter, rows),
                _(
                    "Each point is a region; below the line there are more PMKS than the norm"
                ),
                rows,
                columns,
                "coverage",
                selects=True,
            ),
            lambda theme: charts.scatter(rows, marked, theme),
        )
        region_card.show_marked(view, rows)
    with right:
        exhibits.show_list(
            Exhibit(
                "scatter_list",
                level_name(view.level),
                _("Most PMKS beyond reach first"),
                rows,
                columns,
                "coverage_list",
                selects=True,
            )
        )
