"""A brief as the data of its template: all that stands on paper, written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from imbang import formats
from imbang.briefs.legends import legend_key
from imbang.briefs.model import Brief, Chart, Exhibit, Map, Screen, Table, told_shown
from imbang.drawing.tables import Column
from imbang.settings.letterhead import Letterhead
from imbang.texts import _, plural

Picture = Callable[[Chart | Map, float, int], bytes]
"""A chart or map as SVG, so many pixels wide; lines over time at most so many high."""

_NUMBERS = ("number", "bar", "count")
_WHOLE = 176.0  # mm across the sheet
_WIDE, _BESIDE = 660.0, 480.0  # pixels of a picture across the sheet, and beside words
_LINES = 200  # pixels that lines over time are high
_HIGHEST = 45.0  # mm of a chart beside words
_SIDE = 0.55 - 5 / _WHOLE  # of the sheet, beside words
_SIZE = re.compile(rb'<svg [^>]*?width="([\d.]+)pt"[^>]*?height="([\d.]+)pt"')
_LONGEST = 24  # letters of a word that a line may be too narrow for
_BREAK = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True)
class Detail:
    """How much of each screen a short brief has room for.

    ``first`` are the rows of the first table, ``rows`` those of the others; ``map`` is
    how high a map may be (mm), ``charts`` how many charts there may be. Beside an exhibit
    there is room for one more of the ``sentences``.
    """

    sentences: int
    first: int
    rows: int
    map: float
    charts: int
    differences: int = 4


def data(brief: Brief, picture: Picture, detail: Detail | None) -> dict[str, Any]:
    """All that the template shows, as JSON; whole without a ``detail``."""
    told = dict.fromkeys(value for _name, value in brief.filters)
    return {
        **head(brief.letterhead, formats.local_day(brief.snapshot.made_at)),
        "is_short": detail is not None,
        "lang": brief.asked.lang,
        "title": brief.title,
        "description": " · ".join(told),
        "foot": _("Snapshot {id}", id=brief.snapshot.id)
        + f" · {brief.snapshot.sha256[:12]}",
        "filters": [list(pair) for pair in brief.filters],
        "made_up": brief.made_up,
        "screens": _screens(brief.screens, picture, detail),
        "differs": list(_differs(brief, detail)),
        "about_title": _("What these figures are"),
        "about": [[name, text] for name, text in _about(brief) if text],
    }


def head(letterhead: Letterhead, made: date) -> dict[str, Any]:
    """Letterhead, page numbers and signature, for any sheet; ``made`` is its day."""
    where = ", ".join(part for part in (letterhead.city, formats.day(made)) if part)
    signed = [where, letterhead.head_title, letterhead.head_name]
    return {
        "author": letterhead.office or "Imbang",
        "office": letterhead.office,
        "address": list(letterhead.address),
        "date": [made.year, made.month, made.day],
        "page": _("Page {n} of {m}"),
        "signed": signed if letterhead.is_signed else [],
    }


def _about(brief: Brief) -> Iterable[tuple[str, str]]:
    snapshot = brief.snapshot
    published = formats.moment(snapshot.made_at)
    return (
        (_("Snapshot"), f"{snapshot.id}, {published}, SHA-256 {snapshot.sha256}"),
        (_("Source"), " ".join(brief.sources)),
        (_("Method"), " ".join(brief.method)),
    )


def _differs(brief: Brief, detail: Detail | None) -> Iterable[dict[str, Any]]:
    for one in brief.differs:
        kept = one.restated[: detail.differences] if detail else one.restated
        causes = replace(one, restated=kept).by_cause()
        left = len(one.restated) - len(kept)
        told = plural(
            "{n} further figure: on the whole paper.",
            "{n} further figures: on the whole paper.",
            left,
            n=formats.number(left),
        )
        yield {
            "title": one.title,
            "causes": [
                {
                    "why": _text(why),
                    "figures": _text("; ".join(r.text for r in figures)),
                }
                for why, figures in causes.items()
            ],
            "told": told if left else "",
        }


def _screens(
    screens: Sequence[Screen], picture: Picture, detail: Detail | None
) -> list[dict[str, Any]]:
    """Screens; short, no sentence is said twice."""
    found: list[dict[str, Any]] = []
    is_first = True
    said: set[str] = set()
    for screen in screens:
        rows = None if detail is None else detail.first if is_first else detail.rows
        new = [one for one in screen.sentences if detail is None or one not in said]
        told = _screen(screen, new, picture, detail, rows)
        if detail and any(one["is_chart"] for one in told["exhibits"]):
            detail = replace(detail, charts=detail.charts - 1)
        found.append(told)
        said |= set(told["sentences"])
        is_first = is_first and not any(isinstance(e, Table) for e in screen.exhibits)
    return found


def _screen(
    screen: Screen,
    sentences: Sequence[str],
    picture: Picture,
    detail: Detail | None,
    rows: int | None,
) -> dict[str, Any]:
    shown = screen.exhibits if detail is None else screen.exhibits[:1]
    told = (_exhibit(one, picture, detail, rows) for one in shown)
    exhibits = [one for one in told if one is not None]
    if detail is not None:
        sentences = sentences[: detail.sentences + len(exhibits)]
    return {
        "message": _text(screen.message),
        "numbers": [
            {"text": n.text, "label": n.label, "change": n.change, "note": n.note}
            for n in screen.numbers
        ],
        "sentences": list(map(_text, sentences)),
        "notes": list(map(_text, _notes(screen, exhibits, detail))),
        "exhibits": exhibits,
    }


def _notes(
    screen: Screen, exhibits: Sequence[object], detail: Detail | None
) -> Sequence[str]:
    """All of them; on few pages those alone that explain a mark on a chart that is there."""
    if detail is None:
        return screen.notes
    return screen.events if exhibits else ()


def _exhibit(
    exhibit: Exhibit, picture: Picture, detail: Detail | None, most: int | None
) -> dict[str, Any] | None:
    """An exhibit with all its rows, or the ``most`` and the columns of a meeting; None
    where there is no room for it."""
    columns, rows, told = exhibit.columns, exhibit.rows, ""
    drawn: dict[str, Any] | None = {"image": "", "legend": [], "is_chart": False}
    if isinstance(exhibit, Table):
        if most is not None:
            columns = exhibit.seen_columns or columns
            rows, told = rows.head(most), told_shown(exhibit, most)
            drawn = drawn if most else None
    else:
        drawn = _drawn(exhibit, picture, detail)
        if detail is not None or isinstance(exhibit, Map):
            rows = rows.head(0)
    if drawn is None:
        return None
    return {
        "title": _text(exhibit.title),
        "under": _text(exhibit.under),
        "told": told,
        **drawn,
        **table(columns, rows.to_dict("records")),
    }


def _drawn(
    exhibit: Chart | Map, picture: Picture, detail: Detail | None
) -> dict[str, Any] | None:
    """The picture and its legend; ``share`` is how much of the width it takes."""
    is_map = isinstance(exhibit, Map)
    image = picture(exhibit, _BESIDE if detail else _WIDE, _LINES)
    share = 0.8 if is_map else 1.0
    if detail is not None:
        high = _high(image) * _WHOLE * _SIDE
        if not (detail.map if is_map else detail.charts and high <= _HIGHEST):
            return None
        share = min(1.0, detail.map / high) if is_map else 1.0
    return {
        "image": image.decode(),
        "is_chart": not is_map,
        "alt": exhibit.alt or exhibit.title,
        "share": share,
        "legend": [
            {"swatch": legend_key(e.key), "label": e.label, "count": e.count}
            for e in (exhibit.legend if isinstance(exhibit, Map) else ())
        ],
    }


def _high(image: bytes) -> float:
    """How high a picture is, of its width."""
    found = _SIZE.search(image)
    assert found is not None
    return float(found[2]) / float(found[1])


def table(columns: Sequence[Column], rows: Iterable[Any]) -> dict[str, Any]:
    """Rows written out, and what columns must have room for."""
    cells = [[_cell(column, row) for column in columns] for row in rows]
    return {
        "rows": cells,
        "columns": [
            _column(column, [row[place] for row in cells])
            for place, column in enumerate(columns)
        ],
    }


def _column(column: Column, cells: Sequence[dict[str, str]]) -> dict[str, Any]:
    """A heading; of its cells the longest words and texts, which say how wide it is."""
    texts = {" ".join(filter(None, (c["mark"], c["text"]))) for c in cells}
    under = {c["under"] for c in cells}
    heading = _text(column.label)
    return {
        "heading": heading,
        "heading_words": heading.replace(_BREAK, " ").split(),
        "is_number": column.kind in _NUMBERS,
        "words": _longest(word for text in texts for word in _words(text)),
        "longest": _longest(texts),
        "under_words": _longest(word for text in under for word in _words(text)),
        "under_longest": _longest(under),
    }


def _words(text: str) -> list[str]:
    return text.replace(_BREAK, " ").split(" ")


def _longest(texts: Iterable[str], most: int = 3) -> list[str]:
    """The few with most letters: the widest is among them, or nearly so."""
    return sorted(set(texts), key=lambda text: (-len(text), text))[:most]


def _cell(column: Column, row: Any) -> dict[str, str]:
    cell = column.write(row)
    return {key: _text(str(cell.get(key) or "")) for key in ("text", "under", "mark")}


def _text(text: str) -> str:
    """A text in which lines may be broken within words that are longer than any line."""
    if all(len(word) <= _LONGEST for word in text.split()):
        return text
    return " ".join(
        _BREAK.join(word[i : i + _LONGEST] for i in range(0, len(word), _LONGEST))
        for word in text.split(" ")
    )
