"""Old Excel workbooks (.xls): which cells hold a spreadsheet error.

calamine shows an error as an empty cell; the records of the file tell which cells hold
one. The records are those of [MS-XLS]: an id and a length before each.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from imbang.intake.files.cells import Fault

_RECORD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_BOF, _EOF = 0x0809, 0x000A
_BOUNDSHEET, _SUPBOOK = 0x0085, 0x01AE
_FORMULA, _BOOLERR = 0x0006, 0x0205
_OWN_BOOK = (b"\x01\x04", b"\x01\x3a")  # of a SUPBOOK: this workbook, or add-ins

Faults = dict[tuple[int, int], Fault]


@dataclass
class XlsFound:
    """By name the cells with an error of each sheet; and what else the file holds."""

    faults: dict[str, Faults] = field(default_factory=dict)
    has_macros: bool = False
    has_links: bool = False


def look_through(content: bytes) -> XlsFound:
    """What the records tell; ValueError when the file is broken."""
    found = XlsFound()
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            found.has_macros = ole.exists("_VBA_PROJECT_CUR")
            name = next((n for n in ("Workbook", "Book") if ole.exists(n)), None)
            if name is None:
                raise ValueError("no workbook in the file")
            stream = bytes(ole.openstream(name).read())
        left = len(stream) // _RECORD.size  # of all sheets together there are no more
        for record, body in _records(stream, 0):
            if record == _BOUNDSHEET and len(body) > 8:
                start = int.from_bytes(body[:4], "little")
                faults, records = _faults(stream, start)
                found.faults[_sheet_name(body)] = faults
                left -= records
                if left < 0:
                    raise ValueError("sheets lie over one another")
            elif record == _SUPBOOK and body[2:4] not in _OWN_BOOK:
                found.has_links = True
    except (OSError, IndexError, struct.error) as error:
        raise ValueError(str(error)) from error
    return found


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the workbook, those of charts in it left out."""
    depth = 0
    while start + _RECORD.size <= len(stream):
        record, length = _RECORD.unpack_from(stream, start)
        start += _RECORD.size
        if record == _BOF:
            depth += 1
        elif record == _EOF:
            depth -= 1
            if depth < 1:
                return
        elif depth == 1:
            yield record, stream[start : start + length]
        start += length


def _sheet_name(body: bytes) -> str:
    """The name in a BOUNDSHEET record: a length, a flag for two bytes a sign, the signs."""
    count, is_wide = body[6], body[7] & 1
    if is_wide:
        return body[8 : 8 + 2 * count].decode("utf-16-le", "replace")
    return body[8 : 8 + count].decode("latin-1")


def _faults(stream: bytes, start: int) -> tuple[Faults, int]:
    """The cells of a sheet with an error, and how many records were looked at."""
    faults: Faults = {}
    records = 0
    for record, body in _records(stream, start):
        records += 1
        is_error = (
            body[7:8] == b"\x01"
            if record == _BOOLERR
            # a formula's result: an error's is marked by the last two bytes
            else record == _FORMULA
            and body[6:7] == b"\x02"
            and body[12:14] == b"\xff\xff"
        )
        if is_error:
            row, column = _PLACE.unpack_from(body)
            faults[row, column] = "error"
    return faults, records
