"""Progress of long work: what is told to whoever watches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


Progress = Callable[[str, float], None]


def silently(_text: str, _share: float) -> None:
    """Progress that nobody watches."""
