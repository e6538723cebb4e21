"""What a screen reader makes of a PDF: its tags, read by pikepdf, and what is amiss.

Beside `pdfua`, which looks at few rules, this holds to those of the Matterhorn protocol
that a program can see: every mark on a page is content of a tag or an artifact, pictures
are told in words, tables have headings with a scope and rows of one length, headings go
down one level at a time, the reading order is that of the pages.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do"}


@dataclass
class Element:
    """One tag: its kind, its dictionary, and what is below it in the order read; content
    of pages stands as (page, mark)."""

    kind: str
    told: Any
    below: list[Element | tuple[int, int]] = field(default_factory=list)

    def all(self, kind: str) -> Iterator[Element]:
        """The tags of a kind, itself among them, in the order read."""
        if self.kind == kind:
            yield self
        for one in self.below:
            if isinstance(one, Element):
                yield from one.all(kind)

    def marks(self) -> Iterator[tuple[int, int]]:
        """Its content, in the order read."""
        for one in self.below:
            if isinstance(one, Element):
                yield from one.marks()
            else:
                yield one

    @property
    def children(self) -> list[Element]:
        return [one for one in self.below if isinstance(one, Element)]


def tree(pdf: Pdf) -> Element:
    """The tags of a document."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def read(told: Any, page: int) -> Element:
        if "/Pg" in told:
            page = pages[told.Pg.objgen]
        found = Element(str(told.get("/S", "/Root"))[1:], told)
        kids = told.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary):
                found.below.append((page, int(kid)))
            elif kid.get("/Type") == Name.MCR:
                at = pages[kid.Pg.objgen] if "/Pg" in kid else page
                found.below.append((at, int(kid.MCID)))
            elif kid.get("/Type") != Name.OBJR:
                found.below.append(read(kid, page))
        return found

    return read(pdf.Root.StructTreeRoot, 0)


def faults(content: bytes) -> list[str]:
    """What a screen reader would stumble over; nothing for a good document."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = tree(pdf)
        return [
            *_document(pdf),
            *_marked(pdf, root),
            *_pictures(root),
            *_tables(root),
            *_headings(root),
            *_order(root),
        ]


def _document(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    with pdf.open_metadata() as told:
        if str(told.get("pdfuaid:part")) != "1":
            yield "does not claim PDF/UA-1"
        if not told.get("dc:title"):
            yield "no title"
    for number, page in enumerate(pdf.pages):
        if page.get("/Tabs") != Name.S:
            yield f"page {number}: tabs do not follow the tags"
        for font in page.resources.get("/Font", {}).values():
            if "/ToUnicode" not in font:
                yield f"page {number}: letters that cannot be read out"


def _marked(pdf: Pdf, root: Element) -> Iterator[str]:
    """Every mark is an artifact, or content of exactly one tag."""
    told = Counter(root.marks())
    drawn: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        open_: list[bool] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                given = operands[1] if len(operands) > 1 else {}
                mark = given.get("/MCID") if isinstance(given, Dictionary) else None
                if mark is not None:
                    drawn.add((number, int(mark)))
                elif operands[0] != Name.Artifact and not any(open_):
                    yield f"page {number}: content without a tag"
                open_.append(mark is not None)
            elif name == "EMC":
                open_.pop()
            elif name in _PAINTS and not open_:
                yield f"page {number}: {name} is neither tagged nor an artifact"
    if drawn != set(told):
        yield f"tags and marks differ: {drawn ^ set(told)}"
    if any(count > 1 for count in told.values()):
        yield "content of several tags"


def _pictures(root: Element) -> Iterator[str]:
    for one in root.all("Figure"):
        if not str(one.told.get("/Alt", "")).strip():
            yield "a picture without words"


def _tables(root: Element) -> Iterator[str]:
    for table in root.all("Table"):
        rows = list(table.all("TR"))
        if len({len(row.children) for row in rows}) != 1:
            yield "rows of a table differ in length"
        heads = list(table.all("TH"))
        if len(heads) < len(rows[0].children):
            yield "a column without heading"
        for head in heads:
            given = head.told.get("/A", Array())
            scopes = [one.get("/Scope") for one in _dictionaries(given)]
            if not any(scopes):
                yield "a heading without scope"


def _dictionaries(given: Any) -> Iterator[Any]:
    for one in given if isinstance(given, Array) else [given]:
        if isinstance(one, Dictionary):
            yield one


def _headings(root: Element) -> Iterator[str]:
    levels = [int(one.kind[1:]) for one in _all(root) if one.kind in _HEADINGS]
    if not levels or levels[0] != 1 or levels.count(1) != 1:
        yield f"not one first heading: {levels}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} after {before}"


_HEADINGS = ("H1", "H2", "H3", "H4")


def _all(element: Element) -> Iterator[Element]:
    yield element
    for one in element.children:
        yield from _all(one)


def _order(root: Element) -> Iterator[str]:
    """Content is read page by page."""
    pages = [page for page, _mark in root.marks()]
    if pages != sorted(pages):
        yield "the reading order goes back to an earlier page"


def cells(content: bytes) -> list[list[list[str]]]:
    """The tables of a document: rows of cells as their letters say, without spaces."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        words = _words(pdf)
        return [
            [
                [
                    "".join(words.get(mark, "") for mark in cell.marks()).replace(
                        "\N{ZERO WIDTH SPACE}", ""
                    )
                    for cell in row.children
                ]
                for row in table.all("TR")
            ]
            for table in tree(pdf).all("Table")
        ]


