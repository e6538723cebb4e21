"""One kind of pillar as of a month: the people in registers, and counts besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import registers
from .registers import Entry
from .reports import Figure, Report, Settling, latest_reports
from .sending import Submission, is_within, level
from .trainings import first_bimtek

OFFICES_THAT_COVER = ("regency", "district", "village")


@dataclass(frozen=True)
class Known:
    """A region's count of something, with how it came about."""

    count: int | None
    status: str
    period: int | None


def status_of(count: int, is_complete: bool) -> str:
    """How a number that exists is spoken of."""
    if not is_complete:
        return "partial"
    return "reported" if count else "reported_zero"


class Pillars:
    """The roles, persons and counts of one kind as of a month."""

    def __init__(self, sent: list[Submission], kind: str, as_of: int) -> None:
        self.kind = kind
        self.memo: dict[str, Known] = {}
        self.day = registers.last_day(as_of)
        in_force = registers.in_force(sent, as_of)
        self.offices = set(in_force)
        self.holders = {
            office: register.period.last
            for office, register in in_force.items()
            if any(role.kind == kind for role in register.rows)
        }
        self.entries = [
            entry
            for entry in registers.entries(in_force, first_bimtek(sent))
            if entry.role.kind == kind
        ]
        self.settling = Settling(
            self._reports(sent, as_of),
            given=self._covered,
            named=self._named(),
            spoken_of=self.holders,
        )

    def _reports(self, sent: list[Submission], as_of: int) -> dict[str, Report]:
        """The direct counts, without those of a province that has a register too."""
        reports = latest_reports(sent, "pillar_counts", self.kind, "person", as_of)
        return {
            region: report
            for region, report in reports.items()
            if not (level(region) == "province" and region in self.holders)
        }

    def _covered(self, code: str) -> Figure | None:
        periods = [
            period
            for office, period in self.holders.items()
            if level(office) in OFFICES_THAT_COVER and is_within(code, office)
        ]
        return Figure(0, min(periods), is_complete=True) if periods else None

    def _named(self) -> dict[str, int]:
        """The regions where a province's register has somebody."""
        return {
            entry.role.region: entry.period
            for entry in self.entries
            if level(entry.office) == "province"
        }

    def reported(self, code: str) -> int | None:
        """Roles and counts together, as the offices would add them up.

        A number that stands for registers inside it stands for their active people;
        the others of their roles come on top.
        """
        figure = self.settling.figure(code)
        if figure is None:
            return None
        named = sum(
            len(registers.persons(self.here(region), "active", self.day))
            for region in self._replaced(figure)
        )
        return len(self.here(code)) + figure.total - named

    def here(self, code: str) -> list[Entry]:
        """The register rows placed in a region."""
        return [entry for entry in self.entries if is_within(entry.role.region, code)]

    def active(self, codes: Iterable[str]) -> int:
        """Active persons of several regions together: distinct, and counts besides."""
        people: set[object] = set()
        counted = 0
        for code in codes:
            figure = self.settling.figure(code)
            if figure is not None:
                counted += figure.total
                people |= registers.persons(
                    self._not_counted_directly(code, figure), "active", self.day
                )
        return len(people) + counted

    def _not_counted_directly(self, code: str, figure: Figure) -> list[Entry]:
        """Rows outside the regions whose own number stands for registers in them."""
        replaced = self._replaced(figure)
        return [
            entry
            for entry in self.here(code)
            if not any(is_within(entry.role.region, region) for region in replaced)
        ]

    def _replaced(self, figure: Figure) -> list[str]:
        return [
            region
            for region in figure.direct
            if any(
                is_within(other, region) and other != region for other in self.holders
            )
        ]

    def known(self, code: str) -> Known:
        """The active persons of a region, or why they are not known."""
        if code not in self.memo:
            self.memo[code] = self._know(code)
        return self.memo[code]

    def _know(self, code: str) -> Known:
        figure = self.settling.figure(code)
        if figure is None:
            return Known(None, self._absent(code), None)
        count = self.active([code])
        rows = self._not_counted_directly(code, figure)
        oldest = min([figure.period, *(entry.period for entry in rows)])
        return Known(count, status_of(count, figure.is_complete), oldest)

    def _absent(self, code: str) -> str:
        """Why a region has no figure: its office's register is without the kind."""
        has_register = any(
            is_within(code, office) and level(office) in OFFICES_THAT_COVER
            for office in self.offices
        )
        return "not_collected" if has_register else "not_reported"
