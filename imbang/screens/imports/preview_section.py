"""A sheet on the screen, as it stands in the file: wrong cells marked, the reason below.

Cells hold whatever an office wrote: every text is escaped, and identities are masked
before they come here.
"""

from __future__ import annotations

from html import escape

from imbang.app import elements as st
from imbang.screens.imports.preview import Note, Preview, Row
from imbang.texts import _

_MARKS = {"error": "✕", "warning": "▲", "info": "–"}


def show_preview(preview: Preview, *, caption: str) -> None:
    """Draw one page of a sheet."""
    st.html(draw(preview, caption=caption))


def draw(preview: Preview, *, caption: str) -> str:
    """The page as HTML, in which nothing that the file holds is markup."""
    head = "".join(f'<th scope="col">{letter}</th>' for letter in preview.letters)
    corner = escape(_("Row"))
    body = "".join(_lines(row, len(preview.letters)) for row in preview.rows)
    return (
        f'<div class="sheet-part" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f'<thead><tr><th scope="col" class="corner">{corner}</th>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _lines(row: Row, width: int) -> str:
    gap = "" if row.follows else _gap(width)
    kind = "heading" if row.is_heading else ""
    cells = "".join(_cell(text, row.marks.get(at)) for at, text in enumerate(row.texts))
    notes = "".join(_note(row, note, width) for note in row.notes)
    number = f'<th scope="row" class="number {row.worst or ""}">{row.number}</th>'
    return f'{gap}<tr class="{kind}">{number}{cells}</tr>{notes}'


def _cell(text: str, mark: str | None) -> str:
    if mark is None:
        return f"<td>{escape(text)}</td>"
    sign = f'<span class="sign" aria-hidden="true">{_MARKS[mark]}</span>'
    return f'<td class="{mark}">{sign}{escape(text) or "&nbsp;"}</td>'


def _note(row: Row, note: Note, width: int) -> str:
    place = (
        f"{note.letter}{row.number}" if note.letter and "," not in note.letter else ""
    )
    named = place or (note.letter or _("row {row}", row=row.number))
    return (
        f'<tr class="note {note.severity}"><th></th><td colspan="{width}"><div>'
        f"<b>{_MARKS[note.severity]} {escape(named)}</b> {escape(note.message)}"
        "</div></td></tr>"
    )


def _gap(width: int) -> str:
    return (
        f'<tr class="gap" aria-hidden="true"><th>⋮</th><td colspan="{width}"></td></tr>'
    )
