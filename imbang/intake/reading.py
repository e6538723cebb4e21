"""Reading a file in a process of its own, so that a hostile one harms nothing here.

A process is started at the first file and used again for those that follow; it ends
when it has had nothing to do for a while. A file that outgrows its memory or its time
ends its process, and is told in an officer's words.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

import imbang
from imbang.intake import wire
from imbang.intake.books import Book, Share
from imbang.intake.reader_child import MOST_CONTENT
from imbang.intake.sources import Source
from imbang.refusals import Refusal
from imbang.texts import _, language

__all__ = ["Book", "read_file"]

SECONDS = 150.0  # for one file, waiting included
_IDLE_SECONDS = 30.0
_MOST_IDLE = 2
_SMALL = 2_000_000  # bytes of a file
_MOST_ANSWER = 4 << 30
_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "LANG")


def read_file(source: Source, told: Share = lambda _share: None) -> Book:
    """The sheets of a file of any form; Refusal when it cannot be read.

    ``told`` hears which share of the file has been read, from 0 to 1.
    """
    if not source.content:
        raise Refusal(_("The file is empty."))
    if len(source.content) > MOST_CONTENT:
        size = MOST_CONTENT // 1_000_000
        raise Refusal(_("The file is larger than {size} MB.", size=size))
    with _borrowed(is_small=len(source.content) <= _SMALL) as child:
        return child.read(source, told)


class _Child:
    """One reading process."""

    def __init__(self) -> None:
        code = Path(imbang.__file__).parents[1]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "imbang.intake.reader_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            | {
                "PYTHONPATH": str(code),
                "PYTHONUTF8": "1",
                "PYTHONDONTWRITEBYTECODE": "1",
                # threads of their own would take much of the address space
                "OPENBLAS_NUM_THREADS": "1",
                "MALLOC_ARENA_MAX": "1",
            },
        )
        self.is_late = False

    @property
    def is_usable(self) -> bool:
        return not self.is_late and self.process.poll() is None

    def read(self, source: Source, told: Share) -> Book:
        """Send the file, hear its progress, take its cells."""
        clock = threading.Timer(SECONDS, self._stop)
        clock.start()
        try:
            self._send(source)
            return self._receive(told)
        except (wire.BrokenFrame, BrokenPipeError, ValueError, KeyError) as error:
            raise self._why() from error
        finally:
            clock.cancel()

    def _send(self, source: Source) -> None:
        request = json.dumps({"name": source.name, "language": language()}).encode()
        stream = cast("IO[bytes]", self.process.stdin)
        wire.write_frame(stream, b"Q", request)
        wire.write_frame(stream, b"Q", source.content)

    def _receive(self, told: Share) -> Book:
        stream = cast("IO[bytes]", self.process.stdout)
        while True:
            letter, content = wire.read_frame(stream, most=_MOST_ANSWER)
            if letter == b"B":
                return wire.unpack(content)
            if letter == b"R":
                raise Refusal(content.decode())
            told(float(content))

    def _stop(self) -> None:
        self.is_late = True
        self.process.kill()

    def _why(self) -> Refusal:
        """What is said of a file that ended its process."""
        self.process.kill()
        self.process.wait()
        if self.is_late or self.process.returncode == -24:  # SIGXCPU
            return Refusal(
                _(
                    "The file takes too long to read. Copy the table alone, without "
                    "formats and formulas, into a new workbook and send that."
                )
            )
        return Refusal(
            _(
                "The file needs far more memory than a report of its size, or is "
                "damaged, and is not read. Copy the table alone, without formats and "
                "formulas, into a new workbook and send that."
            )
        )

    def close(self) -> None:
        """End the process and everything that was open to it."""
        with suppress(BrokenPipeError):
            cast("IO[bytes]", self.process.stdin).close()
        cast("IO[bytes]", self.process.stdout).close()
        self.process.kill()
        self.process.wait()


_idle: list[tuple[_Child, threading.Timer]] = []
_changing = threading.Lock()


@contextmanager
def _borrowed(*, is_small: bool) -> Iterator[_Child]:
    """A process for one file: one that waits, else a new one.

    After a large file it does not wait for more: it would hold on to that memory.
    """
    child = _take() or _Child()
    try:
        yield child
    finally:
        if not (child.is_usable and is_small and _give_back(child)):
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
