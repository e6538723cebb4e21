"""Headings that look like months or codes and are none: '05' of age, 'S1' of a degree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from imbang.intake.headings.columns import Headed
from imbang.intake.headings.words import Word
from imbang.intake.values.ages import is_span

_DEGREE = re.compile(r"[ds] ?[1-4]", re.IGNORECASE)
_NO_HALF = re.compile(r"d ?[1-4]|s ?[34]", re.IGNORECASE)


def without_strays(columns: Sequence[Headed]) -> list[Headed]:
    """The columns, those whose heading only looks like a month or code as unknown.

    Bare numbers are months where they count from one upwards and no ages stand beside
    them; 'S1' and 'S2' are half-years where no 'S3' or 'D3' does; '12 - 14' are
    ages, not the region 12.14.
    """
    lowest = [column.lowest.text for column in columns]
    numbers = {int(text) for text in lowest if _is_number(text)}
    counts = len(numbers) > 2 and numbers == set(range(1, len(numbers) + 1))
    are_ages = sum(map(is_span, lowest)) > 1
    are_months = counts and not are_ages
    are_degrees = any(len(t) < 4 and _NO_HALF.fullmatch(t) for t in lowest)
    return [
        _unknown(column)
        if (_is_number(text) and not are_months)
        or is_span(text)
        or (are_degrees and len(text) < 4 and _DEGREE.fullmatch(text))
        else column
        for column, text in zip(columns, lowest, strict=True)
    ]


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 3


def _unknown(column: Headed) -> Headed:
    if column.lowest.role != "spread":
        return column
    return replace(
        column, words=(*column.words[:-1], Word(column.lowest.text, "unknown"))
    )
