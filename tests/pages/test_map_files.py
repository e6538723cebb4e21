"""Maps give the figures that they show as files; every workbook says what is made up."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from imbang.app.state import answers
from tests.pages import files_taken
from tests.pages.test_pages import PAGES, opened

WITH_MAPS = [
    ("1_ringkasan", ""),
    ("3_cakupan_psm", ""),
    ("4_pmks", "map"),
    ("9_penempatan", "plan"),
    ("9_penempatan", "effect"),
]
MADE_UP = "Semua rekaan."


@pytest.mark.parametrize(("stem", "tab"), WITH_MAPS)
def test_a_map_gives_its_figures_and_says_what_is_made_up(
    served: Path, monkeypatch: pytest.MonkeyPatch, stem: str, tab: str
) -> None:
    monkeypatch.setattr(answers, "sample_told", lambda: MADE_UP)
    taken = files_taken.take(monkeypatch)
    page = next(one for one in PAGES if one.path.stem == stem)
    query = {"region": "63.71", "lang": "id"} | ({"tab": tab} if tab else {})
    app = opened(page, **query)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    keys = {button.key for button in app.get("download_button")}
    assert {"csv_map", "xlsx_map"} <= keys
    files_taken.read(taken, "id")
    books = [content for content in taken if content.startswith(b"PK")]
    on_map = [book for book in books if "map" in sheets(book)]
    assert on_map
    assert len(sheets(on_map[-1])["map"]) == 1 + 52  # all villages of the city
    for book in books:
        table = next(iter(sheets(book).values()))
        assert [row for row in table if MADE_UP in row], table[:6]


def sheets(book: bytes) -> dict[str, list[list[object]]]:
    opened_ = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {
        name: list(opened_.get_sheet_by_name(name).to_python())
        for name in opened_.sheet_names
    }
