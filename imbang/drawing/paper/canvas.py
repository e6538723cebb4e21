"""A sheet in pixels, from the upper left, on which matplotlib draws; it knows where every
text stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform, TransformedBbox
from numpy.typing import NDArray

from imbang.drawing.paper import fonts
from imbang.drawing.paper.words import Lines, size, weight_of
from imbang.texts.signs import visible

Numbers = NDArray[np.float64]
Colour = tuple[float, float, float, float]

EDGE = 8.0
"""Pixels on each side of a sheet that hold nothing."""

_BASE = (
    0.36  # of a letter's size, from the middle of a line down to where letters stand
)
_RGBA = re.compile(r"rgba?\(([^)]*)\)")

matplotlib.rcParams.update(
    {
        "svg.hashsalt": "imbang",  # the same file from the same figure
        "lines.scale_dashes": False,  # lengths of dashes are pixels
        "text.hinting": "none",  # letters are as wide as they are measured
    }
)


@dataclass(frozen=True)
class Box:
    """Left, top, right and bottom, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether two boxes have room in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def colour(told: object, opacity: float = 1.0) -> Colour:
    """A colour of CSS."""
    if isinstance(told, str) and (found := _RGBA.fullmatch(told)):
        red, green, blue, *alpha = (float(part) for part in found[1].split(","))
        own = (red / 255, green / 255, blue / 255, alpha[0] if alpha else 1.0)
    else:
        own = to_rgba(str(told))
    return own[0], own[1], own[2], own[3] * opacity


