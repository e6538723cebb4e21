"""Ages as cells and headings name them: '00 - 04', '75+', '60 tahun ke atas', '05'."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

Span = tuple[int, int | None]  # first and last year of age; None is without end

_NO_SENSE = re.compile(
    r"\b(?:usia|umur|kelompok|golongan|tahun|thn|th|years?|yrs?)\b|\."
)
_SPACES = re.compile(r"\s+")
_AGE = r"0?([0-9]{1,3})"
_FORMS = (
    (re.compile(rf"{_AGE} ?(?:-|–|—|s/d|sd|sampai|hingga|to) ?{_AGE}"), "range"),
    (
        re.compile(rf"{_AGE} ?(?:\+|ke ?atas|atau lebih|dan lebih|lebih|and over)"),
        "from",
    ),
    (re.compile(rf"(?:>=|≥|=>) ?{_AGE}"), "from"),
    (re.compile(rf"(?:>|di ?atas|over) ?{_AGE}"), "over"),
    (re.compile(rf"(?:<|di ?bawah|kurang dari|under) ?{_AGE}"), "under"),
    (re.compile(rf"(?:<=|≤|=<) ?{_AGE}"), "up_to"),
    (re.compile(_AGE), "one"),
)
_OLDEST = 130
_LONGEST = 40  # characters of a text that names ages


def age_span(text: str) -> Span | None:
    """The first and last age that a text names; None where it names none."""
    if len(text) > _LONGEST:
        return None
    bare = _SPACES.sub(
        " ", _NO_SENSE.sub(" ", text.casefold().replace("_", " "))
    ).strip()
    for form, what in _FORMS:
        if found := form.fullmatch(bare):
            span = _span(what, [int(age) for age in found.groups()])
            return span if _is_sound(span) else None
    return None


@functools.lru_cache(maxsize=4096)  # each dataset is tried on the same headings
def is_span(text: str) -> bool:
    """Whether a text names ages from one to another, or without end: '00 - 04', '75+'."""
    span = age_span(text)
    return span is not None and not text.strip().isdecimal()


def are_apart(spans: Sequence[Span]) -> bool:
    """Whether nobody stands in two of these."""
    ordered = sorted(spans, key=lambda span: span[0])
    return all(
        last is not None and last < following[0]
        for (_first, last), following in itertools.pairwise(ordered)
    )


def are_all_ages(spans: Sequence[Span]) -> bool:
    """Whether everybody stands in just one of these: from birth, without gap or end."""
    ordered = sorted(spans, key=lambda span: span[0])
    if not ordered or ordered[0][0] != 0 or ordered[-1][1] is not None:
        return False
    return all(
        last is not None and last + 1 == following[0]
        for (_first, last), following in itertools.pairwise(ordered)
    )


def _span(what: str, ages: Sequence[int]) -> Span:
    first = ages[0]
    match what:
        case "range":
            return first, ages[1]
        case "from":
            return first, None
        case "over":
            return first + 1, None
        case "under":
            return 0, first - 1
        case "up_to":
            return 0, first
        case _:
            return first, first


def _is_sound(span: Span) -> bool:
    first, last = span
    return first <= _OLDEST and (last is None or first <= last <= _OLDEST)
