"""The parts of the page on indicators: the chain, and one indicator opened."""

from __future__ import annotations

import pandas as pd

from imbang import periods
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts, rounds
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, changes, events, session
from imbang.app.state.view import View
from imbang.formats import exists
from imbang.questions.indicators import Indicator, indicators
from imbang.reference.levels import around, level_of, lower_level
from imbang.reference.units import UNITS
from imbang.screens.indicators import (
    chain,
    charts,
    comparison_section,
    region_sections,
    words,
)
from imbang.texts import _
from imbang.wording import indicator_names, judgements
from imbang.wording.exhibits import indicators as exhibits_indicators
from imbang.wording.messages import indicators as messages_indicators
from imbang.wording.names import level_name

_FIRST = "cases_with_psm_pct"  # "no case without a PSM"


def chosen(view: View) -> Indicator:
    """The indicator that the link names, else the one all others lead to."""
    found = indicators()
    return found.get(view.own.get("indicator", ""), found[_FIRST])


def own_values(view: View, as_of: str) -> pd.DataFrame:
    """Every indicator of the region in view itself."""
    return answers.ask(
        "indicator_values", region=view.region, level=level_of(view.region), as_of=as_of
    )


def is_opened(view: View) -> bool:
    """Whether the link opens one indicator, or a part of one."""
    return not {"indicator", "tab"}.isdisjoint(view.own)


def show_beside_chain(view: View, rows: pd.DataFrame) -> None:
    """One indicator opened, the chain at its left to go on to another."""
    first = chosen(view)
    left, right = st.columns([5, 17], gap="large")
    with left, st.container(key="ladder"):
        st.button(
            _("The whole chain"),
            key="whole_chain",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=session.change,
            kwargs={"own": {}},
        )
        names = {key: one.text("name") for key, one in indicators().items()}
        controls.choose(
            view, "indicator", _("Indicator"), {first.key: names[first.key], **names}
        )
        st.html(chain.ladder(rows, chosen=first.key, link=view.to_query()))
    with right:
        show_indicator(view, first)


def show_chain(view: View, rows: pd.DataFrame) -> None:
    """Five columns, a figure a card."""
    st.html(
        chain.picture(
            rows,
            changes.of_region(view),
            link=view.to_query(),
            courses=_courses(view),
        )
    )
    exhibits.offer_files(
        Exhibit(
            "chain",
            messages_indicators.title(rows, answers.region_name(view)),
            "",
            rows,
            exhibits_indicators.file_columns(),
            "indicators",
        )
    )


def _courses(view: View) -> dict[str, list[float | None]]:
    """The values of every indicator over two years, for its spark line."""
    grid = answers.ask(
        "indicator_grid",
        region=view.region,
        level=level_of(view.region),
        as_of=view.as_of,
    )
    courses: dict[str, list[float | None]] = {}
    for key, value in zip(grid["indicator"], grid["value"], strict=True):
        courses.setdefault(key, []).append(float(value) if exists(value) else None)
    return courses


def show_indicator(view: View, indicator: Indicator) -> None:
    """One indicator: over time, where, what moved it, what leads to it, how it is made."""
    parts.show_heading(indicator.text("name"), indicator.text("meaning"))
    if place := _place(view, indicator):
        parts.show_sentence(place)
    names = {
        "course": _("Course and regions"),
        "beside": _("Compared"),
        "map": _("Map"),
        "months": _("Regions by quarter"),
        "moved": _("What moved it"),
        "made": _("How it is made"),
    }
    tab = controls.choose_section(view, names)
    if tab == "course":
        left, right = st.columns([11, 9], gap="large")
        with left:
            _show_trend(view, indicator)
            _show_leading(view, indicator)
        with right:
            _show_ranking(view, indicator)
    elif tab == "beside":
        comparison_section.show_beside(view, indicator)
    elif tab == "map":
        region_sections.show_map(view, indicator)
    elif tab == "months":
        region_sections.show_months(view, indicator)
    elif tab == "moved":
        region_sections.show_moved(view, indicator)
    else:
        parts.show_explanations(words.explanation(indicator))
        with st.expander(_("The SQL that makes it")):
            st.code(indicator.sql, language="sql")
        region_sections.show_revision(view, indicator)


