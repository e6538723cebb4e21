"""Cases worked out by hand: trained by a bimtek, wherever it was held."""

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
    Case,
    ladder,
    psm,
    register,
)
from .sending import Activity, Attendance, Workbook, span

CONFIRMED = date(2024, 12, 1)

BIMTEK = Case(
    "trained by a bimtek of another office, from its last day on",
    (
        register(
            REGENCY,
            "2024-01",
            psm(V1, BUDI, confirmed_on=CONFIRMED),
            psm(V2, ANI, confirmed_on=CONFIRMED),
            psm(V3, CITRA, confirmed_on=CONFIRMED),
            psm(V3, None, confirmed_on=CONFIRMED, certificate="yes"),
        ),
        Workbook(
            PROVINCE,
            held_period=span("2024"),
            activities=(
                Activity("B-1", "bimtek", date(2024, 5, 30), date(2024, 6, 1)),
                Activity("R-1", "rakor", date(2024, 3, 15)),
            ),
            participants=(
                Attendance("B-1", BUDI),
                Attendance("B-1", ANI, attended=False),
                Attendance("B-1"),
                Attendance("R-1", ANI),
                Attendance("R-1", CITRA),
            ),
        ),
        # The same code is another activity of another office: no bimtek.
        Workbook(
            BANJARMASIN,
            held_period=span("2024"),
            activities=(Activity("B-1", "seleksi", date(2024, 2, 1)),),
            participants=(Attendance("B-1", CITRA),),
        ),
    ),
    (
        # It ended on 1 June: only the one with a certificate before.
        ladder(REGENCY, "2024-05", "psm", persons=4, current=4, trained=1),
        # Budi came; Ani stayed away; Citra was at a rakor and a selection.
        ladder(REGENCY, "2024-06", "psm", persons=4, current=4, trained=2),
        ladder(V1, "2024-06", "psm", trained=1),
        ladder(DISTRICT, "2024-06", None, trained=2),
        # By December 2025 the rows are stale: trained comes after current.
        ladder(REGENCY, "2025-12", "psm", persons=4, current=0, trained=0),
    ),
    elsewhere="62",
)

LATER_LISTS = Case(
    "of an activity and its list the office's latest submission counts",
    (
        register(
            REGENCY,
            "2024-01",
            psm(V1, BUDI, confirmed_on=CONFIRMED),
            psm(V2, ANI, confirmed_on=CONFIRMED),
            psm(V3, CITRA, confirmed_on=CONFIRMED),
        ),
        # Sent as a rakor, then put right; the list put right too, in files of its own.
        Workbook(
            REGENCY,
            held_period=span("2024-02"),
            activities=(Activity("B-1", "rakor", date(2024, 2, 10)),),
            participants=(Attendance("B-1", BUDI), Attendance("B-2", CITRA)),
        ),
        Workbook(
            REGENCY,
            held_period=span("2024-06"),
            activities=(Activity("B-1", "bimtek", date(2024, 2, 10)),),
        ),
        Workbook(
            REGENCY,
            held_period=span("2024-12"),
            participants=(Attendance("B-1", ANI),),
        ),
    ),
    (
        # Ani, not Budi; of B-2 nobody knows what it was.
        ladder(V1, "2024-02", "psm", trained=0),
        ladder(V2, "2024-02", "psm", trained=1),
        ladder(V3, "2024-12", "psm", trained=0),
        ladder(REGENCY, "2024-12", "psm", persons=3, trained=1),
    ),
    elsewhere="64",
)


CASES = (BIMTEK, LATER_LISTS)
