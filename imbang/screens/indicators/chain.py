"""The chain from input to impact as one picture, five columns of figures, in HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote, urlencode

import pandas as pd

from imbang import formats
from imbang.questions.indicators import CHAIN, indicators
from imbang.screens.indicators import words
from imbang.screens.indicators.words import Row
from imbang.texts import _
from imbang.wording import indicator_names, judgements, moved
from imbang.wording.messages import indicators as messages_indicators

_WIDTH, _HEIGHT = 72, 20  # of a spark line
_INK = "#4b9a8d"  # seen on light and dark


def picture(
    rows: pd.DataFrame,
    changes: Mapping[str, Row],
    *,
    link: Mapping[str, str],
    courses: Mapping[str, Sequence[float | None]],
) -> str:
    """Columns of cards; each opens its indicator. ``link`` is the page's own query.

    ``rows`` are those of `indicator_values` of one region, ``changes`` those of
    `indicator_changes` by indicator, ``courses`` values evenly apart in time up to now.
    """
    sections = []
    for level in CHAIN:
        items = "".join(
            _item(
                row,
                changes.get(row["indicator"]),
                link,
                spark(courses.get(row["indicator"], ())),
            )
            for row in rows[rows["chain_level"] == level].to_dict("records")
        )
        name = escape(indicator_names.chain_name(level))
        sections.append(f"<section><h2>{name}</h2><ol>{items}</ol></section>")
    return f'<div class="chain">{"".join(sections)}</div>'


def ladder(rows: pd.DataFrame, *, chosen: str, link: Mapping[str, str]) -> str:
    """The chain beside one opened indicator: each with its figure alone, on its step."""
    sections = []
    for level in CHAIN:
        items = "".join(
            _step(row, chosen, link)
            for row in rows[rows["chain_level"] == level].to_dict("records")
        )
        name = escape(indicator_names.chain_name(level))
        sections.append(f"<section><h2>{name}</h2><ol>{items}</ol></section>")
    return f'<div class="chain ladder">{"".join(sections)}</div>'


def _step(row: Row, chosen: str, link: Mapping[str, str]) -> str:
    name = indicators()[row["indicator"]].text("name")
    current = ' aria-current="true"' if row["indicator"] == chosen else ""
    return (
        f'<li class="{_classes(row, chosen)}"><a class="stay"'
        f' href="{_address(row, link)}" target="_self"{current}>'
        f"<span>{escape(name)}</span><b>{escape(messages_indicators.told_value(row))}</b></a></li>"
    )


def _address(row: Row, link: Mapping[str, str]) -> str:
    return escape(f"?{urlencode({**link, 'indicator': row['indicator']})}")


def _classes(row: Row, chosen: str) -> str:
    judgement = row["judgement"] if isinstance(row["judgement"], str) else ""
    return f"{judgement}{' chosen' if row['indicator'] == chosen else ''}".strip()


def _item(
    row: Row,
    change: Row | None,
    link: Mapping[str, str],
    course: str,
) -> str:
    name = indicators()[row["indicator"]].text("name")
    value = messages_indicators.told_value(row)
    size = "value" if formats.exists(row["value"]) else "none"
    partial = _(", in part") if row["status"] == "partial" else ""
    lines = [
        words.told_cases(row),
        judgements.told(row),
        _target(row),
        moved.told_change(change, row["value"]),
        words.told_forecast(row),
    ]
    under = "".join(f"<small>{escape(line)}</small>" for line in lines if line)
    return (
        f'<li class="{_classes(row, "")}"><a class="stay"'
        f' href="{_address(row, link)}" target="_self">'
        f"<span>{escape(name)}</span>{course}"
        f'<b class="{size}">{escape(value)}<i>{escape(partial)}</i></b>{under}</a></li>'
    )


def spark(values: Sequence[float | None]) -> str:
    """A small line of values evenly apart, gaps left as gaps; nothing below two."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    step = _WIDTH / max(len(values) - 1, 1)
    lines, line = [], []
    for i, value in enumerate(values):
        if value is not None:
            y = _HEIGHT - 2 - (_HEIGHT - 4) * (value - low) / span
            line.append(f"{i * step:.0f},{y if high > low else _HEIGHT / 2:.0f}")
        if (value is None or i == len(values) - 1) and line:
            lines.append(f'<polyline points="{" ".join(line)}"/>')
            line = []
    # as a picture, because drawings within the text are taken out of it
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 {_WIDTH + 4} {_HEIGHT}"'
        f' fill="none" stroke="{_INK}" stroke-width="1.8">{"".join(lines)}</svg>'
    )
    return f'<img alt="" src="data:image/svg+xml,{quote(drawing)}">'


def _target(row: Row) -> str:
    """The target and how near the figure is to it; empty where there is none."""
    if not formats.exists(row["target"]):
        return ""
    target = indicator_names.writer(row["unit"])(row["target"])
    code = f" ({row['local_code']})" if isinstance(row["local_code"], str) else ""
    if not formats.exists(row["attainment_pct"]):
        return _("Target{code} {target}", code=code, target=target)
    return _(
        "{share} of target{code} {target}",
        share=formats.percent(row["attainment_pct"] / 100),
        code=code,
        target=target,
    )
