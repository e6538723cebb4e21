"""Small worlds worked out by hand: what is sent, and the figures that must come out.

Kota Banjarbaru (63.72) has five districts of four villages each; Landasan Ulin
(63.72.02) has V1 to V4. Kalimantan Selatan has 13 regencies. The working stands
beside each number; the numbers are literal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from .sending import Count, Role, Workbook, span

V1, V2, V3, V4 = (f"63.72.02.{number}" for number in (1003, 1004, 1005, 1006))
DISTRICT, REGENCY, PROVINCE = "63.72.02", "63.72", "63"
BANJARMASIN, KELAYAN = "63.71", "63.71.01"
BUDI, ANI, CITRA = "6372010101800001", "6372014101850002", "6372014101900003"


@dataclass(frozen=True)
class Expected:
    """What one question must say of one region in one month."""

    question: str
    region: str
    as_of: str
    columns: Mapping[str, object]
    kind: str | None = None
    norm: str | None = None
    kinds: str | None = None


@dataclass(frozen=True)
class Case:
    """What was sent, and what must come out."""

    name: str
    sent: tuple[Workbook, ...]
    expected: tuple[Expected, ...]


def coverage(
    region: str,
    as_of: str,
    *,
    held_to: str | None = None,
    kinds: str | None = None,
    **columns: object,
) -> Expected:
    """The coverage of a region as expected, ``held_to`` a given norm or its own."""
    return Expected("coverage", region, as_of, columns, norm=held_to, kinds=kinds)


def ladder(region: str, as_of: str, kind: str | None, **columns: object) -> Expected:
    """The ladder of a kind in a region as expected."""
    return Expected("pillar_ladder", region, as_of, columns, kind=kind)


def needs(region: str, as_of: str, kind: str, **columns: object) -> Expected:
    """A kind of need in a region as expected."""
    return Expected("needs", region, as_of, columns, kind=kind)


def register(office: str, period: str, *roles: Role) -> Workbook:
    """One office's register."""
    return Workbook(office, register_period=span(period), roles=roles)


def psm(region: str, nik: str | None = None, **about: object) -> Role:
    """A PSM in a region, nothing else known of them unless told."""
    return replace(Role("psm", region, nik=nik), **about)


def homeless(period: str, counts: Mapping[str, int | None]) -> tuple[Count, ...]:
    """One kind of need in several regions."""
    when = span(period)
    return tuple(Count(code, "homeless", when, n) for code, n in counts.items())


def psm_counts(period: str, counts: Mapping[str, int | None]) -> tuple[Count, ...]:
    """Numbers of PSM without names."""
    when = span(period)
    return tuple(Count(code, "psm", when, n) for code, n in counts.items())


def village_psm(region: str, many: int) -> tuple[Role, ...]:
    """Several PSM of one village, none of them identified."""
    return tuple(psm(region) for _ in range(many))


DUAL_ROLE = Case(
    "a person in two villages and two kinds counts once",
    (
        register(
            REGENCY,
            "2024-12",
            psm(V1, BUDI),
            psm(V2, BUDI),
            psm(V1, ANI),
            Role("tksk", DISTRICT, nik=BUDI),
        ),
        register(BANJARMASIN, "2024-12", psm("63.71.01.1001", BUDI)),
    ),
    (
        ladder(V1, "2024-12", "psm", roles=2, persons=2, active=2),
        ladder(V2, "2024-12", "psm", roles=1, persons=1, active=1),
        # V1 Budi, V2 Budi, V1 Ani: three roles of two people.
        ladder(DISTRICT, "2024-12", "psm", roles=3, persons=2, active=2),
        ladder(REGENCY, "2024-12", "psm", roles=3, persons=2, active=2),
        # Budi once more in Banjarmasin: four roles, still two people.
        ladder(PROVINCE, "2024-12", "psm", roles=4, persons=2, active=2),
        # With TKSK: four and five roles, the same two people.
        ladder(REGENCY, "2024-12", None, roles=4, persons=2, active=2),
        ladder(PROVINCE, "2024-12", None, roles=5, persons=2, active=2),
        coverage(PROVINCE, "2024-12", psm_active=2, psm_status="partial"),
    ),
)

