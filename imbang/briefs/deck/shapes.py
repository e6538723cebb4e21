"""Slides as they are put together: titles, texts and shapes, each in its place.

Measures are in inches, letters in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from imbang.briefs.deck import measure
from imbang.drawing.colours import PALETTES
from imbang.texts.signs import printable

WIDE, HIGH = 13.333, 7.5  # 16 to 9
EDGE = 0.55
FOOT = 7.0
"""Where the line at the foot of a slide begins."""
PALETTE = PALETTES["light"]
QUIET = PALETTE.border  # for letters: what is quieter is hard to read across a room
MADE_UP, MADE_UP_INK = "#f8e8c6", "#6b4a08"
_BREAKS = re.compile(r"[^\S\xa0]+")  # a blank that holds a figure to its unit stays
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


@dataclass(frozen=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def emus(self) -> tuple[int, int, int, int]:
        """The place as python-pptx takes it."""
        from pptx.util import Inches

        left, top = Inches(self.left), Inches(self.top)
        return left, top, Inches(self.wide), Inches(self.high)

    def below(self, taken: float) -> Box:
        """What is left when so much of it is taken from above."""
        return Box(self.left, self.top + taken, self.wide, self.high - taken)

    def upper(self, high: float) -> Box:
        """As much of it from above."""
        return Box(self.left, self.top, self.wide, high)

    def column(self, place: int, count: int, gap: float) -> Box:
        """One of so many columns of it."""
        wide = (self.wide - gap * (count - 1)) / count
        return Box(self.left + place * (wide + gap), self.top, wide, self.high)


@dataclass(frozen=True)
class Line:
    """A paragraph; ``after`` is the room below it, in sizes of its letters."""

    text: str
    size: int
    bold: bool = False
    colour: str = PALETTE.ink
    after: float = 0.0

    def height(self, wide: float) -> float:
        """How high it is in so many inches."""
        text = measure.height(self.text, self.size, wide, bold=self.bold)
        return text + self.after * self.size / 72


def height(lines: Iterable[Line], wide: float) -> float:
    """How high paragraphs are, one below the other."""
    return sum(line.height(wide) for line in lines)


def fitting(lines: Sequence[Line], box: Box) -> Sequence[Line]:
    """The first of the paragraphs that there is room for."""
    left = box.high
    for kept, line in enumerate(lines):
        left -= line.height(box.wide)
        if left < 0:
            return lines[:kept]
    return lines


def write(slide: Any, lines: Sequence[Line], box: Box) -> None:
    """Paragraphs into a text box."""
    if lines:
        put(slide.shapes.add_textbox(*box.emus).text_frame, lines)


def put(frame: Any, lines: Sequence[Line]) -> None:
    """Paragraphs into a frame of text, in place of what it has."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.margin_top = frame.margin_bottom = 0
    for place, line in enumerate(lines):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
        style(paragraph, line)


def style(paragraph: Any, line: Line) -> None:
    """One paragraph, as its line says."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = flowing(line.text)
    run.font.size, run.font.bold = Pt(line.size), line.bold
    run.font.color.rgb = rgb(line.colour)
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.space_after = Pt(line.size * line.after)


def band(slide: Any, box: Box, colour: str, lines: Sequence[Line] = ()) -> Any:
    """A strip of a colour, and what stands in it."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emus)
    fill(shape, colour)
    if lines:
        put(shape.text_frame, lines)
        shape.text_frame.margin_left = Box(EDGE, 0, 0, 0).emus[0]
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    else:
        decorative(shape)
    return shape


def fill(shape: Any, colour: str) -> None:
    """A shape in one colour, without an edge or a shadow."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def describe(shape: Any, alt: str) -> None:
    """What a shape shows, in words."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", flowing(alt))


def decorative(shape: Any) -> None:
    """A shape that tells nothing: whoever reads aloud passes it over."""
    from pptx.oxml import parse_xml

    shape._element.xpath(".//p:cNvPr")[0].append(parse_xml(_DECORATIVE))


def flowing(text: str) -> str:
    """A text on one line: what would begin another is a blank."""
    return _BREAKS.sub(" ", printable(text)).strip()


def rgb(colour: str) -> Any:
    """A colour (``#rrggbb``) as python-pptx takes it."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def letters_on(colour: str) -> str:
    """The colour of letters that is read best on a colour: ink or card (WCAG 2)."""
    light = _luminance(colour)
    dark = (light + 0.05) / (_luminance(PALETTE.ink) + 0.05)
    bright = (_luminance(PALETTE.card) + 0.05) / (light + 0.05)
    return PALETTE.ink if dark >= bright else PALETTE.card


def _luminance(colour: str) -> float:
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
