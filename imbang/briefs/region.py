"""Coverage of one region and of what lies around it, at every level and month."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from imbang.analysis import matched
from imbang.analysis.matched import Change, Changes
from imbang.analysis.norm import norm_of
from imbang.analysis.situation import Situation, ages_by_region, summarise
from imbang.briefs.model import Asked
from imbang.briefs.source import Source
from imbang.reference import kinds as reference_kinds
from imbang.reference.levels import (
    NATION,
    Level,
    around,
    level_of,
    lower_level,
)
from imbang.wording import lateness, pillar_people
from imbang.wording.names import full_name


@dataclass(frozen=True)
class Region:
    """What is asked about a region, and who answers it."""

    asked: Asked
    source: Source

    def ask(self, question: str, /, **parameters: object) -> pd.DataFrame:
        """The answer to a question as of the month asked for."""
        return self.source.ask(question, as_of=self.asked.as_of, **parameters)

    @property
    def code(self) -> str:
        return self.asked.region

    @property
    def level(self) -> Level:
        return level_of(self.code)

    @property
    def below(self) -> Level:
        """What it is divided into; of a village, villages."""
        return lower_level(self.code)

    @property
    def name(self) -> str:
        """The region as a sentence names it."""
        steps = self.path()
        return full_name(steps[-1][1], self.level) if steps else "Indonesia"

    def path(self) -> list[tuple[str, str]]:
        """Codes and names from the province down to the region."""
        if self.code == NATION:
            return []
        rows = self.source.ask("region_path", region=self.code)
        return list(zip(rows["region_code"], rows["region_name"], strict=True))

    def provinces(self) -> tuple[str, ...]:
        """The provinces with data."""
        return tuple(self.source.ask("scope")["region_code"])

    def coverage(
        self, region: str, level: Level, as_of: str, norm: Fraction | None
    ) -> pd.DataFrame:
        """The answer of ``coverage``, one row a region of ``level`` within ``region``, of
        the kinds that are counted."""
        kinds = self.asked.kinds_counted
        return self.source.coverage_of(region, level, as_of, norm, kinds)

    def own(self) -> pd.DataFrame:
        """The one row of the region itself."""
        return self.coverage(self.code, self.level, self.asked.as_of, self.asked.norm)

    def children(self) -> pd.DataFrame:
        """Coverage of what the region is divided into; of a village, its neighbours."""
        return self.within(self.below)

    def within(self, level: Level) -> pd.DataFrame:
        """Coverage of the regions of ``level`` of the region; of a village, of its
        district."""
        at = around(self.code)
        return self.coverage(at, level, self.asked.as_of, self.asked.norm)

    def figures(self) -> pd.DataFrame:
        """`children` with the other figures of the summary: ``valid`` PSM, and the age of
        the reports in months (``months_old``)."""
        rows = self.children()
        ladder = self.ladders("psm")
        ages = self.ask("data_age", region=self.code)
        figures: pd.DataFrame = self.source.take(_figures, rows, ladder, ages)
        return figures

    def situation(self) -> Situation:
        """All that the summary of the region tells, under one norm."""
        compare = self.asked.compare
        found: Situation = self.source.take(
            summarise,
            self.own(),
            self.ladder("psm"),
            self.children(),
            self.ask("data_age", region=self.code),
            self.ask("figure_age", region=self.code),
            self.asked.as_of,
            (compare, self.changes_since(compare)) if compare else None,
        )
        return found

    def changes_since(self, month: str) -> Changes:
        """What has changed in the region, each village against one norm."""
        changes: Changes = self.source.take(
            _changes,
            self._coverage_change(self.code, self.level, month),
            self.ask("needs_change", region=self.code, base=month),
            tuple(self.counted_kinds()),
            self.own(),
        )
        return changes

    def uncovered_changes(self, level: Level) -> pd.Series[float] | None:
        """The change of uncovered persons since the comparison month, by code, of the
        regions of ``level``; None where there is no comparison."""
        if self.asked.compare is None:
            return None
        changes: pd.Series[float] = self.source.take(
            matched.uncovered_by_region,
            self._coverage_change(around(self.code), level, self.asked.compare),
        )
        return changes

    def _coverage_change(self, region: str, level: Level, month: str) -> pd.DataFrame:
        return self.ask(
            "coverage_change",
            region=region,
            level=level,
            base=month,
            norm=self.asked.norm,
            kinds=self.asked.kinds_counted,
        )

    def counted_kinds(self) -> list[str]:
        """The kinds of PPKS that are counted: those of the settings unless chosen."""
        if counted := self.asked.kinds_counted:
            return list(reference_kinds.ppks_kinds_in(counted))
        return list(self.source.ask("settings")["ppks_kinds"].iloc[0])

    def norm_source(self) -> str | None:
        """The province whose own ratio is the default norm; None where it is the
        nation."""
        return None if self.level == "nation" else self.path()[0][1]

    def ladder(self, kind: str | None, level: Level | None = None) -> pd.DataFrame:
        """The ladder of the region itself, or of its regions of ``level``."""
        return self._ladder(kind, level or self.level, self.asked.as_of)

    def ladders(self, kind: str | None) -> pd.DataFrame:
        """The ladder of each region that it is divided into; of a village's neighbours."""
        at = around(self.code)
        return self.ask("pillar_ladder", region=at, level=self.below, kind=kind)

    def _ladder(self, kind: str | None, level: Level, month: str) -> pd.DataFrame:
        return self.source.ask(
            "pillar_ladder", region=self.code, level=level, as_of=month, kind=kind
        )

    @property
    def _of_offices(self) -> Level:
        """The level of the offices whose registers tell of the region."""
        return "regency" if self.level in lateness.ABOVE_OFFICES else self.level

    def ladder_changes(self, kind: str | None) -> dict[str, Change]:
        """How many more there are on each step since the comparison month, over the
        offices whose registers tell of both months."""
        asked = self.asked
        if not asked.compare:
            return {}
        whole, offices = (
            (
                self._ladder(kind, level, asked.as_of),
                self._ladder(kind, level, asked.compare),
            )
            for level in (self.level, self._of_offices)
        )
        changes: dict[str, Change] = self.source.take(
            matched.of_steps, whole, offices, pillar_people.STEPS, "persons"
        )
        return changes

    def reach_change(self) -> Change | None:
        """How many more active PSM have ever been to a bimtek since the comparison month:
        of the regencies whose registers tell of both months, or of the region in one."""
        if not self.asked.compare:
            return None
        now, before = (
            self.source.ask(
                "training_reach", region=self.code, level=self._of_offices, as_of=month
            )
            for month in (self.asked.as_of, self.asked.compare)
        )
        change: Change | None = self.source.take(
            matched.of_both, now, before, "ever", "active"
        )
        return change

    def indicator_changes(self, base: str | None = None) -> dict[str, dict[Any, Any]]:
        """The rows of ``indicator_changes`` of the region by indicator, since ``base`` or
        else the comparison month; nothing where there is neither."""
        if not (since := base or self.asked.compare):
            return {}
        answer = self.ask(
            "indicator_changes",
            region=self.code,
            level=self.level,
            base=since,
            indicator=None,
        )
        rows: dict[str, dict[Any, Any]] = self.source.take(_by_indicator, answer)
        return rows


def _by_indicator(answer: pd.DataFrame) -> dict[str, dict[Any, Any]]:
    return {row["indicator"]: row for row in answer.to_dict("records")}


def _figures(
    rows: pd.DataFrame, ladder: pd.DataFrame, ages: pd.DataFrame
) -> pd.DataFrame:
    valid = ladder.set_index("region_code")["valid"]
    return rows.assign(
        valid=rows["region_code"].map(valid),
        months_old=ages_by_region(ages, rows["region_code"]),
    )


def norm_in(coverage: pd.DataFrame) -> Fraction | None:
    """The exact norm of an answer, for another question under the same norm."""
    norm = norm_of(coverage)
    return norm.exact if norm else None


def _changes(
    coverage: pd.DataFrame,
    needs: pd.DataFrame,
    kinds: tuple[str, ...],
    own: pd.DataFrame,
) -> Changes:
    return matched.changes(coverage, needs, kinds, own["ppks_persons"].iloc[0])
