"""The ladder from roles to valid people, of one kind or of all kinds in use."""

from __future__ import annotations

from . import registers
from .pillars import Known, Pillars, status_of
from .sending import is_within, pillar_kinds

Row = dict[str, object]


def climb(pillars: dict[str, Pillars], code: str, kind: str | None) -> Row:
    """A region's ladder, its columns those of the answer."""
    chosen = [pillars[key] for key in ([kind] if kind else _kinds_of_a_person())]
    unit = pillar_kinds()[chosen[0].kind]["unit"]
    roles = _roles(chosen, code)
    reported = _reported(chosen, code)
    return {
        "region_code": code,
        "kind": kind,
        "unit": unit,
        "reported": reported,
        "roles": roles,
        **_steps(chosen, code, unit, is_known=roles is not None),
        "status": _status(chosen, code, reported),
    }


def _kinds_of_a_person() -> list[str]:
    """Of the kind set in force where nobody chose another."""
    return [
        key
        for key, kind in pillar_kinds().items()
        if kind["unit"] == "person" and kind["in_kalsel_2023"] == "true"
    ]


def _roles(chosen: list[Pillars], code: str) -> int | None:
    """Rows, null where no register says anything, be it that there is nobody."""
    if not any(_is_spoken_of(pillars, code) for pillars in chosen):
        return None
    return sum(len(pillars.here(code)) for pillars in chosen)


def _is_spoken_of(pillars: Pillars, code: str) -> bool:
    is_covered = pillars.settling.given(code) is not None
    has_register_below = any(is_within(office, code) for office in pillars.holders)
    return is_covered or has_register_below or bool(pillars.here(code))


def _reported(chosen: list[Pillars], code: str) -> int | None:
    found = [pillars.reported(code) for pillars in chosen]
    known = [number for number in found if number is not None]
    return sum(known) if known else None


def _steps(chosen: list[Pillars], code: str, unit: str, *, is_known: bool) -> Row:
    if not is_known:
        return dict.fromkeys(registers.STEPS)
    rows = [entry for pillars in chosen for entry in pillars.here(code)]
    day = chosen[0].day
    steps: Row = {
        step: len(registers.persons(rows, step, day)) for step in registers.STEPS
    }
    return steps if unit == "person" else {**steps, "trained": None}


def _status(chosen: list[Pillars], code: str, reported: int | None) -> str:
    all_known: list[Known] = [pillars.known(code) for pillars in chosen]
    statuses = {known.status for known in all_known if known.count is not None}
    if not statuses:
        absent = {known.status for known in all_known}
        return "not_collected" if "not_collected" in absent else "not_reported"
    return status_of(reported or 0, "partial" not in statuses)
