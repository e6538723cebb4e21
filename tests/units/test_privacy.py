"""What is kept of people is written down, column by column (docs/privacy.md)."""

from __future__ import annotations

import re

from imbang import paths
from imbang.reference.datasets import load_datasets

ROW = re.compile(r"^\| `(\w+\.\w+)` \|(.*)\|$", re.MULTILINE)
TOLD = (paths.ROOT / "docs" / "privacy.md").read_text("utf-8")


def test_every_personal_column_has_a_row_and_each_cell_of_it_says_something():
    rows = dict(ROW.findall(TOLD))
    personal = {
        f"{key}.{column.key}"
        for key, dataset in load_datasets().items()
        for column in dataset.columns
        if column.is_personal
    }
    assert rows.keys() == personal
    for cells in rows.values():
        assert len([one for one in cells.split("|") if one.strip()]) == 5


def test_what_tells_people_apart_is_personal():
    for key, dataset in load_datasets().items():
        if any(column.type == "identity" for column in dataset.columns):
            for column in dataset.columns:
                by_name = column.key in {"name", "nik", "registration_number"}
                assert column.is_personal or not by_name, f"{key}.{column.key}"
