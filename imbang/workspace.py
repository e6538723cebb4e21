"""What people set and note: one SQLite file of the store, with a log that only grows.

Settings, import profiles, states of findings and, later, decisions and scenarios are
entries: a topic, a key and a value that JSON can hold. Each change is logged with who
made it and when, with the value before and after. Figures are not here: a snapshot names
the settings it was made with.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from imbang.refusals import refuse_nik

SETTING = "setting"
PROFILE = "profile"
FINDING = "finding"

_SCHEMA = """
create table if not exists entries (
    topic text not null, key text not null, value text not null,
    changed_by text not null, changed_at text not null,
    primary key (topic, key)
) strict;
create table if not exists log (
    id integer primary key autoincrement, changed_at text not null,
    changed_by text not null, topic text not null, key text not null,
    before text, after text
) strict;
create trigger if not exists log_is_kept before delete on log
begin select raise(abort, 'the log only grows'); end;
create trigger if not exists log_is_fixed before update on log
begin select raise(abort, 'the log only grows'); end;
"""
_BUSY_SECONDS = 30.0


@dataclass(frozen=True)
class Entry:
    """What is set or noted now, and who set it when (UTC, ISO 8601)."""

    key: str
    value: Any
    changed_by: str
    changed_at: str


@dataclass(frozen=True)
class Change:
    """One line of the log; ``before`` or ``after`` is None where there was nothing."""

    id: int
    changed_at: str
    changed_by: str
    topic: str
    key: str
    before: Any
    after: Any


class Workspace:
    """The file ``workspace.db`` of a store; made at the first change, not by reading."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "workspace.db"

    def version(self) -> int:
        """The number of the last change, 0 before the first: a cheap look."""
        if not self.path.is_file():
            return 0
        with self._open() as database:
            [last] = database.execute("select coalesce(max(id), 0) from log").fetchone()
            return int(last)

    def entries(self, topic: str) -> dict[str, Entry]:
        """All entries of a topic by key, in the order of their keys."""
        if not self.path.is_file():
            return {}
        with self._open() as database:
            rows = database.execute(
                "select key, value, changed_by, changed_at from entries "
                "where topic = ? order by key",
                (topic,),
            ).fetchall()
        return {
            key: Entry(key, json.loads(value), by, at) for key, value, by, at in rows
        }

    def get(self, topic: str, key: str) -> Any:
        """The value of an entry, None where there is none."""
        entry = self.entries(topic).get(key)
        return None if entry is None else entry.value

    def put(self, topic: str, key: str, value: Any, *, by: str) -> None:
        """Set an entry, or remove it with None; nothing is logged when nothing changes."""
        self.put_all(topic, {key: value}, by=by)

    def put_all(self, topic: str, values: Mapping[str, Any], *, by: str) -> None:
        """Set several entries at once, all of them or none.

        Misuse where a text among them, or who changes them, holds a NIK.
        """
        kept = {key: value for key, value in values.items() if value is not None}
        refuse_nik(by, *_texts(kept))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._open() as database, database:
            database.execute("begin immediate")
            for key, value in values.items():
                _put(database, topic, key, value, by=by, now=now)

    def changes(self, only: str | None = None, *, most: int = 500) -> list[Change]:
        """The log, latest first: of one topic, or of all."""
        if not self.path.is_file():
            return []
        with self._open() as database:
            rows = database.execute(
                "select id, changed_at, changed_by, topic, key, before, after from log "
                "where ?1 is null or topic = ?1 order by id desc limit ?2",
                (only, most),
            ).fetchall()
        return [
            Change(id, at, by, topic, key, _value(before), _value(after))
            for id, at, by, topic, key, before, after in rows
        ]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(
            sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        ) as database:
            database.execute("pragma synchronous = full")
            database.executescript(_SCHEMA)
            yield database


def _texts(value: Any) -> Iterator[str]:
    """Every text within a value that JSON can hold, names of fields among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _put(
    database: sqlite3.Connection, topic: str, key: str, value: Any, *, by: str, now: str
) -> None:
    found = database.execute(
        "select value from entries where topic = ? and key = ?", (topic, key)
    ).fetchone()
    before = None if found is None else found[0]
    after = None if value is None else _text(value)
    if before == after:
        return
    if after is None:
        database.execute(
            "delete from entries where topic = ? and key = ?", (topic, key)
        )
    else:
        database.execute(
            "insert or replace into entries values (?, ?, ?, ?, ?)",
            (topic, key, after, by, now),
        )
    database.execute(
        "insert into log (changed_at, changed_by, topic, key, before, after) "
        "values (?, ?, ?, ?, ?, ?)",
        (now, by, topic, key, before, after),
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
