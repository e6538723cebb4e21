"""Asking: the answer of a snapshot to a question, as a table."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang.access import acting
from imbang.access.rights import REGIONAL, Right
from imbang.disk import duckdb_files
from imbang.questions import steps
from imbang.questions.catalogue import Question, bind, questions
from imbang.refusals import Misuse, Refusal
from imbang.store import acceptance
from imbang.store import finding_notes as store_finding_notes
from imbang.store.damage import Broken
from imbang.store.snapshots import Snapshot, current_snapshot, is_sound
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa


_KEPT: Mapping[str, Callable[[Snapshot], pa.Table]] = {
    "notes": lambda snapshot: store_finding_notes.table(snapshot.path.parents[1]),
    "acceptance": lambda snapshot: acceptance.table(
        snapshot.path.parents[1], snapshot.manifest["submissions"]
    ),
}
"""What people keep beside a snapshot, as the relations that questions read."""

_NUMBERS = ("id", "last_id", "province_id", "province_last_id")
"""What SQL may take of a region that is asked about, beside its code."""


def ask(store: Path, question: str, **given: object) -> pd.DataFrame:
    """The answer of the current snapshot of ``store`` to a question.

    Parameters are given as text, as on the command line (``as_of="2024-12"``), a norm
    also as a Fraction; None means not given. Rows are those that whoever asks may see
    (`allowed`). Raises Misuse for an unknown question, a missing or unknown
    parameter or a value without meaning, Refusal when nothing is published yet,
    NotAllowed where whoever asks may not ask this.
    """
    require(question)
    return allowed(question, whole(store, question, **given))


def whole(store: Path, question: str, **given: object) -> pd.DataFrame:
    """Like `ask`, all rows, whoever asks: for what is remembered for all readers, each of
    whom is to get what is `allowed` of it alone."""
    asked, values = _asked(question, given)
    snapshot = _published(store)
    with _reading(snapshot):
        answer: pd.DataFrame = _run(snapshot, asked, values).df()
    return steps.take(asked.then, answer, values) if asked.then else answer


def require(question: str) -> None:
    """NotAllowed where whoever acts may not ask a question anywhere."""
    asked = questions().get(question)
    for right in {Right.FIGURES, asked.needs} if asked else (Right.FIGURES,):
        acting.require(right)


def allowed(question: str, answer: pd.DataFrame) -> pd.DataFrame:
    """The rows of an answer that whoever acts may see, once `require` let them ask.

    Of a question that needs a right of regions those of ``region_code`` in them, of
    others all of them; the answer itself where that is all of it.
    """
    hidden = _hidden(question, answer["region_code"]) if _is_regional(question) else ()
    if not hidden:
        return answer
    return answer[~answer["region_code"].isin(hidden)].reset_index(drop=True)


def _is_regional(question: str) -> bool:
    return questions()[question].needs in REGIONAL


def _hidden(question: str, regions: Iterable[str]) -> list[str]:
    """Those of ``regions`` in which whoever acts does not hold the right needed."""
    who, needed = acting.person(), questions()[question].needs
    return [code for code in set(regions) if not who.may(needed, code)]


def ask_table(store: Path, question: str, **given: object) -> pa.Table:
    """Like `ask`, as an Arrow table: whole numbers stay whole beside nulls."""
    require(question)
    return ask_snapshot(_published(store), question, **given)


def ask_snapshot(snapshot: Snapshot, question: str, **given: object) -> pa.Table:
    """Like `ask_table`, of a snapshot whether it is the current one or not."""
    require(question)
    return _allowed_table(question, _whole_table(snapshot, question, given))


def _allowed_table(question: str, answer: pa.Table) -> pa.Table:
    """As `allowed`."""
    if not _is_regional(question):
        return answer
    codes = answer["region_code"].to_pylist()
    hidden = _hidden(question, codes)
    return answer.filter([code not in hidden for code in codes]) if hidden else answer


def _whole_table(
    snapshot: Snapshot, question: str, given: Mapping[str, object]
) -> pa.Table:
    asked, values = _asked(question, given)
    with _reading(snapshot):
        rows = _run(snapshot, asked, values, lazily=True).to_arrow_table()
    if not asked.then:
        return rows
    import pyarrow as pa

    answer = steps.take(asked.then, rows.to_pandas(), values)
    table = pa.Table.from_pandas(answer, preserve_index=False)
    kept = [
        rows.schema.field(f.name) if f.name in rows.schema.names else f
        for f in table.schema
    ]
    return table.cast(pa.schema(kept))


def can_be_asked(snapshot: Snapshot) -> bool:
    """Whether every question of this version finds what it reads in the snapshot.

    One that another version made may lack tables or columns; or be older figures, no more.
    """
    import duckdb

    try:
        cursor = cursor_of(snapshot)
        for name, make in _KEPT.items():
            cursor.register(name, make(snapshot))
        for question in questions().values():
            values = dict.fromkeys(question.takes)
            cursor.execute(f"explain {question.sql}", values)
    except (duckdb.Error, OSError, Refusal):
        return False
    return True


def _asked(name: str, given: Mapping[str, object]) -> tuple[Question, dict[str, Any]]:
    """A question by name, with the values of its parameters."""
    question = questions().get(name)
    if question is None:
        raise Misuse(
            _(
                "There is no question {name}. There are: {names}.",
                name=name,
                names=", ".join(questions()),
            )
        )
    return question, bind(question, given)


@contextmanager
def _reading(snapshot: Snapshot) -> Iterator[None]:
    """Broken where the snapshot cannot be read because its file is not as published."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        with _opening:
            _open.pop(snapshot.path, None)  # of no use any more, once it is mended too
        if is_sound(snapshot):
            raise
        raise Broken(snapshot.name) from error


