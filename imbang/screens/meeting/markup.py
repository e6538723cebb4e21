"""The words, figures and tables of a screen as HTML, every text escaped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from imbang import formats
from imbang.briefs.model import BigNumber, Map, Screen, Table, told_shown
from imbang.drawing.enlarged import Key
from imbang.drawing.tables import Cell, Column
from imbang.texts import _, plural

Link = Callable[[Cell], str | None]
"""The address that a cell leads to; None where it leads nowhere."""

_MIDDLING, _WIDE = 5, 8  # letters of a figure
_LONG, _LONGEST = 80, 125  # letters of a message that takes two lines, or three


def head(screen: Screen, back: tuple[str, str] | None) -> str:
    """The screen's message, above it what the screen is about; ``back`` is the words and
    the address of the way back up."""
    n = len(screen.message)
    size = " longest" if n > _LONGEST else " long" if n > _LONG else ""
    way = (
        f'<a class="stay back" href="{escape(back[1])}">← {escape(back[0])}</a>'
        if back
        else ""
    )
    return (
        f'<p class="kicker"><span>{escape(screen.name)}</span>{way}</p>'
        f'<h2 class="message{size}">{escape(screen.message)}</h2>'
    )


def support(screen: Screen) -> str:
    """The figures and the sentences that support the message."""
    told = "".join(f"<li>{escape(one)}</li>" for one in screen.sentences)
    sentences = f'<ul class="sentences">{told}</ul>' if told else ""
    return f'<div class="support">{_numbers(screen.numbers)}{sentences}</div>'


def notes(screen: Screen) -> str:
    """What limits the figures, and what they rest on: on demand."""
    told = [
        n for one in screen.numbers if one.note for n in [f"{one.label}: {one.note}"]
    ]
    lines = [*told, *screen.notes, *screen.sources]
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<details class="limits"><summary>{escape(_("Notes"))}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _numbers(numbers: Sequence[BigNumber]) -> str:
    if not numbers:
        return ""
    told = "".join(
        f"<div><dt>{escape(one.label)}</dt>"
        f'<dd class="value{_width(one.text)}">{escape(one.text)}</dd>'
        + _under(one)
        + "</div>"
        for one in numbers
    )
    return f'<dl class="numbers of{len(numbers)}">{told}</dl>'


def _width(text: str) -> str:
    """How much room a figure takes: two of a width stand side by side, unless wide."""
    return (
        " wide" if len(text) > _WIDE else " middling" if len(text) > _MIDDLING else ""
    )


def _under(one: BigNumber) -> str:
    if not one.change:
        return ""
    return f'<dd class="change {escape(one.judgement)}">{escape(one.change)}</dd>'


def exhibit_head(title: str, under: str) -> str:
    """What is shown, and in which unit."""
    below = f"<small>{escape(under)}</small>" if under else ""
    return f'<h3 class="shown">{escape(title)}{below}</h3>'


def legend(shown: Map) -> str:
    """The colours of a map, each with its number of regions."""
    told = "".join(
        f'<li class="{escape(one.key)}">{escape(one.label)} <b>{escape(one.count)}</b></li>'
        for one in shown.legend
    )
    return f'<ul class="legend">{told}</ul>' if told else ""


def keys(told: Sequence[Key], left_out: int) -> str:
    """The legend of a chart, and how many rows it has no room for."""
    items = "".join(
        f'<li class="{"hatched" if one.is_hatched else "plain"}"'
        f' style="--key:{escape(one.colour)}">{escape(one.label)}</li>'
        for one in told
    )
    more = plural("{n} more", "{n} more", left_out, n=formats.number(left_out))
    if left_out:
        items += f'<li class="more">{escape(more)}</li>'
    return f'<ul class="keys">{items}</ul>' if items else ""


def table(shown: Table, link: Link) -> str:
    """The rows that a meeting sees, with how many there are; the browser leaves out those
    that have no room, and says so."""
    columns = shown.seen_columns or shown.columns
    rows = shown.seen_rows.to_dict("records")
    head = "".join(
        f'<th scope="col" class="{_side(one)}">{escape(one.label)}</th>'
        for one in columns
    )
    body = "".join(f"<tr>{''.join(_cells(columns, row, link))}</tr>" for row in rows)
    told = json.dumps([told_shown(shown, n) for n in range(len(rows) + 1)])
    return (
        f'<table class="seen"><caption>{escape(shown.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f'<p class="told" data-told="{escape(told)}">{escape(told_shown(shown))}</p>'
    )


def _cells(
    columns: Sequence[Column], row: Mapping[Any, Any], link: Link
) -> Iterator[str]:
    for column in columns:
        cell = column.write(row)
        told = escape(str(cell["text"]))
        if way := link(cell):
            told = f'<a class="stay" href="{escape(way)}">{told}</a>'
        if below := cell.get("under"):
            told += f"<small>{escape(str(below))}</small>"
        if column.kind == "name":
            yield f'<th scope="row">{told}</th>'
        else:
            yield f'<td class="{_side(column)}">{told}</td>'


def _side(column: Column) -> str:
    return "number" if column.kind in ("number", "bar") else column.kind
