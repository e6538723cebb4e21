"""Made-up worlds: what a handful of offices might send, in any order and any state.

Real codes, few of them, so that offices, levels and months meet often: Kota
Banjarbaru with one whole district, Kota Banjarmasin beside it, their province, and a
city of the next one. All else is silent. People are made up.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from .sending import (
    Activity,
    Attendance,
    Count,
    Role,
    Span,
    Spending,
    Workbook,
    children,
    is_within,
    level,
    pillar_kinds,
    regions_of,
    span,
)

ULIN, CEMPAKA, BANJARBARU = "63.72.02", "63.72.03", "63.72"
BANJARMASIN, KALSEL, KALTENG, PALANGKARAYA = "63.71", "63", "62", "62.71"
VILLAGE = f"{ULIN}.1003"
OFFICES = (
    *(BANJARBARU,) * 5,
    *(BANJARMASIN,) * 3,
    *(KALSEL,) * 3,
    *(ULIN,) * 2,
    VILLAGE,
    *(PALANGKARAYA,) * 4,
    KALTENG,
)
PLACES = (
    *[f"{ULIN}.{number}" for number in (1003, 1004, 1005, 1006)] * 2,
    f"{CEMPAKA}.1001",
    f"{CEMPAKA}.1002",
    f"{CEMPAKA}.1004",  # called Cempaka, like its district
    "63.71.01.1001",
    "63.71.01.1002",
    "62.71.03.1001",
    "62.71.03.1002",
    ULIN,
    CEMPAKA,
    CEMPAKA,
    "63.71.01",
    BANJARBARU,
    BANJARMASIN,
    PALANGKARAYA,
    KALSEL,
)
PARENTS = (ULIN, BANJARBARU, BANJARMASIN, "62.71.03", PALANGKARAYA, KALSEL)
PERIODS = ("2022", "2023-02", "2023-09", "2024-02", "2024-06", "2024", "2024-12")
MONTHS = ("2022-11", "2023-01", "2023-02", "2024-02", "2024-06", "2025-02", "2026-02")
PEOPLE = tuple(f"637201{day:02d}0180000{day}" for day in range(1, 7))
PILLARS = ("psm",) * 6 + ("tksk", "tagana", "social_companion", "karang_taruna", "lks")
COUNTED = ("psm",) * 5 + ("tksk", "karang_taruna")
NEEDS = (
    ("homeless", "person"),
    ("homeless", "person"),
    ("neglected_elderly", "person"),
    ("poor", "person"),
    ("poor", "family"),
    ("troubled_family", "family"),
)
STARTS = (
    None,
    None,
    date(2020, 1, 1),
    date(2023, 3, 1),
    date(2024, 2, 29),
    date(2025, 3, 1),
)
ENDS = (None, None, None, date(2025, 2, 27), date(2025, 2, 28), date(2025, 12, 31))
CONFIRMED = (
    None,
    date(2022, 2, 28),
    date(2023, 2, 27),
    date(2023, 2, 28),
    date(2023, 6, 30),
    date(2024, 2, 28),
    date(2024, 6, 29),
    date(2024, 12, 31),
)
# Codes that two offices use alike, and days around the months that are asked about.
CODES = ("B-1", "B-2", "R-1")
DAYS = (date(2023, 2, 24), date(2024, 2, 29), date(2024, 6, 3), date(2025, 3, 1))
# A source of funds tells from January on, or month by month; two are words of their own.
SOURCES = ("APBD Kabupaten/Kota", "APBN", "CSR", "Dana Insentif")
UP_TO = ("2023-02", "2023-09", "2024-02", "2024-06", "2024-12")
MONTHLY = ("2023-01", "2023-02", "2024-01", "2024-02", "2024-03", "2024-06")
AMOUNTS = (None, 0, 15, 40, 1204)
CERTIFICATES = (None, "no", "yes", "123", date(2023, 2, 28), date(2024, 3, 1))


def places_of(office: str) -> list[str]:
    """Where an office's rows may lie."""
    return [place for place in PLACES if is_within(place, office)] or [office]


@st.composite
def roles(draw: st.DrawFn, office: str) -> tuple[Role, ...]:
    """An office's register: every row of an identified person or role only once."""
    rows = draw(st.lists(_role(office), min_size=1, max_size=9))
    once: dict[object, Role] = {}
    for number, role in enumerate(rows):
        once[(role.nik, role.kind, role.region) if role.nik else number] = role
    return tuple(once.values())


@st.composite
def _role(draw: st.DrawFn, office: str) -> Role:
    kind = draw(st.sampled_from(PILLARS))
    is_person = pillar_kinds()[kind]["unit"] == "person"
    start = draw(st.sampled_from(STARTS))
    ends = [end for end in ENDS if end is None or start is None or end >= start]
    return Role(
        kind,
        draw(st.sampled_from(places_of(office))),
        nik=draw(st.sampled_from((None, *PEOPLE))) if is_person else None,
        registration=None if is_person else draw(st.sampled_from((None, "R-1", "R-2"))),
        birth_year=draw(st.sampled_from((1980, 1980, 2005, 2006, 2007, None))),
        start=start,
        end=draw(st.sampled_from(ends)),
        is_inactive=draw(st.sampled_from((False, False, False, True))),
        certificate=draw(st.sampled_from(CERTIFICATES)),
        confirmed_on=draw(st.sampled_from(CONFIRMED)),
        decree=draw(st.sampled_from((None, "188.4/1/2022"))),
    )


