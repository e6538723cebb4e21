"""Progress of long work: what is told to whoever watches it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


def silently(_text: str, _share: float) -> None:
    """Progress that nobody watches."""
