"""The slides of a brief, opened again: its figures, all rows, and room for everything."""

from __future__ import annotations

import base64
import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches

from imbang import formats
from imbang.briefs import making, slides
from imbang.briefs.deck import charts, measure
from imbang.briefs.deck.shapes import flowing
from imbang.briefs.model import (
    Asked,
    BigNumber,
    Brief,
    Chart,
    Earlier,
    Map,
    Restated,
    Screen,
    Table,
)
from imbang.briefs.native import native
from imbang.briefs.source import Snapshots
from imbang.drawing import columns
from imbang.drawing.bars import Series, ranked_bars
from imbang.questions import asking
from imbang.texts import use_language
from tests.pages.languages import is_foreign

AS_OF, COMPARE = "2024-12", "2023-12"
ASKED = (("63", "id"), ("63.03", "en"), ("ID", "en"), ("63.71.01.1001", "id"))
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAA"
    "SUVORK5CYII="
)


def picture(_exhibit: Chart | Map, _wide: float) -> bytes:
    """A point in place of a drawing: how one looks is tested where they are drawn."""
    return DOT


def opened(brief: Brief) -> list[Any]:
    """The slides of a brief, read from its file."""
    use_language(brief.asked.lang)
    return list(Presentation(io.BytesIO(slides.as_slides(brief, picture))).slides)


@pytest.fixture(scope="module")
def decks(sample_store: Path) -> dict[str, tuple[Brief, list[Any]]]:
    """Briefs of the sample by region, each with its slides."""
    source, found = Snapshots(sample_store).source(), {}
    for region, lang in ASKED:
        use_language(lang)
        asked = Asked(region, AS_OF, COMPARE, lang=lang)
        brief = making.make(sample_store, asked, source)
        found[region] = brief, opened(brief)
    use_language("id")
    return found


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    use_language("id")


@pytest.fixture(params=[region for region, _lang in ASKED])
def deck(
    request: pytest.FixtureRequest, decks: dict[str, tuple[Brief, list[Any]]]
) -> tuple[Brief, list[Any]]:
    return decks[request.param]


def grids(deck: list[Any]) -> Iterator[tuple[str, list[list[str]]]]:
    """Each table with the title of its slide."""
    for slide in deck:
        for shape in slide.shapes:
            if shape.has_table:
                rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                yield slide.shapes.title.text, rows


def drawn(deck: list[Any]) -> Iterator[Any]:
    for slide in deck:
        for shape in slide.shapes:
            if shape.has_chart:
                yield slide, shape


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (p.text for p in shape.text_frame.paragraphs if p.text)
        if shape.has_table:
            yield from (c.text for row in shape.table.rows for c in row.cells)


def test_every_row_of_every_table_and_chart_is_there(
    deck: tuple[Brief, list[Any]],
) -> None:
    brief, found = deck
    use_language(brief.asked.lang)
    tables = list(grids(found))
    shown = [
        one for s in brief.screens for one in s.exhibits if not isinstance(one, Map)
    ]
    assert shown
    for screen in brief.screens:
        for exhibit in screen.exhibits:
            if isinstance(exhibit, Map) or exhibit.rows.empty:
                continue
            title = f"{screen.name}: {exhibit.title}"
            parts = [rows for told, rows in tables if told.startswith(title)]
            assert parts, title
            labels = [column.label for column in exhibit.columns]
            assert all(part[0] == labels for part in parts)
            told = [row for part in parts for row in part[1:]]
            assert len(told) == len(exhibit.rows)
            for cells, row in zip(told, exhibit.rows.to_dict("records"), strict=True):
                for text, column in zip(cells, exhibit.columns, strict=True):
                    first = flowing(str(column.write(row)["text"]))
                    assert text.startswith(first), (title, column.key)


def test_tables_tell_what_a_query_answers(
    decks: dict[str, tuple[Brief, list[Any]]], sample_store: Path
) -> None:
    use_language("id")
    shortage = decks["63"][0].screen("shortage")
    assert shortage is not None
    answers = asking.ask(
        sample_store, "coverage", region="63", level="regency", as_of=AS_OF
    ).set_index("region_name")
    (table,) = [
        rows
        for title, rows in grids(decks["63"][1])
        if title.startswith(f"{shortage.name}: ")
    ]
    at = {label: place for place, label in enumerate(table[0])}
    assert {row[0] for row in table[1:]} == set(answers.index)
    for row in table[1:]:
        answer = answers.loc[row[0]]
        assert row[at["PMKS"]] == formats.number(answer["ppks_persons"])
        assert row[at["PSM"]] == formats.number(answer["psm_active"])


