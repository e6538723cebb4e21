"""The columns of a table that name places, and what they show of the office's area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from imbang.intake.files.cells import Cells, Rows
from imbang.intake.headings.region_columns import level_in, system_in
from imbang.intake.places.gazetteer import gazetteer
from imbang.intake.places.given import Places
from imbang.intake.places.named import Named, preferred_level
from imbang.intake.places.names import said_level
from imbang.intake.values.columns import Values, combined
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.texts import _

_SAMPLE = 500  # pairs of a kecamatan and a village
_FEW_PAIRS = 3  # that show nothing of their headings
_MOST_REGENCIES = 1_000  # different names; a column with more is none of regencies


@dataclass(frozen=True, eq=False)
class NameColumn:
    """A column that names places, or the titles of groups, which are no row's own.

    ``is_bps`` where they are named as BPS names them.
    """

    cells: Cells
    heading: str
    level: Level | None
    is_group: bool = False
    is_bps: bool = False

    def named(self, code: int) -> Named:
        """What a cell of the column names, by its code."""
        text = self.cells.texts[code]
        return Named(text, self.level_of(text), self.heading, self.is_group)

    def level_of(self, text: str) -> Level | None:
        """The level that the heading says, or of a group its title."""
        return said_level(text) if self.is_group else self.level

    def used(self, rows: Rows) -> Iterator[str]:
        """The different texts of these rows."""
        codes = np.unique(self.cells.codes[rows])
        return (self.cells.texts[code] for code in codes.tolist() if code >= 0)


def name_columns(places: Places) -> list[NameColumn]:
    """The columns of a table that name places, and the titles of its groups."""
    texts = places.headings.texts
    named = [
        NameColumn(
            places.sheet.columns[at],
            texts[at],
            level_in(texts[at]),
            is_bps=system_in(texts[at]) == "bps",
        )
        for at in places.positions("region_name")
    ]
    if not named:
        return []
    if not places.positions("region_code"):
        named = _as_meant(named, places)
    return [*named, *(NameColumn(cells, "", None, True) for cells in places.groups)]


def _as_meant(columns: list[NameColumn], places: Places) -> list[NameColumn]:
    """The columns, those of kecamatan and villages exchanged where their headings are."""
    districts = [column for column in columns if column.level == "district"]
    villages = [column for column in columns if column.level == "village"]
    if len(districts) != 1 or len(villages) != 1:
        return columns
    (district,), (village,) = districts, villages
    cells = (district.cells, village.cells)
    _numbers, found = combined([one.codes[places.rows] for one in cells])
    pairs = [
        (cells[0].texts[a], cells[1].texts[b]) for a, b in found if a >= 0 and b >= 0
    ][:_SAMPLE]
    area = places.area or levels.NATION
    exchanged = as_said = 0
    for first, second in pairs:
        # 'Kamal' in 'Kamal' fits both ways, and shows nothing.
        if (fits := _lies_in(first, second, area)) != _lies_in(second, first, area):
            exchanged, as_said = exchanged + fits, as_said + (not fits)
    if len(pairs) < _FEW_PAIRS or as_said or 2 * exchanged < len(pairs):
        return columns
    places.findings.add(
        "exchanged_headings",
        _(
            "Under “{district}” stand villages, and under “{village}” the kecamatan in "
            "which they lie: the two are read the other way round.",
            district=district.heading,
            village=village.heading,
        ),
        column=district.heading,
        severity="warning",
    )
    other: dict[int, Level] = {id(district): "village", id(village): "district"}
    return [replace(c, level=other.get(id(c), c.level)) for c in columns]


def _lies_in(village: str, district: str, area: str) -> bool:
    """Whether a kecamatan of the area has a village of that name."""
    nation = gazetteer(levels.NATION)
    return any(
        nation.exact(village, "village", (code,))
        for code in nation.exact(district, "district", (area,))
    )


def names_of(columns: Sequence[NameColumn], codes: Sequence[int]) -> list[Named]:
    """What the cells of a row name; BPS' name only where no other of its level stands."""
    found = [(c, c.named(at)) for c, at in zip(columns, codes, strict=True) if at >= 0]
    others = {name.level for column, name in found if not column.is_bps}
    return [
        name for column, name in found if not column.is_bps or name.level not in others
    ]


def preferred(columns: Sequence[NameColumn], rows: Rows, area: str) -> Level | None:
    """The level of names whose heading says none."""
    texts = [
        text
        for column in columns
        if column.level is None and not column.is_group
        for text in column.used(rows)
    ]
    return preferred_level(texts, gazetteer(area)) if texts else None


def regency_names(columns: Sequence[NameColumn], rows: Rows) -> Iterator[str]:
    """The texts that may name a regency."""
    for column in columns:
        if column.level in (None, "regency") and not column.is_group:
            yield from column.used(rows)


def common_area(
    places: Places, values: Values, columns: Sequence[NameColumn]
) -> str | None:
    """The office's area where only rows say it: by the regencies that they name."""
    nation = gazetteer(levels.NATION)
    found = {str(values.distinct[code]) for code in set(values.codes.tolist()) - {-1}}
    for column in columns:
        texts = list(column.used(places.rows))
        for text in texts:
            level = column.level_of(text)
            if level in ("regency", "province"):
                codes = nation.exact(text, level, (levels.NATION,))
                found |= set(codes) if len(codes) == 1 else set()
        found |= set() if column.is_group else _province_among(texts)
    return regions.load().office_of(found) if found else None


def _province_among(texts: Sequence[str]) -> set[str]:
    """The province of which most texts are regencies, if one of them shows which it is.

    'JAWA BARAT' and 'KOTA BOGOR' show it, 'BOGOR' alone does not.
    """
    nation, everywhere = gazetteer(levels.NATION), (levels.NATION,)
    if not 1 < len(texts) <= _MOST_REGENCIES:
        return set()
    shown = {code for t in texts for code in nation.exact(t, "province", everywhere)}
    for text in texts:
        if said_level(text) == "regency":
            codes = nation.exact(text, "regency", everywhere)
            shown |= {levels.ancestor(code, "province") for code in codes}
    return {
        code
        for code in shown
        if 2 * sum(bool(nation.exact(t, "regency", (code,))) for t in texts)
        >= len(texts)
    }
