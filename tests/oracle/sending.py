"""What offices send, as plain rows: the common ground of workbooks and calculation.

Here stand the rows of a workbook before any spelling, and the regions they speak of.
Nothing here is taken from the product except the list of region codes.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
NATION = "ID"
LEVELS = ("nation", "province", "regency", "district", "village")


def month(text: str) -> int:
    """``2024-12`` as a number of months."""
    year, number = text.split("-")
    return 12 * int(year) + int(number) - 1


def month_text(index: int) -> str:
    """The month as the product prints it."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@dataclass(frozen=True, order=True)
class Span:
    """A period: its first and last month."""

    first: int
    last: int


def span(text: str) -> Span:
    """``2024`` or ``2024-06`` as a period."""
    if "-" in text:
        return Span(month(text), month(text))
    return Span(month(f"{text}-01"), month(f"{text}-12"))


@dataclass(frozen=True)
class Role:
    """One row of a register."""

    kind: str
    region: str
    nik: str | None = None
    registration: str | None = None
    birth_year: int | None = None
    start: date | None = None
    end: date | None = None
    is_inactive: bool = False
    certificate: str | date | None = None  # "yes", "no", a number's text or a day
    confirmed_on: date | None = None
    decree: str | None = None


@dataclass(frozen=True)
class Count:
    """One row of counts; ``count`` is None for a blank or ``...``.

    ``unit`` is of needs only; ``label`` spells the kind where not its usual name.
    """

    region: str
    kind: str
    period: Span
    count: int | None
    unit: str = "person"
    label: str | None = None


@dataclass(frozen=True)
class Activity:
    """One activity of an office, told apart by its code."""

    code: str
    kind: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True)
class Attendance:
    """One row of a list of participants; by name only where there is no NIK."""

    code: str
    nik: str | None = None
    attended: bool = True


@dataclass(frozen=True)
class Spending:
    """One row of a budget; ``source`` of funds, amounts in rupiah or not told.

    ``spent`` is of the period alone where it ``is_monthly``, else from January on.
    """

    programme: str
    source: str
    period: Span
    allotted: int | None
    spent: int | None
    is_monthly: bool = False


@dataclass(frozen=True)
class Workbook:
    """One file of one office: a register as of a period, counts, and what it did."""

    office: str
    register_period: Span | None = None
    roles: tuple[Role, ...] = ()
    pillar_counts: tuple[Count, ...] = ()
    needs: tuple[Count, ...] = ()
    held_period: Span | None = None
    activities: tuple[Activity, ...] = ()
    participants: tuple[Attendance, ...] = ()
    spending: tuple[Spending, ...] = ()


@dataclass(frozen=True)
class Submission:
    """What one office sent for one dataset and period."""

    dataset: str
    office: str
    period: Span
    rows: tuple[Role | Count | Activity | Attendance | Spending, ...] = field(
        repr=False
    )


def submissions(workbooks: Iterable[Workbook]) -> list[Submission]:
    """What counts of all that was sent, in the order in which it came.

    A later submission of the same office, dataset and period takes the place of the
    whole earlier one.
    """
    standing: dict[tuple[str, str, Span], Submission] = {}
    for book in workbooks:
        for found in _of_one(book):
            key = (found.dataset, found.office, found.period)
            standing.pop(key, None)
            standing[key] = found
    return list(standing.values())


def _of_one(book: Workbook) -> list[Submission]:
    found = []
    if book.register_period is not None and book.roles:
        found.append(
            Submission("pillars", book.office, book.register_period, book.roles)
        )
    for dataset, counts in (
        ("pillar_counts", book.pillar_counts),
        ("ppks", book.needs),
        ("budget", book.spending),
    ):
        for period in sorted({row.period for row in counts}):
            chosen = tuple(row for row in counts if row.period == period)
            found.append(Submission(dataset, book.office, period, chosen))
    if book.held_period is not None:
        for dataset, held in (
            ("activities", book.activities),
            ("participants", book.participants),
        ):
            if held:
                found.append(Submission(dataset, book.office, book.held_period, held))
    return found


# --- regions -----------------------------------------------------------------------


def level(code: str) -> str:
    """The level that a code is of."""
    return LEVELS[depth(code)]


def depth(code: str) -> int:
    """0 for the nation, 4 for a village."""
    return 0 if code == NATION else code.count(".") + 1


def parent(code: str) -> str:
    """The region one level up."""
    return code.rpartition(".")[0] or NATION


def is_within(code: str, other: str) -> bool:
    """Whether ``code`` is ``other`` or lies in it."""
    return other in (NATION, code) or code.startswith(f"{other}.")


def ancestor(code: str, at: str) -> str | None:
    """The region of level ``at`` in which ``code`` lies, None above it."""
    while depth(code) > LEVELS.index(at):
        code = parent(code)
    return code if level(code) == at else None


@functools.cache
def region_names() -> dict[str, str]:
    """The name of each region of Indonesia by its code."""
    frame = pd.read_parquet(REFERENCE / "regions.parquet")
    return {NATION: "Indonesia", **dict(zip(frame.code, frame.name, strict=True))}


@functools.cache
def _children() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in region_names():
        if code != NATION:
            found.setdefault(parent(code), []).append(code)
    return found


def children(code: str) -> Sequence[str]:
    """The regions directly below."""
    return _children().get(code, [])


@functools.cache
def regions_of(region: str, at: str) -> tuple[str, ...]:
    """Every region of a level in a region, in the order of codes."""
    if depth(region) >= LEVELS.index(at):
        return (region,) if level(region) == at else ()
    below = [code for child in children(region) for code in regions_of(child, at)]
    return tuple(sorted(below))


# --- kinds -------------------------------------------------------------------------


@functools.cache
def pillar_kinds() -> dict[str, dict[str, str]]:
    """Unit, served level and label of each pillar kind."""
    frame = pd.read_csv(REFERENCE / "pillar_kinds.csv", dtype=str).fillna("")
    return {row["key"]: row for row in frame.to_dict("records")}


@functools.cache
def ppks_kinds() -> dict[str, dict[str, str]]:
    """Unit, label and synonyms of each of the 26 kinds of need."""
    frame = pd.read_csv(REFERENCE / "ppks_kinds.csv", dtype=str).fillna("")
    return {row["key"]: row for row in frame.to_dict("records")}
