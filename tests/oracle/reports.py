"""Reports at several levels, region by region: children's total, direct report, partial.

The rule is that of domain.md, "How things are counted", written as a recursion over
the regions, slowly and plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .sending import Count, Submission, children, depth, parent

UNITS = ("person", "family")


@dataclass(frozen=True)
class Report:
    """The latest number that some office gave for a region."""

    count: int
    period: int
    office: str


@dataclass(frozen=True)
class Figure:
    """A region's figure: how much, how old, and whether anything is missing.

    ``period`` is that of its oldest part, ``newest`` that of its newest; ``direct``
    names the regions whose own report went into the total.
    """

    total: int
    period: int
    is_complete: bool
    direct: frozenset[str] = field(default=frozenset())
    parts_complete: int = 0
    parts_total: int = 0
    newest: int = 0


def latest_reports(
    sent: Iterable[Submission], dataset: str, kind: str, unit: str, as_of: int
) -> dict[str, Report]:
    """The report in force of each region: the latest, of two the lower office's."""
    found: dict[str, Report] = {}
    for submission in sent:
        if submission.dataset != dataset or submission.period.last > as_of:
            continue
        for region, count in _added_up(submission, kind, unit).items():
            report = Report(count, submission.period.last, submission.office)
            held = found.get(region)
            if held is None or _rank(report) >= _rank(held):
                found[region] = report
    return found


def _rank(report: Report) -> tuple[int, int]:
    return report.period, depth(report.office)


def _added_up(submission: Submission, kind: str, unit: str) -> dict[str, int]:
    totals: dict[str, int] = {}
    for row in submission.rows:
        assert isinstance(row, Count)
        if row.kind == kind and row.unit == unit and row.count is not None:
            totals[row.region] = totals.get(row.region, 0) + row.count
    return totals


class Settling:
    """The figures of one kind and unit over all regions.

    ``given`` answers for a region that needs no report (a register covers it);
    ``named`` the period of a list that names somebody in the region without
    covering it. ``beside`` are the figures of the kind in other units: a whole one
    ends what is all older.
    """

    def __init__(
        self,
        reports: dict[str, Report],
        *,
        given: Callable[[str], Figure | None] = lambda _code: None,
        named: dict[str, int] | None = None,
        spoken_of: Iterable[str] = (),
    ) -> None:
        self.reports = reports
        self.given = given
        self.named = named or {}
        self.beside: list[Settling] = []
        self.memo: dict[str, Figure | None] = {}
        self.touched = set()
        for code in (*reports, *self.named, *spoken_of):
            while code not in self.touched:
                self.touched.add(code)
                code = parent(code)

    def figure(self, code: str) -> Figure | None:
        """The figure of a region, None where nothing is known."""
        found = self._before_units(code)
        for other in self.beside if found is not None else ():
            later = other._before_units(code)
            if later and later.is_complete and later.period > found.newest:
                return None
        return found

    def _before_units(self, code: str) -> Figure | None:
        if code not in self.memo:
            self.memo[code] = self._settle(code)
        return self.memo[code]

    def _settle(self, code: str) -> Figure | None:
        if (covered := self.given(code)) is not None:
            return covered
        if code not in self.touched:
            return None
        parts = [self.figure(child) for child in children(code)]
        direct = self.reports.get(code)
        whole = [part for part in parts if part is not None and part.is_complete]
        known = [part for part in parts if part is not None]
        if parts and len(whole) == len(parts):
            total = _total(whole, len(whole), len(parts), is_complete=True)
            if direct is None or total.period >= direct.period:
                return total
        if direct is not None:
            own = frozenset({code})
            shown = (len(whole), len(parts), direct.period)
            return Figure(direct.count, direct.period, True, own, *shown)
        if known:
            return _total(known, len(whole), len(parts), is_complete=False)
        if code in self.named:
            return Figure(0, self.named[code], not parts, frozenset(), 0, len(parts))
        return None


def settle_needs(
    sent: Sequence[Submission], kind: str, as_of: int
) -> dict[str, Settling]:
    """The figures of a kind of need by unit, of which a later ends the earlier."""
    reports = {unit: latest_reports(sent, "ppks", kind, unit, as_of) for unit in UNITS}
    settled = {
        unit: Settling(_not_ended(held, list(reports.values())))
        for unit, held in reports.items()
    }
    for unit, one in settled.items():
        one.beside = [other for key, other in settled.items() if key != unit]
    return settled


def _not_ended(
    held: dict[str, Report], all_units: Sequence[dict[str, Report]]
) -> dict[str, Report]:
    """The reports that no later one of the same region has ended, in whatever unit."""
    return {
        region: report
        for region, report in held.items()
        if all(
            region not in unit or unit[region].period <= report.period
            for unit in all_units
        )
    }


def _total(
    parts: list[Figure], complete: int, expected: int, *, is_complete: bool
) -> Figure:
    return Figure(
        total=sum(part.total for part in parts),
        period=min(part.period for part in parts),
        is_complete=is_complete,
        direct=frozenset().union(*(part.direct for part in parts)),
        parts_complete=complete,
        parts_total=expected,
        newest=max(part.newest for part in parts),
    )
