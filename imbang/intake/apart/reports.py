"""What was found in a file, on its way from the process that checks it.

Texts and numbers go as JSON, cells as `imbang.intake.apart.wire` packs them, drafts as Arrow
has them; nothing that arrives can run.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import pyarrow as pa

from imbang.intake.apart.wire import (
    Blobs,
    BrokenFrame,
    Texts,
    pack_sheet,
    unpack_sheet,
)
from imbang.intake.files.cells import Book, Sheet
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import (
    Answer,
    CheckedFile,
    Options,
    Question,
    SheetRead,
)
from imbang.periods import Period
from imbang.store.drafts import Draft


def pack(checked: CheckedFile, *, knows_book: bool = False) -> list[bytes]:
    """The parts of what was found: the length of the header, it, and plain bytes.

    What was read of the file is among them, unless the other side knows it.
    """
    blobs: list[bytes] = []
    texts: Texts = {}
    book = checked.book or Book(())
    header = {
        "book": None if knows_book else _pack_book(book, blobs, texts),
        "name": checked.name,
        "has_identities": checked.has_identities,
        "office": checked.office,
        "problems": [[*asdict(problem).values()] for problem in checked.problems],
        "questions": [asdict(question) for question in checked.questions],
        "said": pack_options(checked.said),
        "sheets": [_pack_read(read, book, blobs, texts) for read in checked.sheets],
        "drafts": [_pack_draft(draft, blobs) for draft in checked.drafts],
    }
    return _headed(header, blobs)


def unpack(content: bytes, book: Book | None = None) -> CheckedFile:
    """What was packed, ``book`` where it was known; BrokenFrame for anything else."""
    try:
        return _unpack(content, book)
    except (ValueError, TypeError, LookupError, struct.error) as error:
        raise BrokenFrame from error


def pack_book(book: Book) -> list[bytes]:
    """The parts of what was read of a file, as those of `pack`."""
    blobs: list[bytes] = []
    return _headed(_pack_book(book, blobs, {}), blobs)


def unpack_book(content: bytes) -> Book:
    """What `pack_book` made."""
    return _unpack_book(*_parted(content))


def _headed(header: Mapping[str, Any], blobs: Sequence[bytes]) -> list[bytes]:
    described = json.dumps(header).encode()
    return [struct.pack("<Q", len(described)), described, *blobs]


def _parted(content: bytes) -> tuple[Any, Blobs]:
    """The header of what `_headed` put together, and the bytes behind it."""
    view = memoryview(content)
    (length,) = struct.unpack_from("<Q", view)
    return json.loads(bytes(view[8 : 8 + length])), Blobs(view[8 + length :])


def _pack_book(book: Book, blobs: list[bytes], texts: Texts) -> dict[str, Any]:
    return {
        "sheets": [pack_sheet(sheet, blobs, texts) for sheet in book.sheets],
        "hidden": book.hidden,
        "aside": book.aside,
    }


def _unpack_book(told: dict[str, Any], blobs: Blobs) -> Book:
    sheets = tuple(unpack_sheet(sheet, blobs) for sheet in told["sheets"])
    return Book(sheets, tuple(told["hidden"]), tuple(told["aside"]))


def _unpack(content: bytes, known: Book | None) -> CheckedFile:
    told, blobs = _parted(content)
    book = known if told["book"] is None else _unpack_book(told["book"], blobs)
    if book is None:
        raise BrokenFrame
    return CheckedFile(
        book=book,
        name=told["name"],
        problems=[Problem(*values) for values in told["problems"]],
        has_identities=bool(told["has_identities"]),
        sheets=[_unpack_read(read, book, blobs) for read in told["sheets"]],
        questions=[_unpack_question(question) for question in told["questions"]],
        office=told["office"],
        said=unpack_options(told["said"]),
        drafts=[_unpack_draft(draft, blobs) for draft in told["drafts"]],
    )


def pack_options(options: Options) -> dict[str, Any]:
    """What was said of one file."""
    return {
        "dataset": options.dataset,
        "region": options.region,
        "period": _pack_period(options.period),
        "headings": dict(options.headings),
        "labels": dict(options.labels),
        "leave_out": sorted(options.leave_out),
    }


def unpack_options(told: Mapping[str, Any]) -> Options:
    """What `pack_options` made."""
    return Options(
        **{
            **told,
            "period": _unpack_period(told["period"]),
            "leave_out": frozenset(told["leave_out"]),
        }
    )


def _pack_period(period: Period | None) -> list[int] | None:
    return None if period is None else [period.first, period.last]


def _unpack_period(told: Sequence[int] | None) -> Period | None:
    return None if told is None else Period(int(told[0]), int(told[1]))


def _unpack_question(told: dict[str, Any]) -> Question:
    texts = {"rows": tuple(told["rows"]), "also": tuple(told["also"])}
    offered = tuple(
        Answer(**{**one, "of": tuple(one["of"])}) for one in told["offered"]
    )
    return Question(**{**told, **texts, "offered": offered})


def _pack_read(
    read: SheetRead, book: Book, blobs: list[bytes], texts: Texts
) -> dict[str, Any]:
    return {
        **asdict(replace(read, content=None, period=None)),
        "columns": [*read.columns.items()],
        "period": _pack_period(read.period),
        "content": _pack_content(read.content, book, blobs, texts),
    }


def _pack_content(
    content: Sheet | None, book: Book, blobs: list[bytes], texts: Texts
) -> int | dict[str, Any] | None:
    """The number of a sheet of the book; a table cut out of one is described."""
    if content is None:
        return None
    at = [number for number, sheet in enumerate(book.sheets) if sheet is content]
    return at[0] if at else pack_sheet(content, blobs, texts)


def _unpack_content(
    told: int | dict[str, Any] | None, book: Book, blobs: Blobs
) -> Sheet | None:
    if told is None:
        return None
    return book.sheets[told] if isinstance(told, int) else unpack_sheet(told, blobs)


def _unpack_read(told: dict[str, Any], book: Book, blobs: Blobs) -> SheetRead:
    return SheetRead(
        **{
            **told,
            "heading_rows": tuple(told["heading_rows"]),
            "headings": tuple(told["headings"]),
            "columns": {int(at): key for at, key in told["columns"]},
            "period": _unpack_period(told["period"]),
            "content": _unpack_content(told["content"], book, blobs),
        }
    )


def _pack_draft(draft: Draft, blobs: list[bytes]) -> dict[str, Any]:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, draft.table.schema) as stream:
        stream.write_table(draft.table)
    blobs.append(sink.getvalue().to_pybytes())
    return {
        "dataset": draft.dataset,
        "office": draft.office,
        "period": _pack_period(draft.period),
        "file": draft.file,
        "sheets": draft.sheets,
        "length": len(blobs[-1]),
    }


def _unpack_draft(told: dict[str, Any], blobs: Blobs) -> Draft:
    table = pa.ipc.open_stream(bytes(blobs.take(told["length"]))).read_all()
    table.validate(full=True)
    period = _unpack_period(told["period"])
    assert period is not None
    return Draft(
        dataset=told["dataset"],
        office=told["office"],
        period=period,
        file=told["file"],
        sheets=tuple(told["sheets"]),
        table=table,
    )
