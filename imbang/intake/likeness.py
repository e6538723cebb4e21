"""Words that are nearly alike: what to offer when a text is none of those known.

Nothing is decided here. What is merely alike is asked about, never taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process, utils

T = TypeVar("T")

OFFERED = 5
_ALIKE = 72.0  # of 100, for one of the names to be offered


def likest(
    text: str, names: Mapping[str, T], *, most: int = OFFERED, alike: float = _ALIKE
) -> list[T]:
    """What the names most like ``text`` stand for, the likest first, each once.

    ``names`` are compared as they stand, without case: give both sides in one spelling.
    """
    found = process.extract(
        text,
        names.keys(),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=alike,
        limit=None,
    )
    return list(dict.fromkeys(names[name] for name, _score, _at in found))[:most]


def are_alike(text: str, others: Iterable[str], alike: float) -> bool:
    """Whether one of the others is alike to that degree, from 0 to 100."""
    return any(fuzz.ratio(text, other) >= alike for other in others)
