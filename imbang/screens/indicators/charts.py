"""What the page on indicators draws, with the chart functions of all pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.analysis.judgement import JUDGEMENTS
from imbang.drawing import columns
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.lines import Line, lines
from imbang.drawing.tables import Column
from imbang.geometry.names import short_names
from imbang.questions.indicators import Indicator
from imbang.reference.units import UNITS
from imbang.screens.indicators import words
from imbang.texts import _
from imbang.wording import indicator_names, judgements, lateness

MOST = 40  # bars of one drawing


def trend(
    rows: pd.DataFrame,
    indicator: Indicator,
    above: str,
    came: Mapping[str, str],
    theme: Theme,
) -> go.Figure:
    """The figure by month, a line a series, beside that of the region ``above`` it and
    the target; ``came`` tells in which months reports did (`Line.reports`)."""
    palette = PALETTES[theme]
    drawn = [
        Line(
            str(name).upper(),
            _by_month(part, "value"),
            palette.accent,
            holds=True,
            reports=came,
        )
        for name, part in rows.groupby("series", sort=False)
    ] or [
        Line(
            _("Figure"),
            _by_month(rows, "value"),
            palette.accent,
            holds=True,
            reports=came,
        )
    ]
    if rows["parent_value"].notna().any():
        parent = _by_month(rows, "parent_value")
        drawn.append(Line(above, parent, palette.ink, "dash", holds=True, reports={}))
    if rows["target"].notna().any():
        drawn.append(
            Line(
                _("Target"),
                _by_month(rows, "target"),
                palette.quiet_ink,
                "dot",
                holds=True,
                reports={},
            )
        )
    return lines(
        drawn,
        write=indicator_names.writer(indicator.unit),
        theme=theme,
        height=300,
        from_zero=indicator.is_flow or indicator.unit != "persons",
    )


def ranking(rows: pd.DataFrame, indicator: Indicator, theme: Theme) -> go.Figure:
    """Regions by value, the highest first, in the colours of their judgements; all in
    one where they have none."""
    shown, left_out = first(rows, MOST)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    write = indicator_names.writer(indicator.unit)
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        _parts(shown, theme),
        totals=lateness.with_month(
            [_total(row, write(row["value"])) for row in shown.to_dict("records")],
            shown["is_late"],
            shown["period"],
        ),
        codes=shown["region_code"].tolist(),
        write=write,
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


def _parts(shown: pd.DataFrame, theme: Theme) -> list[Series]:
    """The bars, a part for each judgement that there is."""
    palette, values = PALETTES[theme], shown["value"]
    if not judgements.is_judged(shown):
        return [Series(_("Figure"), values.tolist(), palette.amounts[2], "")]
    shared = judgements.shared_by(shown)
    return [
        Series(
            judgements.name(judgement, shared),
            values.where(shown["judgement"] == judgement, 0).tolist(),
            fill,
            "",
        )
        for judgement, (fill, _letters) in zip(
            JUDGEMENTS[:-1], palette.ramp("judged"), strict=True
        )
        if (shown["judgement"] == judgement).any()
    ]


def _total(row: words.Row, value: str) -> str:
    """The value, with what it is divided by, so that small regions are seen to be."""
    if UNITS[row["unit"]].scale is None:
        return value
    whole = formats.number(row["denominator"])
    return _("{value} of {n}", value=value, n=whole)


def _figure(key: str, label: str, indicator: Indicator) -> Column:
    """A figure in the unit of the indicator."""
    digits, is_pct = UNITS[indicator.unit].digits, indicator.unit == "percent"
    return columns.number(key, label, digits=digits, is_pct=is_pct)


def trend_columns(indicator: Indicator) -> tuple[Column, ...]:
    """How the months of an indicator are listed."""
    return (
        columns.month("month", _("Month")),
        _figure("value", indicator.text("name"), indicator),
        _figure("parent_value", _("Region above"), indicator),
        _figure("target", _("Target"), indicator),
        columns.number("numerator", _("Numerator")),
        columns.number("denominator", _("Denominator")),
    )


def ranking_columns(indicator: Indicator, level: str) -> tuple[Column, ...]:
    """How the regions of an indicator are listed, those without a figure too."""
    cases = (columns.number("beside", _("Cases closed")),)
    return (
        columns.region(level),
        _figure("value", indicator.text("name"), indicator),
        *(cases if indicator.unit == "days" else ()),
        judgements.column(indicator_names.writer(indicator.unit)),
        columns.text("status_name", _("Status")),
        columns.number("numerator", _("Numerator")),
        columns.number("denominator", _("Denominator")),
        _figure("target", _("Target"), indicator),
        columns.number(
            "attainment_pct", _("Attainment, percent"), digits=1, is_pct=True
        ),
    )


def map_columns(
    indicator: Indicator, level: str, parents: Mapping[str, str], rows: pd.DataFrame
) -> tuple[Column, ...]:
    """How the regions ``rows`` of a map are listed beside it; ``parents`` names what each
    lies in."""
    judged = judgements.column(indicator_names.writer(indicator.unit))
    return (
        columns.number("place", _("Order")),
        columns.region(level, under=parents),
        columns.noted(_figure("value", _("Figure"), indicator), "mark"),
        judged
        if judgements.is_judged(rows)
        else columns.text("status_name", _("Status")),
    )


def value_columns(indicator: Indicator, level: str) -> tuple[Column, ...]:
    """How the regions of a map are listed in a file."""
    return (
        columns.region(level),
        columns.noted(_figure("value", indicator.text("name"), indicator), "mark"),
        columns.text("status_name", _("Status")),
        columns.number("numerator", _("Numerator")),
        columns.number("denominator", _("Denominator")),
    )


def by_quarter(grid: pd.DataFrame) -> pd.DataFrame:
    """The answer of ``indicator_grid`` with its ``mark`` in words: a column a month and one for
    its marks (``MONTH mark``), highest last value first."""
    names = ["region_code", "region_name"]
    values = grid.pivot(index=names, columns="month", values="value")
    marks = grid.pivot(index=names, columns="month", values="mark")
    last = values.columns[-1]
    table = values.join(marks.add_suffix(" mark")).reset_index()
    table.columns.name = None
    return table.sort_values(last, ascending=False, na_position="last", kind="stable")


def month_columns(
    indicator: Indicator, months: Sequence[str], level: str
) -> tuple[Column, ...]:
    """A region a row, a quarter a column."""
    return (
        columns.region(level),
        *(
            columns.noted(_figure(m, formats.short_month(m), indicator), f"{m} mark")
            for m in months
        ),
    )


def moved_columns(indicator: Indicator, level: str) -> tuple[Column, ...]:
    """What each region adds to the change of the whole."""
    digits = UNITS[indicator.unit].moved_digits
    return (
        columns.region(level),
        columns.signed("contribution", _("Adds to the change"), digits=digits),
        columns.signed("by_numerator", _("through the numerator"), digits=digits),
        columns.signed("by_denominator", _("through the denominator"), digits=digits),
        columns.signed("change", _("Own change"), digits=digits),
        columns.number("numerator_before", _("Numerator before")),
        columns.number("numerator", _("now")),
        columns.number("denominator_before", _("Denominator before")),
        columns.number("denominator", _("now")),
    )


def _by_month(rows: pd.DataFrame, key: str) -> dict[str, float | None]:
    values = zip(rows["month"], rows[key], strict=True)
    return {month: float(v) if formats.exists(v) else None for month, v in values}