def test_charts_hold_what_a_query_answers(
    decks: dict[str, tuple[Brief, list[Any]]], sample_store: Path
) -> None:
    asked = {"region": "63", "level": "regency", "as_of": AS_OF}
    reach = asking.ask(sample_store, "training_reach", **asked)
    reach = reach[reach["active"] > 0].set_index("region_name")
    found = {}
    for _slide, shape in drawn(decks["63"][1]):
        plot = shape.chart.plots[0]
        for one in plot.series:
            found[one.name] = dict(zip(plot.categories, one.values, strict=True))
    for name, key in (("Belum pernah", "never"), ("Tahun ini", "this_year")):
        assert sum(found[name].values()) == reach[key].sum() > 0
        for region, value in found[name].items():
            row = reach[reach.index.str.endswith(f" {region}")]
            assert value in row[key].tolist()
    growth = asking.ask(sample_store, "growth", region="63", as_of=AS_OF, base=COMPARE)
    assert list(found["PMKS"].values()) == pytest.approx(growth["ppks_index"].tolist())


def test_charts_are_whole_and_run_nothing(deck: tuple[Brief, list[Any]]) -> None:
    brief, found = deck
    use_language(brief.asked.lang)
    native_ones = {
        exhibit.title: chart
        for screen in brief.screens
        for exhibit in screen.exhibits
        if isinstance(exhibit, Chart)
        if (chart := native(exhibit.draw("light"))) is not None
    }
    told: dict[str, list[tuple[str, ...]]] = {}
    for slide, shape in drawn(found):
        title = next(text for text in texts(slide) if text in native_ones)
        plot = shape.chart.plots[0]
        values = zip(plot.categories, *(one.values for one in plot.series), strict=True)
        told.setdefault(title, []).extend(values)
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
        book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        assert all(
            cell.data_type != "f" for row in book.active.iter_rows() for cell in row
        )
    assert told.keys() == native_ones.keys()
    for title, chart in native_ones.items():
        values = [one.values for one in chart.series]
        assert told[title] == list(zip(chart.categories, *values, strict=True))


def test_nothing_lies_beyond_a_slide_or_on_something_else(
    deck: tuple[Brief, list[Any]],
) -> None:
    for place, slide in enumerate(deck[1], 1):
        holding = []
        for shape in slide.shapes:
            assert shape.left >= 0, place
            assert shape.top >= 0, place
            assert shape.left + shape.width <= Inches(13.34), place
            assert shape.top + shape.height <= Inches(7.51), (place, shape.name)
            if not shape._element.xpath(".//*[local-name()='decorative']"):
                holding.append(shape)
        for one, other in itertools.combinations(holding, 2):
            apart = (
                one.left + one.width <= other.left + 9_144
                or other.left + other.width <= one.left + 9_144
                or one.top + one.height <= other.top + 9_144
                or other.top + other.height <= one.top + 9_144
            )
            assert apart, (place, slide.shapes.title.text, one.name, other.name)


def test_texts_have_room_and_are_large_enough(deck: tuple[Brief, list[Any]]) -> None:
    for slide in deck[1]:
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            needed = 0.0
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    size, bold = run.font.size.pt, bool(run.font.bold)
                    assert size >= 12
                    wide = shape.width / Inches(1)
                    needed += measure.height(run.text, size, wide, bold=bold)
            assert needed <= shape.height / Inches(1) + 0.02, shape.text_frame.text


def test_titles_are_told_apart_and_notes_say_what_figures_rest_on(
    deck: tuple[Brief, list[Any]],
) -> None:
    brief, found = deck
    titles = [slide.shapes.title.text for slide in found]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for screen in brief.screens:
        at = next(
            i for i, title in enumerate(titles) if title.startswith(screen.message)
        )
        notes = found[at].notes_slide.notes_text_frame.text
        for text in (*screen.sentences, *screen.notes, *screen.sources):
            assert flowing(text) in notes
        assert brief.snapshot.id in notes
    for slide in found:
        assert brief.made_up in list(texts(slide))
    told = {text for slide in found for text in texts(slide)}
    assert not {text for text in told if is_foreign(text, brief.asked.lang)}


