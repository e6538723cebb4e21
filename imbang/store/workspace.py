"""What people set and note: one SQLite file of the store, with a log that only grows.

Settings, import profiles, states of findings, scenarios, decisions, events, saved views
and what stood on papers are entries: a topic, a key and a value that JSON can hold. Each
change is logged with who made it and when, with the value before and after, and the hash
of the entry before it (`imbang.store.log_chain`). Figures that count are not here: a
snapshot names the settings it was made with.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk.mishaps import in_words
from imbang.reference.levels import NATION
from imbang.refusals import refuse_nik
from imbang.store import log_chain, seal, sealing
from imbang.store.damage import Broken
from imbang.store.log_chain import value_of
from imbang.texts.signs import each, visible

SETTING = "setting"
PROFILE = "profile"
FINDING = "finding"
STORE = "store"
DECISION = "decision"
EVENT = "event"
VIEW = "view"
PAPER = "paper"
PEOPLE = "people"
LOGIN = "login"
ACCEPTANCE = "acceptance"
SEEN = "seen"
SCENARIO = "scenario"
WORKLOAD = "workload"

NEEDED: Mapping[str, Right | None] = {
    SETTING: Right.SETTINGS,
    PROFILE: Right.IMPORT,
    FINDING: Right.FINDINGS,
    DECISION: Right.DECIDE,
    EVENT: Right.SETTINGS,
    VIEW: Right.PLAN,
    PAPER: Right.DECIDE,
    PEOPLE: Right.PEOPLE,
    LOGIN: None,
    ACCEPTANCE: Right.APPROVE,
    SEEN: Right.NAMES,
    SCENARIO: Right.PLAN,
    WORKLOAD: Right.PLAN,
}
"""The right that it takes to change an entry of a topic; None where it is the server that
writes, whoever acts. `STORE` is the operator's."""


