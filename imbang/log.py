"""What is told to whoever runs Imbang: a line an event on standard error, no personal data.

An event is a fixed name with facts: numbers, keys of datasets and rules, ids of deliveries
and snapshots. Of an error its kinds and places are told, never its text, which may quote
what a file said or a person typed; and whatever libraries log comes down to where it was
logged, and the pattern of its text where the values stand apart from it.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from imbang import nik, paths

FORMAT = "IMBANG_LOG"
Format = Literal["text", "json"]
Facts = Mapping[str, Any]

_MOST_PLACES = 30
_MOST_CAUSES = 4
_WORD = re.compile("[!#-<>-~]+")  # printable ASCII without blanks, quotes and =
_events = logging.getLogger("imbang.events")
_listeners: list[Callable[[str, Facts], None]] = []


def begin(format: str | None) -> None:
    """Write events from here on, in this process and those it starts: ``text`` or ``json``.

    All that is logged in the process, by whatever library, goes through here.
    """
    os.environ[FORMAT] = "json" if format == "json" else "text"
    logging.setLogRecordFactory(_record)
    logging.basicConfig(stream=sys.stderr, format="%(message)s")
    _events.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _tell_uncaught
    threading.excepthook = lambda gone: _tell_gone("thread", gone.exc_value)
    sys.unraisablehook = lambda gone: _tell_gone("object", gone.exc_value)


def is_begun() -> bool:
    """Whether events are written in this process."""
    return logging.getLogRecordFactory() is _record


def event(name: str, /, *, level: int = logging.INFO, **facts: Any) -> None:
    """Tell that something happened; ``facts`` hold no text of a person or a file."""
    for hear in _listeners:
        hear(name, facts)
    _events.log(level, "%s", _Told(level, {"event": name, **facts}))


def failure(name: str, error: BaseException, /, **facts: Any) -> None:
    """Tell that something broke: the kinds and places of the error."""
    event(name, level=logging.ERROR, **facts, **told_of(error))


def hear(listener: Callable[[str, Facts], None]) -> None:
    """Have events told to ``listener`` as well: their names and facts."""
    if listener not in _listeners:
        _listeners.append(listener)


def told_of(error: BaseException) -> dict[str, Any]:
    """What may be told of an error: its kind, its way through the code, its causes.

    Its text only where whoever runs this asked for it (``IMBANG_TRACEBACK=1``).
    """
    told: dict[str, Any] = {"error": type(error).__name__}
    if isinstance(error, OSError) and (known := errno.errorcode.get(error.errno or 0)):
        told["errno"] = known
    told["at"] = _places(error.__traceback__)
    cause = error.__cause__ or error.__context__
    causes: list[str] = []
    while cause is not None and len(causes) < _MOST_CAUSES:
        causes.append(f"{type(cause).__name__} {_last(cause.__traceback__)}".strip())
        cause = cause.__cause__ or cause.__context__
    if causes:
        told["causes"] = causes
    if os.environ.get("IMBANG_TRACEBACK"):
        told["details"] = nik.without_nik("".join(traceback.format_exception(error)))
    return told


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_MOST_PLACES:]
    return [f"{_path(one.filename)}:{one.lineno} {one.name}" for one in frames]


def _last(trace: TracebackType | None) -> str:
    return (_places(trace) or [""])[-1]


def _path(name: str) -> str:
    """A file of code as its package has it, without the folders of this computer."""
    path = Path(name)
    if path.is_relative_to(paths.ROOT) and "site-packages" not in path.parts:
        return path.relative_to(paths.ROOT).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name


@dataclass(frozen=True)
class _Told:
    """An event, written as a line when it is put down."""

    level: int
    facts: Facts
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __str__(self) -> str:
        when = self.at.isoformat(timespec="milliseconds")
        level = logging.getLevelName(self.level).lower()
        if os.environ.get(FORMAT) == "json":
            return _json({"time": when, "level": level, **self.facts})
        name, *rest = self.facts.values()
        told = (
            f"{_plain(k)}={_plain(v)}"
            for k, v in zip([*self.facts][1:], rest, strict=True)
        )
        return " ".join((when, level, _plain(name), *told))


def _plain(value: Any) -> str:
    """One word as it is, all else as JSON: no value ends its line, begins the next fact
    or moves the terminal that shows it."""
    is_word = isinstance(value, str) and _WORD.fullmatch(value)
    return value if is_word else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value).replace("\x7f", "\\u007f")  # all others are escaped by it


def _record(
    name: str,
    level: int,
    path: str,
    line: int,
    message: object,
    args: Any,
    error: Any,
    *rest: Any,
    **named: Any,
) -> logging.LogRecord:
    """A record as logging makes it; of others than `event` only what may be told."""
    if name != _events.name:
        facts = {"event": "log", "logger": name, "at": f"{_path(path)}:{line}"}
        if args and isinstance(message, str):  # then values are in args
            facts["text"] = message
        if isinstance(error, tuple) and error[1] is not None:
            facts |= told_of(error[1])
        message, args, error = "%s", (_Told(level, facts),), None
        rest = rest[:1]  # not the stack
    return logging.LogRecord(
        name, level, path, line, message, args, error, *rest, **named
    )


def _tell_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    failure("ended", error)


def _tell_gone(where: str, error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        failure("lost", error, where=where)