class Canvas:
    """What is drawn lies above all that was drawn before."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self.figure.set_facecolor("none")
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.boxes: list[tuple[str, Box]] = []
        """Every text with the room that it takes."""
        self._more = [0.0, 0.0, 0.0, 0.0]

    @property
    def sheet(self) -> Box:
        """The whole sheet, with what was put around the first one."""
        top, right, bottom, left = self._more
        return Box(-left, -top, self.width + right, self.height + bottom)

    def extend(
        self,
        top: float = 0.0,
        right: float = 0.0,
        bottom: float = 0.0,
        left: float = 0.0,
    ) -> None:
        """Make the sheet larger by pixels on each side; what is drawn stays where it is,
        and so do places: those above have negative heights."""
        added = (top, right, bottom, left)
        self._more = [a + b for a, b in zip(self._more, added, strict=True)]
        sheet = self.sheet
        self.figure.set_size_inches(sheet.width / 72, sheet.height / 72)
        self.axes.set_xlim(sheet.left, sheet.right)
        self.axes.set_ylim(sheet.bottom, sheet.top)

    def _add(self, artist: Any, within: Box | None = None) -> None:
        artist.set_zorder(len(self.axes.get_children()))
        self.axes.add_artist(artist)
        if within is None:
            artist.set_clip_on(False)
        else:
            box = Bbox.from_extents(
                within.left, within.top, within.right, within.bottom
            )
            artist.set_clip_box(TransformedBbox(box, self.axes.transData))

    def line(
        self,
        x: Sequence[float] | Numbers,
        y: Sequence[float] | Numbers,
        *,
        ink: Colour,
        width: float,
        dash: Sequence[float] = (),
        within: Box | None = None,
    ) -> None:
        """A line through points; where one is nan it is broken."""
        style: Any = (0, tuple(dash)) if dash else "-"
        drawn = Line2D(x, y, color=ink, linewidth=width, linestyle=style)
        drawn.set_solid_capstyle("butt")
        drawn.set_solid_joinstyle("round")
        self._add(drawn, within)

    def area(self, points: Numbers, ink: Colour, *, within: Box | None = None) -> None:
        """The inside of a ring of points (n, 2)."""
        self._add(PolyCollection([points], facecolors=[ink], linewidths=0), within)

    def bar(
        self,
        box: Box,
        fill: Colour,
        *,
        edge: Colour = (0, 0, 0, 0),
        width: float = 0.0,
        hatch: str = "",
        hatch_ink: Colour = (0, 0, 0, 1),
    ) -> None:
        """A rectangle, hatched where asked."""
        corner = (box.left, box.top)
        own = Rectangle(corner, box.width, box.height, facecolor=fill, linewidth=0)
        self._add(own)
        if hatch:
            lines = Rectangle(corner, box.width, box.height, fill=False, linewidth=0)
            lines.set_hatch(hatch)
            lines.set_hatchcolor(hatch_ink)
            lines.set_hatch_linewidth(1.2)
            self._add(lines)
        if width:
            around = Rectangle(corner, box.width, box.height, fill=False)
            around.set_edgecolor(edge)
            around.set_linewidth(width)
            self._add(around)

    def marks(
        self,
        outline: Outline,
        places: Numbers,
        sizes: Numbers,
        fills: Sequence[Colour],
        edges: Sequence[Colour],
        widths: Numbers,
    ) -> None:
        """The same shape, one pixel across, at many places (n, 2)."""
        drawn = PathCollection(
            [outline],
            sizes=sizes**2,
            facecolors=fills,
            edgecolors=edges,
            linewidths=widths,
            offsets=places,
            offset_transform=self.axes.transData,
        )
        drawn.set_transform(IdentityTransform())
        self._add(drawn)

    def shapes(
        self,
        outlines: Sequence[Outline],
        fills: Sequence[Colour],
        *,
        edge: Colour = (0, 0, 0, 0),
        width: float = 0.0,
        within: Box | None = None,
    ) -> None:
        """Outlines in pixels of the sheet, filled."""
        drawn = PathCollection(
            list(outlines), facecolors=fills, edgecolors=[edge], linewidths=width
        )
        drawn.set_transform(self.axes.transData)
        drawn.set_joinstyle("round")
        self._add(drawn, within)

    def hatching(self, outlines: Sequence[Outline], ink: Colour) -> None:
        """Lines over the inside of outlines in pixels of the sheet."""
        drawn = PathPatch(Outline.make_compound_path(*outlines), fill=False)
        drawn.set_linewidth(0)
        drawn.set_hatch("////")
        drawn.set_hatchcolor(ink)
        drawn.set_hatch_linewidth(1.2)
        drawn.set_transform(self.axes.transData)
        self._add(drawn)

    def text(
        self,
        told: Lines,
        x: float,
        y: float,
        *,
        ink: Colour,
        letters: float,
        across: float = 0.5,
        upwards: float = 0.5,
        weight: int = fonts.PLAIN,
        halo: Colour | None = None,
        is_measured: bool = True,
    ) -> Box:
        """Lines at a place, which is ``across`` (0 is their left) and ``upwards`` (0 is
        their top) in the room that they take."""
        wide, high = size(told, letters, weight)
        box = Box(
            x - across * wide,
            y - upwards * high,
            x + (1 - across) * wide,
            y + (1 - upwards) * high,
        )
        for row, line in enumerate(told):
            own, _high = size((line,), letters, weight)
            left = box.left + across * (wide - own)
            middle = box.top + fonts.LINE * letters * (row + 0.5)
            for run in line:
                heavy = weight_of(run, weight)
                self._letters(run.text, left, middle, ink, letters, heavy, halo)
                left += fonts.width(run.text, letters, heavy)
        if is_measured and wide:
            words = " ".join("".join(run.text for run in line) for line in told)
            self.boxes.append((words, box))
        return box

    def _letters(
        self,
        text: str,
        left: float,
        middle: float,
        ink: Colour,
        letters: float,
        weight: int,
        halo: Colour | None,
    ) -> None:
        if not text.strip():
            return
        drawn = Text(
            left + (fonts.width(" ", letters) * (len(text) - len(text.lstrip(" ")))),
            middle + _BASE * letters,
            visible(text.lstrip(" ")),
            color=ink,
            fontproperties=fonts.font(letters, weight),
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
        )
        if halo:
            drawn.set_path_effects([withStroke(linewidth=4, foreground=halo)])
        self._add(drawn)

    def overflow(self, top: float, bottom: float) -> Mapping[str, float]:
        """How far texts go beyond the edges at both sides, above ``top`` and below
        ``bottom``, in pixels."""
        boxes = [box for _text, box in self.boxes]
        return {
            "left": max((EDGE - box.left for box in boxes), default=0.0),
            "right": max((box.right + EDGE - self.width for box in boxes), default=0.0),
            "top": max((top - box.top for box in boxes), default=0.0),
            "bottom": max((box.bottom - bottom for box in boxes), default=0.0),
        }