TWO_OFFICES = Case(
    "of one role in two offices' registers the lower office's row counts",
    (
        register(PROVINCE, "2024-12", psm(V1, BUDI), psm(V2, CITRA)),
        register(REGENCY, "2024-06", psm(V1, BUDI, is_inactive=True), psm(V3, ANI)),
    ),
    (
        # Budi is inactive, says the regency; the province's row is not counted.
        ladder(V1, "2024-12", "psm", roles=1, persons=1, active=0),
        # Citra stands in the province's register alone, and counts.
        ladder(V2, "2024-12", "psm", roles=1, persons=1, active=1),
        ladder(REGENCY, "2024-12", "psm", roles=3, persons=3, active=2),
        coverage(V1, "2024-12", psm_active=0, psm_status="reported_zero"),
        coverage(V4, "2024-12", psm_active=0, psm_status="reported_zero"),
        # Before the province's register, the regency's alone: Ani.
        coverage(REGENCY, "2024-11", psm_active=1),
    ),
)

LEVELS_OF_REPORTS = Case(
    "children's total against a direct report, older and newer",
    (
        Workbook(
            REGENCY,
            needs=homeless("2023-12", {DISTRICT: 50})
            + homeless("2024-06", {V1: 10, V2: 20, V3: 0, V4: 5})
            + homeless("2024-12", {DISTRICT: 40}),
        ),
    ),
    (
        needs(DISTRICT, "2023-11", "homeless", count=None, status="not_reported"),
        # Only the direct report is there yet.
        needs(DISTRICT, "2023-12", "homeless", count=50, period="2023-12"),
        # 10 + 20 + 0 + 5, all newer than the direct report.
        needs(DISTRICT, "2024-06", "homeless", count=35, period="2024-06"),
        needs(DISTRICT, "2024-11", "homeless", count=35, status="reported"),
        # The direct report of December is newer than the children.
        needs(DISTRICT, "2024-12", "homeless", count=40, period="2024-12"),
        # One district of five has a figure.
        needs(REGENCY, "2024-12", "homeless", count=40, status="partial"),
        needs(V3, "2024-12", "homeless", count=0, status="reported_zero"),
    ),
)

PARTIAL = Case(
    "some villages without a figure",
    (
        Workbook(REGENCY, needs=homeless("2024", {V1: 10, V2: 20})),
        register(REGENCY, "2024-12", psm(V1), psm(V2)),
    ),
    (
        needs(
            DISTRICT,
            "2024-12",
            "homeless",
            count=30,
            status="partial",
            parts_complete=2,
            parts_total=4,
        ),
        # It has a ratio and a state like any other: 30 / 2 = 15 is the norm too.
        coverage(
            DISTRICT,
            "2024-12",
            ppks_persons=30,
            ppks_status="partial",
            ratio_ppks_per_psm=15.0,
            state="proportionate",
            villages=4,
            villages_unknown=2,
            # V2 has 20 with one PSM: 5 uncovered, ceil(20 / 15) - 1 = 1 wanting.
            uncovered_persons=5.0,
            shortage=1,
            villages_short=1,
        ),
    ),
)

ZERO_AND_BLANK = Case(
    "zero is not blank",
    (
        Workbook(REGENCY, needs=homeless("2024-06", {V1: 0, V2: None, V4: 8})),
        Workbook(REGENCY, needs=homeless("2024-12", {V4: None})),
        register(REGENCY, "2024-12", psm(V2)),
    ),
    (
        coverage(
            V1, "2024-12", ppks_persons=0, ppks_status="reported_zero",
            psm_active=0, state="not_needed", shortage=0, uncovered_persons=0.0,
        ),
        coverage(
            V2, "2024-12", ppks_persons=None, ppks_status="not_reported",
            psm_active=1, state="unknown", shortage=None, uncovered_persons=None,
        ),
        coverage(V3, "2024-12", ppks_persons=None, ppks_status="not_reported"),
        # A `...` in December is no report: June's 8 holds. No PSM: 8 uncovered;
        # norm 8 / 1, so ceil(8 / 8) = 1 PSM is wanting.
        coverage(
            V4, "2024-12", ppks_persons=8, ppks_period="2024-06", psm_active=0,
            state="no_psm", shortage=1, uncovered_persons=8.0, norm=8.0,
            ratio_ppks_per_psm=None, ratio_high=None,
        ),
    ),
)  # fmt: skip

