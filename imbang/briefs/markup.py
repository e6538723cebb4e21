"""Pieces of the meeting in one file: lists, tables, legends, pictures within it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from imbang import formats
from imbang.briefs.legends import legend_key
from imbang.briefs.model import Legend, Table, told_shown
from imbang.drawing.tables import Column
from imbang.texts import _

_MOST_COLUMNS = 30
_BLANKS = re.compile(r"[ \t\r\n]+")
_KEPT = " !$&'()*+,-./:;=?@[]^_`{|}~"  # as they are in the address of a picture


def listed(lines: Sequence[str], kind: str) -> str:
    """A list; nothing where it is empty."""
    if not lines:
        return ""
    told = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="{kind}">{told}</ul>'


def first_and_all(table: Table) -> str:
    """What a meeting sees of a table; all of it behind that."""
    rows = table.rows.to_dict("records")
    told = told_shown(table)
    if not told:
        return written(table.title, table.columns, rows)
    seen = written(
        table.title, table.seen_columns or table.columns, rows[: table.shown]
    )
    every = _("All {count} rows", count=formats.number(len(rows)))
    return (
        f'{seen}<p class="under">{escape(told)}</p>'
        f"<details><summary>{escape(every)}</summary>"
        f"{written(table.title, table.columns, rows)}</details>"
    )


def written(
    caption: str, columns: Sequence[Column], rows: Sequence[Mapping[Any, Any]]
) -> str:
    """A table; tags that HTML lets be are left away, as a province has many rows."""
    head = "".join(f'<th scope="col">{escape(column.label)}' for column in columns)
    body = "".join(f"<tr>{''.join(_cells(columns, row))}" for row in rows)
    sides = " ".join(
        f"n{place}"
        for place, column in enumerate(columns, 1)
        if column.kind in ("number", "bar")
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="{sides}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}<tbody>{body}</table></div>"
    )


def _cells(columns: Sequence[Column], row: Mapping[Any, Any]) -> Iterator[str]:
    for column in columns:
        cell = column.write(row)
        below = cell.get("under")
        told = escape(str(cell["text"]))
        if below:
            told += f"<small>{escape(str(below))}</small>"
        yield f'<th scope="row">{told}' if column.kind == "name" else f"<td>{told}"


def sides() -> str:
    """Columns of numbers, told by the class of a table, stand at the right."""
    cells = ",".join(
        f".n{place} tr>:nth-child({place})" for place in range(1, _MOST_COLUMNS)
    )
    return f"{cells}{{text-align:right;padding-left:.6rem}}\n"


def legend(entries: Sequence[Legend]) -> str:
    """The legend of a map, its keys as they are drawn."""
    told = "".join(
        f"<li>{legend_key(one.key)}{escape(one.label)} <b>{escape(one.count)}</b></li>"
        for one in entries
    )
    return f'<ul class="legend">{told}</ul>' if told else ""


def address(svg: bytes) -> str:
    """A picture within the file; most of it as it is, which is shorter than base64."""
    text = _BLANKS.sub(" ", svg.decode())
    if "'" not in text:
        text = text.replace('"', "'")  # which may stay as it is within an attribute
    return f"data:image/svg+xml,{escape(quote(text, safe=_KEPT))}"
