"""Tables of the page on placement."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.analysis.placement.outcomes import Outcome
from imbang.drawing import columns
from imbang.drawing.maps.value_map import Classes
from imbang.drawing.tables import Cell, Column, Figure, Row
from imbang.reference import regions
from imbang.reference.levels import Level, ancestor, is_below
from imbang.texts import _
from imbang.wording.names import level_name
from imbang.wording.placement import ties
from imbang.wording.placement.words import rupiah

_WORST = 20


def where(code: str, area: str) -> str:
    """In which district, and regency where the area is larger, a village lies."""
    names = regions.load().names
    levels: list[Level] = (
        ["district", "regency"] if is_below("regency", area) else ["district"]
    )
    above = [ancestor(code, level) for level in levels]
    return ", ".join(names[one] for one in above if one in names and one != area)


def steps(made: Outcome) -> pd.DataFrame:
    """The places in order, with what each reaches and where it would serve as well."""
    rows = made.steps
    gain = rows["uncovered_before"] - rows["uncovered_after"]
    return rows.assign(
        reached=gain,
        firm=rows["scenarios_pct"] / 100,
        is_least=made.is_least,
        tie_told=[
            ties.told(n, by)
            for n, by in zip(rows["tied"], rows["tie_broken_by"], strict=True)
        ],
    )


def step_columns(
    under: Mapping[str, str], *, with_firmness: bool, with_vacancies: bool
) -> tuple[Column, ...]:
    """The order of placing."""
    found = [
        columns.number("step", _("Order")),
        columns.region(level_name("village"), under=under),
        columns.number("ppks_persons", _("PMKS")),
        _psm_from_to(),
        columns.number("reached", _("PMKS reached")),
        columns.least("uncovered_left", _("Left beyond reach"), is_least="is_least"),
        columns.text("tie_told", _("Others as good")),
    ]
    if with_firmness:
        found.append(
            columns.bar(
                "firm", _("Firm in"), 1.0, write=formats.percent, pattern="#,##0%"
            )
        )
    if with_vacancies:
        found.append(Column("is_refill", _("Place"), "text", _refill))
    return tuple(found)


def classes_of(given: pd.Series) -> Classes:
    """Places given by village (n, nan where it is not known) as classes of a map."""
    steps = given.clip(upper=3).fillna(UNKNOWN).to_numpy(dtype=np.int8)
    return Classes((1.0, 2.0), steps)


def places_legend(classes: Classes) -> list[tuple[str, str, str]]:
    """Key, label and number of villages of each class in use."""
    names = [_("no place"), _("1 place"), _("2 places"), _("3 or more")]
    counts = [int((classes.steps == step).sum()) for step in range(4)]
    told = [
        (key, name, formats.number(n))
        for key, name, n in zip(classes.keys, names, counts, strict=True)
        if n
    ]
    unknown = int((classes.steps == UNKNOWN).sum())
    return [*told, ("unknown", _("not known"), formats.number(unknown))]


def worst(made: Outcome) -> pd.DataFrame:
    """The villages with most people beyond reach before, and what becomes of them."""
    after = made.after.set_index("region_code")
    rows = made.before.nlargest(_WORST, "uncovered_persons")
    codes = rows["region_code"]
    return rows[["region_code", "region_name", "ppks_persons"]].assign(
        psm_before=rows["psm_active"],
        psm_after=codes.map(after["psm_active"]),
        uncovered_before=rows["uncovered_persons"],
        uncovered_after=codes.map(after["uncovered_persons"]),
    )


def worst_columns(under: Mapping[str, str], largest: float) -> tuple[Column, ...]:
    """The worst twenty before and after."""
    return (
        columns.region(level_name("village"), under=under),
        columns.number("ppks_persons", _("PMKS")),
        _psm_from_to(),
        columns.bar("uncovered_before", _("Beyond reach before"), largest, tone="high"),
        columns.bar("uncovered_after", _("after"), largest, tone="middle"),
    )


def given_columns(level: str) -> tuple[Column, ...]:
    """What the map of places shows, in a file."""
    return (
        columns.region(level_name(level)),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("PSM")),
        columns.number("given", _("Places given")),
    )


def change_columns(level: str) -> tuple[Column, ...]:
    """What the map of the change shows, in a file."""
    return (
        columns.region(level_name(level)),
        columns.number("ppks_persons", _("PMKS")),
        columns.least(
            "uncovered_persons",
            _("Beyond reach before"),
            is_least="is_uncovered_at_least",
        ),
        columns.signed("change", _("Change")),
    )


def gini_columns() -> tuple[Column, ...]:
    """The Gini before and after."""
    return (
        columns.name("when", _("When")),
        columns.number("gini", _("Gini"), digits=3),
    )


def state_columns() -> tuple[Column, ...]:
    """States before and after."""
    return (
        columns.name("state_name", _("State")),
        columns.number("before", _("Before")),
        columns.number("after", _("After")),
        columns.signed("change", _("Change")),
    )


def next_columns() -> tuple[Column, ...]:
    """What each place buys."""
    return (
        columns.number("step", _("Order")),
        columns.region(level_name("village")),
        columns.number("reached", _("PMKS reached")),
        columns.least("uncovered_left", _("Left beyond reach"), is_least="is_least"),
        columns.least("shortage_left", _("PSM still lacking"), is_least="is_least"),
    )


def vacancy_columns(under: Mapping[str, str]) -> tuple[Column, ...]:
    """Vacant places, and how many of them are filled where they are."""

    def advice(row: Row) -> Cell:
        moved = int(row["moved"])
        if moved == 0:
            return {"text": _("fill here")}
        if moved == row["places"]:
            return {"text": _("fill elsewhere")}
        return {"text": _("fill {n} elsewhere", n=formats.number(moved))}

    return (
        columns.region(level_name("village"), under=under),
        columns.number("ending", _("Places that end")),
        columns.number("vacated", _("Fallen vacant")),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("PSM now")),
        Column("moved", _("Helps most"), "text", advice),
    )


def comparison(
    made: tuple[Outcome, Outcome], costs: tuple[float | None, float | None]
) -> pd.DataFrame:
    """The measures of two plans side by side; what is needed of both must exist."""
    first, second = made
    measures: list[tuple[str, str, Callable[[Outcome], float]]] = [
        ("places", _("Places given"), lambda one: len(one.steps)),
        ("reached", _("PMKS reached"), lambda one: one.reached),
        ("uncovered", _("PMKS beyond reach after"), lambda one: one.becomes.uncovered),
        (
            "without",
            _("Villages with PMKS but no PSM after"),
            lambda one: one.becomes.without,
        ),
        ("lacking", _("PSM lacking after"), lambda one: one.becomes.lacking),
        ("gini", _("Gini after"), lambda one: one.becomes.gini),
    ]
    rows = [(key, name, of(first), of(second)) for key, name, of in measures]
    one, two = (np.nan if cost is None else cost for cost in costs)
    rows.append(("cost", _("Cost a year"), one, two))
    found = pd.DataFrame(rows, columns=["key", "measure", "first", "second"])
    found[["first", "second"]] = found[["first", "second"]].astype(float)
    is_least = found["key"].isin(["uncovered", "lacking"])
    return found.assign(
        difference=found["second"] - found["first"],
        first_is_least=is_least & first.is_least,
        second_is_least=is_least & second.is_least,
    )


def comparison_columns(names: tuple[str, str]) -> tuple[Column, ...]:
    """Two plans side by side, each measure in its own unit."""

    def figure(key: str, *, signed: bool = False) -> Column:
        def write(row: Row) -> Cell:
            value = row[key]
            if not formats.exists(value):
                return {"text": formats.MISSING}
            if row["key"] == "cost":
                return {"text": f"{'−' if value < 0 else ''}{rupiah(abs(value))}"}
            digits = 3 if row["key"] == "gini" else 0
            if not signed and row[f"{key}_is_least"]:
                return {"text": formats.least(value, is_least=True)}
            told = formats.signed if signed else formats.number
            return {"text": told(value, digits)}

        def in_file(row: Row) -> Figure:
            patterns = {"cost": '"Rp "#,##0', "gini": columns.with_digits(3)}
            pattern = patterns.get(row["key"], columns.WHOLE)
            return row[key], columns.with_sign(pattern) if signed else pattern

        label = {"first": names[0], "second": names[1]}.get(key, _("Difference"))
        return Column(key, label, "number", write, "", in_file)

    return (
        columns.name("measure", _("Measure")),
        figure("first"),
        figure("second"),
        figure("difference", signed=True),
    )


def _psm_from_to() -> Column:
    """PSM before and after, in a file side by side."""

    def write(row: Row) -> Cell:
        was, becomes = (formats.number(row[key]) for key in ("psm_before", "psm_after"))
        return {"text": becomes if was == becomes else f"{was} → {becomes}"}

    parts = (
        columns.number("psm_before", _("PSM before")),
        columns.number("psm_after", _("PSM after")),
    )
    return Column("psm", _("PSM"), "number", write, "psm_after", parts=parts)


def _refill(row: Row) -> Cell:
    return {"text": _("filled again") if row["is_refill"] else _("new here")}