COUNTS_ONLY = Case(
    "counts without names are added to persons of registers",
    (
        Workbook(
            BANJARMASIN,
            pillar_counts=psm_counts(
                "2024-06",
                {f"63.71.0{number}": 5 - number for number in range(1, 6)},
            ),
        ),
        register(REGENCY, "2024-12", psm(V1), psm(V2), psm(V3, end=date(2024, 12, 30))),
        # Numbers beside a register: the register gives the figure.
        Workbook(REGENCY, pillar_counts=psm_counts("2024-12", {REGENCY: 99, V1: 7})),
    ),
    (
        # 4 + 3 + 2 + 1 + 0
        coverage(BANJARMASIN, "2024-12", psm_active=10, psm_status="reported"),
        coverage("63.71.05", "2024-12", psm_active=0, psm_status="reported_zero"),
        coverage(
            "63.71.01.1001", "2024-12", psm_active=None, psm_status="not_reported"
        ),
        # The third one's last day was the day before the year's end.
        coverage(REGENCY, "2024-12", psm_active=2, psm_status="reported"),
        coverage(V1, "2024-12", psm_active=1),
        # 10 + 2, from two regencies of thirteen.
        coverage(PROVINCE, "2024-12", psm_active=12, psm_status="partial"),
    ),
)

NORM = Case(
    "the province's own ratio, without regencies that lack a side",
    (
        Workbook(
            REGENCY,
            register_period=span("2024-12"),
            roles=village_psm(V1, 2),
            needs=homeless("2024", {V1: 100}),
        ),
        Workbook(BANJARMASIN, needs=homeless("2024", {BANJARMASIN: 60})),
        Workbook(
            "63.01",
            needs=homeless("2024", {"63.01": 50}),
            pillar_counts=psm_counts("2024", {"63.01": 1}),
        ),
    ),
    (
        # (100 + 50) / (2 + 1) = 50; Banjarmasin and ten silent regencies left out.
        coverage(
            V1, "2024-12", norm=50.0, norm_numerator=150, norm_denominator=3,
            norm_left_out=11, state="proportionate", uncovered_persons=0.0,
        ),
        coverage(BANJARMASIN, "2024-12", norm=50.0, state="unknown"),
        coverage("63.01", "2024-12", norm=50.0, state="proportionate"),
        # The province has all 210 with its 3; the nation's norm is 150 / 3 too.
        coverage(
            PROVINCE, "2024-12", ppks_persons=210, psm_active=3, norm=50.0,
            norm_left_out=512, state="short",
        ),
        # A norm of one's own: 100 - 2 × 30.5 = 39; ceil(100 / 30.5) = 4, 2 wanting.
        coverage(
            V1, "2024-12", held_to="30.5", state="short", shortage=2,
            uncovered_persons=39.0,
        ),
    ),
)  # fmt: skip

EXACT = Case(
    "exact equality at the norm, where floating point would say short",
    (
        Workbook(
            REGENCY,
            needs=homeless("2024", {V1: 1, V2: 435}),
            pillar_counts=psm_counts("2024", {V1: 49, V2: 100}),
        ),
    ),
    (
        # 1 = 49 × 1/49 and 435 = 100 × 4.35; as floats the right sides are smaller.
        coverage(V2, "2024-12", held_to="4.35", state="proportionate", shortage=0),
        coverage(V2, "2024-12", held_to="4.34", state="short", uncovered_persons=1.0),
        # norm 436 / 149: V2 lacks 435 - 43600 / 149 = 21215 / 149 persons' cover;
        # ceil(435 × 149 / 436) = ceil(148.66) = 149, so 49 wanting.
        coverage(
            V2, "2024-12", state="short", shortage=49,
            uncovered_persons=21215 / 149, norm_numerator=436, norm_denominator=149,
        ),
    ),
)  # fmt: skip

EXACT_DEFAULT = Case(
    "exact equality at the default norm",
    (
        Workbook(
            REGENCY,
            needs=homeless("2024", {V1: 1}),
            pillar_counts=psm_counts("2024", {V1: 49}),
        ),
    ),
    (
        # The norm is 1 / 49, and 49 × (1 / 49) is less than 1 in floating point.
        coverage(V1, "2024-12", state="proportionate", shortage=0),
        coverage(REGENCY, "2024-12", state="proportionate", uncovered_persons=0.0),
    ),
)

