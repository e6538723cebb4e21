"""Files of the meeting say that they hold small counts, in both languages, and what does not."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from imbang.briefs import making, writing
from imbang.briefs.model import Asked
from imbang.texts import in_each, language, use_language
from tests.pages.conftest import CITY
from tests.pages.hostile_files import offered
from tests.pages.test_meeting_page import MEETING
from tests.pages.test_pages import opened

ID = "angka kecil tentang orang tidak disembunyikan di sini"
EN = "small counts of people are not hidden here"
WAYS = ("Untuk umum", "For the public")


def first_sheet(content: bytes) -> str:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return "\n".join(str(one.value) for row in sheet.iter_rows() for one in row)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_package_and_the_workbook_say_so_first(tiny_store: Path, lang: str) -> None:
    use_language(lang)
    asked = Asked(CITY, "2024-06", lang=language())
    brief = making.of_store(tiny_store, asked, keys=["standing"])
    files = writing.as_package(tiny_store, brief)
    assert next(iter(files)) == "BACA-DULU-README.txt"
    told = json.loads(files["datapackage.json"])
    assert told["name"] == "imbang-internal-63.71-2024-06"
    for text in (
        files["BACA-DULU-README.txt"].decode("utf-8-sig"),
        told["description"],
        first_sheet(writing.as_file(tiny_store, brief, "xlsx")),
    ):
        assert ID in text and EN in text
        assert all(way in text for way in WAYS)
    assert language() == lang


@pytest.mark.parametrize(
    ("lang", "told"),
    [("id", "Berkas ini internal"), ("en", "These files are internal")],
)
def test_so_does_the_menu_that_gives_them(
    served: Path, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    files = offered(monkeypatch)
    app = opened(MEETING, region=CITY, as_of="2024-06", lang=lang)
    assert any(told in one.value for one in app.caption)
    assert "imbang-internal-63.71-2024-06.zip" in {one.name for one in files}


def test_each_language_is_spoken_and_then_the_one_before() -> None:
    use_language("en")
    assert in_each(language) == ("id", "en")
    assert language() == "en"
