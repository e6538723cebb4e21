"""Columns of figures among kinds: each is a kind, a sum, or a kind that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.columns import Headed, Step, holds_figures
from imbang.intake.headings.words import Vocabulary

_CODE = re.compile(r"\b(?:kode|code|id)(?:\b|_)", re.IGNORECASE)
_RUNNING = 50  # rows that are looked at


def unknown_kinds(
    columns: Sequence[Headed],
    told: Mapping[int, Mapping[str, str]],
    full: set[str],
    words: Vocabulary,
    sheet: Sheet,
    rows: Sequence[int],
) -> dict[int, dict[str, str]]:
    """What headings say of the columns of figures that no known kind stands over.

    ``told`` is what is known of each column's heading so far, ``full`` all that those
    of values say.
    """
    kind = words.kind
    if kind is None or kind not in full:
        return {}
    over_kinds = {
        step
        for column in columns
        if kind in told.get(column.at, {})
        for step in column.path
    }
    found = {}
    for column in columns:
        says = told.get(column.at, {})
        label = _label(column, over_kinds)
        if label is None or kind in says or not full - {kind} <= says.keys():
            continue
        if holds_figures(sheet, column.at, rows) and not _is_running(
            sheet, column.at, rows
        ):
            found[column.at] = {**says, kind: label}
    return found


def _label(column: Headed, over_kinds: Collection[Step]) -> str | None:
    """What a column of figures may call a kind by: its heading, or the one over 'Jumlah'.

    ``over_kinds`` stand over known kinds, too, and are the name of none.
    """
    for word, step in zip(reversed(column.words), reversed(column.path), strict=True):
        if word.role == "unknown":
            is_label = step not in over_kinds and not _CODE.search(word.text)
            return word.text if is_label else None
        if not (word.is_measure or word.is_total or word.role == "part"):
            return None
    return None


def _is_running(sheet: Sheet, at: int, rows: Sequence[int]) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3 ..."""
    cells = sheet.columns[at]
    codes = cells.codes[rows[-1] + 1 :]
    texts = [cells.texts[code] for code in codes[codes >= 0][:_RUNNING].tolist()]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]
