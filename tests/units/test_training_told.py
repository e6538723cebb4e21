"""What the page on training says of who came."""

from __future__ import annotations

import pandas as pd

from imbang.screens.training import words


def test_an_element_is_told_over_all_kinds_of_activity() -> None:
    rows = pd.DataFrame(
        [("psm", "bimtek", 40), ("tksk", "bimtek", 50), ("psm", "rakor", 20)],
        columns=["element", "kind", "attendances"],
    )
    told = words.told_elements(rows).replace("\xa0", " ")
    assert told == "55 % dari 110 kehadiran adalah PSM"
