"""Cases worked out by hand: reports at several levels, units, norm and states."""

from __future__ import annotations

from .hand import (
    BANJARMASIN,
    BUDI,
    DISTRICT,
    PROVINCE,
    REGENCY,
    V1,
    V2,
    V3,
    V4,
    Case,
    coverage,
    homeless,
    needs,
    psm,
    psm_counts,
    register,
    village_psm,
)
from .sending import Count, Workbook, span

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
    elsewhere="31",
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
    elsewhere="32",
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
            V1,
            "2024-12",
            ppks_persons=0,
            ppks_status="reported_zero",
            psm_active=0,
            state="not_needed",
            shortage=0,
            uncovered_persons=0.0,
        ),
        coverage(
            V2,
            "2024-12",
            ppks_persons=None,
            ppks_status="not_reported",
            psm_active=1,
            state="unknown",
            shortage=None,
            uncovered_persons=None,
        ),
        coverage(V3, "2024-12", ppks_persons=None, ppks_status="not_reported"),
        # A `...` in December is no report: June's 8 holds. No PSM: 8 uncovered;
        # norm 8 / 1, so ceil(8 / 8) = 1 PSM is wanting.
        coverage(
            V4,
            "2024-12",
            ppks_persons=8,
            ppks_period="2024-06",
            psm_active=0,
            state="no_psm",
            shortage=1,
            uncovered_persons=8.0,
            norm=8.0,
            ratio_ppks_per_psm=None,
            ratio_high=None,
        ),
    ),
    elsewhere="33",
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
            V1,
            "2024-12",
            norm=50.0,
            norm_numerator=150,
            norm_denominator=3,
            norm_left_out=11,
            state="proportionate",
            uncovered_persons=0.0,
        ),
        coverage(BANJARMASIN, "2024-12", norm=50.0, state="unknown"),
        coverage("63.01", "2024-12", norm=50.0, state="proportionate"),
        # The province has all 210 with its 3; the nation's norm is 150 / 3 too.
        coverage(
            PROVINCE,
            "2024-12",
            ppks_persons=210,
            psm_active=3,
            norm=50.0,
            norm_left_out=512,
            state="short",
        ),
        # A norm of one's own: 100 - 2 × 30.5 = 39; ceil(100 / 30.5) = 4, 2 wanting.
        coverage(
            V1,
            "2024-12",
            held_to="30.5",
            state="short",
            shortage=2,
            uncovered_persons=39.0,
        ),
    ),
)


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
            V2,
            "2024-12",
            state="short",
            shortage=49,
            uncovered_persons=21215 / 149,
            norm_numerator=436,
            norm_denominator=149,
        ),
    ),
    elsewhere="34",
)


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
    elsewhere="35",
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
            REGENCY,
            "2024-12",
            ppks_persons=112,
            psm_active=4,
            norm=28.0,
            state="proportionate",
            uncovered_persons=64.0,
            shortage=3,
            villages=20,
            villages_unknown=17,
            villages_no_psm=18,
            villages_short=1,
            shortage_no_psm=1,
            shortage_short=2,
        ),
        coverage(V1, "2024-12", state="short", uncovered_persons=52.0, shortage=2),
        coverage(V2, "2024-12", state="proportionate", uncovered_persons=0.0),
        coverage(V3, "2024-12", state="no_psm", uncovered_persons=12.0, shortage=1),
    ),
    elsewhere="63",
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
            V1,
            "2024-12",
            kinds="homeless,troubled_family",
            ppks_persons=None,
            ppks_families=3,
            ppks_status="not_reported",
        ),
        # Two labels of one kind are added up: 2 + 5.
        coverage(V2, "2024-12", ppks_persons=7, ppks_families=6),
        needs(V2, "2024-12", "homeless", unit="person", count=7),
        # Reported in families only: there is no row of persons.
        needs(V2, "2024-12", "poor", unit="family", count=6),
    ),
    elsewhere="36",
)


CHANGED_UNIT = Case(
    "a kind reported later in another unit",
    (
        Workbook(
            REGENCY,
            needs=(
                *(Count(v, "poor", span("2023"), 4, "family") for v in (V1, V2)),
                *(Count(v, "poor", span("2024-06"), 9) for v in (V1, V2, V3, V4)),
                Count("63.72.03.1001", "poor", span("2024-06"), 5),
                Count("63.72.03.1001", "poor", span("2024-06"), 2, "family"),
            ),
        ),
    ),
    (
        coverage(V1, "2024-05", ppks_persons=None, ppks_families=4),
        # The same people as persons: the families are no longer carried forward.
        coverage(V1, "2024-06", ppks_persons=9, ppks_families=None),
        needs(V1, "2024-12", "poor", unit="person", count=9, period="2024-06"),
        coverage(DISTRICT, "2024-05", ppks_persons=None, ppks_families=8),
        coverage(DISTRICT, "2024-06", ppks_persons=36, ppks_families=None),
        # Both units of one period stand side by side.
        coverage("63.72.03.1001", "2024-06", ppks_persons=5, ppks_families=2),
    ),
    elsewhere="52",
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
    elsewhere="53",
)


NOBODY = Case(
    "no norm where nobody is active",
    (
        Workbook(
            REGENCY,
            register_period=span("2024-06"),
            roles=(psm(V1, BUDI, is_inactive=True),),
            needs=homeless("2024-06", {V1: 54, V2: 0, "63.72.03": 100}),
        ),
    ),
    (
        # 154 / 0 is no norm: who is without a PSM is known, how many to add is not.
        coverage(
            V1,
            "2024-12",
            norm=None,
            state="no_psm",
            shortage=None,
            uncovered_persons=54.0,
        ),
        coverage(V2, "2024-12", norm=None, state="not_needed", shortage=0),
        # Of its villages 54 are known to be uncovered; it itself has 154 and nobody.
        coverage(
            REGENCY,
            "2024-12",
            ppks_persons=154,
            psm_active=0,
            norm=None,
            state="no_psm",
            shortage=None,
            uncovered_persons=154.0,
            is_uncovered_at_least=True,
        ),
        # No village of Cempaka is known: its own figures stand.
        coverage("63.72.03", "2024-12", state="no_psm", uncovered_persons=100.0),
    ),
    elsewhere="61",
)


CASES = (
    LEVELS_OF_REPORTS,
    PARTIAL,
    ZERO_AND_BLANK,
    NORM,
    EXACT,
    EXACT_DEFAULT,
    UNEVEN,
    UNITS,
    CHANGED_UNIT,
    CHANCE,
    NOBODY,
)
