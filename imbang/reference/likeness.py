"""Words that are nearly alike: what to offer when a text is none of those known.

Nothing is decided here. What is merely alike is asked about, never taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

OFFERED = 5
MOST_SOUGHT = 200  # different labels of one column for which likely names are sought
_ALIKE = 72.0  # of 100, for one of the names to be offered
_LONGEST = 200  # characters of a text that may be a name misspelt


def likest(
    text: str, names: Mapping[str, T], *, most: int = OFFERED, alike: float = _ALIKE
) -> list[T]:
    """What the names most like ``text`` stand for, the likest first, each once.

    ``names`` are compared as they stand, without case: give both sides in one spelling.
    """
    if len(text) > _LONGEST:
        return []
    # loaded where a text is really sought: every command reads the names of regions
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        text,
        names.keys(),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=alike,
        limit=None,
    )
    return list(dict.fromkeys(names[name] for name, _score, _at in found))[:most]


def for_the_first(
    seek: Callable[[str], list[T]], most: int = MOST_SOUGHT
) -> Callable[[str], list[T]]:
    """``seek`` for the first ``most`` texts; for those after them nothing is found.

    A column of thousands of unknown labels is wrong as a whole: nobody looks at what
    each of them might have been.
    """
    calls = itertools.count()
    return lambda text: seek(text) if next(calls) < most else []


@dataclass
class Effort:
    """How many comparisons of names the places of one sheet may still cost."""

    left: int = 20_000_000  # some seconds; a regency's names for 50,000 unknown ones

    def spend(self, comparisons: int) -> bool:
        """Whether there is that much left; then it is spent."""
        self.left -= comparisons
        return self.left >= 0


def are_alike(text: str, others: Iterable[str], alike: float) -> bool:
    """Whether one of the others is alike to that degree, from 0 to 100."""
    from rapidfuzz import fuzz

    return any(fuzz.ratio(text, other) >= alike for other in others)
