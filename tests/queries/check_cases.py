"""A made-up case for each rule of ``queries/checks``: what it must find, and what not.

Each case has a province of its own, so that no case touches another. ``sent`` must be
found as it stands in ``found``; ``near`` comes as near as it may without being found.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from imbang.reference import regions

from .conftest import Row, need, psm

Sent = tuple[str, str, list[Row]]  # dataset, period, rows
Found = tuple[str, Mapping[str, Any]]  # region, values
DECEMBER = "2024-12"


@functools.cache
def below() -> Mapping[str, Sequence[str]]:
    """The regions directly below each, in the order in which they are listed."""
    found: Mapping[str, list[str]] = defaultdict(list)
    for code in regions.load().names:
        found[code.rpartition(".")[0]].append(code)
    return found


@dataclass(frozen=True)
class Office:
    """A regency with its districts and the villages of its smallest district."""

    code: str

    @property
    def districts(self) -> Sequence[str]:
        return below()[self.code]

    @property
    def villages(self) -> Sequence[str]:
        many = [below()[district] for district in self.districts]
        return min((some for some in many if len(some) > 2), key=len)

    @property
    def district(self) -> str:
        return self.villages[0][:8]

    def psm(self, key: str | None, place: str, **values: Any) -> Row:
        """A valid role of a person whom no other office knows."""
        return psm(key and f"{self.code} {key}", place, **values)

    def beside(self) -> str:
        """The next regency of the province."""
        return f"{self.code[:4]}2"


@dataclass(frozen=True)
class Case:
    """What offices send; submissions are those of the case's office, or say which."""

    sent: Sequence[Sent]
    found: Sequence[Found]
    near: Sequence[Sent] = ()
    warnings: Sequence[Mapping[str, Any]] = ()
    beside: Sequence[Sent] = ()


def register(*rows: Row, period: str = DECEMBER) -> Sent:
    return ("pillars", period, list(rows))


def needs(period: str, *rows: Row) -> Sent:
    return ("ppks", period, list(rows))


def dual_roles(o: Office) -> Case:
    v = o.villages[0]
    other = {"kind": "social_companion", "place": o.district}
    return Case(
        [register(o.psm("a", v), o.psm("a", **other))],
        [(o.code, {"kind_a": "psm", "kind_b": "social_companion", "count": 1})],
        near=[
            register(
                o.psm("a", v, end_date=date(2024, 12, 30)),
                o.psm("a", **other),
                o.psm("b", v),
                o.psm("c", **other),
            )
        ],
    )


def psm_in_two_villages(o: Office) -> Case:
    v, w = o.villages[:2]
    return Case(
        [register(o.psm("a", v), o.psm("a", w))],
        [(o.code, {"region_a": v, "region_b": w})],
        near=[register(o.psm("a", v), o.psm("a", w, status="inactive"))],
    )


def stale_rows(o: Office) -> Case:
    v = o.villages[0]
    return Case(
        [
            register(
                o.psm("a", v, confirmed_on=date(2023, 12, 30)),
                o.psm("b", v, confirmed_on=None),
                o.psm("c", v),
            )
        ],
        [(o.code, {"count": 2})],
        near=[
            register(
                o.psm("a", v, confirmed_on=date(2023, 12, 31)),
                o.psm("b", v, confirmed_on=None, status="inactive"),
            )
        ],
    )


def psm_untrained(o: Office) -> Case:
    v = o.villages[0]
    return Case(
        [register(o.psm("a", v, certificate="no"), o.psm("b", v))],
        [(o.code, {"count": 1})],
        near=[register(o.psm("a", v, certificate="2024-12-31"))],
    )


def psm_under_age(o: Office) -> Case:
    v = o.villages[0]
    return Case(
        [register(o.psm("a", v, birth_year=2007), o.psm("b", v))],
        [(o.code, {"count": 1})],
        near=[register(o.psm("a", v, birth_year=2006))],
    )


def psm_age_unknown(o: Office) -> Case:
    v, outside = o.villages[0], {"kind": "social_companion", "birth_year": None}
    return Case(
        [register(o.psm("a", v, birth_year=None), o.psm("b", v))],
        [(o.code, {"count": 1})],
        near=[register(o.psm("a", o.district, **outside))],
    )


def psm_without_village(o: Office) -> Case:
    return Case(
        [register(o.psm("a", o.district), o.psm("b", o.villages[0]))],
        [(o.code, {"count": 1})],
        near=[register(o.psm("b", o.villages[0]))],
    )


def unidentified_people(o: Office) -> Case:
    v = o.villages[0]
    return Case(
        [register(o.psm(None, v), o.psm("b", v))],
        [(o.code, {"count": 1})],
        near=[register(psm(None, o.code, kind="lks"))],
    )


