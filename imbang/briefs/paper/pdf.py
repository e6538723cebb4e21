"""The brief as PDF on A4: vector, tagged for screen readers (PDF/UA-1), by Typst."""

from __future__ import annotations

from imbang.briefs.model import Brief, Chart, Map
from imbang.briefs.paper import sheets, typesetting
from imbang.briefs.paper.sheets import Detail, Picture

_TEMPLATE = "brief.typ"
_DETAILS = (
    Detail(3, 14, 8, 88, 3),
    Detail(3, 10, 6, 80, 3),
    Detail(2, 13, 6, 78, 3),
    Detail(2, 10, 6, 76, 3),
    Detail(2, 8, 5, 72, 3),
    Detail(1, 8, 5, 72, 3),
    Detail(2, 8, 5, 72, 2),
    Detail(1, 6, 4, 66, 3),
    Detail(1, 6, 4, 66, 2),
    Detail(1, 6, 4, 66, 1),
    Detail(1, 5, 4, 64, 1),
    Detail(1, 5, 3, 62, 1),
    Detail(1, 4, 3, 60, 1),
    Detail(1, 5, 4, 62, 0),
    Detail(1, 4, 3, 58, 0),
    Detail(1, 3, 3, 54, 0, 3),
    Detail(1, 3, 0, 50, 0, 3),
    Detail(1, 0, 0, 46, 0, 2),
    Detail(1, 0, 0, 0, 0, 2),
    Detail(0, 0, 0, 0, 0, 1),
)
"""From most to least: the first that fits is taken."""


def as_pdf(brief: Brief, picture: Picture, *, is_short: bool) -> bytes:
    """The brief as PDF; the same bytes for the same brief.

    Short, it is cut to two pages, of a village to one: the message and the figures of
    every screen, and as many sentences, rows and pictures as there is room for. Whole,
    it has every row of every table, and the figures of every chart as tables; those of a
    map by region stand in the workbook.
    """
    if not is_short:
        return _typeset(brief, picture, None)
    most = 1 if brief.level == "village" else 2
    drawn = _once(picture)
    for detail in _DETAILS:
        content = _typeset(brief, drawn, detail)
        if typesetting.pages(content) <= most:
            return content
    return content


def _typeset(brief: Brief, picture: Picture, detail: Detail | None) -> bytes:
    data = sheets.data(brief, picture, detail)
    return typesetting.typeset(_TEMPLATE, data)


def _once(picture: Picture) -> Picture:
    """Draws each chart once for every width, however often it is tried."""
    made: dict[tuple[int, float, int], bytes] = {}

    def draw(exhibit: Chart | Map, width: float, lines: int) -> bytes:
        key = id(exhibit), width, lines
        if key not in made:
            made[key] = picture(exhibit, width, lines)
        return made[key]

    return draw
