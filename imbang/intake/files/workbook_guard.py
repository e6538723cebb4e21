"""Looking into a workbook before it is read: is it safe, which cells have no value?

A workbook is a zip of XML. A few kilobytes can hold gigabytes, or two cells so far
apart that the table between them does not fit into memory; both are refused here.
On the way the cells are found that the reader shows as empty or 0 although they are
not: spreadsheet errors (#DIV/0!) and formulas whose result was never stored. What the
workbook holds beside tables (macros, links to other workbooks) is noted and not read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from imbang.intake.files import ods_guard, signatures, xls_guard
from imbang.intake.files.cells import Fault
from imbang.refusals import Refusal
from imbang.texts import _

MOST_BYTES = 600_000_000  # inflated, all parts together
MOST_RATIO = 250  # inflated to packed, of a part over 10 MB
MOST_CELLS = 25_000_000  # of the rectangle around a sheet's filled cells
_RATIO_FROM = 10_000_000
_HEAD = 4096  # bytes of a part in which its root element is
_ONE_LETTER = 26  # columns A to Z
_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 16  # carried over a chunk's end, so that no cell is cut

# As spreadsheet programs write it, and as the standard also allows.
_PREFIX = re.compile(rb'xmlns:\w+\s*=\s*["\'][^"\']*spreadsheetml/[^"\']*main["\']')
# What stands between two signs is bounded, and never holds the sign itself: from each
# place a pattern looks no farther than a cell's beginning is long.
_ATTRIBUTES = rb"[^<>]{0,300}?"
_WIDE_CELL = re.compile(rb'<c r="([A-Z]{2,3})([0-9]{1,7})"[^<>/]{0,300}>')
_CELL = re.compile(
    rb"<(?:\w{1,30}:)?c\s(?:" + _ATTRIBUTES + rb'\s)?r="([A-Z]{1,3})([0-9]{1,7})"'
    rb"[^<>/]{0,300}>"
)
_ANY_CELL = re.compile(rb"<(?:\w{1,30}:)?c(?:\s[^<>]*)?(?<!/)>")
_ERROR = re.compile(
    rb"<(?:\w{1,30}:)?c\s"
    + _ATTRIBUTES
    + rb'r="([A-Z]+)([0-9]+)"'
    + _ATTRIBUTES
    + rb't="e"'
)
_ERROR_HINT = b't="e"'
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w{1,30}:)?c\s" + _ATTRIBUTES + rb'r="([A-Z]+)([0-9]+)"[^<>]{0,300}>'
    rb"<(?:\w{1,30}:)?f(?:\s[^<>]{0,300})?(?:/>|>[^<]*</(?:\w{1,30}:)?f>)"
    rb"(?:<(?:\w{1,30}:)?v\s*/>|<(?:\w{1,30}:)?v></(?:\w{1,30}:)?v>)?</(?:\w{1,30}:)?c>"
)
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Guarded:
    """What was found: by sheet the cells without a value, and what is not read.

    ``merged`` holds, by sheet, the merged areas that the reader does not tell of; ``far``
    the cell of a sheet that lies too far from the others for the sheet to be read.
    """

    faults: Mapping[str, Mapping[tuple[int, int], Fault]] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    merged: Mapping[str, Sequence[tuple[int, int, int, int]]] = field(
        default_factory=dict
    )
    far: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Extent:
    """The corner of a sheet's filled cells, and the cells without a value."""

    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    has_prefix: bool = False
    far: str = ""

    def add(self, chunk: bytes) -> None:
        """Take in one piece of a sheet's XML; once a cell lies too far, no more."""
        if self.far:
            return
        self.has_prefix = self.has_prefix or bool(_PREFIX.search(chunk, 0, _HEAD))
        cells = _cells(chunk, is_odd=self.has_prefix)
        if cells is None:
            raise Refusal(
                _(
                    "The workbook was not written in the usual way. Open it in a "
                    "spreadsheet program, save it as .xlsx and send that file."
                )
            )
        self.rows = max([self.rows, *map(int, {row for _, row in cells})])
        names = {column for column, _ in cells}
        self.columns = max([self.columns, *(column_position(n) + 1 for n in names)])
        if self.columns > _ONE_LETTER and self.rows * self.columns > MOST_CELLS:
            self.far = _farthest(cells)
            return
        if _ERROR_HINT in chunk:
            self._note(_ERROR, chunk, "error")
        if b"<f" in chunk or self.has_prefix:
            self._note(_EMPTY_FORMULA, chunk, "formula")

    def _note(self, pattern: re.Pattern[bytes], chunk: bytes, fault: Fault) -> None:
        for column, row in pattern.findall(chunk):
            self.faults[int(row) - 1, column_position(column)] = fault


