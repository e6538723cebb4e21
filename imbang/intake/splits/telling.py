"""What adding parts up has to say: the sums, what is missing, twice, or contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from imbang.formats import grouped
from imbang.intake.files.cells import Mask, Rows
from imbang.intake.report.log import Findings
from imbang.intake.splits.doubles import ask_for_doubles
from imbang.intake.splits.groups import Groups
from imbang.intake.splits.split import WHOLE, Split
from imbang.periods import Period
from imbang.reference import regions
from imbang.reference.datasets import Column
from imbang.texts import _

_SHOWN = 3  # summands of an example
_NAMED = 5  # parts that are missing


@dataclass(frozen=True, eq=False)
class Told:
    """One table whose parts are added up, as far as telling of it needs it."""

    table: pa.Table
    rows: Rows
    split: Split
    groups: Groups
    headings: Mapping[str, str]
    findings: Findings

    def twice(self, again: Mask, *, is_error: bool) -> None:
        """Each row whose part of the same whole stands already above it.

        An error with a question, or a warning that neither is read.
        """
        if self.split.is_open or not again.any():
            return
        if is_error:
            self._ask_for_doubles(again)
        else:
            self._note_doubles(again)

    def _note_doubles(self, again: Mask) -> None:
        is_twice = np.isin(self.groups.number, self.groups.number[again])
        self.findings.add_rows(
            "doubled",
            _(
                "Stands twice for the same region and period; neither is read, as you "
                "said."
            ),
            self.rows[is_twice].tolist(),
            column=self.split.heading,
            severity="warning",
        )

    def _ask_for_doubles(self, again: Mask) -> None:
        places = np.flatnonzero(again)
        rows, heading = self.rows[places], self.split.heading
        free = self.findings.room("duplicate", rows, column=heading)
        same = self.groups.number, self.groups.part
        for place in places[:free].tolist():
            is_same = (same[0] == same[0][place]) & (same[1] == same[1][place])
            first = int(self.rows[np.flatnonzero(is_same)[0]])
            self.findings.add(
                "duplicate",
                _(
                    "“{part}” of {what} stands already in row {row}; expected one row.",
                    part=self._part(int(same[1][place])),
                    what=self._about(place),
                    row=self.findings.number(first),
                ),
                row=int(self.rows[place]),
                column=heading,
            )
        ask_for_doubles(
            self.headings.get("region_code"),
            rows.tolist(),
            self.findings,
            column=heading,
            different=len(np.unique(self.groups.number[again])),
        )

    def lacking(self, lacking: Mask) -> None:
        """A warning for each group that does not have all parts, by what it lacks."""
        if self.split.is_open or not lacking.any():
            return
        firsts = self.groups.first(np.ones(len(self.groups.part), np.bool_))
        needed = sorted(self.split.needed)
        missing = np.column_stack([~self.groups.have(part) for part in needed])[lacking]
        sets, numbers = np.unique(missing, axis=0, return_inverse=True)
        for number, some in enumerate(sets):
            names = [
                f"“{self.split.name(p)}”"
                for p, m in zip(needed, some, strict=True)
                if m
            ]
            listed = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
            places = firsts[lacking][numbers.reshape(-1) == number]
            self.findings.add_rows(
                "part_missing",
                self._lacks(listed),
                self.rows[np.sort(places)].tolist(),
                column=self.split.heading,
                severity="warning",
            )

    def _lacks(self, listed: str) -> str:
        if self.split.is_strict:
            return _(
                "{missing} is missing for this region and period: a part is not the "
                "whole, and no figure is taken.",
                missing=listed,
            )
        return _(
            "{missing} is missing for this region and period; what there is, is added up.",
            missing=listed,
        )

    def added(self, column: Column, sums: pa.Array, known: Mask) -> None:
        """A note with the first sum, and how many figures were added."""
        if self.split.is_open:
            return
        several = np.bincount(self.groups.number, minlength=self.groups.count) > 1
        firsts = self.groups.first(
            known[self.groups.number] & several[self.groups.number]
        )
        places = np.sort(firsts[firsts >= 0])
        if not len(places):
            return
        place = int(places[0])
        group = int(self.groups.number[place])
        own = np.flatnonzero(self.groups.number == group)
        values = self.table[column.key].take(pa.array(own)).to_pylist()
        numbers = [
            grouped(int(value)) for value in values[:_SHOWN] if value is not None
        ]
        names = [
            f"“{self._part(int(part))}”" for part in self.groups.part[own][:_SHOWN]
        ]
        more = " + …" if len(own) > _SHOWN else ""
        added = int(np.isin(self.groups.number, self.groups.number[places]).sum())
        self.findings.add(
            "added_parts",
            _(
                "{parts} are added up: {numbers} = {sum} for {what}; {n} figures became "
                "{m}.",
                parts=" + ".join(names) + more,
                numbers=" + ".join(numbers) + more,
                sum=grouped(int(sums[group].as_py())),
                what=self._about(place),
                n=grouped(added),
                m=grouped(len(places)),
            ),
            row=int(self.rows[place]),
            column=self.headings.get(column.key, column.heading),
            severity="info",
        )

    def open(self, column: Column, sums: pa.Array, is_open: Mask) -> None:
        """Parts without a figure where others of the same whole have one."""
        is_open = sums.is_valid().to_numpy(zero_copy_only=False) & is_open
        is_null = self.table[column.key].combine_chunks().is_null()
        blank = is_null.to_numpy(zero_copy_only=False) & is_open[self.groups.number]
        if self.split.is_open:
            return
        self.findings.add_rows(
            "part_missing",
            _(
                "There is no figure here, so that the sum is not known; none is taken "
                "for this region and period. Write 0 where there is nobody."
            ),
            self.rows[blank].tolist(),
            column=self.headings.get(column.key, column.heading),
            severity="warning",
        )

    def disagreeing(
        self,
        column: Column,
        sums: pa.Array,
        compared: Mask,
        whole: npt.NDArray[np.intp],
    ) -> None:
        """A warning for each row of a whole that its parts do not add up to."""
        if self.split.is_open or not compared.any():
            return
        groups = np.flatnonzero(compared)
        own = self.table[column.key].take(pa.array(whole[groups])).to_pylist()
        added = sums.take(pa.array(groups)).to_pylist()
        wrong = [
            (int(place), one, other)
            for place, one, other in zip(whole[groups], own, added, strict=True)
            if one is not None and one != other
        ]
        rows = self.rows[[place for place, _one, _other in wrong]]
        heading = self.headings.get(column.key, column.heading)
        free = self.findings.room("total", rows, column=heading, severity="warning")
        for place, one, other in sorted(wrong)[:free]:
            self.findings.add(
                "total",
                _(
                    "The row says {total} for all together, but its parts add up to "
                    "{sum}: a difference of {difference}. The row of all together counts.",
                    total=grouped(int(one)),
                    sum=grouped(int(other)),
                    difference=grouped(abs(int(one) - int(other))),
                ),
                row=int(self.rows[place]),
                column=heading,
                severity="warning",
            )

    def _part(self, part: int) -> str:
        return _("all together") if part == WHOLE else self.split.name(part)

    def _about(self, place: int) -> str:
        """'Pemulung, Kabupaten Bogor 2013': what a row is about, in words."""
        row = self.table.slice(place, 1).to_pylist()[0]
        parts = [row["label"]] if row.get("label") else []
        if code := row.get("region_code"):
            parts.append(regions.load().name(code))
        said = ", ".join(parts)
        if row.get("period_from") is not None:
            said += f" {Period(row['period_from'], row['period_to'])}"
        return said.strip()