def kind_absent(o: Office) -> Case:
    own, other = o.psm("a", o.villages[0]), Office(o.beside())
    tagana = other.psm("b", other.code, kind="tagana")
    beside = register(other.psm("a", other.villages[0]), tagana)
    leader = other.psm("b", other.villages[0], kind="women_leader")
    return Case(
        [register(own)],
        [(o.code, {"kind": "tagana", "others": 1})],
        # a kind that is not in use here
        near=[register(own, period="2024-11")],
        beside=[beside, register(leader, period="2024-11")],
    )


def tksk_missing(o: Office) -> Case:
    return Case(
        [register(o.psm("a", o.districts[0], kind="tksk"))],
        [(district, {}) for district in o.districts[1:]],
        near=[
            register(
                *[o.psm(place, place, kind="tksk") for place in o.districts],
            )
        ],
    )


def many_psm(o: Office) -> Case:
    v = o.villages[0]
    people = [o.psm(str(number), v) for number in range(20)]
    return Case(
        [register(*people)],
        [(v, {"psm_active": 20})],
        near=[register(*people[1:])],
    )


def copied_figures(o: Office) -> Case:
    v, w = o.villages[:2]
    values = {"period": "2024-12", "copied_from": "2024-06", "parts": 1, "total": 200}
    return Case(
        [
            needs("2024-06", need(v, 150), need(w, 50)),
            needs("2024-12", need(v, 150), need(w, 50)),
        ],
        [(o.code, values)],
        near=[
            needs("2024-06", need(v, 150), need(w, 50)),
            needs("2024-12", need(v, 150), need(w, 51)),
        ],
    )


def jumps(o: Office) -> Case:
    v = o.villages[0]
    values = {
        "kind": "poor",
        "unit": "person",
        "period": "2024-12",
        "value": 200,
        "previous": 20,
        "previous_period": "2024-06",
    }
    return Case(
        [needs("2024-06", need(v, 20)), needs("2024-12", need(v, 200))],
        [(v, values)],
        # far beyond chance but under half as much again; and doubled, within chance
        near=[
            needs("2024-06", need(v, 10_000), need(o.villages[1], 5)),
            needs("2024-12", need(v, 14_900), need(o.villages[1], 10)),
        ],
    )


def children_against_report(o: Office) -> Case:
    below = [need(v, 10) for v in o.villages]
    total = 10 * len(below)
    values = {
        "kind": "poor",
        "unit": "person",
        "period": "2024-12",
        "total": total,
        "direct": total + 1,
    }
    return Case(
        [needs("2024-12", *below, need(o.district, total + 1))],
        [(o.district, values)],
        near=[
            needs(
                "2024-11", *below[1:], need(o.district, total + 1)
            ),  # not all of them
            needs("2024-12", *below, need(o.district, total)),
        ],
    )


def register_against_count(o: Office) -> Case:
    count = {"kind": "psm", "region_code": o.code}
    own = register(o.psm("a", o.villages[0]))
    return Case(
        [own, ("pillar_counts", DECEMBER, [count | {"count": 3}])],
        [(o.code, {"kind": "psm", "registered": 1, "reported": 3})],
        near=[own, ("pillar_counts", DECEMBER, [count | {"count": 1}])],
    )


def regions_gone(o: Office) -> Case:
    v, w, x = o.villages[:3]
    values = {"period": "2024-12", "gone": 1, "appeared": 1, "regions": [w]}
    return Case(
        [
            needs("2024-06", need(v, 7), need(w, 8)),
            needs("2024-12", need(v, 8), need(x, 7)),
        ],
        [(o.code, values)],
        near=[
            needs("2024-06", need(v, 7), need(w, None)),
            needs("2024-12", need(v, 8), need(x, 7)),
        ],
    )


def partial_three_periods(o: Office) -> Case:
    v = o.villages[0]
    count = len([c for c in regions.load().names if c.startswith(f"{o.code}.")])
    villages = count - len(o.districts)
    values = {
        "since": "2023-12",
        "villages": villages,
        "villages_missing": villages - 1,
    }
    months = ("2023-12", "2024-06", "2024-12")
    sent = [needs(month, need(v, 10 + at)) for at, month in enumerate(months)]
    return Case(sent, [(o.code, values)], near=sent[1:])


def one_nik_two_names(o: Office) -> Case:
    v = o.villages[0]

    def rows(*names: str) -> Sent:
        return register(*[o.psm("a", v, name=name) for name in names])

    return Case(
        [rows("Siti Aminah", "Budi Hartono")],
        [(o.code, {})],
        near=[rows("Siti Aminah", "SITI AMINAH, S.Sos", "Hj. Siti Aminah")],
    )


def possible_duplicates(o: Office) -> Case:
    v, w = o.villages[:2]
    values = {"kind_a": "psm", "kind_b": "psm", "region_a": v, "region_b": w}
    return Case(
        [
            register(
                o.psm("a", v, name="Siti Aminah"),
                o.psm("b", w, name="Hj. SITI AMINAH, S.Sos"),
            )
        ],
        [(o.code, values)],
        near=[
            register(
                o.psm("a", v, name="Siti Aminah"),
                o.psm("b", w, name="Siti Aminah", birth_year=1981),
                o.psm("c", w, name="Siti Amina"),  # both known, names not equal
            )
        ],
    )