HOSTILE = "=cmd|' /C calc'!A1 <b>&\n{x}"


def test_what_people_typed_is_text(decks: dict[str, tuple[Brief, list[Any]]]) -> None:
    rows = pd.DataFrame({"region_name": [HOSTILE] * 30, "n": range(30)})
    written = (columns.name("region_name", HOSTILE), columns.number("n", "+1"))
    chart = Chart(
        "c",
        HOSTILE,
        HOSTILE,
        HOSTILE,
        lambda theme: ranked_bars(
            [f"{HOSTILE} {i}" for i in range(30)],
            [
                Series(HOSTILE, [1.0] * 30, "#1f5f57", ""),
                Series("-2", [float(i) for i in range(30)], "#e6b565", ""),
            ],
            totals=[HOSTILE] * 30,
            theme=theme,
        ),
        rows,
        written,
    )
    table = Table("t", HOSTILE, "", rows, written, HOSTILE, ("region_name",))
    number = BigNumber("n", HOSTILE, HOSTILE, 1.0, "persons", HOSTILE, HOSTILE)
    screen = Screen(
        "a",
        HOSTILE,
        HOSTILE * 3,
        "",
        (HOSTILE * 30,) * 3,
        (number,) * 4,
        (table, chart),
    )
    brief = replace(decks["63"][0], screens=(screen,), title=HOSTILE, made_up="")
    found = opened(brief)
    assert found[0].shapes.title.text == flowing(HOSTILE)
    shown = list(drawn(found))
    assert len(shown) == 3  # thirty bars are not told apart on one slide
    ends = {shape.chart.value_axis.maximum_scale for _slide, shape in shown}
    assert ends == {30.0}
    for _slide, shape in shown:
        book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        for one in shape.chart.plots[0].series:
            assert not one.name.startswith(("=", "-"))
    test_nothing_lies_beyond_a_slide_or_on_something_else((brief, found))
    test_texts_have_room_and_are_large_enough((brief, found))


def test_what_was_restated_has_a_slide(
    decks: dict[str, tuple[Brief, list[Any]]],
) -> None:
    restated = Restated("PSM aktif", "880", "882", "pengiriman baru Kabupaten Banjar")
    papers = (Earlier("Kertas 12 Maret 2025", (restated,) * 40),)
    found = opened(replace(decks["63"][0], differs=papers))
    told = [text for slide in found for text in texts(slide)]
    assert told.count(restated.sentence) == 40
    assert "Kertas 12 Maret 2025" in told


def test_a_slide_of_a_brief_without_figures(
    decks: dict[str, tuple[Brief, list[Any]]],
) -> None:
    nothing = Screen("a", "A", "Belum ada data", "", is_empty=True)
    found = opened(replace(decks["63"][0], screens=(nothing,), filters=()))
    assert found[1].shapes.title.text == "Belum ada data"


def test_parts_of_a_bar_too_short_for_their_figure_have_none() -> None:
    figure = ranked_bars(
        ["Banjar", "Tapin"],
        [
            Series("Valid", [0.96, 0.5], "#1f5f57", ""),
            Series("Ditolak", [0.04, 0.5], "#e6b565", ""),
        ],
        totals=["", ""],
    )
    chart = native(figure)
    assert chart is not None
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    charts.draw(slide, chart, "alt", charts.Box(0, 0, 7, 4))
    _valid, refused = slide.shapes[-1].chart.plots[0].series
    gone = refused._element.xpath("c:dLbls/c:dLbl[c:delete/@val='1']/c:idx/@val")
    assert gone == ["0"]


def test_a_part_of_a_chart_keeps_its_hatching() -> None:
    figure = ranked_bars(
        [f"R{i}" for i in range(20)],
        [
            Series("a", [1.0] * 20, "#1f5f57", ""),
            Series("b", [1.0] * 20, "#e6b565", ""),
        ],
        totals=[""] * 20,
        late=(3, 12),
    )
    chart = native(figure)
    assert chart is not None
    assert chart.hatched_means
    first, second = charts.parts(chart)
    assert [one.hatched for one in first.series] == [(3,), (3,)]
    assert [one.hatched for one in second.series] == [(2,), (2,)]
    assert first.categories + second.categories == chart.categories
