"""What anyone can know from the files of a release, and of the one before it.

Every count is a variable. What is shown is a number; what is hidden is bound by what the
data dictionary says: rows below add up where ``adds_up`` says so, kinds add up to the
total of their unit, steps of a register descend, a figure marked ``as_before`` is that of
the release before, and no count is negative.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str, str, str, str]
"""File, region, kind, unit, measure."""

FILES = ("needs.csv", "pillars.csv")
MEASURES = ("reported", "persons", "active", "valid", "counted")
TOTAL, SLACK = "total", "elsewhere"
STEPS = (("persons", "active", "not_active"), ("active", "valid", "not_valid"))
"""Of a register: a step, the one after it, and what lies between, which no file shows."""


@dataclass
class Known:
    """Equations over counts: variables by number, the values of those that are shown."""

    names: list[tuple[int, Key]] = field(default_factory=list)
    """Which release (0 this one, 1 the one before) and which cell."""
    values: list[int | None] = field(default_factory=list)
    is_cell: list[bool] = field(default_factory=list)
    """Whether it is a cell of a file, which is hidden, or a difference of two cells."""
    is_slack: list[bool] = field(default_factory=list)
    """Whether it only says that one cell is no more than another."""
    equations: list[list[tuple[int, int]]] = field(default_factory=list)
    """Each: variables with +1 or -1 that add up to 0."""
    carried: set[int] = field(default_factory=set)
    """Cells of the release before that stand in this one too."""

    def add(self, release: int, key: Key, value: int | None = None) -> int:
        """A further variable; its number."""
        self.names.append((release, key))
        self.values.append(value)
        self.is_cell.append(key[4] in MEASURES)
        self.is_slack.append(key[4] == SLACK)
        return len(self.names) - 1


@dataclass(frozen=True)
class _Row:
    key: Key
    value: int | None
    adds_up: bool
    is_as_before: bool


def known(
    files: Mapping[str, bytes], before: Mapping[str, bytes] | None = None
) -> Known:
    """All that the files of a release say, with those of the release before."""
    found = Known()
    earlier = {} if before is None else _one_release(found, before, 1, {})
    _one_release(found, files, 0, earlier)
    return found


def _one_release(
    found: Known, files: Mapping[str, bytes], release: int, earlier: Mapping[Key, int]
) -> dict[Key, int]:
    """Add a release: its variables by key. Carried figures are variables of ``earlier``."""
    parents = dict(_parents(files["regions.csv"]))
    rows = [row for name in FILES for row in _rows(name, files[name])]
    number: dict[Key, int] = {}
    for row in rows:
        if row.is_as_before and row.key in earlier:
            carried = earlier[row.key]
            if found.values[carried] is None:
                found.values[carried] = row.value
            number[row.key] = carried
            found.carried.add(carried)
        else:
            number[row.key] = found.add(release, row.key, row.value)
    _levels(found, rows, number, parents, release)
    _totals(found, number, set(_in_total(files["kinds.csv"])))
    _steps(found, number, release)
    return number


def _levels(
    found: Known,
    rows: list[_Row],
    number: Mapping[Key, int],
    parents: Mapping[str, str],
    release: int,
) -> None:
    """The rows below a region add up; where people may count twice, each is at most it."""
    below: dict[Key, list[int]] = defaultdict(list)
    for key, one in number.items():
        file, region, *rest = key
        if region in parents:
            below[(file, parents[region], *rest)].append(one)  # type: ignore[index]
    for row in rows:
        whole, parts = number[row.key], below.get(row.key, [])
        if row.adds_up:
            found.equations.append([(whole, 1), *((part, -1) for part in parts)])
        elif row.key[0] == "pillars.csv" and row.key[4] != "counted":
            for part in parts:
                elsewhere = found.add(release, (*found.names[part][1][:4], SLACK))
                found.equations.append([(whole, 1), (part, -1), (elsewhere, -1)])


def _totals(found: Known, number: Mapping[Key, int], counted: set[str]) -> None:
    kinds: dict[Key, list[int]] = defaultdict(list)
    for (file, region, kind, unit, measure), one in number.items():
        if file == "needs.csv" and kind in counted:
            kinds[(file, region, TOTAL, unit, measure)].append(one)
    for key, one in number.items():
        if key[2] == TOTAL:
            parts = kinds[key]
            found.equations.append([(one, 1), *((part, -1) for part in parts)])


def _steps(found: Known, number: Mapping[Key, int], release: int) -> None:
    for key, one in list(number.items()):
        for step, next_step, between in STEPS:
            if key[4] != step:
                continue
            after = number.get((*key[:4], next_step))
            if after is not None:
                both = found.values[one], found.values[after]
                known = None if None in both else both[0] - both[1]  # type: ignore[operator]
                rest = found.add(release, (*key[:4], between), known)
                found.equations.append([(one, 1), (after, -1), (rest, -1)])


def _parents(content: bytes) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(content.decode())):
        if row["parent_code"]:
            yield row["region_code"], row["parent_code"]


def _in_total(content: bytes) -> Iterator[str]:
    for row in csv.DictReader(io.StringIO(content.decode())):
        if row["is_in_total"] == "true":
            yield row["kind"]


def _rows(name: str, content: bytes) -> Iterator[_Row]:
    """The counts of a file, hidden ones with value None; what has no figure is no row."""
    for row in csv.DictReader(io.StringIO(content.decode())):
        is_hidden = row["hidden"] == "true"
        if not row["count"] and not is_hidden:
            continue
        yield _Row(
            (name, row["region_code"], row["kind"], row["unit"], row["measure"]),
            None if is_hidden else int(row["count"]),
            row["adds_up"] == "true",
            row["as_before"] == "true",
        )
