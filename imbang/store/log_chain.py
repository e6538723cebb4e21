"""The log of the workspace as a chain: each entry holds the hash of the one before.

The hash of the last entry vouches for all before it; the store's seal holds it
(`imbang.store.seal`). What is set and noted now is exactly what the log gives by replay.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from imbang.disk.mishaps import in_words
from imbang.store.damage import Broken
from imbang.texts import _

FILE = "workspace.db"
SCHEMA = (
    """create table if not exists entries (
    topic text not null, key text not null, value text not null,
    changed_by text not null, changed_at text not null,
    primary key (topic, key)
) strict""",
    """create table if not exists log (
    id integer primary key autoincrement, changed_at text not null,
    changed_by text not null, topic text not null, key text not null,
    before text, after text, previous text not null
) strict""",
    """create trigger if not exists log_is_kept before delete on log
begin select raise(abort, 'the log only grows'); end""",
    """create trigger if not exists log_is_fixed before update on log
begin select raise(abort, 'the log only grows'); end""",
)
_LOGGED = "id, changed_at, changed_by, topic, key, before, after"
_BUSY_SECONDS = 30.0
_DAMAGE = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_made(path: Path) -> bool:
    """Whether there is a database; an empty file is what a kill left of a first change."""
    return path.is_file() and path.stat().st_size > 0


@contextmanager
def opened(path: Path, *, making: bool = False) -> Iterator[sqlite3.Connection]:
    """The database, without a transaction; Broken where it cannot be read.

    Only ``making`` makes the file: reading changes nothing.
    """
    mode = "rwc" if making else "rw"
    with in_words(path), readable():
        address = f"{path.absolute().as_uri()}?mode={mode}"
        with closing(
            sqlite3.connect(
                address, timeout=_BUSY_SECONDS, isolation_level=None, uri=True
            )
        ) as database:
            database.execute("pragma synchronous = full")
            yield database


@contextmanager
def readable() -> Iterator[None]:
    """Turn what SQLite says of a damaged file into Broken; the rest goes on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code & 0xFF not in _DAMAGE:
            raise
        raise Broken(FILE) from error
    except UnicodeDecodeError as error:
        raise Broken(FILE) from error


def value_of(text: str | None) -> Any:
    """A value as JSON holds it; Broken where that cannot be read."""
    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise Broken(FILE) from error


def prepare(database: sqlite3.Connection) -> None:
    """Make the tables, within a transaction; a log from before the chain is chained."""
    columns = {name for _n, name, *_rest in database.execute("pragma table_info(log)")}
    if columns and "previous" not in columns:
        _chain(database)
    for statement in SCHEMA:
        database.execute(statement)


def _chain(database: sqlite3.Connection) -> None:
    rows = database.execute(f"select {_LOGGED} from log order by id").fetchall()  # noqa: S608
    for kind, name in (("trigger", "log_is_kept"), ("trigger", "log_is_fixed")):
        database.execute(f"drop {kind} if exists {name}")
    database.execute("drop table log")
    database.execute(SCHEMA[1])
    before = ""
    for row in rows:
        database.execute(
            "insert into log values (?, ?, ?, ?, ?, ?, ?, ?)", (*row, before)
        )
        before = entry_hash((*row, before))


def upgrade(path: Path) -> None:
    """Chain the log of a workspace from before the chain."""
    if not is_made(path):
        return
    with opened(path) as database:
        database.execute("begin immediate")
        prepare(database)
        database.execute("commit")


def head(database: sqlite3.Connection) -> str:
    """The hash of the last entry of the log, "" before the first."""
    last = database.execute("select * from log order by id desc limit 1").fetchone()
    return "" if last is None else entry_hash(last)


def head_of(path: Path) -> str:
    """Like `head`, of a file that need not be there."""
    if not is_made(path):
        return ""
    with opened(path) as database:
        if not database.execute("pragma table_info(log)").fetchall():
            return ""  # a kill before the first change
        return head(database)


def entry_hash(row: tuple[Any, ...]) -> str:
    """The SHA-256 of an entry as it stands in the log, with the hash of the one before."""
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()


def append(
    database: sqlite3.Connection,
    now: str,
    by: str,
    topic: str,
    key: str,
    *,
    before: str | None,
    after: str | None,
) -> None:
    """Log a change; ``before`` and ``after`` are JSON."""
    database.execute(
        "insert into log (changed_at, changed_by, topic, key, before, after, previous) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        (now, by, topic, key, before, after, head(database)),
    )


def replayed(database: sqlite3.Connection) -> list[tuple[str, ...]]:
    """The rows of ``entries`` that the log gives, by topic and key."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for _id, at, by, topic, key, _before, after in database.execute(
        f"select {_LOGGED} from log order by id"  # noqa: S608
    ):
        found.pop((topic, key), None)
        if after is not None:
            found[topic, key] = (topic, key, after, by, at)
    return sorted(found.values())


def replay(database: sqlite3.Connection) -> None:
    """Have in ``entries`` what the log gives."""
    rows = replayed(database)
    database.execute("delete from entries")
    database.executemany("insert into entries values (?, ?, ?, ?, ?)", rows)


def faults(path: Path) -> list[str]:
    """What is wrong with the workspace in itself, one sentence each.

    Damaged pages, entries of the log that do not hold the hash of the one before, and
    values that are not what the log gives.
    """
    try:
        with opened(path) as database:
            [(said,)] = database.execute("pragma integrity_check(1)").fetchall()
            if said != "ok":
                return [str(Broken(FILE))]
            return [*_broken_links(database), *_behind_the_log(database)]
    except Broken as broken:
        return [str(broken)]


def _broken_links(database: sqlite3.Connection) -> Iterator[str]:
    if len(database.execute("pragma table_info(log)").fetchall()) == len(
        _LOGGED.split(",")
    ):
        return  # from before the chain
    before = ""
    for row in database.execute("select * from log order by id"):
        if row[-1] != before:
            yield _(
                "workspace.db: entry {id} of the log, or one before it, was changed or "
                "removed. It affects what the log says of settings, notes and "
                "scenarios. Restore workspace.db from the last backup, then: imbang "
                "verify --accept --by NAME.",
                id=row[0],
            )
            return
        before = entry_hash(row)


def _behind_the_log(database: sqlite3.Connection) -> Iterator[str]:
    now = set(
        database.execute(
            "select topic, key, value, changed_by, changed_at from entries"
        )
    )
    keys = sorted({row[:2] for row in now.symmetric_difference(replayed(database))})
    for topic, key in keys:
        yield _(
            "workspace.db: {topic} “{key}” is not what its log says: it was changed "
            "past it. To have what the log says: imbang verify --accept --by NAME.",
            topic=topic,
            key=key,
        )
