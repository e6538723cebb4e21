"""Pictures to take away: a figure with its sentence above and what it rests on below, or
bare, to be set into a page that says this itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure

from imbang.drawing.colours import PALETTES
from imbang.drawing.paper import chart, fonts, known, legend, maps, words
from imbang.drawing.paper import table as tables
from imbang.drawing.paper.canvas import EDGE, Canvas, Colour, colour
from imbang.drawing.paper.legend import Entry
from imbang.drawing.paper.maps import Shapes
from imbang.drawing.paper.words import Lines, Run
from imbang.drawing.tables import Column
from imbang.texts import _
from imbang.texts.signs import printable

WIDTH = 720.0
"""Pixels of a picture, where nothing else is asked for."""

_PAD, _GAP = 20.0, 12.0  # pixels at the sides of a frame, and between its parts
_SHARP = 2.5  # dots of a PNG to each pixel
_TITLE, _UNDER, _FOOT = 17.0, 12.5, 11.0  # letters


@dataclass(frozen=True)
class Frame:
    """What stands around a figure: its sentence, what is drawn in which unit, and below
    it lines on region, month, source, date, completeness and link."""

    title: str
    under: str = ""
    foot: Sequence[str] = ()


def svg(
    figure: go.Figure,
    frame: Frame | None = None,
    *,
    width: float = WIDTH,
    entries: Sequence[Entry] = (),
    shapes: Shapes | None = None,
    alt: str = "",
) -> bytes:
    """A figure as SVG, letters as outlines, so that it looks the same in every program.

    ``entries`` is the legend of a map, ``shapes`` gives the map's layers, ``alt`` is the
    figure in words. The same bytes for the same figure.
    """
    canvas = compose(figure, frame, width=width, entries=entries, shapes=shapes)
    return to_svg(canvas, title=frame.title if frame else "", alt=alt)


def png(
    figure: go.Figure,
    frame: Frame | None = None,
    *,
    width: float = WIDTH,
    entries: Sequence[Entry] = (),
    shapes: Shapes | None = None,
    sharp: float = _SHARP,
) -> bytes:
    """The same as PNG, ``sharp`` dots to each pixel of ``width``."""
    canvas = compose(figure, frame, width=width, entries=entries, shapes=shapes)
    return to_png(canvas, sharp=sharp)


def draw(
    figure: go.Figure,
    frame: Frame | None = None,
    *,
    width: float = WIDTH,
    entries: Sequence[Entry] = (),
    shapes: Shapes | None = None,
) -> Figure:
    """The same as matplotlib's figure, a pixel to each of its points."""
    return compose(figure, frame, width=width, entries=entries, shapes=shapes).figure


def table(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    frame: Frame,
    *,
    width: float = WIDTH,
) -> Canvas:
    """A table as a sheet, with its first rows; wider where its columns need it."""
    canvas = tables.draw(rows, columns, width - 2 * _PAD)
    surround(canvas, frame)
    return canvas


def compose(
    figure: go.Figure,
    frame: Frame | None = None,
    *,
    width: float = WIDTH,
    entries: Sequence[Entry] = (),
    shapes: Shapes | None = None,
) -> Canvas:
    """The sheet. `imbang.drawing.paper.known.Undrawn` for a figure that holds what paper
    cannot draw; ValueError for a map without ``shapes``."""
    known.check(figure)
    inner = width - (2 * _PAD if frame else 0)
    canvas = _body(figure, inner, shapes)
    if entries:
        _add_legend(canvas, entries)
    if frame:
        surround(canvas, frame)
    return canvas


def _body(figure: go.Figure, width: float, shapes: Shapes | None) -> Canvas:
    if not figure.data:
        canvas = Canvas(width, 60)
        told = words.fitting(
            ((Run(_("There are no figures to draw.")),),), width, _UNDER
        )
        canvas.text(told, width / 2, 30, ink=_quiet(), letters=_UNDER)
        return canvas
    if not maps.is_map(figure):
        return chart.draw(figure, width)
    if shapes is None:
        raise ValueError("a map needs the shapes of its layers")
    return maps.draw(figure, width, shapes)


def _add_legend(canvas: Canvas, entries: Sequence[Entry]) -> None:
    """The legend of a map, below it."""
    wide = canvas.width - 2 * EDGE
    top = canvas.height + _GAP
    canvas.extend(bottom=_GAP + legend.height(entries, wide))
    legend.draw(canvas, entries, EDGE, top, wide, _ink())


def surround(canvas: Canvas, frame: Frame) -> None:
    """Put a frame around what is drawn: white paper, words above and below."""
    canvas.figure.set_facecolor(PALETTES["light"].card)
    most = canvas.width
    title = _lines(frame.title, most, _TITLE, fonts.BOLD)
    under = _lines(frame.under, most, _UNDER)
    foot = tuple(line for told in frame.foot for line in _lines(told, most, _FOOT))
    high = words.size(title, _TITLE)[1]
    second = words.size(under, _UNDER)[1]
    below = words.size(foot, _FOOT)[1]
    above = high + second + _GAP
    top, bottom = -above, canvas.sheet.bottom + _GAP
    canvas.extend(above + _PAD, _PAD, below + _GAP + _PAD, _PAD)
    for told, y, ink, letters, weight in (
        (title, top, _ink(), _TITLE, fonts.BOLD),
        (under, top + high, _quiet(), _UNDER, fonts.PLAIN),
        (foot, bottom, _quiet(), _FOOT, fonts.PLAIN),
    ):
        canvas.text(
            told, 0, y, ink=ink, letters=letters, across=0, upwards=0, weight=weight
        )


def to_svg(canvas: Canvas, *, title: str, alt: str) -> bytes:
    """A sheet as SVG, with its title and what it shows in words."""
    target = io.BytesIO()
    told = {"Title": title, "Description": alt}
    given: dict[str, Any] = {k: printable(text) for k, text in told.items() if text}
    canvas.figure.savefig(
        target, format="svg", metadata={"Date": None, "Creator": None, **given}
    )
    return target.getvalue()


def to_png(canvas: Canvas, *, sharp: float = _SHARP) -> bytes:
    """A sheet as PNG, ``sharp`` dots to each pixel."""
    target = io.BytesIO()
    canvas.figure.savefig(
        target, format="png", dpi=72 * sharp, metadata={"Software": None}
    )
    return target.getvalue()


def _lines(text: str, most: float, letters: float, weight: int = fonts.PLAIN) -> Lines:
    if not text:
        return ()
    return tuple((Run(line),) for line in fonts.wrap(text, most, letters, weight))


def _ink() -> Colour:
    return colour(PALETTES["light"].ink)


def _quiet() -> Colour:
    return colour(PALETTES["light"].quiet_ink)