def _place(view: View, indicator: Indicator) -> str:
    """The place of the region among those beside it; empty at the top."""
    above, dot, _own = view.region.rpartition(".")
    if not dot:
        return ""
    siblings = region_sections.values(
        indicator, above, level_of(view.region), view.as_of
    )
    name = answers.path(view.region)[-2][1]
    return words.told_place(indicator, siblings, view.region, name)


def _show_trend(view: View, indicator: Indicator) -> None:
    rows = answers.ask(
        "indicator_trend", region=view.region, indicator=indicator.key, as_of=view.as_of
    )
    if rows["value"].notna().sum() == 0:
        parts.show_nothing(_("Nothing is reported here that this indicator needs."))
        return
    steps = answers.path(view.region)
    above = steps[-2][1] if len(steps) > 1 else ""
    since = periods.format_month(periods.parse_month(view.as_of) - 35)
    rows = _with_parent(view, indicator, rows[rows["month"] >= since])
    base = str(rows.loc[rows["value"].notna(), "month"].iloc[0])
    came = rounds.came(view, indicator.sources)
    exhibits.show_exhibit(
        Exhibit(
            "trend",
            words.told_trend(
                indicator, changes.of_region(view, base).get(indicator.key)
            ),
            indicator_names.unit_name(indicator.unit),
            rows,
            charts.trend_columns(indicator),
            f"trend_{indicator.key}",
            events=events.within(view, indicator.sources, set(rows["month"])),
        ),
        lambda theme: charts.trend(rows, indicator, above, came, theme),
    )
    rounds.show(view, "trend", indicator.sources)


def _with_parent(view: View, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """The months with the figure of the region above, where the two compare at all."""
    above, dot, _own = view.region.rpartition(".")
    if not dot or UNITS[indicator.unit].is_count:
        return rows.assign(parent_value=None)
    trend = answers.ask(
        "indicator_trend", region=above, indicator=indicator.key, as_of=view.as_of
    )
    by_month = dict(zip(trend["month"], trend["value"], strict=True))
    return rows.assign(parent_value=rows["month"].map(by_month))


def _show_ranking(view: View, indicator: Indicator) -> None:
    level = lower_level(view.region)
    rows = answers.ask(
        "indicator_values",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
        indicator=indicator.key,
    )
    known = rows[rows["value"].notna()].sort_values("value", ascending=False)
    if known.empty:
        told = indicator_names.status_name(rows["status"].mode().iloc[0])
        parts.show_nothing(f"{level_name(level)}: {told}")
        return
    listed = pd.concat([known, rows[rows["value"].isna()]])
    listed = listed.assign(
        status_name=listed["status"].map(indicator_names.status_name),
        is_late=region_sections.is_late(view, indicator, listed["region_code"]),
    )
    known = listed[listed["value"].notna()]
    exhibit = Exhibit(
        "ranking",
        words.told_ranking(indicator, known),
        _told_judged(view, known),
        listed,
        charts.ranking_columns(indicator, level_name(level)),
        f"regions_{indicator.key}",
    )
    if known["value"].min() < 0:  # bars from zero cannot tell of what fell
        exhibits.show_list(exhibit)
        return
    exhibits.show_exhibit(
        exhibit,
        lambda theme: charts.ranking(known, indicator, theme),
        on_choose=session.go_to,
    )


def _told_judged(view: View, rows: pd.DataFrame) -> str:
    """What a ranking is held against, and how many regions are clearly apart from it."""
    province = region_sections.province_name(view)
    told = (judgements.told_reference(rows, province), judgements.counted(rows))
    return ": ".join(filter(None, told)) or _(
        "By region, with what the figure is divided by"
    )


def _show_leading(view: View, indicator: Indicator) -> None:
    """The question chain: what leads to this figure, and how it stands there."""
    leading = words.leading(indicator)
    if not leading:
        return
    parts.show_heading(_("What leads to it"), _("A click opens the indicator"))
    values = own_values(view, view.as_of).set_index("indicator")
    for one in leading:
        row = {"unit": one.unit, **dict(values.loc[one.key])}
        st.button(
            f"{one.text('name')}: {messages_indicators.told_value(row)}",
            key=f"leads_{one.key}",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=session.choose,
            args=("indicator", one.key),
        )
