"""The meeting as one HTML file, which opens without server or network.

Everything is in it: style, script, letters and pictures. Its own policy forbids it to
fetch anything. Without the script the screens stand one below the other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from imbang import formats, paths
from imbang.briefs.legends import legend_colours
from imbang.briefs.model import (
    BigNumber,
    Brief,
    Chart,
    Exhibit,
    Legend,
    Map,
    Screen,
    Table,
    told_shown,
)
from imbang.briefs.workbook import about_rows
from imbang.drawing.tables import Column
from imbang.texts import _, plural

Picture = Callable[[Chart | Map], bytes]
"""A chart or map as SVG."""


def as_page(brief: Brief, picture: Picture) -> bytes:
    """The brief as HTML; the same bytes for the same brief."""
    style = _font() + (paths.ASSETS / "meeting.css").read_text("utf-8")
    script = (paths.ASSETS / "meeting.js").read_text("utf-8")
    screens = "".join(_screen(screen, picture) for screen in brief.screens)
    asked = " · ".join(dict.fromkeys(value for _name, value in brief.filters))
    made_up = f'<p class="made_up">{escape(brief.made_up)}</p>' if brief.made_up else ""
    return f"""<!doctype html>
<html lang="{brief.asked.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">
<meta name="imbang:snapshot" content="{escape(brief.snapshot.id)}">
<meta name="imbang:sha256" content="{escape(brief.snapshot.sha256)}">
<title>{escape(brief.title)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">{escape(_("Skip to the screens"))}</a>
<header class="of"><h1>{escape(brief.title)}</h1><p>{escape(asked)}</p></header>
{made_up}
<main id="main">
{screens}{_about(brief)}</main>
<nav class="steps" aria-label="{escape(_("Screens"))}">
<button type="button" id="before" aria-label="{escape(_("Screen before"))}">←</button>
<span id="counter" aria-live="polite"></span>
<button type="button" id="next" aria-label="{escape(_("Next screen"))}">→</button>
</nav>
<script>{script}</script>
</body>
</html>
""".encode()


def _screen(screen: Screen, picture: Picture) -> str:
    key = escape(screen.key)
    exhibits = "".join(_exhibit(exhibit, picture) for exhibit in screen.exhibits)
    return (
        f'<section id="{key}" aria-labelledby="{key}-title" tabindex="-1">'
        f'<p class="kicker">{escape(screen.name)}</p>'
        f'<h2 id="{key}-title">{escape(screen.message)}</h2>'
        f"{_numbers(screen.numbers)}"
        f'<div class="support">{_list(screen.sentences, "sentences")}'
        f'<div class="exhibits">{exhibits}</div></div>'
        f"{_list([*screen.notes, *screen.sources], 'notes')}"
        "</section>\n"
    )


def _numbers(numbers: Sequence[BigNumber]) -> str:
    if not numbers:
        return ""
    told = "".join(
        f'<div><dd class="value">{escape(one.text)}</dd><dt>{escape(one.label)}</dt>'
        + "".join(f"<dd>{escape(text)}</dd>" for text in (one.change, one.note) if text)
        + "</div>"
        for one in numbers
    )
    return f'<dl class="numbers">{told}</dl>'


def _list(lines: Sequence[str], kind: str) -> str:
    if not lines:
        return ""
    told = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="{kind}">{told}</ul>'


def _exhibit(exhibit: Exhibit, picture: Picture) -> str:
    under = f'<p class="under">{escape(exhibit.under)}</p>' if exhibit.under else ""
    head = f"<h3>{escape(exhibit.title)}</h3>{under}"
    if isinstance(exhibit, Table):
        return f"<div>{head}{_first_and_all(exhibit)}</div>"
    source = base64.b64encode(picture(exhibit)).decode()
    image = (
        f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(exhibit.alt)}">'
    )
    legend = _legend(exhibit.legend) if isinstance(exhibit, Map) else ""
    rows = plural(
        "Table: {count} row",
        "Table: {count} rows",
        len(exhibit.rows),
        count=formats.number(len(exhibit.rows)),
    )
    table = _table(exhibit.title, exhibit.columns, exhibit.rows.to_dict("records"))
    return (
        f"<div>{head}<figure>{image}{legend}</figure>"
        f"<details><summary>{escape(rows)}</summary>{table}</details></div>"
    )


def _first_and_all(table: Table) -> str:
    """What a meeting sees of a table; all of it behind that."""
    rows = table.rows.to_dict("records")
    told = told_shown(table)
    if not told:
        return _table(table.title, table.columns, rows)
    seen = _table(table.title, table.seen_columns or table.columns, rows[: table.shown])
    every = _("All {count} rows", count=formats.number(len(rows)))
    return (
        f'{seen}<p class="under">{escape(told)}</p>'
        f"<details><summary>{escape(every)}</summary>"
        f"{_table(table.title, table.columns, rows)}</details>"
    )


def _table(
    caption: str, columns: Sequence[Column], rows: Sequence[Mapping[Any, Any]]
) -> str:
    head = "".join(
        f'<th scope="col" class="{_side(column)}">{escape(column.label)}</th>'
        for column in columns
    )
    body = "".join(f"<tr>{''.join(_cells(columns, row))}</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(columns: Sequence[Column], row: Mapping[Any, Any]) -> Iterator[str]:
    for column in columns:
        cell = column.write(row)
        below = cell.get("under")
        told = escape(str(cell["text"]))
        if below:
            told += f"<small>{escape(str(below))}</small>"
        if column.kind == "name":
            yield f'<th scope="row">{told}</th>'
        else:
            yield f'<td class="{_side(column)}">{told}</td>'


def _side(column: Column) -> str:
    return "number" if column.kind in ("number", "bar") else column.kind


def _legend(entries: Sequence[Legend]) -> str:
    colours = legend_colours()
    told = "".join(
        "<li>"
        + (f'<i style="background:{colours[e.key]}"></i>' if e.key in colours else "")
        + f"{escape(e.label)} <b>{escape(e.count)}</b></li>"
        for e in entries
    )
    return f'<ul class="legend">{told}</ul>'


def _about(brief: Brief) -> str:
    told = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"
        for name, text in about_rows(brief)
    )
    title = escape(_("What these figures are"))
    return (
        '<section id="about" aria-labelledby="about-title" tabindex="-1">'
        f'<h2 id="about-title">{title}</h2><dl class="about">{told}</dl></section>\n'
    )


def _font() -> str:
    """The letters of the screens, within the file."""
    path = next((paths.ASSETS / "fonts").glob("inter-*.woff2"))
    held = base64.b64encode(path.read_bytes()).decode()
    return (
        "@font-face{font-family:Inter;font-weight:100 900;"
        f"src:url(data:font/woff2;base64,{held}) format('woff2')}}\n"
    )


def _policy(script: str) -> str:
    """Nothing but what is in the file, and no other script than its own."""
    run = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; font-src data:; "
        f"style-src 'unsafe-inline'; script-src 'sha256-{run}'; base-uri 'none'"
    )