def _words(pdf: Pdf) -> dict[tuple[int, int], str]:
    """What each mark says, by page and number, without spaces."""
    found: dict[tuple[int, int], str] = {}
    maps: dict[Any, dict[int, str]] = {}
    for number, page in enumerate(pdf.pages):
        fonts = page.resources.get("/Font", {})
        letters: dict[int, str] = {}
        within: list[
            tuple[int | None, bool]
        ] = []  # mark, and whether it is told already
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            mark, is_told = within[-1] if within else (None, False)
            if name in ("BDC", "BMC"):
                given = operands[1] if len(operands) > 1 else {}
                told = given if isinstance(given, Dictionary) else {}
                mark = int(told["/MCID"]) if "/MCID" in told else mark
                if "/ActualText" in told and mark is not None and not is_told:
                    key = number, mark
                    said = "".join(str(told["/ActualText"]).split())
                    found[key] = found.get(key, "") + said
                within.append((mark, is_told or "/ActualText" in told))
            elif name == "EMC":
                within.pop()
            elif name == "Tf":
                font = fonts[str(operands[0])]
                if font.objgen not in maps:
                    maps[font.objgen] = _letters(font.ToUnicode.read_bytes())
                letters = maps[font.objgen]
            elif name in ("Tj", "TJ") and mark is not None and not is_told:
                said = "".join(_said(operands[0], letters))
                key = number, mark
                found[key] = found.get(key, "") + "".join(said.split())
    return found


def _said(operand: Any, letters: dict[int, str]) -> Iterator[str]:
    for part in operand if isinstance(operand, Array) else [operand]:
        if isinstance(part, pikepdf.String):
            code = bytes(part)
            for at in range(0, len(code), 2):
                yield letters.get(int.from_bytes(code[at : at + 2], "big"), "\ufffd")


def _letters(told: bytes) -> dict[int, str]:
    """The letter of each glyph, of a map that Typst writes."""
    found: dict[int, str] = {}
    lines = iter(told.decode("latin-1").splitlines())
    for line in lines:
        if line.endswith("beginbfchar"):
            for _n in range(int(line.split()[0])):
                code, text = next(lines).split()
                found[int(code[1:-1], 16)] = bytes.fromhex(text[1:-1]).decode(
                    "utf-16-be"
                )
        elif line.endswith("beginbfrange"):
            for _n in range(int(line.split()[0])):
                first, last, text = next(lines).split()
                start = int(text[1:-1], 16)
                for code in range(int(first[1:-1], 16), int(last[1:-1], 16) + 1):
                    found[code] = chr(start + code - int(first[1:-1], 16))
    return found
