"""Half-years, quarters and months in a column beside the year: together they are a period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imbang.intake.files.cells import Cells, joined
from imbang.intake.values.dates import find_period
from imbang.reference.spelling import plain

# Plain headings of a column that says a part of a year, and what a bare number in it is.
PARTS = {
    **dict.fromkeys(("semester", "semesterke", "smt", "sem", "halfyear"), "Semester"),
    **dict.fromkeys(("triwulan", "triwulanke", "tw", "kuartal", "quarter"), "Triwulan"),
    **dict.fromkeys(("bulan", "bulanke", "bln", "month"), ""),
}
_BARE = frozenset({*map(str, range(1, 13)), *(f"0{n}" for n in range(1, 10))}) | {
    "i",
    "ii",
    "iii",
    "iv",
}


def says_part(heading: str) -> bool:
    """Whether a heading is that of a column with parts of a year."""
    return plain(heading) in PARTS


def is_period(text: str) -> bool:
    """Whether a cell names a whole period, with its year."""
    return find_period(text) is not None


def period_cells(columns: Sequence[tuple[str, Cells]], year: str | None) -> Cells:
    """The columns of a period as one, by their headings: 'Semester 1' and '2017' together.

    A cell that names a whole period stands for itself. ``year`` is said with parts where
    no column of years stands beside them.
    """
    parts = [(PARTS[plain(text)], cells) for text, cells in columns if says_part(text)]
    years = [cells for text, cells in columns if not says_part(text)]
    if not parts:
        return joined([*years])
    table = np.column_stack(
        [cells.codes for _of, cells in parts] + [c.codes for c in years]
    )
    distinct, codes = np.unique(table, axis=0, return_inverse=True)
    texts = [_together(row, parts, years, year) for row in distinct.tolist()]
    blank = np.array([not text for text in texts], np.bool_)
    codes = codes.reshape(-1).astype(np.int32)
    return Cells(np.where(blank[codes], -1, codes), tuple(texts), (False,) * len(texts))


def _together(
    row: Sequence[int],
    parts: Sequence[tuple[str, Cells]],
    years: Sequence[Cells],
    year: str | None,
) -> str:
    said = [
        _part(of, cells.texts[code])
        for (of, cells), code in zip(parts, row, strict=False)
        if code >= 0
    ]
    if whole := next(filter(find_period, said), None):
        return whole
    behind = zip(years, row[len(parts) :], strict=True)
    named = [cells.texts[code] for cells, code in behind if code >= 0]
    if said and not named and year:
        named = [year]
    return " ".join([*said, *named])


def _part(of: str, text: str) -> str:
    bare = text.strip().casefold().removesuffix(".0")
    return f"{of} {bare}".strip() if bare in _BARE else text