UNEVEN = Case(
    "a regency proportionate yet with people uncovered inside",
    (
        Workbook(
            REGENCY,
            register_period=span("2024-12"),
            roles=village_psm(V1, 1) + village_psm(V2, 3),
            needs=homeless("2024", {V1: 80, V2: 20, V3: 12}),
        ),
    ),
    (
        # norm (80 + 20 + 12) / 4 = 28; V1 80 - 28 = 52, ceil(80 / 28) - 1 = 2;
        # V3 has nobody: 12 uncovered, one PSM wanting. In 18 villages there is none,
        # the register says; of 17 of them PMKS are not reported.
        coverage(
            REGENCY, "2024-12", ppks_persons=112, psm_active=4, norm=28.0,
            state="proportionate", uncovered_persons=64.0, shortage=3,
            villages=20, villages_unknown=17, villages_no_psm=18, villages_short=1,
            shortage_no_psm=1, shortage_short=2,
        ),
        coverage(V1, "2024-12", state="short", uncovered_persons=52.0, shortage=2),
        coverage(V2, "2024-12", state="proportionate", uncovered_persons=0.0),
        coverage(V3, "2024-12", state="no_psm", uncovered_persons=12.0, shortage=1),
    ),
)  # fmt: skip

AT_DISTRICT = Case(
    "a PSM placed at a district counts there and above, in no village",
    (
        register(
            REGENCY,
            "2024-12",
            psm(
                DISTRICT,
                BUDI,
                birth_year=1980,
                certificate="yes",
                confirmed_on=date(2024, 12, 1),
            ),
        ),
    ),
    (
        ladder(DISTRICT, "2024-12", "psm", persons=1, active=1, trained=1, valid=0),
        ladder(REGENCY, "2024-12", "psm", persons=1, active=1, trained=1, valid=0),
        coverage(DISTRICT, "2024-12", psm_active=1),
        coverage(V1, "2024-12", psm_active=0, psm_status="reported_zero"),
    ),
)

FRESHNESS = Case(
    "stale by one day, and the leap day",
    (
        register(
            REGENCY,
            "2022-12",
            psm(V1, BUDI, confirmed_on=date(2023, 6, 30)),
            psm(V1, ANI, confirmed_on=date(2023, 6, 29)),
            psm(V2, BUDI, confirmed_on=date(2023, 2, 28)),
            psm(V2, ANI, confirmed_on=date(2023, 2, 27)),
            psm(V2, CITRA, confirmed_on=date(2024, 2, 28), start=date(2024, 3, 1)),
            psm(V3, BUDI, confirmed_on=date(2024, 2, 28), end=date(2025, 2, 28)),
            psm(V3, ANI, confirmed_on=date(2024, 2, 27)),
            psm(V3, CITRA, confirmed_on=date(2024, 2, 28), end=date(2025, 2, 27)),
        ),
    ),
    (
        # The year before 30 June 2024 begins on 30 June 2023.
        ladder(V1, "2024-06", "psm", persons=2, active=2, current=1),
        # Before 29 February 2024, on 28 February 2023; Citra begins a day later.
        ladder(V2, "2024-02", "psm", persons=3, active=2, current=1),
        # Before 28 February 2025, on 28 February 2024; Citra ended a day earlier.
        ladder(V3, "2025-02", "psm", persons=3, active=2, current=1),
    ),
)

BIRTHDAY = Case(
    "eighteen in the year, an age that is known, and training",
    (
        register(
            REGENCY,
            "2024-12",
            *(
                psm(
                    village,
                    nik,
                    birth_year=born,
                    confirmed_on=date(2024, 12, 1),
                    certificate=certificate,
                )
                for village, nik, born, certificate in (
                    (V1, BUDI, 2006, "yes"),  # 18 this year
                    (V1, ANI, 2007, "yes"),  # 17
                    (V1, CITRA, None, "yes"),  # unknown
                    (V1, None, 1980, "yes"),  # not identified
                    (V2, BUDI, 2006, "no"),
                    (V2, ANI, 1980, date(2024, 12, 31)),
                    (V2, CITRA, 1980, date(2025, 1, 1)),
                )
            ),
        ),
    ),
    (
        ladder(V1, "2024-12", "psm", persons=4, current=4, trained=4, valid=1),
        ladder(V1, "2025-01", "psm", persons=4, current=4, trained=4, valid=2),
        ladder(V2, "2024-12", "psm", persons=3, current=3, trained=1, valid=1),
        # Budi's certificate is on his row of V1: one of his rows is enough, but each
        # row alone. Trained: Budi, Ani (both rows), Citra (V1), the nameless one;
        # valid: Budi by V1, Ani by V2, Citra by neither.
        ladder(DISTRICT, "2024-12", "psm", persons=4, trained=4, valid=2),
    ),
)

