"""Indicators of stocks and persons, calculated a second time, one region after another.

Of domain.md, "Indicators": each from the region's own numerator and denominator, people
counted again at each level. A row holds only what must agree; the value of a ratio
without denominator is None.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import budgets, registers
from .calculation import Calculation
from .page_answers import matched
from .pillars import Known
from .registers import Entry
from .sending import depth, month_text, pillar_kinds, ppks_kinds, regions_of

Row = dict[str, object]
SERVED = ("proportionate", "not_needed")
ABSENT = ("not_reported", "not_collected")


def figures(now: Calculation, before: Calculation, code: str) -> Iterator[Row]:
    """The rows of a region; ``before`` is the calculation of a year earlier."""
    for indicator, told in {
        "psm_active": _active(now, code),
        "psm_per_1000_ppks": _per_1000(now, code),
        "villages_with_psm_pct": _villages_with_psm(now, code),
        "psm_trained_pct": _trained(now, code),
        "register_current_pct": _current(now, code),
        "pillar_kinds_present": _kinds(now, code),
        "villages_proportionate_pct": _proportionate(now, code),
        "coverage_gini": _gini(now, code),
        "ppks_change_pct": _change(now, before, code),
        "budget_realised_pct": realised(now, code),
    }.items():
        yield {"region_code": code, "indicator": indicator, **told}


def _ratio(numerator: int, denominator: int, times: int = 100) -> Row:
    value = times * numerator / denominator if denominator else None
    return {"numerator": numerator, "denominator": denominator, "value": value}


def _status(is_complete: bool, numerator: int) -> str:
    if not is_complete:
        return "partial"
    return "reported" if numerator else "reported_zero"


def _psm(now: Calculation, code: str) -> Known:
    return now.pillars["psm"].known(code)


def _active(now: Calculation, code: str) -> Row:
    psm = _psm(now, code)
    return {
        "numerator": psm.count,
        "denominator": None,
        "value": None if psm.count is None else float(psm.count),
        "status": psm.status,
    }


def _per_1000(now: Calculation, code: str) -> Row:
    psm, ppks = _psm(now, code), now.ppks(code)
    if psm.count is None:
        return {"numerator": None, "value": None, "status": psm.status}
    if ppks.count is None:
        return {"numerator": psm.count, "value": None, "status": "not_reported"}
    is_complete = "partial" not in (psm.status, ppks.status)
    told = _ratio(psm.count, ppks.count, times=1000)
    return {**told, "status": _status(is_complete, psm.count)}


def _villages_with_psm(now: Calculation, code: str) -> Row:
    villages = regions_of(code, "village")
    counts = [_psm(now, village).count for village in villages]
    known = [count for count in counts if count is not None]
    if not known:
        return {"numerator": None, "denominator": None, "value": None}
    some = sum(count > 0 for count in known)
    status = _status(len(known) == len(villages), some)
    return {**_ratio(some, len(known)), "status": status}


def _is_active(now: Calculation, entry: Entry) -> bool:
    return "active" in registers.climbed(entry, now.day)


def _trained(now: Calculation, code: str) -> Row:
    rows = [one for one in now.pillars["psm"].here(code) if _is_active(now, one)]
    people = {entry.person for entry in rows}
    if not people:
        return {"value": None}
    able = {one.person for one in rows if registers.is_trained(one, now.day)}
    return _ratio(len(able), len(people))


def _current(now: Calculation, code: str) -> Row:
    rows = [
        entry
        for pillars in now.pillars.values()
        for entry in pillars.here(code)
        if _is_active(now, entry)
    ]
    if not rows:
        return {"value": None}
    steps = [registers.climbed(entry, now.day) for entry in rows]
    return _ratio(sum("current" in step for step in steps), len(rows))


def _kinds(now: Calculation, code: str) -> Row:
    in_use = [k for k, row in pillar_kinds().items() if row["in_kalsel_2023"] == "true"]
    known = [now.pillars[kind].known(code) for kind in in_use]
    counts = [one.count for one in known if one.count is not None]
    if not counts:
        return {"numerator": None, "value": None}
    present = sum(count > 0 for count in counts)
    is_complete = all(
        one.status not in ("partial", *ABSENT) for one in known if one.count is not None
    )
    return {
        "numerator": present,
        "denominator": len(counts),
        "value": float(present),
        "status": _status(is_complete, present),
    }


def _proportionate(now: Calculation, code: str) -> Row:
    villages = regions_of(code, "village")
    states = [now.state_of_village(village) for village in villages]
    known = [state for state in states if state != "unknown"]
    if not known:
        return {"numerator": None, "value": None}
    served = sum(state in SERVED for state in known)
    status = _status(len(known) == len(villages), served)
    return {**_ratio(served, len(known)), "status": status}


def _gini(now: Calculation, code: str) -> Row:
    """Half the mean difference between two PMKS in the PSM they have, over the mean."""
    if depth(code) == depth(regions_of(code, "village")[0]):
        return {"value": None, "status": "not_applicable"}
    pairs = [
        (needs, people)
        for village in regions_of(code, "village")
        if (needs := now.ppks(village).count)
        and (people := _psm(now, village).count) is not None
    ]
    needs, people = sum(n for n, _p in pairs), sum(p for _n, p in pairs)
    if not needs or not people:
        return {"value": None}
    apart = sum(n * m * abs(p / n - q / m) for n, p in pairs for m, q in pairs)
    return {"numerator": None, "value": apart / (2 * needs * people)}


def _change(now: Calculation, before: Calculation, code: str) -> Row:
    pairs = [
        pair
        for kind in ppks_kinds()
        for pair in matched(now, before, code, kind, "person")
    ]
    if not pairs:
        return {"numerator": None, "value": None, "status": "not_reported"}
    change = sum(late - early for _region, late, early in pairs)
    told = _ratio(change, sum(early for _region, _late, early in pairs))
    is_complete = all(region == code for region, _late, _early in pairs)
    return {**told, "status": _status(is_complete, change)}


def realised(now: Calculation, code: str) -> Row:
    """Spent and allotted for building capacity, over the offices of a region."""
    if depth(code) > depth("63.71"):
        return {"value": None, "status": "not_applicable"}
    spent = budgets.spent(now.sent, code, now.as_of)
    allotted = budgets.allotted(now.sent, code, now.as_of // 12)
    if spent is None or allotted is None:
        return {
            "numerator": spent and spent.total,
            "denominator": allotted and allotted.total,
            "value": None,
            "status": "not_reported",
        }
    is_complete = spent.is_complete and allotted.is_complete
    period = None if spent.period is None else month_text(spent.period)
    told = _ratio(spent.total, allotted.total)
    return {**told, "status": _status(is_complete, spent.total), "period": period}
