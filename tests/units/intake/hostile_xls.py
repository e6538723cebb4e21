"""Old Excel workbooks made record by record, in a compound file made sector by sector."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(number: int, body: bytes = b"") -> bytes:
    """One record of the workbook's stream."""
    return struct.pack("<HH", number, len(body)) + body


def boundsheet(start: int, name: str) -> bytes:
    """The record that says where a sheet begins."""
    text = name.encode("latin-1")
    return record(0x85, struct.pack("<IHBB", start, 0, len(text), 0) + text)


def overlapping(sheets: int) -> bytes:
    """A workbook in which all sheets begin at one place, a long one."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    named = [boundsheet(0, f"S{n}") for n in range(sheets)]
    start = len(begin) + sum(map(len, named)) + 4
    globals_ = begin + b"".join(boundsheet(start, f"S{n}") for n in range(sheets))
    cells = record(0x205, bytes(6) + b"\x07\x01") * sheets
    part = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + cells
    return compound(globals_ + record(0x0A) + part + record(0x0A))


def circling() -> bytes:
    """A workbook whose chain of sectors comes back to its beginning."""
    content = bytearray(compound(bytes(20 * _SECTOR)))
    fat = _SECTOR  # the first sector holds the chains
    struct.pack_into("<I", content, fat + 4 * 10, 3)
    return bytes(content)


def compound(stream: bytes) -> bytes:
    """A compound file with one stream, ``Workbook``."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    length = len(stream) // _SECTOR
    fats = 1
    while fats * 128 < fats + 1 + length:
        fats += 1
    assert fats <= 109
    chain = [_FAT] * fats + [_END]
    first = fats + 1
    chain += [*range(first + 1, first + length), _END]
    chain += [_FREE] * (fats * 128 - len(chain))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, _END, 0, _END, 0)
    places = [*range(fats)] + [_FREE] * (109 - fats)
    head += struct.pack("<109I", *places)
    root = _entry("Root Entry", 5, _END, 0, child=1)
    book = _entry("Workbook", 2, first, len(stream))
    folder = (root + book).ljust(_SECTOR, b"\0")
    return head + struct.pack(f"<{len(chain)}I", *chain) + folder + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return entry + struct.pack("<III", start, size, 0)
