"""The brief on paper: every cell as it is asked, read aloud in order, text whatever it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pytest
from pdfua import Validator
from pikepdf import Name
from pypdf import PdfReader

from imbang import formats
from imbang.briefs import making, writing
from imbang.briefs.model import Asked, Brief, Earlier, Exhibit, Map, Restated
from imbang.briefs.paper import owed
from imbang.briefs.pictures import Pictures
from imbang.briefs.source import Snapshots
from imbang.drawing import columns
from imbang.questions import asking
from imbang.settings.letterhead import Letterhead
from imbang.texts import use_language
from tests.pages import tagged
from tests.pages.conftest import CITY
from tests.pages.test_brief_files import TABLE, brief, screen

AS_OF, COMPARE = "2024-06", "2023-06"
NOBODY = "64.71"  # a region of which nothing is known
HOSTILE = (
    '#import "x.typ"',
    "$ sum $ *tebal* _miring_ `kode`",
    "= judul",
    "<label> @rujukan // catatan /* */ \\ ~ -- ---",
    '#panic("x") #{ 1 + 1 } [a] {b}',
    "https://contoh.id/" + "panjang" * 40,
    "KepanjanganTanpaSpasi" * 12,
)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    use_language("id")


@pytest.fixture(scope="module")
def made(tiny_store: Path) -> dict[tuple[str, str], Brief]:
    """Briefs of the tiny store by region and language."""
    source, found = Snapshots(tiny_store).source(), {}
    for lang in ("id", "en"):
        use_language(lang)
        for region in (CITY, "63", "63.71.01.1001", NOBODY):
            asked = Asked(region, AS_OF, COMPARE, lang=lang)
            found[region, lang] = making.make(tiny_store, asked, source)
    return found


@pytest.fixture(scope="module")
def papers(
    made: dict[tuple[str, str], Brief], tiny_store: Path
) -> dict[tuple[str, str, str], bytes]:
    """The same as PDF, short and whole."""
    drawn, found = Pictures(tiny_store), {}
    for (region, lang), one in made.items():
        use_language(lang)
        for pages in ("two", "all"):
            found[region, lang, pages] = writing.as_file(
                tiny_store, one, "pdf", pages=pages, pictures=drawn
            )
    return found


def squeezed(text: object) -> str:
    return "".join(str(text).split()).replace("\N{ZERO WIDTH SPACE}", "")


def as_told(exhibit: Exhibit) -> list[list[str]]:
    """A table as it stands in the brief: headings and cells without spaces."""
    written = [
        [column.write(row) for column in exhibit.columns]
        for row in exhibit.rows.to_dict("records")
    ]
    parts = ("mark", "text", "under")
    return [
        [squeezed(column.label) for column in exhibit.columns],
        *(
            [squeezed("".join(str(c.get(p) or "") for p in parts)) for c in row]
            for row in written
        ),
    ]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("region", [CITY, "63"])
def test_the_whole_paper_has_every_cell_of_every_row(
    made: dict[tuple[str, str], Brief],
    papers: dict[tuple[str, str, str], bytes],
    region: str,
    lang: str,
) -> None:
    use_language(lang)
    tables = [
        as_told(exhibit)
        for one in made[region, lang].screens
        for exhibit in one.exhibits
        if not isinstance(exhibit, Map) and len(exhibit.rows)
    ]
    assert tagged.cells(papers[region, lang, "all"]) == tables
    assert len(tables) >= 3


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_figures_are_those_of_a_query(
    papers: dict[tuple[str, str, str], bytes], tiny_store: Path, lang: str
) -> None:
    use_language(lang)
    answer = asking.ask(
        tiny_store, "coverage", region=CITY, level="district", as_of=AS_OF
    )
    rows = {row["region_name"]: row for row in answer.to_dict("records")}
    paper = papers[CITY, lang, "all"]
    heading = squeezed("Kecamatan" if lang == "id" else "District")
    table = next(t for t in tagged.cells(paper) if t[0][0] == heading)
    assert len(table) == 1 + len(rows)
    by_name = {squeezed(name): row for name, row in rows.items()}
    for name, ppks, psm, *_rest in table[1:]:
        told = by_name[name]
        assert ppks == squeezed(formats.number(told["ppks_persons"]))
        assert psm == squeezed(formats.number(told["psm_active"]))
    own = asking.ask(tiny_store, "coverage", region=CITY, level="regency", as_of=AS_OF)
    for pages in ("two", "all"):
        text = squeezed(read(papers[CITY, lang, pages]))
        for figure in ("ppks_persons", "psm_active", "uncovered_persons"):
            assert squeezed(formats.number(own[figure].iloc[0])) in text


def read(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_short_paper_is_two_pages_at_most_and_of_a_village_one(
    papers: dict[tuple[str, str, str], bytes],
) -> None:
    for (region, _lang, pages), content in papers.items():
        count = len(PdfReader(io.BytesIO(content)).pages)
        if pages == "two":
            assert count <= (1 if len(region) == 13 else 2), region


def test_screen_readers_find_everything_in_order(
    papers: dict[tuple[str, str, str], bytes],
) -> None:
    for told, content in papers.items():
        assert tagged.faults(content) == [], told
        assert Validator().validate(io.BytesIO(content)).findings == (), told


BREAKS: dict[str, Any] = {
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "the title is not shown": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "a picture without words": lambda pdf: _first(pdf, "Figure").__delitem__("/Alt"),
    "a heading without scope": lambda pdf: _first(pdf, "TH").__delitem__("/A"),
    "page 0: tabs": lambda pdf: pdf.pages[0].__delitem__("/Tabs"),
    "a heading of level": lambda pdf: _first(pdf, "H2").__setitem__("/S", Name.H4),
    "page 0: f": lambda pdf: pdf.pages[0].contents_add(b"0 0 9 9 re f", prepend=True),
    "tags and marks differ": lambda pdf: _first(pdf, "P").__delitem__("/K"),
}


def _first(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(tagged.tree(pdf).all(kind)).told


@pytest.mark.parametrize("fault", BREAKS)
def test_what_is_amiss_is_found(
    papers: dict[tuple[str, str, str], bytes], fault: str
) -> None:
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers[CITY, "id", "two"])) as pdf:
        BREAKS[fault](pdf)
        pdf.save(broken)
    assert any(one.startswith(fault) for one in tagged.faults(broken.getvalue()))


def test_the_same_brief_is_the_same_file(
    made: dict[tuple[str, str], Brief],
    papers: dict[tuple[str, str, str], bytes],
    tiny_store: Path,
) -> None:
    use_language("id")
    again = writing.as_file(tiny_store, made[CITY, "id"], "pdf")
    assert again == papers[CITY, "id", "two"]


@pytest.mark.parametrize("pages", ["two", "all"])
def test_names_are_text_whatever_they_say(tiny_store: Path, pages: Any) -> None:
    """Nothing is set as markup, and the longest word breaks no table."""
    use_language("id")
    names = [*HOSTILE, "Pasar Lama"]
    rows = pd.DataFrame(
        {
            "region_code": [f"63.71.01.{1001 + n}" for n in range(len(names))],
            "region_name": names,
            "ppks_persons": range(len(names)),
        }
    )
    table = replace(TABLE, rows=rows, title=HOSTILE[0], under=HOSTILE[1], shown=9)
    one = replace(
        screen("a", "A"), message=HOSTILE[1], sentences=HOSTILE, exhibits=(table,)
    )
    hostile = replace(
        brief(tiny_store, one),
        title=HOSTILE[3],
        made_up=HOSTILE[4],
        sources=HOSTILE,
        method=HOSTILE[:2],
        filters=((HOSTILE[0], HOSTILE[4]),),
        letterhead=Letterhead(
            HOSTILE[4], HOSTILE[:3], HOSTILE[0], HOSTILE[1], "N", "Asia/Makassar"
        ),
    )
    content = writing.as_file(tiny_store, hostile, "pdf", pages=pages)
    assert tagged.faults(content) == []
    [told] = tagged.cells(content)
    assert [squeezed(row[0]) for row in told[1:]] == [squeezed(n) for n in names]
    text = squeezed(read(content))
    for said in (*HOSTILE[:5], "Pasar Lama"):
        assert squeezed(said) in text
    if pages == "two":
        assert len(PdfReader(io.BytesIO(content)).pages) <= 2


@pytest.mark.parametrize("pages", ["two", "all"])
def test_what_was_restated_is_told_with_its_cause(tiny_store: Path, pages: Any) -> None:
    use_language("id")
    restated = [Restated(f"Angka {n}", "1", "2", "kiriman X") for n in range(6)]
    earlier = Earlier("Berbeda dari kertas 12 Maret 2025", tuple(restated))
    told = replace(brief(tiny_store, screen("a", "A")), differs=(earlier,))
    content = writing.as_file(tiny_store, told, "pdf", pages=pages)
    text = " ".join(read(content).split())
    assert "Berbeda dari kertas 12 Maret 2025" in text
    assert text.count("kiriman X") == 1
    assert text.count(": 1, sekarang 2") == (4 if pages == "two" else 6)
    assert ("2 angka lainnya" in text) == (pages == "two")
    assert tagged.faults(content) == []


def test_a_letter_tells_what_is_owed_since_when(tiny_store: Path) -> None:
    use_language("id")
    source = Snapshots(tiny_store).source()
    answer = asking.ask(tiny_store, "reporting", region="63", as_of=AS_OF)
    missing = answer[answer["status"] == "missing"]
    late = owed.owed(source, "63", AS_OF)
    assert sum(map(len, late.values())) == len(missing) > 0
    code, rows = next(iter(late.items()))
    head = Letterhead("Dinas", ("Jl. 1",), "Kota", "Kepala", "#panic()", "")
    content = owed.letter(rows, head, as_of=AS_OF, today=date(2025, 3, 1))
    [table] = tagged.cells(content)
    assert len(table) == 1 + len(rows)
    due = pd.Timestamp(rows["due_on"].iloc[0]).date()
    assert table[1][3] == squeezed(formats.short_day(due))
    assert table[1][4] == str((date(2025, 3, 1) - due).days)
    assert owed.template_name(code) in read(content)
    assert "#panic()" in read(content)
    assert tagged.faults(content) == []
    assert Validator().validate(io.BytesIO(content)).findings == ()


def test_days_stand_in_tables() -> None:
    row = {"day": pd.Timestamp("2024-01-05")}
    assert columns.day("day", "Hari").write(row)["text"] == "5 Jan 2024"
