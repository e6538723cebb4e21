"""A book on its way from the process that reads it: a JSON header, then plain bytes.

Nothing that arrives can run: texts come as text and codes as whole numbers, whose range
is checked. A frame is a letter, a length in eight bytes, and that many bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import IO, Any

import numpy as np

from imbang.intake.books import Book
from imbang.intake.cells import Cells, Sheet

_HEAD = struct.Struct("<cQ")
_END = "\0"  # between two texts; no cell's text holds it


class BrokenFrame(Exception):
    """What arrived is no frame: the other side stopped in the middle."""


def write_frame(stream: IO[bytes], letter: bytes, *parts: bytes) -> None:
    """Send ``parts`` as one frame."""
    stream.write(_HEAD.pack(letter, sum(map(len, parts))))
    for part in parts:
        stream.write(part)
    stream.flush()


def read_frame(stream: IO[bytes], *, most: int) -> tuple[bytes, bytes]:
    """The letter and the content of the next frame, of ``most`` bytes at most."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise BrokenFrame
    letter, length = _HEAD.unpack(head)
    if length > most:
        raise BrokenFrame
    content = stream.read(length)
    if len(content) < length:
        raise BrokenFrame
    return letter, content


def pack(book: Book) -> list[bytes]:
    """The parts of a book."""
    blobs: list[bytes] = []
    header = {
        "hidden": book.hidden,
        "aside": book.aside,
        "sheets": [_pack_sheet(sheet, blobs) for sheet in book.sheets],
    }
    described = json.dumps(header).encode()
    return [struct.pack("<Q", len(described)), described, *blobs]


def _pack_sheet(sheet: Sheet, blobs: list[bytes]) -> dict[str, Any]:
    columns = []
    for cells in sheet.columns:
        own = [
            cells.codes.astype("<i4").tobytes(),
            _END.join(cells.texts).encode("utf-8", "surrogatepass"),
            bytes(cells.is_number),
        ]
        columns.append([len(cells.texts), *map(len, own)])
        blobs += own
    return {
        "name": sheet.name,
        "height": sheet.height,
        "merged": sheet.merged,
        "faults": [[*place, fault] for place, fault in sheet.faults.items()],
        "columns": columns,
    }


def unpack(content: bytes) -> Book:
    """The book that was packed; BrokenFrame or ValueError for anything else."""
    view = memoryview(content)
    (length,) = struct.unpack_from("<Q", view)
    header = json.loads(bytes(view[8 : 8 + length]))
    blobs = _Blobs(view[8 + length :])
    sheets = tuple(_unpack_sheet(told, blobs) for told in header["sheets"])
    return Book(sheets, tuple(header["hidden"]), tuple(header["aside"]))


class _Blobs:
    """The bytes behind the header, taken one after the other."""

    def __init__(self, view: memoryview) -> None:
        self.view = view

    def take(self, length: int) -> memoryview:
        taken, self.view = self.view[:length], self.view[length:]
        if len(taken) != length:
            raise BrokenFrame
        return taken


def _unpack_sheet(told: dict[str, Any], blobs: _Blobs) -> Sheet:
    return Sheet(
        name=told["name"],
        columns=tuple(_unpack_columns(told, blobs)),
        height=int(told["height"]),
        merged=tuple((a, b, c, d) for a, b, c, d in told["merged"]),
        faults={(int(r), int(c)): fault for r, c, fault in told["faults"]},
    )


def _unpack_columns(told: dict[str, Any], blobs: _Blobs) -> Iterator[Cells]:
    for count, *lengths in told["columns"]:
        codes, joined, numbers = (blobs.take(length) for length in lengths)
        texts = bytes(joined).decode("utf-8", "surrogatepass").split(_END)
        texts = texts if count else []
        found = np.frombuffer(codes, "<i4").astype(np.int32)
        in_range = not len(found) or (found.min() >= -1 and found.max() < count)
        if len(texts) != count or len(found) != told["height"] or not in_range:
            raise BrokenFrame
        yield Cells(found, tuple(texts), tuple(map(bool, bytes(numbers))))
