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

from imbang.intake.apart.wire import Blobs, BrokenFrame, Texts, pack_sheet, unpack_sheet
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


def pack(checked: CheckedFile) -> list[bytes]:
    """The parts of what was found: the length of the header, it, and plain bytes."""
    blobs: list[bytes] = []
    texts: Texts = {}
    header = {
        "name": checked.name,
        "has_identities": checked.has_identities,
        "office": checked.office,
        "problems": [[*asdict(problem).values()] for problem in checked.problems],
        "questions": [asdict(question) for question in checked.questions],
        "said": pack_options(checked.said),
        "sheets": [_pack_read(read, blobs, texts) for read in checked.sheets],
        "drafts": [_pack_draft(draft, blobs) for draft in checked.drafts],
    }
    described = json.dumps(header).encode()
    return [struct.pack("<Q", len(described)), described, *blobs]


def unpack(content: bytes) -> CheckedFile:
    """What was packed; BrokenFrame for anything else."""
    try:
        return _unpack(content)
    except (ValueError, TypeError, LookupError, struct.error) as error:
        raise BrokenFrame from error


def _unpack(content: bytes) -> CheckedFile:
    view = memoryview(content)
    (length,) = struct.unpack_from("<Q", view)
    told = json.loads(bytes(view[8 : 8 + length]))
    blobs = Blobs(view[8 + length :])
    return CheckedFile(
        name=told["name"],
        problems=[Problem(*values) for values in told["problems"]],
        has_identities=bool(told["has_identities"]),
        sheets=[_unpack_read(read, blobs) for read in told["sheets"]],
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
    offered = tuple(Answer(**one) for one in told["offered"])
    return Question(**{**told, "rows": tuple(told["rows"]), "offered": offered})


def _pack_read(read: SheetRead, blobs: list[bytes], texts: Texts) -> dict[str, Any]:
    content = read.content
    return {
        **asdict(replace(read, content=None, period=None)),
        "columns": [*read.columns.items()],
        "period": _pack_period(read.period),
        "content": None if content is None else pack_sheet(content, blobs, texts),
    }


def _unpack_read(told: dict[str, Any], blobs: Blobs) -> SheetRead:
    content = told["content"]
    return SheetRead(
        **{
            **told,
            "heading_rows": tuple(told["heading_rows"]),
            "headings": tuple(told["headings"]),
            "columns": {int(at): key for at, key in told["columns"]},
            "period": _unpack_period(told["period"]),
            "content": None if content is None else unpack_sheet(content, blobs),
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
