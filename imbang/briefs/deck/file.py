"""The file of the slides: its look, and the slides with their titles, feet and notes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from imbang.briefs.deck import measure, shapes
from imbang.briefs.deck.shapes import (
    EDGE,
    FOOT,
    HIGH,
    MADE_UP,
    MADE_UP_INK,
    PALETTE,
    QUIET,
    WIDE,
    Box,
    Line,
)
from imbang.briefs.model import Brief
from imbang.texts import _

_LAYOUT = 5  # of the default template: a title only
_LETTERS = "Arial"  # what every machine has, or letters as wide
_RULE = 0.09
_TITLE_SIZES = (30, 26, 24)
_SMALL = 18
PART = " (99/99)"
"""What may be added to a title that several slides have."""


@dataclass(frozen=True)
class Page:
    """A slide to be: its title, how its place is filled, what its notes say."""

    title: str
    fill: Callable[[Any, Box], None]
    notes: Sequence[str]
    is_small: bool = False


def room(brief: Brief, title: str, *, is_small: bool = False) -> Box:
    """The place below a title as it is shown, down to the foot."""
    line, top = _title_line(title, is_small=is_small), _top(brief)
    taken = top + line.height(WIDE - 2 * EDGE) + (0.12 if is_small else 0.25)
    return Box(EDGE, taken, WIDE - 2 * EDGE, FOOT - 0.12 - taken)


def write(brief: Brief, pages: Sequence[Page]) -> bytes:
    """The slides as PPTX. Where several have one title, it says which of them each is."""
    from pptx import Presentation

    deck = Presentation()
    _look(deck)
    _say(deck, brief)
    several, seen = Counter(page.title for page in pages), Counter[str]()
    for place, page in enumerate(pages, 1):
        seen[page.title] += 1
        title = page.title
        if several[title] > 1:
            title = f"{title} ({seen[title]}/{several[title]})"
        slide = deck.slides.add_slide(deck.slide_layouts[_LAYOUT])
        _head(slide, brief, title, is_small=page.is_small)
        page.fill(slide, room(brief, title, is_small=page.is_small))
        _foot(slide, brief, place)
        told = [*page.notes, _("Snapshot {id}", id=brief.snapshot.id)]
        lines = [shapes.flowing(line) for line in told if line]
        slide.notes_slide.notes_text_frame.text = "\n".join(lines)
    _speak(deck, brief)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _look(deck: Any) -> None:
    """As wide as a screen, in letters that every machine has, for slides added later
    too."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    scale = Box(0, 0, WIDE, 0).emus[2] / deck.slide_width
    deck.slide_width, deck.slide_height = Box(0, 0, WIDE, HIGH).emus[2:]
    master = deck.slide_master
    for holder in (master, *master.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = (
                    int(shape.left * scale),
                    int(shape.width * scale),
                )
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(
        b'latin typeface="Calibri"', f'latin typeface="{_LETTERS}"'.encode()
    )


def _say(deck: Any, brief: Brief) -> None:
    """What the file says of itself."""
    made_at = datetime.fromisoformat(brief.snapshot.made_at).astimezone(UTC)
    core = deck.core_properties
    core.title, core.subject, core.language = brief.title, brief.name, brief.asked.lang
    core.author = core.last_modified_by = "Imbang"
    core.comments = f"SHA-256 {brief.snapshot.sha256}"
    core.created = core.modified = made_at.replace(tzinfo=None)


def _speak(deck: Any, brief: Brief) -> None:
    """Every text in the language of the brief, for who reads aloud and for spelling."""
    lang = {"id": "id-ID", "en": "en-GB"}[brief.asked.lang]
    for slide in deck.slides:
        for run in slide._element.xpath(".//a:rPr"):
            run.set("lang", lang)


def _title_line(title: str, *, is_small: bool) -> Line:
    """A title in the largest letters at which it has two lines."""
    if is_small:
        return Line(title, _SMALL, bold=True)
    wide = WIDE - 2 * EDGE
    fits = (s for s in _TITLE_SIZES if measure.lines(title, s, wide, bold=True) <= 2)
    return Line(title, next(fits, _TITLE_SIZES[-1]), bold=True)


def _top(brief: Brief) -> float:
    """Where a title begins."""
    return _RULE + 0.22 + (_made_up_high(brief) if brief.made_up else 0.0)


def _made_up(brief: Brief) -> Line:
    return Line(brief.made_up, 12, colour=MADE_UP_INK)


def _made_up_high(brief: Brief) -> float:
    return _made_up(brief).height(WIDE - 2 * EDGE) + 0.1


def _head(slide: Any, brief: Brief, title: str, *, is_small: bool) -> None:
    shapes.band(slide, Box(0, 0, WIDE, _RULE), PALETTE.accent)
    if brief.made_up:
        strip = Box(0, _RULE, WIDE, _made_up_high(brief))
        shapes.band(slide, strip, MADE_UP, [_made_up(brief)])
    line = _title_line(title, is_small=is_small)
    place = Box(EDGE, _top(brief), WIDE - 2 * EDGE, line.height(WIDE - 2 * EDGE))
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = place.emus
    _top_of(shape)
    shapes.put(shape.text_frame, [line])


def _top_of(shape: Any) -> None:
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    shape.text_frame.auto_size = MSO_AUTO_SIZE.NONE


def _foot(slide: Any, brief: Brief, place: int) -> None:
    """What a slide is of, and its number, which follows it when it is moved."""
    from pptx.enum.text import PP_ALIGN
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    asked = " · ".join(dict.fromkeys(value for _name, value in brief.filters))
    wide = WIDE - 2 * EDGE - 0.8
    told = Line(_cut(shapes.flowing(asked), wide), 12, colour=QUIET)
    shapes.write(slide, [told], Box(EDGE, FOOT, wide, 0.3))
    number = slide.shapes.add_textbox(*Box(EDGE + wide + 0.1, FOOT, 0.7, 0.3).emus)
    shapes.put(number.text_frame, [Line(str(place), 12, colour=QUIET)])
    paragraph = number.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    run = paragraph.runs[0]._r
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" '
        f'type="slidenum"/>'
    )
    run.addprevious(field)
    for part in list(run):
        field.append(part)
    run.getparent().remove(run)


def _cut(text: str, wide: float) -> str:
    """As much of a text as is on one line."""
    words = text.split(" ")
    while len(words) > 1 and measure.width(" ".join(words), 12) > wide:
        words = [*words[:-2], "…"]
    return " ".join(words)
