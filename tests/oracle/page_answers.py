"""What the pages on pillars, needs and training tell, calculated a second time.

From the rows that offices sent, as `calculation` does, person by person and region by
region; each answer is a list of dicts to be laid beside the product's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from . import registers
from .calculation import UNITS, Calculation
from .coverage import Standing, stand
from .pillars import Known
from .registers import Entry
from .sending import (
    LEVELS,
    NATION,
    Activity,
    Attendance,
    Submission,
    children,
    depth,
    is_within,
    pillar_kinds,
    ppks_kinds,
    regions_of,
)

Row = dict[str, object]


def _kinds_in_use(*, persons: bool = True) -> list[str]:
    return [
        key
        for key, kind in pillar_kinds().items()
        if kind["in_kalsel_2023"] == "true"
        and (not persons or kind["unit"] == "person")
    ]


# --- pillars -------------------------------------------------------------------------


def role_overlap(calculation: Calculation, region: str) -> list[Row]:
    """Pairs of kinds of a person that somebody is active in at once."""
    pairs: dict[tuple[str, str], int] = {}
    for kinds in _held(calculation, region, list(pillar_kinds())).values():
        for pair in combinations(sorted(kinds), 2):
            pairs[pair] = pairs.get(pair, 0) + 1
    return [
        {"kind_a": a, "kind_b": b, "persons": n} for (a, b), n in sorted(pairs.items())
    ]


def _held(
    calculation: Calculation, region: str, kinds: list[str]
) -> dict[object, set[str]]:
    """The kinds of a person that each active person of a region holds."""
    held: dict[object, set[str]] = {}
    for kind in kinds:
        if pillar_kinds()[kind]["unit"] == "person":
            for person in _active(calculation, region, kind):
                held.setdefault(person, set()).add(kind)
    return held


def _active(calculation: Calculation, region: str, kind: str) -> set[object]:
    pillars = calculation.pillars[kind]
    return registers.persons(pillars.here(region), "active", pillars.day)


def dual_roles(calculation: Calculation, region: str, at: str) -> list[Row]:
    """People by the number of kinds in use that they hold, where any are registered."""
    found = []
    for code in regions_of(region, at):
        kinds = _kinds_in_use()
        rows = [e for kind in kinds for e in calculation.pillars[kind].here(code)]
        held = _held(calculation, code, kinds)
        numbers = [len(each) for each in held.values()]
        told: Row = {
            "persons": len(held),
            "added_up": sum(numbers),
            "counted_twice": sum(numbers) - len(held),
            "two_kinds": numbers.count(2),
            "three_kinds": sum(n > 2 for n in numbers),
        }
        found.append({"region_code": code, **(told if rows else dict.fromkeys(told))})
    return found


def pillar_matrix(calculation: Calculation, region: str, at: str) -> list[Row]:
    """The figure of each kind in use that can be there, or why there is none."""
    level_number = LEVELS.index(at)
    return [
        {
            "region_code": code,
            "kind": kind,
            "count": calculation.pillars[kind].known(code).count,
            "status": _matrix_status(calculation, code, kind),
        }
        for code in regions_of(region, at)
        for kind in _kinds_in_use(persons=False)
        if LEVELS.index(pillar_kinds()[kind]["served_level"]) >= level_number
    ]


def _matrix_status(calculation: Calculation, code: str, kind: str) -> str:
    known = calculation.pillars[kind].known(code)
    if known.count is not None:
        return known.status
    own = [kinds for office, kinds in _counted(calculation) if is_within(code, office)]
    if not own:
        return "not_reported"
    return "not_reported" if any(kind in kinds for kinds in own) else "not_collected"


def _counted(calculation: Calculation) -> Iterator[tuple[str, set[str]]]:
    """Each office that sends pillars with the kinds it counts: of registers the one in
    force of offices below the province, of counts all that ever came."""
    for office, register in registers.in_force(
        calculation.sent, calculation.as_of
    ).items():
        if depth(office) >= 2:
            yield office, {role.kind for role in register.rows}  # type: ignore[union-attr]
    for submission in calculation.sent:
        is_past = submission.period.last <= calculation.as_of
        if submission.dataset == "pillar_counts" and is_past:
            yield submission.office, {row.kind for row in submission.rows}  # type: ignore[union-attr]


def register_age(
    calculation: Calculation, region: str, at: str, kind: str | None
) -> list[Row]:
    """Active rows by months since they were confirmed, of regions that have some."""
    found = []
    kinds = [kind] if kind else _kinds_in_use(persons=False)
    for code in regions_of(region, at):
        ages = [
            _age(entry, calculation)
            for one in kinds
            for entry in calculation.pillars[one].here(code)
            if "active" in registers.climbed(entry, calculation.day)
        ]
        if ages:
            counted = {name: ages.count(name) for name in AGES}
            found.append({"region_code": code, "rows": len(ages), **counted})
    return found


AGES = (
    "within_6_months",
    "within_12_months",
    "within_24_months",
    "longer_ago",
    "never",
)


def _age(entry: Entry, calculation: Calculation) -> str:
    day = entry.role.confirmed_on
    if day is None:
        return "never"
    for name, months in zip(AGES[:3], (6, 12, 24), strict=True):
        if _is_within(day, calculation.as_of, months):
            return name
    return "longer_ago"


def _is_within(day: date, as_of: int, months: int) -> bool:
    """Whether a day is at most so many months before the as-of month's end: as it would
    be current, twelve months later or earlier."""
    return day >= registers.year_before(registers.last_day(as_of + 12 - months))


def vacancies(calculation: Calculation, region: str, kind: str) -> list[Row]:
    """Regions that a kind serves, known to be without anybody of it."""
    at = pillar_kinds()[kind]["served_level"]
    return [
        {"region_code": code, "ppks_persons": calculation.ppks(code).count}
        for code in regions_of(region, at)
        if calculation.pillars[kind].known(code).status == "reported_zero"
    ]


# --- needs -----------------------------------------------------------------------------


def needs_change(now: Calculation, base: Calculation, region: str) -> list[Row]:
    """Each kind with what is whole in both months, as large regions as there are."""
    found = []
    for kind in ppks_kinds():
        for unit in UNITS:
            if now.settled[kind, unit].figure(region) is None:
                continue
            pairs = list(matched(now, base, region, kind, unit))
            found.append(
                {
                    "kind": kind,
                    "unit": unit,
                    "compared": sum(n for _c, n, _b in pairs) if pairs else None,
                    "before": sum(b for _c, _n, b in pairs) if pairs else None,
                }
            )
    return found


def matched(
    now: Calculation, base: Calculation, code: str, kind: str, unit: str
) -> Iterator[tuple[str, int, int]]:
    """The largest regions in ``code`` that are whole at both, with both figures."""
    later = now.settled[kind, unit].figure(code)
    earlier = base.settled[kind, unit].figure(code)
    if later and earlier and later.is_complete and earlier.is_complete:
        yield code, later.total, earlier.total
        return
    for child in children(code):
        yield from matched(now, base, child, kind, unit)


# --- coverage --------------------------------------------------------------------------


def coverage_change(
    now: Calculation, base: Calculation, region: str, at: str, norm: str | None
) -> list[Row]:
    """Each region with what both months tell of it, of the largest regions that they
    tell; people beyond reach by village, or of a region none of whose villages is known."""
    return [_changed(now, base, code, norm) for code in regions_of(region, at)]


def _changed(now: Calculation, base: Calculation, code: str, norm: str | None) -> Row:
    sides = (now, base)
    own = now.ppks(code).count, _psm(now, code).count
    psm = [
        tuple(_psm(one, part).count or 0 for one in sides)
        for part in _largest(sides, code, lambda c: _is_told(sides, c, "psm"))
    ]
    both = [
        [(one.ppks(part).count or 0, _psm(one, part).count or 0) for one in sides]
        for part in _largest(sides, code, lambda c: _is_told(sides, c, "both"))
    ]
    ppks, ppks_before, held, held_before = (
        sum(pair[side][figure] for pair in both) for figure in (0, 1) for side in (0, 1)
    )
    has_ratio = bool(held and held_before)
    reached = [
        *_largest(sides, code, lambda c: c != NATION and _is_known(sides, c, norm))
    ]
    beyond = [
        sum(_stands(one, now, part, norm).uncovered or 0 for part in reached)
        for one in sides
    ]
    needs = sum(now.ppks(part).count or 0 for part in reached)
    return {
        "region_code": code,
        "psm_active": sum(n for n, _b in psm) if psm else None,
        "psm_active_before": sum(b for _n, b in psm) if psm else None,
        "psm_share": _share(sum(n for n, _b in psm), own[1]) if psm else None,
        "ratio_ppks_per_psm": ppks / held if has_ratio else None,
        "ratio_ppks_per_psm_before": ppks_before / held_before if has_ratio else None,
        "ratio_share": _share(ppks, own[0]) if has_ratio else None,
        "uncovered_persons": float(beyond[0]) if reached else None,
        "uncovered_persons_before": float(beyond[1]) if reached else None,
        "uncovered_share": _share(needs, own[0]) if reached else None,
    }


def _share(part: int, whole: int | None) -> float:
    return min(1.0, part / whole) if whole else 1.0


def _psm(calculation: Calculation, code: str) -> Known:
    return calculation.pillars["psm"].known(code)


def _largest(
    sides: tuple[Calculation, Calculation], code: str, holds: Callable[[str], bool]
) -> Iterator[str]:
    """The largest regions in ``code`` of which something holds; nothing does of provinces
    where nobody sends anything."""
    if depth(code) == 1 and code not in sides[0].senders:
        return
    if holds(code):
        yield code
    else:
        for child in children(code):
            yield from _largest(sides, child, holds)


def _is_told(sides: tuple[Calculation, Calculation], code: str, what: str) -> bool:
    told = [_psm(one, code).status for one in sides]
    if what == "both":
        told += [one.ppks(code).status for one in sides]
    return all(status in ("reported", "reported_zero") for status in told)


def _is_known(
    sides: tuple[Calculation, Calculation], code: str, norm: str | None
) -> bool:
    states = [_stands(one, sides[0], code, norm).state for one in sides]
    if "unknown" in states:
        return False
    return depth(code) == 4 or not any(
        _stands(one, sides[0], village, norm).state != "unknown"
        for village in regions_of(code, "village")
        for one in sides
    )


def _stands(
    calculation: Calculation, now: Calculation, code: str, norm: str | None
) -> Standing:
    """Where a region stands against the norm that villages are held against now."""
    ratio = now.norm(regions_of(code, "village")[0], norm).ratio
    return stand(calculation.ppks(code).count, _psm(calculation, code).count, ratio)


# --- training --------------------------------------------------------------------------


def training_reach(calculation: Calculation, region: str, at: str) -> list[Row]:
    """Active PSM by whether they attended a bimtek, and when last."""
    days = _bimtek_days(calculation.sent)
    psm = calculation.pillars["psm"]
    found = []
    for code in regions_of(region, at):
        rows = psm.here(code)
        active = registers.persons(rows, "active", psm.day)
        unknown = {e.person for e in rows if not e.is_identified} & active
        told = {
            "active": len(active),
            "this_year": _reached(
                active, days, calculation, lambda m, n: m // 12 == n // 12
            ),
            "three_years": _reached(active, days, calculation, lambda m, n: n - m < 36),
            "ever": _reached(active, days, calculation, lambda _m, _n: True),
            "unidentified": len(unknown),
        }
        told["never"] = told["active"] - told["ever"] - told["unidentified"]
        found.append({"region_code": code, **(told if rows else dict.fromkeys(told))})
    return found


def _reached(
    active: set[object],
    days: dict[str, list[int]],
    calculation: Calculation,
    counts: Callable[[int, int], bool],
) -> int:
    now = calculation.as_of
    return sum(
        any(month <= now and counts(month, now) for month in days.get(str(person), []))
        for person in active
    )


def _bimtek_days(sent: list[Submission]) -> dict[str, list[int]]:
    """The months of the bimtek that each NIK attended."""
    held: dict[tuple[str, str], Activity] = {}
    lists: dict[tuple[str, str], list[Attendance]] = {}
    for submission in sent:
        fresh: dict[tuple[str, str], list[Attendance]] = {}
        for row in submission.rows:
            if isinstance(row, Activity):
                held[submission.office, row.code] = row
            elif isinstance(row, Attendance):
                fresh.setdefault((submission.office, row.code), []).append(row)
        lists |= fresh
    found: dict[str, list[int]] = {}
    for key, rows in lists.items():
        activity = held.get(key)
        if activity is not None and activity.kind == "bimtek":
            day = activity.last_day or activity.first_day
            for row in rows:
                if row.nik is not None and row.attended:
                    found.setdefault(row.nik, []).append(12 * day.year + day.month - 1)
    return found
