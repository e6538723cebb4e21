"""What one file may cost the machine that checks it."""

from __future__ import annotations

MOST_CONTENT = 1 << 30  # bytes of a file
MOST_MEMORY = 1_150_000_000  # bytes of address space, 300 MB of libraries among them
_SECONDS = 20  # of processor time for any file,
_BYTES_A_SECOND = 1_000_000  # and one more for so many bytes of it


def seconds_for(size: int) -> int:
    """How many seconds of processor time a file of so many bytes may take."""
    return _SECONDS + size // _BYTES_A_SECOND