UNITS = Case(
    "persons and families are never added",
    (
        Workbook(
            REGENCY,
            needs=(
                Count(V1, "poor", span("2024"), 10),
                Count(V1, "poor", span("2024"), 4, "family", "Keluarga Fakir Miskin"),
                Count(V1, "troubled_family", span("2024"), 3, "family"),
                Count(V2, "poor", span("2024"), 6, "family", "KFM"),
                Count(V2, "homeless", span("2024"), 2, label="Gelandangan"),
                Count(V2, "homeless", span("2024"), 5, label="GLDNG"),
            ),
        ),
    ),
    (
        coverage(V1, "2024-12", ppks_persons=10, ppks_families=7),
        # A choice of kinds leaves the others out, persons and families.
        coverage(
            V1, "2024-12", kinds="homeless,troubled_family",
            ppks_persons=None, ppks_families=3, ppks_status="not_reported",
        ),
        # Two labels of one kind are added up: 2 + 5.
        coverage(V2, "2024-12", ppks_persons=7, ppks_families=6),
        needs(V2, "2024-12", "homeless", unit="person", count=7),
        # Reported in families only: there is no row of persons.
        needs(V2, "2024-12", "poor", unit="family", count=6),
    ),
)  # fmt: skip

NOT_COLLECTED = Case(
    "a kind that a register holds nowhere is not collected",
    (register(REGENCY, "2024-06", Role("tksk", DISTRICT, nik=BUDI)),),
    (
        coverage(V1, "2024-12", psm_active=None, psm_status="not_collected"),
        coverage(REGENCY, "2024-12", psm_active=None, psm_status="not_collected"),
        coverage("63.71", "2024-12", psm_active=None, psm_status="not_reported"),
        # Not there yet in May.
        coverage(V1, "2024-05", psm_active=None, psm_status="not_reported"),
        ladder(REGENCY, "2024-12", "tksk", roles=1, persons=1, active=1),
    ),
)

CHANCE = Case(
    "the exact Poisson interval, from printed tables",
    (
        Workbook(
            REGENCY,
            register_period=span("2024-12"),
            roles=village_psm(V1, 4),
            needs=homeless("2024", {V1: 1000, V2: 1000, V3: 0}),
        ),
    ),
    (
        # 95 % limits of a count of 4: 1.0899 and 10.2416; of 0: up to 3.6889.
        coverage(V1, "2024-12", ratio_low=97.6410, ratio_high=917.5392),
        coverage(V2, "2024-12", ratio_low=271.0850, ratio_high=None),
        coverage(V3, "2024-12", ratio_low=0.0, ratio_ppks_per_psm=None),
    ),
)

REPLACED = Case(
    "sent again for the same period: the whole earlier submission gives way",
    (
        Workbook(
            REGENCY,
            register_period=span("2024-06"),
            roles=(psm(V1, BUDI), psm(V2, ANI)),
            needs=homeless("2024-06", {V1: 10, V2: 20}),
        ),
        Workbook(
            REGENCY,
            register_period=span("2024-06"),
            roles=(psm(V2, ANI),),
            needs=homeless("2024-06", {V1: 11}),
        ),
        register(REGENCY, "2023-06", psm(V3, CITRA)),
    ),
    (
        coverage(V1, "2024-12", psm_active=0, ppks_persons=11),
        coverage(V2, "2024-12", psm_active=1, ppks_persons=None),
        # An older period that came later is not in force any more,
        coverage(V3, "2024-12", psm_active=0),
        # but it was in force then.
        coverage(V3, "2024-05", psm_active=1),
    ),
)

CASES = (
    DUAL_ROLE,
    TWO_OFFICES,
    LEVELS_OF_REPORTS,
    PARTIAL,
    ZERO_AND_BLANK,
    COUNTS_ONLY,
    NORM,
    EXACT,
    EXACT_DEFAULT,
    UNEVEN,
    AT_DISTRICT,
    FRESHNESS,
    BIRTHDAY,
    UNITS,
    NOT_COLLECTED,
    CHANCE,
    REPLACED,
)
