"""Titles of groups of rows: 'KECAMATAN BANJARMASIN SELATAN' alone above its villages.

They are no rows, but where the rows below have no code, they say in which district or
regency these lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from imbang.intake.files.cells import Cells, Rows, Sheet
from imbang.intake.values.marks import is_group_title

_COUNTED = re.compile(r"^(?:[ivx]{1,5}|[a-z])[.)]? +(?=\w)", re.IGNORECASE)
_LEVELS = (
    re.compile(r"(?:provinsi|prov)\b", re.IGNORECASE),
    re.compile(r"(?:kabupaten|kab|kota)\b", re.IGNORECASE),
    re.compile(r"(?:kecamatan|kec)\b", re.IGNORECASE),
)


def group_titles(sheet: Sheet, rows: Rows) -> Rows:
    """Those of these rows of few cells that name a group: 'II. KECAMATAN: X' ….

    Of several cells the first is the group's number or 'Kecamatan' alone: a row with
    a running number is a row of the table that lacks something.
    """
    found = []
    for row in rows.tolist():
        texts = [text for text in sheet.row(row) if text]
        title = title_of(texts)
        if not is_group_title(title):
            continue
        if len(texts) == 1 or not texts[0].strip(".)( ").isdecimal():
            found.append(row)
    return np.array(found, np.intp)


def title_of(texts: Iterable[str]) -> str:
    """The title without its number and signs: 'Kecamatan Banjarmasin Selatan'."""
    whole = " ".join(text.replace(":", " ") for text in texts)
    return _COUNTED.sub("", " ".join(whole.split()))


def find_groups(sheet: Sheet, titles: Sequence[int]) -> tuple[Cells, ...]:
    """For each level with titles the one above each row; a higher title ends a lower."""
    at_level: list[dict[int, str]] = [{} for _ in _LEVELS]
    for row in titles:
        title = title_of(text for text in sheet.row(row) if text)
        for level, pattern in enumerate(_LEVELS):
            if pattern.match(title):
                at_level[level][row] = title
    return tuple(
        _spread(own, {r for higher in at_level[:level] for r in higher}, sheet.height)
        for level, own in enumerate(at_level)
        if own
    )


def _spread(own: dict[int, str], ends: set[int], height: int) -> Cells:
    texts = list(dict.fromkeys(own.values()))
    codes = np.full(height, -1, np.int32)
    marks = sorted({*own, *ends})
    for row, following in zip(marks, [*marks[1:], height], strict=True):
        codes[row:following] = texts.index(own[row]) if row in own else -1
    return Cells(codes, tuple(texts), (False,) * len(texts))