def warned(rule: str, values: Mapping[str, Any]) -> Callable[[Office], Case]:
    """A rule about what the check warned of at import."""

    def case(o: Office) -> Case:
        warning = {
            "file": "made-up.xlsx",
            "sheet": "Sheet1",
            "column": "Jenis PMKS",
            "rule": rule,
            "rows": [2],
            "labels": ["Label"],
        }
        sent = [needs(DECEMBER, need(o.villages[0], 7))]
        expected = {"period": "2024-12", "labels": ["Label"], **values}
        return Case(sent, [(o.code, expected)], near=sent, warnings=[warning])

    return case


def sheet_rows(
    dataset: str, wrong: Row, right: Row, *, place: str | None = "village"
) -> Callable[[Office], Case]:
    """A rule about single rows of a sheet: one wrong row beside a right one."""

    def case(o: Office) -> Case:
        def row(values: Row, at: int) -> Row:
            places = {"village": o.villages[at], "regency": o.code, None: None}
            return {**values, "region_code": places[place]}

        return Case(
            [(dataset, DECEMBER, [row(right, 0), row(wrong, 1)])],
            [(o.code, {"period": "2024-12", "count": 1})],
            near=[(dataset, DECEMBER, [row(right, 0)])],
        )

    return case


def referrals_parts(o: Office) -> Case:
    def row(made: int) -> Row:
        return {
            "region_code": o.code,
            "slrt": "yes",
            "referrals_made": made,
            "referrals_completed": 5,
        }

    values = {"period": "2024-12", "referrals_made": 4, "referrals_completed": 5}
    return Case(
        [("services", DECEMBER, [row(4)])],
        [(o.code, values)],
        near=[("services", DECEMBER, [row(5)])],
    )


def more_attended_than_active(o: Office) -> Case:
    v = o.villages[0]
    present = {"activity": "B-1", "element": "psm", "region_code": v, "attended": "yes"}
    people = [present, present | {"person_key": "x"}, present | {"attended": "no"}]
    own = register(o.psm("a", v))
    return Case(
        [own, ("participants", DECEMBER, people)],
        [(o.code, {"activity": "B-1", "attended": 2, "psm_active": 1})],
        near=[own, ("participants", DECEMBER, people[1:])],
    )


CASES: Mapping[str, Callable[[Office], Case]] = {
    "dual_roles": dual_roles,
    "psm_in_two_villages": psm_in_two_villages,
    "stale_rows": stale_rows,
    "psm_untrained": psm_untrained,
    "psm_under_age": psm_under_age,
    "psm_age_unknown": psm_age_unknown,
    "psm_without_village": psm_without_village,
    "unidentified_people": unidentified_people,
    "kind_absent": kind_absent,
    "tksk_missing": tksk_missing,
    "many_psm": many_psm,
    "copied_figures": copied_figures,
    "jumps": jumps,
    "children_against_report": children_against_report,
    "register_against_count": register_against_count,
    "regions_gone": regions_gone,
    "partial_three_periods": partial_three_periods,
    "one_nik_two_names": one_nik_two_names,
    "possible_duplicates": possible_duplicates,
    "unit_differs": warned("unit", {"count": 1}),
    "labels_left_out": warned("left_out", {}),
    "region_name_differs": warned("region_name", {}),
    "totals_differ": warned("total", {}),
    "verification_parts": sheet_rows(
        "verification",
        {"source": "dtsen", "listed": 9, "verified": 8, "valid": 7, "rejected": 2},
        {"source": "dtsen", "listed": 9, "verified": 9, "valid": 7, "rejected": 2},
    ),
    "national_list_parts": sheet_rows(
        "national_list",
        {"source": "dtsen", "decile": "all", "individuals": 3, "families": 4},
        {"source": "dtsen", "decile": "all", "individuals": 4, "families": 4},
    ),
    "cases_parts": sheet_rows(
        "cases",
        {"kind": "poor", "handled": 3, "handled_with_psm": 4},
        {"kind": "poor", "reported": 2, "handled": 4, "handled_with_psm": 4},
    ),
    "referrals_parts": referrals_parts,
    "overspent_budget": sheet_rows(
        "budget",
        {"programme": "Lain", "fund_source": "apbd", "allotted": 9, "spent": 10},
        {"programme": "Satu", "fund_source": "apbd", "allotted": 9, "spent": 9},
        place=None,
    ),
    "exits_parts": sheet_rows(
        "ppks",
        need("", 9, exited=1, independent=2),
        need("", 9, exited=2, independent=2),
    ),
    "ipsm_contradiction": sheet_rows(
        "ipsm",
        {"has_ipsm": "no", "meetings": 1},
        {"has_ipsm": "no", "meetings": 0},
    ),
    "more_attended_than_active": more_attended_than_active,
}
