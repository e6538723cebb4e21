"""What the page on training says of who came."""

from __future__ import annotations

import pandas as pd

from imbang.screens.training import words
from imbang.wording.messages import training


def test_an_element_is_told_over_all_kinds_of_activity() -> None:
    rows = pd.DataFrame(
        [("psm", "bimtek", 40), ("tksk", "bimtek", 50), ("psm", "rakor", 20)],
        columns=["element", "kind", "attendances"],
    )
    told = words.told_elements(rows).replace("\xa0", " ")
    assert told == "55 % dari 110 kehadiran adalah PSM"


def activities(*rows: tuple[str, int, int, bool]) -> pd.DataFrame:
    columns = ["kind", "attended", "attended_from_here", "is_own"]
    return pd.DataFrame(rows, columns=columns)


def test_nobody_has_said_that_no_activity_was_held() -> None:
    """An office that sent none may have held some: it is not 0."""
    held_above = activities(("bimtek", 52, 4, False))
    own = {"active": 62, "never": 57}
    assert training.title(held_above, own, "Tapin") == (
        "Belum ada kegiatan kantor di Tapin yang dilaporkan; 57 dari 62 PSM aktif"
        " tercatat nama belum pernah ikut bimtek"
    )


def test_attendances_from_elsewhere_are_told_apart() -> None:
    rows = activities(("bimtek", 52, 4, False), ("rakor", 60, 5, False))
    assert words.told_activities(rows) == (
        "1 bimtek, 1 rakor, dengan 112 kehadiran, 9 di antaranya dari sini"
    )
    assert words.told_activities(activities(("bimtek", 9, 9, True))) == (
        "1 bimtek, dengan 9 kehadiran"
    )


def test_who_came_without_an_element_is_told_as_such() -> None:
    rows = pd.DataFrame(
        {"element": ["psm", None, "Tamu"], "attendances": [5, 4, 1]}
    ).astype({"element": "str"})
    names = [words.element_name(one) for one in rows["element"]]
    assert names == ["PSM", "tidak disebut", "Tamu"]
    told = words.told_elements(rows).replace("\xa0", " ")
    assert told == "50 % dari 10 kehadiran adalah PSM"
    unknown = words.told_elements(rows[rows["element"].isna()])
    assert unknown == "4 kehadiran; tidak ada daftar yang menyebut unsurnya"
