"""OpenDocument sheets: merged cells and cells without a value, which calamine keeps not.

A row or cell may say that it stands a million times over; places are counted on, and
only those with something to tell are kept, as many as a sheet of a report may have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import IO
from xml.parsers import expat

from imbang.intake.files.cells import Fault

_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]+")
_MOST_KEPT = 100_000  # faults or merged areas of one sheet
_CHUNK = 1 << 20

Attributes = dict[str, str]
Area = tuple[int, int, int, int]


@dataclass
class OdsSheet:
    """What was found in one sheet; places count from 0."""

    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    is_copy: bool = False  # of a sheet of another file
    rows: int = 0  # down to the last filled one, as often as each says it stands
    columns: int = 0


@dataclass
class _Cell:
    attributes: Attributes
    text: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether the cell holds anything."""
        return "office:value-type" in self.attributes or bool(self.text)

    @property
    def fault(self) -> Fault | None:
        """Why the cell has no value, if it should have one."""
        is_formula = "table:formula" in self.attributes
        is_error = self.attributes.get("calcext:value-type") == "error"
        if is_error or (is_formula and _ERROR.fullmatch(self.text.strip())):
            return "error"
        has_value = "office:value-type" in self.attributes or self.text
        return "formula" if is_formula and not has_value else None


class _Handler:
    """What to do at each element; prefixes are those that every program writes."""

    def __init__(self) -> None:
        self.sheets: dict[str, OdsSheet] = {}
        self._sheet = OdsSheet()
        self._row = self._column = 0
        self._row_repeated = 1
        self._cell: _Cell | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag in _CELLS:
            self._cell = _Cell(attributes)
        elif tag == "table:table-row":
            self._column = 0
            self._row_repeated = _count(attributes, "table:number-rows-repeated")
        elif tag == "table:table":
            self._row = 0
            self._sheet = self.sheets.setdefault(
                attributes.get("table:name", ""), OdsSheet()
            )
        elif tag == "table:table-source":
            self._sheet.is_copy = True

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _CELLS and self._cell is not None:
            self._note(self._cell)
            self._column += _count(
                self._cell.attributes, "table:number-columns-repeated"
            )
            self._cell = None
        elif tag == "table:table-row":
            self._row += self._row_repeated

    def text(self, text: str) -> None:
        """Text within an element."""
        if self._cell is not None and len(self._cell.text) < 40:
            self._cell.text += text

    def _note(self, cell: _Cell) -> None:
        top, left = self._row, self._column
        if cell.is_filled:
            sheet = self._sheet
            sheet.rows = max(sheet.rows, top + self._row_repeated)
            wide = _count(cell.attributes, "table:number-columns-repeated")
            sheet.columns = max(sheet.columns, left + wide)
        if fault := cell.fault:
            times = _count(cell.attributes, "table:number-columns-repeated")
            places = (
                (down, right)
                for down in range(self._row_repeated)
                for right in range(times)
            )
            free = max(0, _MOST_KEPT - len(self._sheet.faults))
            for down, right in islice(places, free):
                self._sheet.faults[top + down, left + right] = fault
        rows = _count(cell.attributes, "table:number-rows-spanned")
        columns = _count(cell.attributes, "table:number-columns-spanned")
        if (rows > 1 or columns > 1) and len(self._sheet.merged) < _MOST_KEPT:
            self._sheet.merged.append((top, left, top + rows - 1, left + columns - 1))


def _count(attributes: Attributes, name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


def look_through(content: IO[bytes]) -> dict[str, OdsSheet]:
    """By name what each sheet of a ``content.xml`` holds; ValueError when it is broken."""
    handler = _Handler()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    try:
        while piece := content.read(_CHUNK):
            parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return handler.sheets
