"""Cases worked out by hand: roles, people, registers and how far they reach."""

from __future__ import annotations

from datetime import date

from .hand import (
    ANI,
    BANJARMASIN,
    BUDI,
    CITRA,
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
    ladder,
    needs,
    psm,
    psm_counts,
    register,
)
from .sending import Count, Role, Workbook, span

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
    elsewhere="12",
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
    elsewhere="13",
)


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
    elsewhere="14",
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
    elsewhere="15",
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
    elsewhere="16",
)


NOT_COLLECTED = Case(
    "a kind that a register holds nowhere is not collected",
    (
        register(REGENCY, "2024-06", Role("tksk", DISTRICT, nik=BUDI)),
        # In the next province one village office alone sends needs.
        Workbook("62.71.03.1001", needs=homeless("2024-06", {"62.71.03.1001": 5})),
    ),
    (
        coverage(V1, "2024-12", psm_active=None, psm_status="not_collected"),
        coverage(REGENCY, "2024-12", psm_active=None, psm_status="not_collected"),
        coverage("63.71", "2024-12", psm_active=None, psm_status="not_reported"),
        # Not there yet in May.
        coverage(V1, "2024-05", psm_active=None, psm_status="not_reported"),
        ladder(REGENCY, "2024-12", "tksk", roles=1, persons=1, active=1),
        # That village counts no beggars; of the offices above it nothing is known.
        needs("62.71.03.1001", "2024-12", "beggar", status="not_collected"),
        needs("62.71.03", "2024-12", "beggar", status="not_reported"),
        needs("62.71", "2024-12", "beggar", status="not_reported"),
        needs("62.71", "2024-12", "homeless", count=5, status="partial"),
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
    elsewhere="18",
)


OLDEST = Case(
    "a figure is as old as what it rests on, and a register's zero is a zero",
    (
        register(PROVINCE, "2023-09", psm(V2, CITRA)),
        register(REGENCY, "2024-06", psm(V1, BUDI)),
        Workbook(
            REGENCY,
            pillar_counts=(
                Count(V3, "psm", span("2022"), 7),
                Count(V3, "tksk", span("2022"), 1),
            ),
        ),
    ),
    (
        # The province's register has nobody in V1; in V2 it has Citra.
        coverage(V1, "2024-12", psm_active=1, psm_period="2024-06"),
        coverage(V2, "2024-12", psm_active=1, psm_period="2023-09"),
        coverage(REGENCY, "2024-12", psm_active=2, psm_period="2023-09"),
        # The register gives the figure of V3, not the older number beside it.
        coverage(V3, "2024-12", psm_active=0, psm_period="2024-06"),
        # Of V3 the register says that it has no PSM; a TKSK is only counted.
        ladder(V3, "2024-12", "psm", reported=0, roles=0, persons=0, active=0),
        ladder(V3, "2024-12", None, reported=1, roles=0, persons=0, active=0),
    ),
    elsewhere="21",
)


CASES = (
    DUAL_ROLE,
    TWO_OFFICES,
    COUNTS_ONLY,
    AT_DISTRICT,
    FRESHNESS,
    BIRTHDAY,
    NOT_COLLECTED,
    REPLACED,
    OLDEST,
)
