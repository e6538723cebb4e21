"""The process that takes other people's files apart and checks them.

It is started by `imbang.intake.apart.checks` with an environment of its own, knows no key and
no store, never writes a file, and ends when its standard input does. What it needs of
the other side (identities for NIKs, what an office said before) it asks for. Memory and
processor time are limited where the system can; a file that needs more ends this process
and harms nothing.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from imbang.intake.apart import limits, reports, wire
from imbang.intake.one_file import check_one, check_read, unwatched
from imbang.intake.profiles import Profile
from imbang.intake.report.results import Options
from imbang.intake.sheet import SheetChecks, Step
from imbang.refusals import Refusal
from imbang.texts import use_language

_NICENESS = 5  # pages that are being read come first
_LITTLE = 1_000_000  # bytes of a file, and of what was found in it


def main() -> None:
    """Answer one request after the other until there are no more."""
    _limit_memory()
    with suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    asker = _Asker()
    while True:
        try:
            _letter, asked = wire.read_frame(asker.answers, most=limits.MOST_CONTENT)
            _letter, content = wire.read_frame(asker.answers, most=limits.MOST_CONTENT)
        except wire.BrokenFrame:
            return
        request = json.loads(asked)
        _limit_time(request["size"])
        is_little = False
        try:
            held, content = [content], b""  # let go of once it is read
            parts = _checked(request, held, asker)
        except Refusal as refusal:
            asker.send(b"R", str(refusal).encode())
        except MemoryError:
            raise  # ends the process, and is told as such
        except Exception as error:
            asker.send(b"F", _place_of(error).encode())
        else:
            asker.send(b"B", *parts)
            is_little = request["size"] + sum(map(len, parts)) < _LITTLE
            del parts
        gc.unfreeze()
        if not is_little:  # else it is not worth a look through all that is loaded
            gc.collect()


class _Asker:
    """The other side: it hears how far the work is, and is asked what only it knows."""

    def __init__(self) -> None:
        self.answers, self._questions = sys.stdin.buffer, sys.stdout.buffer

    def send(self, letter: bytes, *parts: bytes) -> None:
        """One frame to the other side."""
        wire.write_frame(self._questions, letter, *parts)

    def told(self, step: Step, sheet: str | None, share: float) -> None:
        """What is done now."""
        self.send(b"P", json.dumps([step, sheet, round(share, 3)]).encode())

    def identify(self, niks: Sequence[str]) -> list[str]:
        """Identities in place of NIKs; the key stays on the other side."""
        return self._ask(b"I", [*niks]) if niks else []

    def recall(self, office: str) -> Profile:
        """What an office said before."""
        return Profile(**self._ask(b"O", office))

    def _ask(self, letter: bytes, asked: object) -> Any:
        self.send(letter, json.dumps(asked).encode())
        _letter, answer = wire.read_frame(self.answers, most=limits.MOST_CONTENT)
        return json.loads(answer)


def _checked(request: dict[str, Any], held: list[bytes], asker: _Asker) -> list[bytes]:
    """The parts of what was found in the file that is held, or in what was read of it."""
    use_language(request["language"])
    options: Options = reports.unpack_options(request["options"])
    checks = SheetChecks(
        options, asker.identify, date.fromisoformat(request["today"]), asker.told
    )
    recall = asker.recall if request["recalls"] else None
    name, is_read = request["name"], request["is_read"]
    if not is_read:
        return reports.pack(check_one(name, held.pop(), checks, recall))
    book = unwatched(lambda: reports.unpack_book(held.pop()))
    return reports.pack(check_read(name, book, checks, recall), knows_book=True)


def _place_of(error: Exception) -> str:
    """The kind of an error and where it came up; its text may hold what a file says."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if Path(f.filename).parent.name == "intake"] or frames
    last = own[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MOST_MEMORY, limits.MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(size: int) -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + limits.seconds_for(size)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