def _cells(chunk: bytes, *, is_odd: bool) -> list[tuple[bytes, bytes]] | None:
    """Column and row of filled cells: all beyond column Z, and the last of the others.

    That tells how far a sheet goes, and takes a small part of the time of all cells: one
    that is no wider than Z fits into memory however long it is. Where something else
    than cells begins with c, or they are odd, all are looked at; None if one does not say
    where it is.
    """
    if not is_odd and chunk.count(b"<c") == chunk.count(b'<c r="'):
        last = chunk.rfind(b'<c r="', 0, max(chunk.rfind(b"</c>"), 0))
        return _WIDE_CELL.findall(chunk) + _CELL.findall(chunk, max(last, 0))[:1]
    cells = _CELL.findall(chunk)
    return cells if len(cells) == len(_ANY_CELL.findall(chunk)) else None


def _farthest(cells: Sequence[tuple[bytes, bytes]]) -> str:
    """The cell that spans most with the first one: 'XFD1048576'."""
    column, row = max(
        cells, key=lambda cell: (column_position(cell[0]) + 1) * int(cell[1])
    )
    return f"{column.decode()}{row.decode()}"


def stray_cell(cell: str) -> Refusal:
    """What is said of a sheet of which one cell lies far from all others."""
    return Refusal(
        _(
            "The sheet has filled cells too far apart (as far as cell {cell}) and is not "
            "read. Delete the stray cells far below or to the right.",
            cell=cell,
        )
    )


def too_far_apart(row: int) -> Refusal:
    """What is said of a sheet whose filled cells span more than memory holds."""
    return Refusal(
        _(
            "A sheet has filled cells too far apart (down to row {row}). "
            "Delete the stray cells far below or to the right.",
            row=row,
        )
    )


def examine(content: bytes, form: signatures.Form) -> Guarded:
    """What a workbook holds beside values.

    Raises Refusal, in words for an officer, when the file is broken or not safe.
    """
    try:
        if form == "xls":
            return _examine_xls(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _examine(archive, form)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as error:
        raise signatures.damaged() from error
    except (NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refusal(_("The file cannot be read: {reason}.", reason=error)) from error


def _examine_xls(content: bytes) -> Guarded:
    found = xls_guard.look_through(content)
    told = {"macros": found.has_macros, "external_links": found.has_links}
    return Guarded(
        found.faults, tuple(what for what, is_there in told.items() if is_there)
    )


def _examine_ods(archive: zipfile.ZipFile, aside: tuple[str, ...]) -> Guarded:
    with archive.open("content.xml") as content:
        sheets = ods_guard.look_through(content)
    for sheet in sheets.values():
        if sheet.rows * sheet.columns > MOST_CELLS:
            raise too_far_apart(sheet.rows)
    if any(sheet.is_copy for sheet in sheets.values()):
        aside = (*aside, "external_links")
    return Guarded(
        {name: sheet.faults for name, sheet in sheets.items()},
        aside,
        {name: sheet.merged for name, sheet in sheets.items()},
    )


def _examine(archive: zipfile.ZipFile, form: signatures.Form) -> Guarded:
    _check_sizes(archive)
    extents = {info.filename: _extent(archive, info) for info in archive.infolist()}
    aside = tuple(_aside(archive.namelist()))
    if form == "ods":
        return _examine_ods(archive, aside)
    if form != "xlsx":
        return Guarded(aside=aside)
    parts = _sheet_parts(archive)
    faults = {n: extents[part].faults for n, part in parts.items() if part in extents}
    far = {n: extents[part].far for n, part in parts.items() if part in extents}
    return Guarded(faults, aside, far={n: cell for n, cell in far.items() if cell})


def _aside(names: list[str]) -> Iterator[str]:
    if any(name.endswith("vbaProject.bin") or "Basic/" in name for name in names):
        yield "macros"
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield "external_links"


def column_position(letters: bytes | str) -> int:
    """0 for A, 26 for AA."""
    text = letters.decode() if isinstance(letters, bytes) else letters
    position = 0
    for letter in text:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def _check_sizes(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    inflated = sum(info.file_size for info in infos)
    is_bomb = any(
        info.file_size > _RATIO_FROM
        and info.file_size > MOST_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    if is_bomb or inflated > MOST_BYTES:
        raise Refusal(
            _(
                "The workbook unpacks to {size} MB, far more than a report holds. Copy "
                "the table into a new workbook and send that.",
                size=inflated // 1_000_000,
            )
        )


def _extent(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Extent:
    # Every part is read to its end: only then does zipfile notice a part that unpacks
    # to more than it says.
    extent = _Extent()
    with archive.open(info) as part:
        for chunk in _chunks(part):
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                raise Refusal(
                    _(
                        "The workbook holds definitions that no workbook needs (DTD) "
                        "and is not opened. Copy the table into a new workbook."
                    )
                )
            if info.filename.startswith("xl/worksheets/") and chunk:
                extent.add(chunk)
    return extent


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end between two cells, where that can be seen."""
    rest = b""
    while piece := part.read(_CHUNK):
        piece = rest + piece
        cut = piece.rfind(b"</c>")
        cut = cut + 4 if cut >= 0 and len(piece) - cut < _LONGEST_CELL else len(piece)
        rest = piece[cut:]
        yield piece[:cut]
    yield rest


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The zip part that holds each sheet, by sheet name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_RELATIONS), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[element.get("name", "")] = part
    return found
