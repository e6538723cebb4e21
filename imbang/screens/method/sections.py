"""The entries of the page on method: to be searched, opened, and printed whole."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from imbang.app import elements as st
from imbang.app.shown import parts
from imbang.screens.method import entries as method
from imbang.screens.method.entries import Entry
from imbang.texts import _, plural


def show_section(section: str, entries: Sequence[Entry]) -> None:
    """The heading of a section with its entries below, each with its facts and SQL."""
    n = len(entries)
    parts.show_heading(
        method.section_name(section),
        plural("{count} entry", "{count} entries", n, count=n),
    )
    st.html("".join(map(_entry, entries)))


def _entry(entry: Entry) -> str:
    """One entry; details open by themselves on paper (``imbang.css``)."""
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>"
        for name, text in entry.facts
    )
    told = f'<dl class="explained">{facts}</dl>' if facts else ""
    if entry.sql:
        summary = escape(_("The SQL itself"))
        sql = escape(entry.sql)
        told += f"<details><summary>{summary}</summary><pre>{sql}</pre></details>"
    return (
        f'<article class="method" id="method-{escape(entry.key)}">'
        f"<h3>{escape(entry.name)}</h3><p>{escape(entry.text)}</p>{told}</article>"
    )
