"""The process that takes other people's files apart: bytes in, cells out, nothing else.

It is started by `imbang.intake.reading` with an environment of its own, never writes a
file, and ends when its standard input does. Memory and processor time are limited where
the system can; a file that needs more ends this process and harms nothing.
"""

from __future__ import annotations

import gc
import json
import sys

from imbang.intake import wire
from imbang.intake.books import read_book
from imbang.refusals import Refusal
from imbang.texts import use_language

MOST_MEMORY = 2_000_000_000  # bytes of address space, libraries included
MOST_SECONDS = 120  # of processor time for one file
MOST_CONTENT = 1 << 30


def main() -> None:
    """Answer one request after the other until there are no more."""
    _limit_memory()
    gc.disable()  # cells make no cycles, and walking over millions of them takes long
    requests, answers = sys.stdin.buffer, sys.stdout.buffer

    def told(share: float) -> None:
        wire.write_frame(answers, b"P", f"{share:.3f}".encode())

    while True:
        try:
            _letter, asked = wire.read_frame(requests, most=MOST_CONTENT)
            _letter, content = wire.read_frame(requests, most=MOST_CONTENT)
        except wire.BrokenFrame:
            return
        _limit_time()
        request = json.loads(asked)
        use_language(request["language"])
        try:
            parts = wire.pack(read_book(request["name"], content, told))
        except Refusal as refusal:
            wire.write_frame(answers, b"R", str(refusal).encode())
        else:
            wire.write_frame(answers, b"B", *parts)
            del parts
        gc.collect()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
