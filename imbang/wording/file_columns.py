"""The columns of a table as a file has them: one a figure, and one a region above.

On a page a cell may tell several things, and a region says below its name what it lies
in; in a file each stands in a column of its own, under the words of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from imbang.drawing.tables import Cell, Column, Row
from imbang.reference import regions
from imbang.reference.levels import LEVELS, Level, ancestor, level_of
from imbang.texts import _
from imbang.wording.names import level_name

_CODE = "region_code"


def file_columns(columns: Sequence[Column], rows: pd.DataFrame) -> tuple[Column, ...]:
    """``columns`` as a file of ``rows`` has them.

    Where rows are regions, the names of the regions that they lie in follow their own:
    of villages the district and the regency, of districts the regency; the province
    only where there are several.
    """
    apart = [part for column in columns for part in column.parts or (column,)]
    place = next((i for i, column in enumerate(apart) if column.kind == "name"), None)
    if place is None or _CODE not in rows:
        return tuple(apart)
    above = [_above(level) for level in _levels_above(rows[_CODE])]
    return (*apart[: place + 1], *above, *apart[place + 1 :])


def code_column() -> Column:
    """The codes of regions: text, which no spreadsheet may take for a number or a time."""
    return Column(_CODE, _("Region code"), "text", lambda row: {"text": row[_CODE]})


def _levels_above(codes: pd.Series) -> list[Level]:
    """The levels to be named, the nearest first."""
    known = codes.dropna()
    depth = max((LEVELS.index(level_of(code)) for code in known), default=0)
    provinces = {ancestor(code, "province") for code in known}
    lowest = LEVELS.index("regency" if len(provinces) < 2 else "province")
    return [LEVELS[at] for at in range(depth - 1, lowest - 1, -1)]


def _above(level: Level) -> Column:
    names = regions.load().names

    def write(row: Row) -> Cell:
        code = row[_CODE]
        at = LEVELS.index(level)
        is_below = isinstance(code, str) and LEVELS.index(level_of(code)) > at
        return {"text": names.get(ancestor(code, level), "") if is_below else ""}

    return Column(f"{level}_name", level_name(level), "text", write)