def _run(
    snapshot: Snapshot,
    question: Question,
    values: Mapping[str, Any],
    *,
    lazily: bool = False,
) -> Any:
    import duckdb

    sql = question.ready_sql if steps.is_usual(values) else question.sql
    try:
        cursor = cursor_of(snapshot)
        with _opening:
            opened = _open.get(snapshot.path)
        known = None if opened is None else opened.regions
        given = sql_values(question, values, cursor, known)
        if question.reads in _KEPT:
            cursor.register(question.reads, _KEPT[question.reads](snapshot))
        if lazily:  # a relation, which Arrow takes without a copy
            return cursor.sql(sql, params=given)
        return cursor.execute(sql, given)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise Refusal(
            _(
                "Snapshot {id} was made by another version of Imbang and cannot be "
                "asked by this one. Make it anew: imbang publish.",
                id=snapshot.id,
            )
        ) from error


def sql_values(
    question: Question,
    values: Mapping[str, Any],
    cursor: duckdb.DuckDBPyConnection,
    known: dict[str, tuple[int, ...]] | None = None,
) -> dict[str, Any]:
    """What the SQL of a question takes of ``values``, with the numbers of regions that it
    asks for, as ``cursor`` counts them; those found are added to ``known``."""
    given = {key: value for key, value in values.items() if key in question.takes}
    known = {} if known is None else known
    for one in question.parameters:
        names = [f"{one.name}_{number}" for number in _NUMBERS]
        if question.takes.isdisjoint(names):
            continue
        code = values[one.name]
        if code not in known:
            known[code] = _numbers(cursor, code)
        numbers = zip(names, known[code], strict=True)
        given |= {key: n for key, n in numbers if key in question.takes}
    return given


def _numbers(cursor: duckdb.DuckDBPyConnection, code: str) -> tuple[int, ...]:
    """The first and the last number of what is in a region, and of what is in its
    province; of none where there is no such region."""
    found = cursor.execute(
        "select region.region_id, region.last_id, peers.region_id, peers.last_id "
        "from reference.regions as region inner join reference.regions as peers "
        "on coalesce(region.province_id, region.region_id) = peers.region_id "
        "where region.code = $1",
        [code],
    ).fetchall()
    return found[0] if found else (-1,) * len(_NUMBERS)


@dataclass(frozen=True)
class _Opened:
    """A snapshot that is open, and the numbers of regions that were asked for."""

    connection: duckdb.DuckDBPyConnection
    regions: dict[str, tuple[int, ...]] = field(default_factory=dict)


_MOST_OPEN = 8
_open: OrderedDict[Path, _Opened] = OrderedDict()
_opening = threading.Lock()


def cursor_of(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A cursor on the snapshot, for one query: opened for reading, kept open for others.

    The snapshots asked last stay open; one that is closed lives on until its last cursor
    is gone.
    """
    import duckdb

    with _opening:
        if snapshot.path not in _open:
            opened = duckdb.connect()
            duckdb_files.attach(opened, snapshot.path, "snapshot", read_only=True)
            # readers are many: each is answered in one thread, its own
            opened.execute("set threads = 1")
            _open[snapshot.path] = _Opened(opened)
        _open.move_to_end(snapshot.path)
        while len(_open) > _MOST_OPEN:
            _open.popitem(last=False)
        cursor = _open[snapshot.path].connection.cursor()
    cursor.execute("use snapshot")
    return cursor


def close_all() -> None:
    """Let go of all snapshots that are open: the next question opens its own anew."""
    with _opening:
        _open.clear()


def _published(store: Path) -> Snapshot:
    """The current snapshot; Refusal, with what to do, before the first."""
    snapshot = current_snapshot(store)
    if snapshot is None:
        raise Refusal(
            _(
                "Nothing is published in {store} yet. First: imbang import FILE, then "
                "imbang publish; or imbang demo for the sample.",
                store=store,
            )
        )
    return snapshot
