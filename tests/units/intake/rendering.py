"""A clean table written as a messy sheet, in one of very many ways.

`render` draws a layout (long, kinds or months or regions as columns, headings of one to
three rows), what stands around the table, and how each cell is spelled. What it writes
says exactly the table, so that reading it back must give the table again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from hypothesis import strategies as st

from imbang.reference import regions
from imbang.reference.kinds import KindList, load_kinds

Key = tuple[str, str, str]  # region code, key of the kind, period
Table = dict[Key, int | None]  # counts; None where not reported
Cell = str | int | float | None
Draw = Callable[[st.SearchStrategy[Any]], Any]

AXES = ("region", "kind", "period")
# What stands in headings; everything else stands in rows.
LAYOUTS = (
    (),
    ("kind",),
    ("period",),
    ("region",),
    ("kind", "period"),
    ("period", "kind"),
)
LISTS: dict[str, KindList] = {"ppks": "ppks_kinds", "pillar_counts": "pillar_kinds"}
_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_HEADINGS = {
    "number": ["No", "NO.", "Nomor Urut"],
    "region": ["Kode Wilayah", "KODE WILAYAH", "kode_wilayah", "Kode Desa/Kelurahan"],
    "name": ["Nama Wilayah", "Kelurahan", "DESA/KELURAHAN", "Wilayah"],
    "period": ["Periode", "TAHUN", "Bulan", "Tahun Data"],
    "ppks": ["Jenis PMKS", "JENIS PPKS", "Jenis Masalah", "PMKS"],
    "pillar_counts": ["Jenis Pilar", "JENIS PSKS", "Pilar Sosial"],
}
_COUNTS = {
    "ppks": ["Jumlah", "JUMLAH (ORANG)", "Jml", "Jumlah PMKS", "Total"],
    "pillar_counts": ["Jumlah", "JUMLAH", "Banyaknya", "Jumlah Pilar"],
}
_SUMS = ["Jumlah", "JUMLAH", "Total", "Jml"]
_GROUP_SUMS = ["Jumlah Kecamatan", "SUB JUMLAH", "Jumlah", "Sub Total"]
_GRAND_SUMS = ["JUMLAH", "TOTAL", "Jumlah Keseluruhan", "Jumlah Kota Banjarmasin"]


@dataclass(eq=False)
class Rendered:
    """A sheet that says a table; ``merged`` holds first row, column, last row, column.

    ``at`` is the sheet's own row, from 1, of each of the table's figures.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    at: dict[Key, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The layout of one sheet, as drawn.

    ``spread`` are the axes in headings, ``down`` those in rows, ``said`` those that only
    a title says; ``leads`` the columns left of the figures, ``values`` what the heading
    of each column of figures says.
    """

    dataset: str
    table: Table
    spread: tuple[str, ...]
    down: tuple[str, ...]
    said: bool
    leads: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    has_sum: bool
    parts: bool
    can_merge: bool

    def keys(self, axis: str) -> list[str]:
        """The keys of one axis, in order."""
        return sorted({key[AXES.index(axis)] for key in self.table})

    def key(self, row: Sequence[str], value: Sequence[str]) -> Key:
        """The table's key of a cell."""
        says = dict(zip((*self.down, *self.spread), (*row, *value), strict=True))
        if self.said:
            says["period"] = self.keys("period")[0]
        return says["region"], says["kind"], says["period"]


def plan(draw: Draw, dataset: str, table: Table, *, can_merge: bool) -> Plan:
    """Draw the layout of a sheet."""
    counted = {axis: len({key[at] for key in table}) for at, axis in enumerate(AXES)}
    possible = [s for s in LAYOUTS if s != ("region",) or counted["region"] > 1]
    spread = draw(st.sampled_from(possible))
    said = counted["period"] == 1 and "period" not in spread and draw(st.booleans())
    down = [a for a in AXES if a not in spread and not (said and a == "period")]
    leads = [*draw(st.permutations(down))]
    if "region" in down and draw(st.booleans()):
        leads.insert(leads.index("region") + 1, "name")
    if draw(st.booleans()):
        leads.insert(0, "number")
    if draw(st.integers(0, 3)) == 0:
        leads.insert(draw(st.integers(0, len(leads))), "blank")
    values: list[tuple[str, ...]] = [()]
    for axis in spread:
        keys = draw(st.permutations(sorted({k[AXES.index(axis)] for k in table})))
        values = [(*value, key) for value in values for key in keys]
    return Plan(
        dataset=dataset,
        table=table,
        spread=spread,
        down=tuple(sorted(down, key=AXES.index)),
        said=said,
        leads=tuple(leads),
        values=tuple(values),
        has_sum=len(values) > 1 and draw(st.booleans()),
        parts=not spread and draw(st.integers(0, 3)) == 0,
        can_merge=can_merge,
    )


class Renderer:
    """Writes one sheet by its plan."""

    def __init__(self, draw: Draw, layout: Plan) -> None:
        self._draw, self._plan = draw, layout
        self._done = Rendered()
        self._margin: list[Cell] = [None] * draw(st.integers(0, 2))
        self._regions_once = False

    def render(self) -> Rendered:
        """Titles, heading, rows with what stands between them, and footer."""
        self._titles()
        heading = self._heading()
        self._body(heading)
        if self._maybe():
            self._add("Sumber: Dinas Sosial Kota Banjarmasin")
            self._add()
            self._add(None, None, "Banjarmasin, 3 Januari 2025")
            self._add(None, None, "Kepala Dinas,")
        return self._done

    def _maybe(self, one_in: int = 2) -> bool:
        return bool(self._draw(st.integers(1, one_in)) == one_in)

    def _one_of(self, options: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(options))

    def _add(self, *cells: Cell) -> int:
        """Write a row; its place, from 0."""
        self._done.rows.append([*self._margin, *cells])
        return len(self._done.rows) - 1

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if self._plan.can_merge and (top, left) != (bottom, right):
            side = len(self._margin)
            self._done.merged.append((top, left + side, bottom, right + side))

    # Above the table

    def _titles(self) -> None:
        for _ in range(self._draw(st.integers(0, 2))):
            self._add(
                self._one_of([None, "REKAPITULASI", "Dinas Sosial Kota Banjarmasin"])
            )
        years = {period[:4] for period in self._plan.keys("period")}
        if self._plan.said:
            (period,) = self._plan.keys("period")
            self._add(self._one_of(["KEADAAN: ", "Periode "]) + self._period(period))
        elif "period" in self._plan.spread and len(years) == 1:
            self._add(f"TAHUN {years.pop()}")
        if self._maybe():
            self._add()

    # Headings

    def _heading(self) -> list[list[Cell]]:
        """Write the heading and perhaps a row of numbers; the rows of the heading."""
        leads = [self._lead_heading(lead) for lead in self._plan.leads]
        levels = [*self._value_headings()]
        depth = len(levels)
        first = len(self._done.rows)
        upper = depth == 1 or self._plan.can_merge or self._maybe()
        for level, values in enumerate(levels):
            here = (upper and level == 0) or (not upper and level == depth - 1)
            self._add(*(leads if here else [None] * len(leads)), *values)
        if upper:
            for at, text in enumerate(leads):
                if text:
                    self._merge(first, at, first + depth - 1, at)
        rows = [row[len(self._margin) :] for row in self._done.rows[first:]]
        self._merge_headings(first, len(leads), levels)
        if sum(map(bool, leads)) + len(levels[-1]) > 2 and self._maybe():
            self._numbers(leads, levels)
        return rows

    def _lead_heading(self, lead: str) -> Cell:
        if lead == "blank":
            return None
        key = self._plan.dataset if lead == "kind" else lead
        return str(self._spaced(self._one_of(_HEADINGS[key])))

    def _value_headings(self) -> Iterator[list[Cell]]:
        """The rows of the heading above the figures; a merged cell is written once."""
        layout = self._plan
        if layout.parts:
            yield [self._one_of(["Jumlah", "Banyaknya", "Jml"]), None, None]
            yield ["L", "P", "Jumlah"]
            return
        if not layout.spread:
            yield [self._one_of(_COUNTS[layout.dataset])]
            return
        total = [self._one_of(_SUMS)] if layout.has_sum else []
        titles = {"kind": _HEADINGS[layout.dataset], "period": ["Tahun", "Bulan"]}
        has_title = len(layout.values) > 1 and self._maybe(3)
        if len(layout.spread) == 1 and layout.spread[0] in titles and has_title:
            rest: list[Cell] = [None] * (len(layout.values) - 1)
            yield [self._one_of(titles[layout.spread[0]]), *rest, *total]
            total = [None] if total else []
        spelled = [self._spread_words(axis) for axis in layout.spread]
        before: tuple[str, ...] = ()
        cells: list[list[Cell]] = [[] for _ in layout.spread]
        for value in layout.values:
            for level, key in enumerate(value):
                is_again = value[: level + 1] == before[: level + 1]
                cells[level].append(None if is_again else spelled[level][key])
            before = value
        for level, row in enumerate(cells):
            yield [*row, *(total if level == 0 else [None] * len(total))]

    def _spread_words(self, axis: str) -> dict[str, str]:
        keys = self._plan.keys(axis)
        if axis == "region":
            return {key: self._code(key) for key in keys}
        if axis == "kind":
            return {key: self._kind(key) for key in keys}
        years = {key[:4] for key in keys}
        is_bare = (
            len(years) == 1 and all(len(key) > 4 for key in keys) and self._maybe()
        )
        if is_bare:
            short = self._maybe()
            names = {key: _MONTHS[int(key[5:]) - 1] for key in keys}
            return {key: name[:3] if short else name for key, name in names.items()}
        return {key: str(self._period(key)) for key in keys}

    def _merge_headings(
        self, first: int, left: int, levels: Sequence[Sequence[Cell]]
    ) -> None:
        for level, cells in enumerate(levels[:-1]):
            starts = [at for at, text in enumerate(cells) if text]
            for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
                is_sum = self._plan.has_sum and start == len(cells) - 1
                bottom = first + (len(levels) - 1 if is_sum else level)
                self._merge(first + level, left + start, bottom, left + end - 1)

    def _numbers(self, leads: Sequence[Cell], levels: Sequence[Sequence[Cell]]) -> None:
        form = self._one_of(["({})", "{}"])
        number = 0
        cells: list[Cell] = []
        for filled in [*map(bool, leads), *([True] * len(levels[-1]))]:
            number += filled
            cells.append(form.format(number) if filled else None)
        self._add(*cells)

    # Rows

    def _body(self, heading: list[list[Cell]]) -> None:
        """The rows by region, with titles and totals of groups where regions go down."""
        layout = self._plan
        at = [AXES.index(axis) for axis in layout.down]
        keys = sorted({tuple(key[n] for n in at) for key in layout.table})
        has_groups = layout.down[:1] == ("region",) and self._maybe()
        has_sums = self._maybe()
        can_once = has_region_first(layout) and "kind" in layout.down
        self._regions_once = can_once and self._maybe()
        written: list[list[int]] = []
        number = 0
        for group, some in groupby(
            keys, key=lambda key: key[0][:8] if has_groups else ""
        ):
            if group:
                self._group_title(group)
            sums: list[list[int]] = []
            for _region, rows in groupby(some, key=lambda key: key[0]):
                if number and self._maybe(6):
                    self._between(heading)
                number += 1
                sums += self._region(number, [*rows])
            written += sums
            if group and has_sums and sums:
                self._sum_row(self._one_of(_GROUP_SUMS), sums)
        if has_sums or self._maybe():
            self._sum_row(self._one_of(_GRAND_SUMS), written)

    def _group_title(self, district: str) -> None:
        title = f"KECAMATAN {regions.load().name(district).upper()}"
        self._add(*self._one_of([[title], [None, title], ["II", title]]))

    def _between(self, heading: list[list[Cell]]) -> None:
        if self._maybe():
            self._add()
            return
        for row in heading:
            self._add(*row)

    def _region(self, number: int, keys: list[tuple[str, ...]]) -> list[list[int]]:
        """The rows of one region; the figures in them."""
        first = len(self._done.rows)
        found = []
        for place, key in enumerate(keys):
            cells, figures = self._figures(key)
            is_below = place > 0 and self._regions_once
            leads = [
                self._lead(lead, key, number, is_below) for lead in self._plan.leads
            ]
            row = self._add(*leads, *cells)
            for value in self._plan.values:
                if (full := self._plan.key(key, value)) in self._plan.table:
                    self._done.at[full] = row + 1
            found.append(figures)
        if self._regions_once and self._maybe():
            for at, lead in enumerate(self._plan.leads):
                if (
                    lead in {"number", "region", "name"}
                    and self._done.rows[first][at + len(self._margin)] is not None
                ):
                    self._merge(first, at, first + len(keys) - 1, at)
        return found

    def _lead(
        self, lead: str, key: tuple[str, ...], number: int, is_below: bool
    ) -> Cell:
        says = dict(zip(self._plan.down, key, strict=True))
        if lead == "kind":
            return self._spaced(self._kind(says["kind"]))
        if lead == "period":
            return self._cell_period(says["period"])
        if is_below or lead == "blank":
            return None
        if lead == "number":
            return number
        if lead == "name":
            return self._spaced(regions.load().name(says["region"]))
        return self._spaced(self._code(says["region"]))

    def _figures(self, key: tuple[str, ...]) -> tuple[list[Cell], list[int]]:
        """The cells of figures of one row, and the numbers that they add to sums."""
        layout = self._plan
        full = [layout.key(key, value) for value in layout.values]
        cells = [
            self._count(layout.table[k]) if k in layout.table else None for k in full
        ]
        numbers = [layout.table.get(k) or 0 for k in full]
        if layout.parts:
            return self._parts(layout.table.get(full[0]), cells[0])
        if layout.has_sum:
            cells.append(self._count(sum(numbers)))
            numbers.append(sum(numbers))
        return cells, numbers

    def _parts(self, count: int | None, cell: Cell) -> tuple[list[Cell], list[int]]:
        if count is None:
            return [None, None, cell], [0, 0, 0]
        women = self._draw(st.integers(0, count))
        numbers = [count - women, women, count]
        return [*map(self._count, numbers[:2]), cell], numbers

    def _sum_row(self, label: str, sums: Sequence[Sequence[int]]) -> None:
        leads: list[Cell] = [None] * len(self._plan.leads)
        named = [at for at, lead in enumerate(self._plan.leads) if lead != "blank"]
        leads[self._one_of(named[:2])] = label
        self._add(
            *leads, *(self._count(sum(column)) for column in zip(*sums, strict=True))
        )

    # Cells

    def _spaced(self, text: str) -> str:
        return self._one_of([text, text, f"{text} ", f"  {text}"])

    def _code(self, code: str) -> str:
        return str(self._one_of([code, code, code.replace(".", "")]))

    def _kind(self, key: str) -> str:
        kind = load_kinds(LISTS[self._plan.dataset])[key]
        short = [kind.abbreviation] if kind.abbreviation else []
        label = self._one_of([kind.label_id, *kind.synonyms, *short])
        return str(self._one_of([label, label.upper(), f"3. {label.lower()}"]))

    def _period(self, period: str) -> str:
        if len(period) == 4:
            return str(self._one_of([period, f"Tahun {period}"]))
        month = _MONTHS[int(period[5:]) - 1]
        return str(
            self._one_of(
                [period, f"{month} {period[:4]}", f"{period[5:]}/{period[:4]}"]
            )
        )

    def _cell_period(self, period: str) -> Cell:
        if len(period) == 4 and self._maybe():
            return int(period)
        return self._period(period)

    def _count(self, count: int | None) -> Cell:
        if count is None:
            return str(self._one_of(["...", "…", "n/a"]))
        dotted = f"{count:,}".replace(",", ".")
        forms: list[Cell] = [count, str(count), dotted, float(count)]
        return self._one_of([*forms, "-", "–"] if count == 0 else forms)  # type: ignore[no-any-return]


def has_region_first(layout: Plan) -> bool:
    """Whether rows go by region, so that a region may stand once above its rows."""
    return layout.down[:1] == ("region",) and len(layout.down) > 1
