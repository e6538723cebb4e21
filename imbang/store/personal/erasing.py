"""Erasing rows of people from submissions, whole and on record.

The files of rows without them are written beside the old ones, under names of their own;
the record of the erasure (`imbang.store.erasures`) switches to them at once; then the old
files go. A kill before the record leaves everything as it was, one after it leaves files
that nothing reads, which the next erasure or publish clears away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.disk.mishaps import in_words
from imbang.reference.datasets import load_datasets
from imbang.refusals import Misuse, Refusal, refuse_nik
from imbang.store import erasures, sealing
from imbang.store.deliveries import Store
from imbang.store.erasures import Erasure
from imbang.store.manifests import Submission
from imbang.texts import _
from imbang.texts.signs import one_line

if TYPE_CHECKING:
    import pyarrow as pa

_IDENTITY, _REGISTRATION = "person_key", "registration_number"
_PARTS = "parts"


@dataclass(frozen=True)
class Found:
    """Rows of a submission: their numbers in its table, from 0, and in the sheet sent."""

    submission: Submission
    places: tuple[int, ...]
    rows: tuple[int, ...]


def of_people() -> tuple[str, ...]:
    """The datasets whose rows may be recognised as somebody's."""
    return tuple(
        key
        for key, dataset in load_datasets().items()
        if any(column.type == "identity" for column in dataset.columns)
    )


def find(
    store: Store,
    *,
    identity: str | None = None,
    registration: str | None = None,
    office: str | None = None,
    submission: str | None = None,
    row: int | None = None,
) -> list[Found]:
    """Every row of one person, in whatever was sent, replaced and withdrawn ones too.

    Known by the identity made of a NIK, by a registration number (of an ``office``), or by
    a ``row`` of a ``submission``; then also by the identity that these rows hold.
    """
    acting.require(Right.PEOPLE)
    sent = [one for one in store.submissions() if one.dataset in of_people()]
    if submission is not None and submission not in {one.id for one in sent}:
        raise Refusal(_("There is no submission {id} of people.", id=submission))
    tables = {one.id: _known_by(store, one) for one in sent}
    wanted = _plain(registration)
    keys = {identity} - {None}
    numbers: set[tuple[str, str]] = set()
    for one in sent:
        for line in tables[one.id]:
            by_number = wanted and line[1] == wanted and office in (None, one.office)
            by_row = one.id == submission and line[2] == row
            if by_number or by_row:
                keys |= {line[0]} - {None}
                numbers |= {(one.office, line[1])} if line[1] else set()
    found = []
    for one in sent:
        lines = tables[one.id]
        places = tuple(
            place
            for place, line in enumerate(lines)
            if line[0] in keys
            or (one.office, line[1]) in numbers
            or (one.id == submission and line[2] == row)
        )
        if places:
            found.append(Found(one, places, tuple(lines[at][2] for at in places)))
    return found


def _known_by(store: Store, one: Submission) -> list[tuple[str | None, str, int]]:
    """Of each row its identity, its registration number and its number in the sheet."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(store.parquet(one))
    has = set(file.schema_arrow.names)
    table = file.read(
        columns=[c for c in (_IDENTITY, _REGISTRATION, "row") if c in has]
    )
    empty: list[Any] = [None] * table.num_rows
    of = {name: table[name].to_pylist() for name in table.column_names}
    return [
        (key, _plain(number), int(row))
        for key, number, row in zip(
            of.get(_IDENTITY, empty),
            of.get(_REGISTRATION, empty),
            of["row"],
            strict=True,
        )
    ]


def _plain(number: str | None) -> str:
    return "" if number is None else number.strip().upper()


def erase(store: Store, found: Sequence[Found], *, by: str, why: str) -> Erasure:
    """Take the rows found out of their submissions, on record.

    Misuse without a reason or a name, or where these hold a NIK; Refusal where nothing
    was found, or something else was erased meanwhile.
    """
    import pyarrow as pa

    rows = {one.submission.id: one.places for one in found}

    def without(id: str, table: pa.Table) -> pa.Table:
        gone = {*rows[id]}
        return table.filter(pa.array([i not in gone for i in range(table.num_rows)]))

    return change(store, [one.submission for one in found], without, "person", by, why)


def change(
    store: Store,
    sent: Sequence[Submission],
    made: Callable[[str, pa.Table], pa.Table],
    what: str,
    by: str,
    why: str,
) -> Erasure:
    """Have ``made`` (submission, rows as they are) take the place of their rows."""
    acting.require(Right.PEOPLE)
    by, why = acting.signed(by), one_line(why)
    if not by.strip() or not why.strip():
        raise Misuse(_("An erasure needs who erases (--by) and why (--why)."))
    refuse_nik(by, why)
    if not sent:
        raise Refusal(_("Nothing was found that could be erased."))
    with in_words(store.folder), store.writing():
        sweep(store)
        now = {one.id: one for one in store.submissions()}
        if any(now[one.id].sha256 != one.sha256 for one in sent):
            raise Refusal(_("Meanwhile something else was erased. Look again."))
        before = erasures.read(store.folder)
        number = f"{len(before) + 1:06d}"
        files = [_written(store, one, made, number) for one in sent]
        said = {
            "id": number,
            "what": what,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "by": by.strip(),
            "why": why.strip(),
            "previous": before[-1].sha256 if before else None,
            "files": files,
        }
        with sealing.changing(store.folder) as changed:
            name = f"{erasures.FOLDER}/{number}.json"
            changed.put({name: durable.json_bytes(said)})
        sweep(store)
        # what parts tell each other names people; it is made again where it is needed
        for path in (store.folder / _PARTS).glob("*"):
            durable.remove(path)
    return erasures.read(store.folder)[-1]


def _written(
    store: Store,
    one: Submission,
    made: Callable[[str, pa.Table], pa.Table],
    erasure: str,
) -> dict[str, Any]:
    import pyarrow.parquet as pq

    path = store.parquet(one)
    if durable.sha256(path) != one.sha256:
        raise Refusal(
            _("{file} is not as it was stored. See imbang verify.", file=path)
        )
    table = pq.ParquetFile(path).read()
    left = made(one.id, table)
    name = erasures.name_of(one, erasure)
    draft = path.with_name(name)
    durable.remove(draft)
    pq.write_table(left, draft, compression="zstd")
    durable.sync_file(draft)
    durable.sync_folder(draft.parent)
    return {
        "submission": one.id,
        "before": one.sha256,
        "parquet": name,
        "sha256": durable.sha256(draft),
        "rows": left.num_rows,
        "erased": table.num_rows - left.num_rows,
    }


def left_over(store: Store) -> list[str]:
    """Files of rows that a killed erasure left; nothing reads them."""
    recorded, done = store.recorded(), erasures.read(store.folder)
    gone = erasures.gone(recorded, done)
    named = {
        f"deliveries/{one.id}/{sent.parquet}"
        for one in erasures.applied(recorded, done)
        for sent in one.submissions
    }
    there = {name for name in gone if (store.folder / name).exists()}
    return sorted({*there, *erasures.drafts(store.folder, named | gone)})


def sweep(store: Store) -> None:
    """Clear away what a killed erasure left; the caller holds `Store.writing`."""
    for name in left_over(store):
        durable.remove(store.folder / name)
        durable.sync_folder((store.folder / name).parent)


def rows_of(found: Iterable[Found]) -> int:
    """How many rows were found."""
    return sum(len(one.places) for one in found)
