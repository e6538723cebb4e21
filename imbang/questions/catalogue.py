"""Questions: what pages and the command line ask of the current snapshot.

A question is one file of ``queries/pages/``. Its header says what it answers, its grain
and its parameters, one a line: ``-- $name (type[, optional]): what it means``. Where it
says ``-- reads: notes``, the relation ``notes`` holds what people noted on findings;
``-- reads: today`` says that the answer depends on the day. What SQL cannot work out is
made from its rows by a function of `imbang.questions.steps`, which ``-- then: name`` names.
"""

from __future__ import annotations

import functools
import itertools
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import paths
from imbang.disk import duckdb_files
from imbang.questions import steps
from imbang.questions.parameters import Parameter, read_value
from imbang.refusals import Misuse, Refusal
from imbang.store import finding_notes as store_finding_notes
from imbang.store.damage import Broken
from imbang.store.snapshots import Snapshot, current_snapshot, is_sound
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

_PARAMETER = re.compile(r"\$(\w+) \((\w+)(, optional)?\): (.+)")
_VALUE = re.compile(r"\$(\w+)")
_READS = "reads: "
_THEN = "then: "


@dataclass(frozen=True)
class Question:
    """One file of ``queries/pages/``."""

    name: str
    purpose: str
    grain: str
    parameters: tuple[Parameter, ...]
    sql: str
    reads: str
    then: str

    @functools.cached_property
    def takes(self) -> frozenset[str]:
        """The values that the SQL itself takes; others are for what comes then."""
        lines = (line for line in self.sql.splitlines() if not line.startswith("--"))
        return frozenset(_VALUE.findall("\n".join(lines)))

    @property
    def depends_on_now(self) -> bool:
        """Whether the answer of one snapshot changes, with notes or with the day."""
        return bool(self.reads)


@functools.cache
def questions() -> Mapping[str, Question]:
    """Every question there is, by name."""
    return {
        path.stem: read_question(path)
        for path in sorted((paths.QUERIES / "pages").glob("*.sql"))
    }


def read_question(path: Path) -> Question:
    """The question in a file; ValueError when its header lacks purpose or grain."""
    sql = path.read_text("utf-8")
    lines = itertools.takewhile(lambda line: line.startswith("--"), sql.splitlines())
    purpose, grain, *parameters = _items(lines)
    if not grain.startswith("grain: "):
        raise ValueError(f"{path}: the header lacks its purpose or its grain")
    return Question(
        name=path.stem,
        purpose=purpose,
        grain=grain.removeprefix("grain: "),
        parameters=tuple(
            Parameter(match[1], match[2], bool(match[3]), match[4])
            for item in parameters
            if (match := _PARAMETER.fullmatch(item))
        ),
        sql=sql,
        reads=_said(parameters, _READS),
        then=_said(parameters, _THEN),
    )


def _said(items: Iterable[str], what: str) -> str:
    return next((i.removeprefix(what) for i in items if i.startswith(what)), "")


def _items(lines: Iterable[str]) -> list[str]:
    """Purpose, grain and parameters of a header, each on one line."""
    items = [""]
    for line in lines:
        text = line.removeprefix("-- ")
        if text.startswith(("grain: ", "$", _READS, _THEN)):
            items.append(text)
        else:
            items[-1] = f"{items[-1]} {text}".strip()
    return [*items, ""] if len(items) == 1 else items


def describe() -> str:
    """All questions with their parameters, for the terminal."""
    lines = []
    for question in questions().values():
        lines.append(f"{question.name}: {question.purpose}")
        lines.append(f"    {question.grain}")
        for one in question.parameters:
            name = f"[{one.name}]" if one.is_optional else one.name
            lines.append(f"    {name} ({one.type}): {one.meaning}")
    return "\n".join(lines)


def ask(store: Path, question: str, **given: object) -> pd.DataFrame:
    """The answer of the current snapshot of ``store`` to a question.

    Parameters are given as text, as on the command line (``as_of="2024-12"``), a norm
    also as a Fraction; None means not given. Raises Misuse for an unknown question, a missing or unknown
    parameter or a value without meaning, Refusal when nothing is published yet.
    """
    asked, values = _asked(question, given)
    snapshot = _published(store)
    with _reading(snapshot):
        answer: pd.DataFrame = _run(snapshot, asked, values).df()
    return steps.take(asked.then, answer, values) if asked.then else answer


def ask_table(store: Path, question: str, **given: object) -> pa.Table:
    """Like `ask`, as an Arrow table: whole numbers stay whole beside nulls."""
    return ask_snapshot(_published(store), question, **given)


def ask_snapshot(snapshot: Snapshot, question: str, **given: object) -> pa.Table:
    """Like `ask_table`, of a snapshot whether it is the current one or not."""
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

    values = {key: value for key, value in values.items() if key in question.takes}
    try:
        cursor = cursor_of(snapshot)
        if question.reads == "notes":
            cursor.register(
                "notes", store_finding_notes.table(snapshot.path.parents[1])
            )
        if lazily:  # a relation, which Arrow takes without a copy
            return cursor.sql(question.sql, params=values)
        return cursor.execute(question.sql, values)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise Refusal(
            _(
                "Snapshot {id} was made by another version of Imbang and cannot be "
                "asked by this one. Make it anew: imbang publish.",
                id=snapshot.id,
            )
        ) from error


def bind(question: Question, given: Mapping[str, object]) -> dict[str, Any]:
    """The values that the question's SQL takes, from parameters given as text."""
    known = {parameter.name for parameter in question.parameters}
    if unknown := sorted(set(given) - known):
        raise Misuse(
            _(
                "{question} has no parameter {names}. It has: {known}.",
                question=question.name,
                names=", ".join(unknown),
                known=", ".join(sorted(known)),
            )
        )
    values: dict[str, Any] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name)
        if value is None and not parameter.is_optional:
            raise Misuse(
                _(
                    "{question} needs {name}: {meaning}.",
                    question=question.name,
                    name=parameter.name,
                    meaning=parameter.meaning,
                )
            )
        values |= read_value(parameter, value)
    return values


_MOST_OPEN = 8
_open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
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
            _open[snapshot.path] = opened
        _open.move_to_end(snapshot.path)
        while len(_open) > _MOST_OPEN:
            _open.popitem(last=False)
        cursor = _open[snapshot.path].cursor()
    cursor.execute("use snapshot")
    return cursor


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
