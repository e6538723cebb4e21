"""Checking a file in a process of its own, so that a hostile one harms nothing here.

A process is started at the first file and used again for those that follow; it ends
when it has had nothing to do for a while, and when nobody wants its answer any more. At
most two work at once, whoever asks: the others wait for their turn. A file that outgrows
its memory or its time ends its process, and is told in an officer's words.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, cast

import imbang
from imbang.intake.apart import reports, wire
from imbang.intake.apart.limits import MOST_CONTENT, seconds_for
from imbang.intake.apart.turns import Turns, Unwanted
from imbang.intake.files.cells import Book
from imbang.intake.files.sources import Source
from imbang.intake.profiles import Recall
from imbang.intake.report.results import CheckedFile, Options
from imbang.refusals import Refusal
from imbang.texts import _, language, plural

SECONDS = 300.0  # for one file by the clock, where the system limits no processor time
_WATCHED = 0.2  # seconds between two looks at whether it is still wanted
_IDLE_SECONDS = 30.0
_MOST_IDLE = 2
_SMALL = 2_000_000  # bytes of a file
_MOST_ANSWER = 4 << 30
_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "LANG")
_OUT_OF_TIME = (-24, 152)  # SIGXCPU, as Python and as a shell tells it

turns = Turns(2)


class Unreadable(Refusal):
    """A file that cannot be read, or costs too much; ``sheet`` is the one it was at."""

    def __init__(self, message: str, sheet: str | None = None) -> None:
        super().__init__(message)
        self.sheet = sheet


@dataclass(frozen=True)
class Needs:
    """What a check asks of this side, and whom it tells.

    ``identify`` turns NIKs into identities, in the order given; ``recall`` gives what an
    office said before. ``told`` hears the words of what is done and its share, from 0 to
    1; ``wanted`` says whether anybody still waits for the answer.
    """

    identify: Callable[[Sequence[str]], list[str]]
    recall: Recall | None
    told: Callable[[str, float], None]
    wanted: Callable[[], bool]


def check_apart(
    source: Source, options: Options, today: date, needs: Needs
) -> CheckedFile:
    """What is in a file of any form; Unreadable when it cannot be read or costs too much.

    What was read of it before is not read again.
    Raises `Unwanted` when nobody waits for it any more.
    """
    if not source.content:
        raise Unreadable(_("The file is empty."))
    if len(source.content) > MOST_CONTENT:
        size = MOST_CONTENT // 1_000_000
        raise Unreadable(_("The file is larger than {size} MB.", size=size))
    with (
        turns.taken(lambda before: needs.told(_waiting(before), 0), needs.wanted),
        _borrowed(is_small=len(source.content) <= _SMALL) as child,
    ):
        return child.check(source, options, today, needs)


def _waiting(before: int) -> str:
    return plural(
        "waiting until {n} other file is checked",
        "waiting until {n} other files are checked",
        before,
        n=before,
    )


class _Ended(Unreadable):
    """A file that ended its process, or left it in the middle of its work."""


class _Child:
    """One checking process."""

    def __init__(self) -> None:
        code = Path(imbang.__file__).parents[1]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "imbang.intake.apart.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            | {
                "PYTHONPATH": str(code),
                "PYTHONUTF8": "1",
                "PYTHONDONTWRITEBYTECODE": "1",
                # threads and pools of their own would take much of the address space
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_NUM_THREADS": "1",
                "MALLOC_ARENA_MAX": "1",
                "ARROW_DEFAULT_MEMORY_POOL": "system",
            },
        )
        self.is_late = self.is_unwanted = False
        self._doing: tuple[str, str | None] = ("reading", None)

    @property
    def is_usable(self) -> bool:
        return not (self.is_late or self.is_unwanted) and self.process.poll() is None

    def check(
        self, source: Source, options: Options, today: date, needs: Needs
    ) -> CheckedFile:
        """Send the file, hear its progress, answer what is asked, take what was found."""
        self._doing = ("reading", None)
        is_over = threading.Event()
        watch = threading.Thread(
            target=self._watch, args=(needs.wanted, is_over), daemon=True
        )
        watch.start()
        try:
            self._send(source, options, today, recalls=needs.recall is not None)
            return self._receive(needs, source.book)
        except wire.BrokenFrame as error:
            raise self._why(len(source.content)) from error
        finally:
            is_over.set()

    def _watch(self, wanted: Callable[[], bool], is_over: threading.Event) -> None:
        """End the process when its time is over, or its answer is not wanted any more."""
        left = SECONDS
        while not is_over.wait(min(_WATCHED, left)):
            left -= _WATCHED
            self.is_late = left <= 0
            self.is_unwanted = not wanted()
            if self.is_late or self.is_unwanted:
                self.process.kill()
                return

    def _send(
        self, source: Source, options: Options, today: date, *, recalls: bool
    ) -> None:
        request = {
            "name": source.name,
            "language": language(),
            "today": today.isoformat(),
            "options": reports.pack_options(options),
            "recalls": recalls,
            "size": len(source.content),
            "is_read": source.book is not None,
        }
        self._answer(request)
        book = source.book
        self._write(*([source.content] if book is None else reports.pack_book(book)))

    def _answer(self, said: object) -> None:
        self._write(json.dumps(said).encode())

    def _write(self, *message: bytes) -> None:
        stream = cast("IO[bytes]", self.process.stdin)
        try:
            wire.write_frame(stream, b"Q", *message)
        except OSError as error:  # it has ended
            raise wire.BrokenFrame from error

    def _receive(self, needs: Needs, book: Book | None) -> CheckedFile:
        stream = cast("IO[bytes]", self.process.stdout)
        while True:
            letter, content = wire.read_frame(stream, most=_MOST_ANSWER)
            if letter == b"B":
                return reports.unpack(content, book)
            if letter == b"R":
                raise Unreadable(content.decode())
            if letter == b"F":
                raise _Ended(failed(content.decode()), self._doing[1])
            match letter, wire.read_json(content):
                case b"P", [str(step), str() | None as sheet, int() | float() as share]:
                    self._doing = step, sheet
                    needs.told(_doing(step, sheet), share)
                case b"I", [*niks] if all(isinstance(nik, str) for nik in niks):
                    self._answer(needs.identify(niks))
                case b"O", str(office) if needs.recall is not None:
                    self._answer(asdict(needs.recall(office)))
                case _:
                    raise wire.BrokenFrame

    def _why(self, size: int) -> Exception:
        """What is said of a file that ended its process."""
        self.process.kill()
        self.process.wait()
        if self.is_unwanted:
            return Unwanted()
        step, sheet = self._doing
        if self.is_late or self.process.returncode in _OUT_OF_TIME:
            message = _(
                "Checking the file was ended after {seconds} seconds of computing, while "
                "{what}. Copy the table alone, without formats and formulas, into a new "
                "workbook, or divide it into several, and send that.",
                seconds=seconds_for(size),
                what=_doing(step, sheet),
            )
        else:
            message = _(
                "The file needs far more memory than a report of its size, or is "
                "damaged, and is not read (ended while {what}). Copy the table alone, "
                "without formats and formulas, into a new workbook, or divide it into "
                "several, and send that.",
                what=_doing(step, sheet),
            )
        return _Ended(message, sheet)

    def close(self) -> None:
        """End the process and everything that was open to it."""
        with suppress(BrokenPipeError):
            cast("IO[bytes]", self.process.stdin).close()
        cast("IO[bytes]", self.process.stdout).close()
        self.process.kill()
        self.process.wait()


def _doing(step: str, sheet: str | None) -> str:
    """What is done, in words that go on a sentence."""
    words = {
        "reading": _("reading the cells"),
        "table": _("looking for the table"),
        "cells": _("checking the cells"),
        "rows": _("comparing the rows"),
    }
    what = words.get(step, words["reading"])
    return (
        what
        if sheet is None
        else _("{what} of sheet “{sheet}”", what=what, sheet=sheet)
    )


def failed(where: str) -> str:
    """What is said of a file at which Imbang itself failed; ``where`` holds no text of it."""
    return _(
        "Imbang itself failed at this file ({where}); nothing was recorded, and other "
        "files are not affected. Send the table in a new workbook, or tell whoever looks "
        "after Imbang.",
        where=where,
    )


_idle: list[tuple[_Child, threading.Timer]] = []
_changing = threading.Lock()


@contextmanager
def _borrowed(*, is_small: bool) -> Iterator[_Child]:
    """A process for one file: one that waits, else a new one.

    After a large file it does not wait for more: it would hold on to that memory.
    """
    child = _take() or _Child()
    is_done = False
    try:
        yield child
        is_done = True
    except Unreadable as reason:
        is_done = not isinstance(reason, _Ended)
        raise
    finally:
        # One that was left in the middle of its work has an answer under way.
        if not (is_done and child.is_usable and is_small and _give_back(child)):
            child.close()


def _take() -> _Child | None:
    while True:
        with _changing:
            if not _idle:
                return None
            child, clock = _idle.pop()
        clock.cancel()
        if child.is_usable:
            return child
        child.close()


def _give_back(child: _Child) -> bool:
    with _changing:
        if len(_idle) >= _MOST_IDLE:
            return False
        clock = threading.Timer(_IDLE_SECONDS, _end_idle, (child,))
        clock.daemon = True
        _idle.append((child, clock))
        clock.start()
        return True


def _end_idle(child: _Child) -> None:
    with _changing:
        found = [entry for entry in _idle if entry[0] is child]
        for entry in found:
            _idle.remove(entry)
    if found:
        child.close()


@atexit.register
def _end_all() -> None:
    while child := _take():
        child.close()
