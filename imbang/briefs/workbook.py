"""The brief as a workbook: what the meeting says, a sheet a table, what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pandas as pd

from imbang import formats
from imbang.briefs.model import Brief, Exhibit, Screen, Unit
from imbang.drawing import columns
from imbang.drawing.downloads import About, Book
from imbang.drawing.tables import Column, Figure, Row
from imbang.texts import _, in_each
from imbang.wording import file_columns

_SENTENCE = 110  # characters of a column of sentences
_LONGEST_NAME = 31  # of a sheet, in Excel
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'+|'+$")
_PATTERNS: dict[Unit, str] = {"percent": "#,##0.0%", "ratio": columns.RATIO}


def as_workbook(brief: Brief) -> bytes:
    """The brief as XLSX; the same bytes for the same brief.

    First the messages of all screens and what was restated since earlier papers, then
    the figures of the screens, as numbers; then a sheet for
    each chart, map and table, with every row; the last says what was asked for, of which
    snapshot, how it is worked out, and what it rests on.
    """
    made_at = datetime.fromisoformat(brief.snapshot.made_at).astimezone(UTC)
    with Book(brief.title, made_at.replace(tzinfo=None)) as book:
        names = sheet_names(brief)
        book.sheet(next(names)).write(*_messages(brief), widest=_SENTENCE)
        book.sheet(next(names)).write(*_figures(brief))
        for screen in brief.screens:
            for exhibit in screen.exhibits:
                book.sheet(next(names)).write(*_table(brief, screen, exhibit))
        book.sheet(next(names)).write(*_about(brief), widest=_SENTENCE)
    return book.content


def internal(brief: Brief) -> tuple[str, ...]:
    """That files hold small counts, and where those for the public are, in each language;
    nothing of a brief that holds none."""
    if not brief.is_internal:
        return ()
    return in_each(
        lambda: _(
            "INTERNAL: small counts of people are not hidden here. For the office alone; "
            "what leaves it is made on Meeting, Take along, For the public, or by imbang "
            "release."
        )
    )


def about_rows(brief: Brief) -> list[tuple[str, str]]:
    """What a file says of itself, name and value: what was asked for, of which
    snapshot, the method and the sources."""
    snapshot = brief.snapshot
    return [
        *brief.filters,
        (_("Snapshot"), snapshot.id),
        (_("Published"), formats.moment(snapshot.made_at)),
        (_("SHA-256"), snapshot.sha256),
        *((_("Made-up figures"), text) for text in (brief.made_up,) if text),
        *((_("Method"), text) for text in brief.method),
        *((_("Source"), text) for text in brief.sources),
    ]


def _messages(brief: Brief) -> tuple[pd.DataFrame, tuple[Column, ...], About]:
    rows = [
        (screen.name, text, kind)
        for screen in brief.screens
        for text, kind in (
            (screen.message, _("Message")),
            *((text, _("Sentence")) for text in screen.sentences),
            *((text, _("Note")) for text in screen.notes),
        )
    ]
    restated = _("Restated")
    for earlier in brief.differs:
        rows.extend((earlier.title, one.sentence, restated) for one in earlier.restated)
    written = (
        columns.name("screen", _("Screen")),
        columns.text("kind", _("What")),
        columns.text("text", _("Says")),
    )
    head = brief.letterhead
    lines = [*internal(brief), head.office, *head.address, brief.made_up]
    return (
        pd.DataFrame(rows, columns=["screen", "text", "kind"]),
        written,
        About(brief.title, [line for line in (*lines, *_asked(brief)) if line]),
    )


def _figures(brief: Brief) -> tuple[pd.DataFrame, tuple[Column, ...], About]:
    rows = [
        {
            "screen": screen.name,
            "label": number.label,
            "text": number.text,
            "value": number.value,
            "unit": number.unit,
            "change": number.change,
            "note": number.note,
        }
        for screen in brief.screens
        for number in screen.numbers
    ]
    written = (
        columns.name("screen", _("Screen")),
        columns.text("label", _("Figure")),
        Column("value", _("Value"), "number", _as_told, "", _as_number),
        columns.text("text", _("As told")),
        columns.text("change", _("Change")),
        columns.text("note", _("Note")),
    )
    keys = ["screen", "label", "text", "value", "unit", "change", "note"]
    about = About(brief.title, _asked(brief))
    return pd.DataFrame(rows, columns=keys), written, about


def _as_told(row: Row) -> dict[str, object]:
    return {"text": row["text"]}


def _as_number(row: Row) -> Figure:
    return row["value"], _PATTERNS.get(row["unit"], columns.WHOLE)


def _table(
    brief: Brief, screen: Screen, exhibit: Exhibit
) -> tuple[pd.DataFrame, tuple[Column, ...], About]:
    written = file_columns.file_columns(exhibit.columns, exhibit.rows)
    if "region_code" in exhibit.rows:
        written = (file_columns.code_column(), *written)
    lines = [line for line in (exhibit.under, *_asked(brief)) if line]
    about = About(exhibit.title, lines, [*screen.notes, *screen.sources])
    return exhibit.rows, written, about


def _about(brief: Brief) -> tuple[pd.DataFrame, tuple[Column, ...], About]:
    rows = pd.DataFrame(about_rows(brief), columns=["name", "value"])
    written = (columns.name("name", _("What")), columns.text("value", _("Says")))
    return rows, written, About(_("What these figures are"))


def _asked(brief: Brief) -> list[str]:
    return [" · ".join(f"{name}: {value}" for name, value in brief.filters)]


def sheet_names(brief: Brief) -> Iterator[str]:
    """The names of the sheets of a brief, in their order."""
    tables = [screen.name for screen in brief.screens for _exhibit in screen.exhibits]
    return _names([_("Messages"), _("Figures"), *tables, _("About")])


def _names(wanted: list[str]) -> Iterator[str]:
    """Names of sheets that Excel takes, no two alike in any case."""
    taken: set[str] = set()
    for name in wanted:
        plain = _NOT_IN_NAMES.sub(" ", name).strip() or "-"
        told, count = plain[:_LONGEST_NAME].strip(), 1
        while told.casefold() in taken:
            count += 1
            end = f" ({count})"
            told = plain[: _LONGEST_NAME - len(end)].strip() + end
        taken.add(told.casefold())
        yield told
