"""The brief as PDF on A4: vector, tagged for screen readers (PDF/UA-1), by Typst."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import formats, paths
from imbang.briefs.legends import legend_colours
from imbang.briefs.model import Brief, Chart, Exhibit, Map, Screen, Table, told_shown
from imbang.briefs.workbook import about_rows
from imbang.drawing.tables import Column
from imbang.texts import _

if TYPE_CHECKING:
    from typst import Fonts

Picture = Callable[[Chart | Map, float], bytes]
"""A chart or map as SVG, so many pixels wide."""

_TEMPLATE = paths.ASSETS / "paper" / "brief.typ"
_PAGES = 2  # of the short brief
_WIDE, _HALF = 640.0, 330.0  # pixels of a picture across the sheet, and of two beside
_LONGEST, _SHORTEST = 30, 5  # letters that a column is wide in proportion to


@dataclass(frozen=True)
class _Detail:
    """How much of each screen the short brief has room for."""

    sentences: int
    rows: int
    pictures: int
    """On how many screens, from the first, charts and maps are drawn."""


_DETAILS = (
    _Detail(3, 6, 9),
    _Detail(2, 5, 4),
    _Detail(2, 4, 2),
    _Detail(2, 4, 1),
    _Detail(1, 4, 1),
    _Detail(1, 3, 1),
    _Detail(1, 0, 1),
    _Detail(1, 0, 0),
    _Detail(0, 0, 0),
)
"""From most to least: the first that fits two pages is taken."""


def as_pdf(
    brief: Brief,
    picture: Picture,
    *,
    is_short: bool,
    differs: Sequence[str] = (),
) -> bytes:
    """The brief as PDF; the same bytes for the same brief.

    Short, it is cut to two pages: the message and the figures of every screen, and as
    many sentences, rows and pictures as there is room for. Whole, it has every row of
    every table, and the figures of every chart as tables; those of a map by region stand
    in the workbook. ``differs`` says what has been restated since an earlier paper.
    """
    if not is_short:
        return _compiled(_data(brief, picture, None, differs))
    drawn = _once(picture)
    for detail in _DETAILS:
        content = _compiled(_data(brief, drawn, detail, differs))
        if _pages(content) <= _PAGES:
            return content
    return content


def _once(picture: Picture) -> Picture:
    """Draws each chart once for every width, however often it is tried."""
    made: dict[tuple[int, float], bytes] = {}

    def draw(exhibit: Chart | Map, width: float) -> bytes:
        key = id(exhibit), width
        if key not in made:
            made[key] = picture(exhibit, width)
        return made[key]

    return draw


def _compiled(data: dict[str, Any]) -> bytes:
    import typst

    year, month, day = data["date"]
    content = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"brief": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime(year, month, day, tzinfo=UTC),
    )
    assert isinstance(content, bytes)
    return content


@functools.cache
def _fonts() -> Fonts:
    """The letters of the screens, and others for the signs that these lack."""
    import matplotlib
    import typst

    signs = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(paths.ASSETS / "paper"), str(signs)],
    )


def _pages(content: bytes) -> int:
    """How many pages a PDF by Typst has."""
    import re

    counts = re.findall(rb"/Type\s*/Pages\b.*?/Count (\d+)", content, re.DOTALL)
    return max(map(int, counts), default=0)


def _data(
    brief: Brief, picture: Picture, detail: _Detail | None, differs: Sequence[str]
) -> dict[str, Any]:
    """All that the template shows, as JSON."""
    made = datetime.fromisoformat(brief.snapshot.made_at)
    head = brief.letterhead
    told = dict.fromkeys(value for _name, value in brief.filters)
    screens = [
        _screen(place, screen, picture, detail)
        for place, screen in enumerate(brief.screens)
    ]
    return {
        "is_short": detail is not None,
        "lang": brief.asked.lang,
        "title": brief.title,
        "author": head.office or "Imbang",
        "description": " · ".join(told),
        "date": [made.year, made.month, made.day],
        "office": head.office,
        "address": list(head.address),
        "running": " · ".join(told),
        "foot": _("Snapshot {id}", id=brief.snapshot.id)
        + f" · {brief.snapshot.sha256[:12]}",
        "page": _("Page {n} of {m}"),
        "filters": [list(pair) for pair in brief.filters],
        "made_up": brief.made_up,
        "screens": screens,
        "differs_title": _("What has been restated since an earlier paper"),
        "differs": list(differs),
        "about_title": _("What these figures are"),
        "about": [list(pair) for pair in _about(brief)],
        "signed": _signed(brief),
    }


def _about(brief: Brief) -> Iterable[tuple[str, str]]:
    asked = set(brief.filters)
    return [pair for pair in about_rows(brief) if pair not in asked]


def _signed(brief: Brief) -> list[str]:
    head = brief.letterhead
    if not head.is_signed:
        return []
    made = datetime.fromisoformat(brief.snapshot.made_at)
    where = ", ".join(part for part in (head.city, formats.day(made)) if part)
    return [where, head.head_title, head.head_name]


def _screen(
    place: int, screen: Screen, picture: Picture, detail: _Detail | None
) -> dict[str, Any]:
    sentences: Sequence[str] = screen.sentences
    exhibits: Sequence[Exhibit] = screen.exhibits
    if detail is not None:
        sentences = sentences[: detail.sentences]
        exhibits = [e for e in exhibits if _has_room(e, place, detail)]
    wide = _HALF if detail is not None and len(exhibits) > 1 else _WIDE
    return {
        "message": screen.message,
        "numbers": [
            {"text": n.text, "label": n.label, "change": n.change, "note": n.note}
            for n in screen.numbers
        ],
        "sentences": list(sentences),
        "notes": list(_notes(screen, exhibits, detail)),
        "exhibits": [_exhibit(e, picture, detail, wide) for e in exhibits],
    }


def _notes(
    screen: Screen, exhibits: Sequence[Exhibit], detail: _Detail | None
) -> Sequence[str]:
    """All of them; on few pages those alone that explain a mark on a chart that is there."""
    if detail is None:
        return screen.notes
    return screen.events if exhibits else ()


def _has_room(exhibit: Exhibit, place: int, detail: _Detail) -> bool:
    if isinstance(exhibit, Table):
        return detail.rows > 0
    return place < detail.pictures


def _exhibit(
    exhibit: Exhibit, picture: Picture, detail: _Detail | None, wide: float
) -> dict[str, Any]:
    image, legend, alt = "", [], ""
    columns, rows, told = exhibit.columns, exhibit.rows, ""
    if isinstance(exhibit, Table):
        if detail is not None:
            columns = exhibit.seen_columns or columns
            rows = rows.head(detail.rows)
            told = told_shown(exhibit, detail.rows)
    else:
        image = picture(exhibit, wide).decode()
        alt = exhibit.alt or exhibit.title
        legend = _legend(exhibit) if isinstance(exhibit, Map) else []
        if detail is not None or isinstance(exhibit, Map):
            rows = rows.head(0)
    cells = [[_cell(c, row) for c in columns] for row in rows.to_dict("records")]
    return {
        "title": exhibit.title,
        "under": exhibit.under,
        "image": image,
        "alt": alt,
        "share": 0.5 if detail is not None and wide == _WIDE else 1.0,
        "legend": legend,
        "headings": [column.label for column in columns],
        "sides": ["right" if _is_number(column) else "left" for column in columns],
        "widths": _widths(columns, cells),
        "rows": cells,
        "told": told,
    }


def _legend(exhibit: Map) -> list[dict[str, str]]:
    colours = legend_colours()
    return [
        {"colour": colours.get(e.key, ""), "label": e.label, "count": e.count}
        for e in exhibit.legend
    ]


def _cell(column: Column, row: dict[Any, Any]) -> dict[str, str]:
    cell = column.write(row)
    return {"text": str(cell["text"]), "under": str(cell.get("under") or "")}


def _is_number(column: Column) -> bool:
    return column.kind in ("number", "bar")


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[dict[str, str]]]
) -> list[float]:
    """How wide each column is in proportion: by its longest word and its longest cell."""
    widths = []
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        longest = max((len(text) for one in cells for text in one.values()), default=0)
        word = max(map(len, column.label.split()), default=0)
        widths.append(float(min(_LONGEST, max(_SHORTEST, word + 1, longest))))
    return widths
