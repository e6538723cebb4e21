"""Cells on their way from the process that reads them: described in JSON, plain bytes.

Nothing that arrives can run: texts come as text and codes as whole numbers, whose range
is checked. A frame is a letter, a length in eight bytes, and that many bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import IO, Any

import numpy as np

from imbang.intake.files.cells import Cells, Sheet

_HEAD = struct.Struct("<cQ")
_END = "\0"  # between two texts; no cell's text holds it

# The texts that were packed: several tables of one sheet share those of its columns.
Texts = dict[int, tuple[int, tuple[str, ...]]]


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


def read_json(content: bytes) -> Any:
    """What a frame says in JSON; BrokenFrame when it is none."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise BrokenFrame from error


def pack_sheet(sheet: Sheet, blobs: list[bytes], texts: Texts) -> dict[str, Any]:
    """A sheet as what describes it; its cells are added to ``blobs``."""
    return {
        "name": sheet.name,
        "height": sheet.height,
        "merged": sheet.merged,
        "faults": [[*place, fault] for place, fault in sheet.faults.items()],
        "columns": [_pack_cells(cells, blobs, texts) for cells in sheet.columns],
    }


def _pack_cells(cells: Cells, blobs: list[bytes], texts: Texts) -> list[int]:
    """Number and count of the texts, then the lengths of what is sent of the column."""
    own = [cells.codes.astype("<i4").tobytes()]
    key = id(cells.texts)
    is_new = key not in texts
    if is_new:
        texts[key] = len(texts), cells.texts  # kept, so that its id stays its own
        own += [
            _END.join(cells.texts).encode("utf-8", "surrogatepass"),
            bytes(cells.is_number),
        ]
    blobs += own
    return [texts[key][0], len(cells.texts), *map(len, own)]


class Blobs:
    """The bytes behind a header, taken one after the other, and the texts among them."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._texts: list[tuple[tuple[str, ...], tuple[bool, ...]]] = []

    def take(self, length: int) -> memoryview:
        """The next so many bytes; BrokenFrame when there are fewer."""
        taken, self._view = self._view[:length], self._view[length:]
        if len(taken) != length:
            raise BrokenFrame
        return taken

    def texts(
        self, number: int, count: int, lengths: list[int]
    ) -> tuple[tuple[str, ...], tuple[bool, ...]]:
        """Texts by their number, taken when they come for the first time."""
        if number == len(self._texts):
            joined, numbers = (self.take(length) for length in lengths)
            found = bytes(joined).decode("utf-8", "surrogatepass").split(_END)
            self._texts.append(
                (tuple(found if count else ()), tuple(map(bool, bytes(numbers))))
            )
        texts, are_numbers = self._texts[number]
        if not len(texts) == len(are_numbers) == count:
            raise BrokenFrame
        return texts, are_numbers


def unpack_sheet(told: dict[str, Any], blobs: Blobs) -> Sheet:
    """The sheet that was packed; BrokenFrame or ValueError for anything else."""
    return Sheet(
        name=told["name"],
        columns=tuple(_unpack_columns(told, blobs)),
        height=int(told["height"]),
        merged=tuple((a, b, c, d) for a, b, c, d in told["merged"]),
        faults={(int(r), int(c)): fault for r, c, fault in told["faults"]},
    )


def _unpack_columns(told: dict[str, Any], blobs: Blobs) -> Iterator[Cells]:
    for number, count, length, *lengths in told["columns"]:
        codes = np.frombuffer(blobs.take(length), "<i4").astype(np.int32)
        texts, are_numbers = blobs.texts(number, count, lengths)
        in_range = not len(codes) or (codes.min() >= -1 and codes.max() < count)
        if len(codes) != told["height"] or not in_range:
            raise BrokenFrame
        yield Cells(codes, texts, are_numbers)
