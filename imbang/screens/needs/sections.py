"""The sections of the page on needs: each asks its question and shows the answer."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, maps, parts, rounds, sources
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, changes, events, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.drawing.maps import value_map
from imbang.drawing.maps.value_map import Classes
from imbang.drawing.tables import Column
from imbang.reference import kinds as reference_kinds
from imbang.reference import regions
from imbang.reference.levels import Level, around, level_of, lower_level
from imbang.screens.needs import charts, tables, words
from imbang.texts import _, plural
from imbang.wording import lateness, moved, need_names, notes
from imbang.wording import names as wording_names
from imbang.wording.exhibits import needs
from imbang.wording.names import level_name

_ALL = "all"


def groups(view: View) -> pd.DataFrame:
    """The groups of problems of the region in view."""
    return answers.ask(
        "needs_groups", region=view.region, as_of=view.as_of, base=view.compare
    )


def growth(view: View, base: str) -> pd.DataFrame:
    """Growth of PMKS and PSM from a month on."""
    return answers.ask("growth", region=view.region, as_of=view.as_of, base=base)


def choose_kind(view: View) -> str | None:
    """A kind of need, or None for all counted ones of a person."""
    names = {_ALL: need_names.kind_name(None)}
    names |= {key: need_names.kind_name(key) for key in reference_kinds.ppks_kinds()}
    chosen = controls.choose(view, "kind", _("Kind of PMKS"), names, width=230)
    return None if chosen == _ALL else chosen


def choose_base(view: View, months: tuple[str, ...]) -> str:
    """The month that is 100, the comparison month unless chosen."""
    first = view.compare or months[-1]
    names = {first: formats.month(first)}
    names |= {m: formats.month(m) for m in months if m < view.as_of}
    return controls.choose(view, "base", _("Index from"), names)


def show_kinds(view: View, told: pd.DataFrame) -> None:
    """Groups as bars, kinds as a list; persons and families apart."""
    units = {unit: need_names.unit_name(unit) for unit in words.UNITS}
    unit = controls.choose(view, "unit", _("Counted in"), units)
    mine = taken(_of_unit, told, unit)
    if mine.empty:
        parts.show_nothing(
            _("No {unit} are reported here yet.", unit=need_names.unit_name(unit))
        )
        return
    left, right = st.columns([9, 11], gap="large")
    with left:
        _show_groups(view, mine)
    with right:
        _show_list(view, unit)


def _show_groups(view: View, mine: pd.DataFrame) -> None:
    rows = taken(_grouped, mine)
    exhibits.show_exhibit(
        Exhibit(
            "groups",
            taken(words.told_groups, rows),
            _("Groups of problems; change over what both months report whole"),
            rows,
            tables.group_columns(view.compare),
            "needs_groups",
        ),
        lambda theme: charts.groups(rows, theme),
    )


def _of_unit(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    return rows[rows["unit"] == unit]


def _grouped(mine: pd.DataFrame) -> pd.DataFrame:
    return mine.assign(
        group_name=[
            reference_kinds.group_name(group) for group in mine["problem_group"]
        ],
        change_share=mine["change"] / mine["before"].where(mine["before"] > 0),
    )


def _listed(answer: pd.DataFrame, unit: str) -> pd.DataFrame:
    rows = _named(_of_unit(answer, unit))
    return rows.assign(
        change_share=rows["change"] / rows["before"].where(rows["before"] > 0),
        status_name=[need_names.status_name(status) for status in rows["status"]],
        period_name=[
            wording_names.period_name(p) if isinstance(p, str) else ""
            for p in rows["period"]
        ],
    )


def _show_list(view: View, unit: str) -> None:
    answer = answers.ask(
        "needs_change", region=view.region, as_of=view.as_of, base=view.compare
    )
    rows = taken(_listed, answer, unit)
    exhibits.show_list(
        Exhibit(
            "kinds",
            taken(words.told_kinds, rows),
            _("All 26 kinds that are counted in this unit, the most first"),
            rows,
            tables.kind_columns(rows["count"].max(), view.compare),
            "needs_change",
        )
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        kind_name=[need_names.kind_name(kind) for kind in rows["kind"]],
        group_name=[
            reference_kinds.group_name(group) for group in rows["problem_group"]
        ],
    )


def show_map(view: View) -> None:
    """A kind on the map, as a number or for 1,000 inhabitants, and as a list."""
    with st.container(key="controls_map", horizontal=True, vertical_alignment="bottom"):
        kind = choose_kind(view)
        names = {"rate": _("In 1,000 inhabitants"), "count": _("Number")}
        measure = controls.choose(view, "measure", _("Shown"), names, width=180)
        controls.choose_level(view)
        controls.choose_map(view, has_boundaries=maps.has_boundaries(view))
    rows = _rates(view, kind)
    left, right = st.columns([9, 11], gap="large")
    with left:
        drawn = replace(view, level=maps.drawn_level(view, view.level))
        if drawn.level == view.level:
            _show_map(view, rows, kind, measure)
        else:
            _show_map(drawn, _rates(drawn, kind), kind, measure)
            maps.tell_drawn(view, drawn.level)
    with right:
        shown = "shown_rate" if measure == "rate" else "count"
        _show_regions(view, taken(_falling, rows, shown), kind)


def _rates(view: View, kind: str | None) -> pd.DataFrame:
    answer = answers.ask(
        "need_rates",
        region=around(view.region),
        level=view.level,
        as_of=view.as_of,
        kind=kind,
    )
    return taken(_rated, answer)


def _rated(answer: pd.DataFrame) -> pd.DataFrame:
    """With the rates that may be shown, and states in words."""
    small = answer["inhabitants"] < words.SMALLEST
    return answer.assign(
        shown_rate=answer["rate_per_1000"].mask(small),
        status_name=[need_names.status_name(status) for status in answer["status"]],
    )


def _falling(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    return rows.sort_values(by, ascending=False, kind="stable")


def _without_rate(rows: pd.DataFrame) -> int:
    return int((rows["rate_per_1000"].notna() & rows["shown_rate"].isna()).sum())


def _title_of_map(rows: pd.DataFrame, kind: str | None, measure: str) -> str:
    return words.told_map(rows.assign(rate_per_1000=rows["shown_rate"]), kind, measure)


def _hover(rows: pd.DataFrame) -> list[str]:
    return [words.hover(row) for row in rows.to_dict("records")]


def _classes(rows: pd.DataFrame, column: str) -> Classes:
    return value_map.classify(rows[column])


def _show_map(view: View, rows: pd.DataFrame, kind: str | None, measure: str) -> None:
    is_rate = measure == "rate"
    classes = taken(_classes, rows, "shown_rate" if is_rate else "count")
    few = taken(_without_rate, rows)
    title = taken(_title_of_map, rows, kind, measure)
    parts.show_heading(title, level_name(view.level))
    write, too_small = (formats.rate, few) if is_rate else (formats.number, 0)
    hover = taken(_hover, rows)
    maps.show_value_map(
        view,
        rows,
        classes,
        hover=hover,
        level=view.level,
        alt=title,
        under=level_name(view.level),
        columns=_columns(view, rows),
        told=taken(value_map.legend, classes, write=write, too_small=too_small),
    )
    if too_small:
        parts.show_notes([_too_few(too_small)])


def _columns(view: View, rows: pd.DataFrame) -> tuple[Column, ...]:
    under = taken(regions.parents, rows, besides=view.region)
    return tables.region_columns(view.level, rows["count"].max(), under)


def _too_few(few: int) -> str:
    return plural(
        "{count} region with fewer than {least} inhabitants has no rate: one person more"
        " or less would change it too much.",
        "{count} regions with fewer than {least} inhabitants have no rate: one person"
        " more or less would change it too much.",
        few,
        count=formats.number(few),
        least=formats.number(words.SMALLEST),
    )


def _show_regions(view: View, rows: pd.DataFrame, kind: str | None) -> None:
    exhibits.show_list(
        Exhibit(
            "regions",
            need_names.kind_name(kind),
            level_name(view.level),
            rows,
            _columns(view, rows),
            "need_rates",
            selects=True,
        )
    )


def show_growth(view: View, rows: pd.DataFrame) -> None:
    """PMKS against PSM, both as an index."""
    if not taken(_has_index, rows):
        parts.show_nothing(
            _(
                "Neither PMKS nor PSM are reported whole in the month that the index"
                " begins with. Choose another one."
            )
        )
        return
    base = formats.month(rows["month"].iloc[0])
    ppks_came = rounds.came(view, ["ppks"])
    psm_came = rounds.came(view, ["pillars", "pillar_counts"])
    exhibits.show_exhibit(
        Exhibit(
            "growth",
            taken(moved.told_growth, rows),
            _("Index, {base} = 100; what is not reported whole is a gap", base=base),
            rows,
            needs.growth_columns(),
            "growth",
            events=events.within(view, sources.COVERAGE, set(rows["month"])),
        ),
        lambda theme: needs.growth(rows, ppks_came, psm_came, theme),
    )
    rounds.show(view, "growth", ["ppks", "pillars", "pillar_counts"])


def _has_index(rows: pd.DataFrame) -> bool:
    return bool((rows["ppks_index"].notna() | rows["psm_index"].notna()).any())


def show_flows(view: View) -> None:
    """Who entered and left this year, by region and by kind."""
    kinds = answers.ask("need_flows", region=view.region, as_of=view.as_of)
    if kinds.empty:
        year = view.as_of[:4]
        parts.show_nothing(
            _(
                "Nobody has reported who entered and left in {year}. The columns Masuk,"
                " Keluar and Mandiri of the PMKS sheet tell it.",
                year=year,
            )
        )
        return
    left, right = st.columns([9, 11], gap="large")
    with left:
        _show_flows_by_region(view)
    with right:
        rows = taken(_flows, kinds, level_of(view.region))
        exhibits.show_list(
            Exhibit(
                "flows",
                taken(words.told_flows, kinds),
                _("By kind; persons and families each on their own line"),
                rows,
                tables.flow_columns(),
                "need_flows",
            )
        )


def _flows(kinds: pd.DataFrame, level: Level) -> pd.DataFrame:
    return _named(kinds).assign(told=notes.told_until(kinds, level))


def _flows_by_region(
    answer: pd.DataFrame, reach: pd.DataFrame, level: Level
) -> pd.DataFrame:
    return answer.assign(
        told=notes.told_until(answer, level),
        is_late=lateness.is_late(answer["region_code"], reach, ["ppks"]),
    )


def _show_flows_by_region(view: View) -> None:
    level = lower_level(view.region)
    answer = answers.ask(
        "need_flows_by_region",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
    )
    reach = changes.reach(view.region, view.as_of)
    rows = taken(_flows_by_region, answer, reach, level)
    exhibits.show_exhibit(
        Exhibit(
            "region_flows",
            _("Who left, and how many of them self-reliant"),
            " ".join(
                [
                    _("People this year; the upright line marks how many entered."),
                    taken(lateness.told_late, reach, ["ppks"]),
                ]
            ),
            rows,
            tables.region_flow_columns(level),
            "need_flows_by_region",
        ),
        lambda theme: charts.flows(rows, theme),
        on_choose=session.go_to,
    )