def region_of(topic: str, key: str, value: Any) -> str:
    """The region in which it takes the right to change an entry, where rights are of
    regions: profiles and acceptances are kept by the office's code, findings and looks say
    theirs."""
    if topic in (PROFILE, ACCEPTANCE):
        return key.partition(" ")[0]
    says = isinstance(value, Mapping) and topic in (FINDING, SEEN)
    return str(value.get("region_code", NATION)) if says else NATION


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
        self.path = folder / log_chain.FILE

    def version(self) -> int:
        """The number of the last change, 0 before the first: a cheap look.

        Ends of logins and looks at names do not count: nothing that is remembered
        follows from them.
        """
        rows = self._rows(
            "select id from log where topic not in (?, ?) order by id desc limit 1",
            LOGIN,
            SEEN,
        )
        return int(rows[0][0]) if rows else 0

    def entries(self, topic: str) -> dict[str, Entry]:
        """All entries of a topic by key, in the order of their keys."""
        rows = self._rows(
            "select key, value, changed_by, changed_at from entries "
            "where topic = ? order by key",
            topic,
        )
        return {key: Entry(key, value_of(text), by, at) for key, text, by, at in rows}

    def get(self, topic: str, key: str) -> Any:
        """The value of an entry, None where there is none."""
        entry = self.entries(topic).get(key)
        return None if entry is None else entry.value

    def put(self, topic: str, key: str, value: Any, *, by: str) -> None:
        """Set an entry, or remove it with None; nothing is logged when nothing changes."""
        self.put_all(topic, {key: value}, by=by)

    def put_all(self, topic: str, values: Mapping[str, Any], *, by: str) -> None:
        """Set several entries at once, all of them or none.

        Broken where the file is not as it was sealed: a change would hide that.
        Misuse where a text among them, or who changes them, holds a NIK.
        """
        texts = _kept_texts(values, by)
        if self._is_made or any(texts.values()):
            self._write(topic, lambda _database: texts, by=by)

    def add(self, topic: str, value: Any, *, by: str) -> str:
        """Keep ``value`` by the topic's next number, which is given back: ``0001`` first,
        and none ever twice, also not of what was taken away since.

        Broken and Misuse as `put_all`.
        """
        [text] = _kept_texts({"": value}, by).values()
        key = ""

        def numbered(database: sqlite3.Connection) -> dict[str, str | None]:
            nonlocal key
            key = f"{_ever_used(database, topic) + 1:04}"
            return {key: text}

        self._write(topic, numbered, by=by)
        return key

    def alter(
        self, topic: str, key: str, change: Callable[[Any], Any], *, by: str
    ) -> Any:
        """Set an entry to what ``change`` makes of its value (None where there is none)
        and give that back; nobody else changes it meanwhile.

        Broken and Misuse as `put_all`.
        """
        value: Any = None

        def changed(values: Mapping[str, Any]) -> dict[str, Any]:
            nonlocal value
            value = change(values.get(key))
            return {key: value}

        self.revise(topic, changed, by=by)
        return value

    def revise(
        self,
        topic: str,
        change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
        *,
        by: str,
    ) -> None:
        """Set the entries of a topic that ``change`` gives for all that stand by key;
        nobody else changes them meanwhile.

        Broken and Misuse as `put_all`.
        """

        def revised(database: sqlite3.Connection) -> dict[str, str | None]:
            return _kept_texts(change(_all_standing(database, topic)), by)

        self._write(topic, revised, by=by)

    def _write(
        self,
        topic: str,
        make: Callable[[sqlite3.Connection], Mapping[str, str | None]],
        *,
        by: str,
    ) -> None:
        """Set the entries that ``make`` gives as JSON, all of them or none; by whoever
        logged in, where somebody did. NotAllowed where they have no right to."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        if (needed := NEEDED[topic]) is not None:
            acting.require(needed)
        signed = acting.signed(by)
        with in_words(self.path), sealing.changing(self.path.parent) as change:
            self._require_sealed(change)
            with log_chain.opened(self.path, making=True) as database:
                database.execute("begin immediate")
                log_chain.prepare(database)
                before = log_chain.head(database)
                for key, text in make(database).items():
                    _require_of_region(database, topic, key, text)
                    _put(database, topic, key, text, by=signed, now=now)
                after = log_chain.head(database)
                if after != before:
                    change.announce({}, log=after)
                    database.execute("commit")

    def changes(self, only: str | None = None, *, most: int = 500) -> list[Change]:
        """The log, latest first: of one topic, or of all."""
        rows = self._rows(
            "select id, changed_at, changed_by, topic, key, before, after from log "
            "where ?1 is null or topic = ?1 order by id desc limit ?2",
            only,
            most,
        )
        return [
            Change(id, at, by, topic, key, value_of(before), value_of(after))
            for id, at, by, topic, key, before, after in rows
        ]

    def check(self) -> None:
        """Broken where the file is not as it was sealed: no figures with its settings."""
        with sealing.changing(self.path.parent) as change:
            self._require_sealed(change)

    def _require_sealed(self, change: sealing.Change) -> None:
        sealed = change.sealed.files.get(log_chain.FILE)
        if sealed is not None and not self._is_made:
            raise Broken(log_chain.FILE, "missing")
        if self._is_made and seal.hash_of(self.path) != sealed:
            raise Broken(log_chain.FILE)

    def accept(self, files: Sequence[str], *, by: str) -> None:
        """Have what the log says, and log that ``files`` are taken as they are.

        The caller holds the seal, and seals what is here after.
        """
        acting.require_operator()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        text = _text({"files": list(files), "at": now})
        with log_chain.opened(self.path, making=True) as database:
            database.execute("begin immediate")
            log_chain.prepare(database)
            log_chain.replay(database)
            _put(database, STORE, "accepted", text, by=by, now=now)
            database.execute("commit")

    @property
    def _is_made(self) -> bool:
        """Whether there was a change; one that failed leaves an empty file behind."""
        return log_chain.is_made(self.path)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a workspace; none before the first change, unless there was one."""
        if not self._is_made:
            is_sealed = seal.is_sealed(self.path.parent, log_chain.FILE)
            if not self._is_made:  # nor made meanwhile by another process
                if is_sealed:
                    raise Broken(log_chain.FILE, "missing")
                return []
        with log_chain.opened(self.path) as database:
            return database.execute(sql, values).fetchall()


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


def _kept_texts(values: Mapping[str, Any], by: str) -> dict[str, str | None]:
    """Values as JSON, None for what is to be removed; Misuse for a NIK in a text."""
    kept = {k: each(v, visible) for k, v in values.items() if v is not None}
    refuse_nik(by, *_texts(kept))
    return {key: _text(kept[key]) if key in kept else None for key in values}


def _standing(database: sqlite3.Connection, topic: str, key: str) -> str | None:
    """The value of an entry as JSON, None where there is none."""
    found = database.execute(
        "select value from entries where topic = ? and key = ?", (topic, key)
    ).fetchone()
    return None if found is None else str(found[0])


def _all_standing(database: sqlite3.Connection, topic: str) -> dict[str, Any]:
    """The values of a topic by key."""
    found = database.execute("select key, value from entries where topic = ?", (topic,))
    return {key: value_of(text) for key, text in found}


def _ever_used(database: sqlite3.Connection, topic: str) -> int:
    """How many keys a topic ever had (n)."""
    [(used,)] = database.execute(
        "select count(distinct key) from log where topic = ?", (topic,)
    )
    return int(used)


def _require_of_region(
    database: sqlite3.Connection, topic: str, key: str, after: str | None
) -> None:
    """NotAllowed where an entry, as it stands or as it is to be, is of a region in which
    whoever acts does not hold the right."""
    needed = NEEDED[topic]
    for text in (_standing(database, topic, key), after):
        if needed is not None and text is not None:
            acting.require(needed, region_of(topic, key, value_of(text)))


def _put(
    database: sqlite3.Connection,
    topic: str,
    key: str,
    after: str | None,
    *,
    by: str,
    now: str,
) -> None:
    before = _standing(database, topic, key)
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
    log_chain.append(database, now, by, topic, key, before=before, after=after)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
