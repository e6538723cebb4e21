"""Scopes: of which regions figures are made in one go.

Figures of a province and of all in it follow from what its offices sent, so that they
are made by themselves; those of the nation follow from its provinces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imbang.reference.levels import NATION


@dataclass(frozen=True)
class Scope:
    """Some provinces (``provinces``), the nation above them, or both at once.

    ``highest`` and ``lowest`` are the depths of the regions that others are added up to.
    """

    provinces: tuple[str, ...] = ()
    highest: int = 0
    lowest: int = 4

    @property
    def is_nation(self) -> bool:
        """Whether it makes the nation's own figures alone."""
        return self.lowest < 4

    @property
    def is_part(self) -> bool:
        """Whether it makes the figures of provinces alone."""
        return self.highest > 0

    @property
    def label(self) -> str:
        """What it is called: the codes of its provinces."""
        return " ".join(self.provinces) or ("-" if self.is_part else NATION)


WHOLE = Scope()
"""Everything in one piece, as tests make it to hold parts against it."""

NATION_SCOPE = Scope(lowest=1)


def part(provinces: Sequence[str]) -> Scope:
    """The scope of these provinces."""
    return Scope(tuple(provinces), highest=1)