@st.composite
def counts(
    draw: st.DrawFn, office: str, kinds: tuple[tuple[str, str], ...]
) -> tuple[Count, ...]:
    """Numbers of an office: single regions, and all the children of some."""
    found: dict[tuple[str, str, str, Span], Count] = {}
    for _ in range(draw(st.integers(1, 4))):
        kind, unit = draw(st.sampled_from(kinds))
        period = span(draw(st.sampled_from(PERIODS)))
        for region in draw(_regions(office)):
            count = draw(st.sampled_from((None, 0, 0, 1, 2, 5, 49, 100, 1204)))
            row = Count(region, kind, period, count, unit)
            found[region, kind, unit, period] = row
    return tuple(found.values())


def _regions(office: str) -> st.SearchStrategy[list[str]]:
    parents = [parent for parent in PARENTS if is_within(parent, office)]
    single = st.sampled_from(places_of(office)).map(lambda place: [place])
    if not parents:
        return single
    complete = st.sampled_from(parents).map(lambda parent: list(children(parent)))
    every = [list(regions_of(BANJARBARU, "village"))]
    whole = st.sampled_from(every) if is_within(BANJARBARU, office) else complete
    return st.one_of(single, single, complete, whole)


def _in_other_units(rows: tuple[Count, ...], when: Span | None) -> tuple[Count, ...]:
    """Perhaps the poor again in the other unit, in a period of its own."""
    if when is None:
        return rows
    found = {(row.region, row.kind, row.unit, row.period): row for row in rows}
    for row in rows:
        if row.kind == "poor":
            unit = "person" if row.unit == "family" else "family"
            again = Count(row.region, row.kind, when, row.count, unit)
            found.setdefault((row.region, row.kind, unit, when), again)
    return tuple(found.values())


def _labelled(rows: tuple[Count, ...], again: int | None) -> tuple[Count, ...]:
    """Perhaps the same kind once more under its abbreviation, to be added up."""
    homeless = [row for row in rows if row.kind == "homeless" and row.count is not None]
    if again is None or not homeless:
        return rows
    first = homeless[0]
    return (*rows, Count(first.region, first.kind, first.period, again, label="GLDNG"))


@st.composite
def activities(draw: st.DrawFn) -> tuple[Activity, ...]:
    """Some activities of an office, mostly bimtek, each code once."""
    codes = draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))
    return tuple(
        Activity(
            code,
            draw(st.sampled_from(("bimtek", "bimtek", "bimtek", "rakor", "seleksi"))),
            draw(st.sampled_from(DAYS)),
            draw(st.sampled_from((None, date(2025, 3, 2)))),
        )
        for code in codes
    )


@st.composite
def participants(draw: st.DrawFn) -> tuple[Attendance, ...]:
    """Who came to which of the activities, each known person once to each."""
    row = st.builds(
        Attendance,
        st.sampled_from(CODES),
        st.sampled_from((None, *PEOPLE, *PEOPLE)),
        st.sampled_from((True, True, True, False)),
    )
    rows = draw(st.lists(row, max_size=8))
    once = {(one.code, one.nik) if one.nik else n: one for n, one in enumerate(rows)}
    return tuple(once.values())


@st.composite
def spending(draw: st.DrawFn) -> tuple[Spending, ...]:
    """Some sources of funds of a regency or province, each told in one way in a file."""
    found = []
    sources = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3, unique=True)
    for source in draw(sources):
        is_monthly = draw(st.booleans())
        told = st.sampled_from(MONTHLY if is_monthly else UP_TO)
        programme = draw(
            st.sampled_from(("capacity_building",) * 4 + ("social_protection",))
        )
        found += [
            Spending(
                programme,
                source,
                span(period),
                draw(st.sampled_from((None, 100, 140, 2500))),
                draw(st.sampled_from(AMOUNTS)),
                is_monthly,
            )
            for period in draw(st.lists(told, min_size=1, max_size=3, unique=True))
        ]
    return tuple(found)


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    """One office's file: a register, numbers of pillars, needs, activities, or all."""
    office = draw(st.sampled_from(OFFICES))
    contents = draw(
        st.sampled_from(("register", "numbers", "needs", "needs", "held", "all", "all"))
    )
    if contents in ("register", "all"):
        period = span(draw(st.sampled_from(PERIODS)))
        names = draw(roles(office))
    else:
        period, names = None, ()
    numbers, needs = (), ()
    if contents in ("numbers", "all"):
        numbers = draw(counts(office, tuple((kind, "person") for kind in COUNTED)))
    if contents in ("needs", "all"):
        again = draw(st.sampled_from((None, None, None, 3)))
        changed = draw(st.sampled_from((None, *map(span, PERIODS))))
        needs = _in_other_units(draw(counts(office, NEEDS)), changed)
        needs = _labelled(needs, again)
    if contents not in ("held", "all"):
        return Workbook(office, period, names, numbers, needs)
    when = span(draw(st.sampled_from(PERIODS)))
    held, came = draw(activities()), draw(participants())
    spent = draw(spending()) if level(office) in ("province", "regency") else ()
    if contents == "held" and not (held or came or spent):
        held = (Activity("B-1", "bimtek", DAYS[0]),)
    return Workbook(office, period, names, numbers, needs, when, held, came, spent)


def worlds() -> st.SearchStrategy[list[Workbook]]:
    """All that was sent, in the order in which it came."""
    return st.lists(workbooks(), min_size=2, max_size=10)
