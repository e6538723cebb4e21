"""The meeting in one file, read as a program reads it: its figures, rows and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from imbang import formats
from imbang.briefs import making, page, writing
from imbang.briefs.model import (
    Asked,
    BigNumber,
    Brief,
    Chart,
    Earlier,
    Legend,
    Map,
    Restated,
    Screen,
    Table,
)
from imbang.briefs.source import Snapshots
from imbang.drawing import columns
from imbang.questions import asking
from imbang.texts import use_language
from tests.pages.languages import is_foreign

AS_OF, COMPARE = "2024-12", "2023-12"
HOSTILE = "\"><script>alert('x')</script>&lt;"
FEWEST = 20
MOST = 2_500_000  # bytes of a province, for a telephone


def picture(exhibit: Chart | Map, _wide: float) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{exhibit.key}</title></svg>'.encode()


@pytest.fixture(scope="module", params=["id", "en"])
def read(
    request: pytest.FixtureRequest, sample_store: Path
) -> Iterator[tuple[Brief, Any]]:
    """A brief of the province, and its file parsed."""
    use_language(request.param)
    source = Snapshots(sample_store).source()
    asked = Asked("63", AS_OF, COMPARE, lang=request.param)
    brief = making.make(sample_store, asked, source)
    yield brief, parsed(brief)
    use_language("id")


def parsed(brief: Brief) -> Any:
    return html.fromstring(page.as_page(brief, picture).decode())


def rows_of(table: Any) -> list[list[str]]:
    """The cells of a table, each as what stands first in it."""
    return [
        [(cell.text or "").strip(" \n") for cell in row.xpath("./th|./td")]
        for row in table.xpath(".//tr")
    ]


def test_every_figure_and_row_is_there(read: tuple[Brief, Any]) -> None:
    brief, tree = read
    use_language(brief.asked.lang)
    for screen in brief.screens:
        (section,) = tree.xpath(f"//section[@id='{screen.key}']")
        assert section.xpath("./h2/text()") == [screen.message]
        assert section.xpath(".//dd[@class='value']/text()") == [
            one.text for one in screen.numbers
        ]
        words = section.text_content()
        for text in (*screen.sentences, *screen.notes, *screen.sources):
            assert text in words
        for number in screen.numbers:
            assert number.note in words
        for place, exhibit in enumerate(screen.exhibits, 1):
            (shown,) = section.xpath(f".//div[@id='{screen.key}-{place}']")
            table = shown.xpath(".//table")[-1]
            labels, *rows = rows_of(table)
            assert labels == [column.label for column in exhibit.columns]
            assert rows == [
                [str(column.write(row)["text"]) for column in exhibit.columns]
                for row in exhibit.rows.to_dict("records")
            ]
            if not isinstance(exhibit, Table):
                assert set(shown.xpath(".//img/@alt")) == {exhibit.alt}
            if isinstance(exhibit, Map):
                keys = shown.xpath(".//ul[@class='legend']/li")
                assert [key.text_content() for key in keys] == [
                    f"{one.label} {one.count}" for one in exhibit.legend
                ]
                assert all(key.xpath("./svg/*[@fill]") for key in keys)


def test_tables_tell_what_a_query_answers(
    read: tuple[Brief, Any], sample_store: Path
) -> None:
    brief, tree = read
    use_language(brief.asked.lang)
    answers = asking.ask(
        sample_store, "coverage", region="63", level="village", as_of=AS_OF
    )
    labels, *rows = rows_of(tree.xpath("//div[@id='standing-1']//table")[-1])
    assert len(rows) == len(answers) == 2016
    persons, psm = (
        labels.index("PMKS"),
        next(i for i, x in enumerate(labels) if "PSM" in x),
    )
    told = sorted((row[0], row[persons], row[psm]) for row in rows)
    assert told == sorted(
        (name, formats.number(ppks), formats.number(active))
        for name, ppks, active in answers[
            ["region_name", "ppks_persons", "psm_active"]
        ].itertuples(index=False)
    )


def test_the_file_says_of_which_snapshot_it_is_and_fetches_nothing(
    read: tuple[Brief, Any],
) -> None:
    brief, tree = read
    assert tree.xpath("//meta[@name='imbang:sha256']/@content") == [
        brief.snapshot.sha256
    ]
    assert (
        brief.snapshot.sha256 in tree.xpath("//section[@id='about']")[0].text_content()
    )
    assert tree.get("lang") == brief.asked.lang
    addresses = tree.xpath("//@src|//@href|//@srcset")
    assert addresses
    assert all(one.startswith(("data:", "#")) for one in addresses)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert not tree.xpath("//@style|//@onclick")


def test_a_province_fits_into_a_message(
    read: tuple[Brief, Any], sample_store: Path
) -> None:
    use_language(read[0].asked.lang)
    assert len(writing.as_file(sample_store, read[0], "html")) < MOST


def test_words_are_of_one_language_and_in_order(read: tuple[Brief, Any]) -> None:
    brief, tree = read
    told = {
        text.strip()
        for text in tree.xpath("//body//text()[not(parent::script or ancestor::tbody)]")
    }
    labels = set(tree.xpath("//@aria-label|//@alt"))
    assert len(told) > FEWEST
    assert not {text for text in told | labels if is_foreign(text, brief.asked.lang)}
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))
    for table in tree.xpath("//table"):
        assert table.xpath("./caption") and table.xpath("./thead//th[@scope='col']")


def test_what_people_typed_is_text(read: tuple[Brief, Any]) -> None:
    brief, _tree = read
    rows = brief.screens[0].exhibits[0].rows.head(1).assign(region_name=HOSTILE)
    table = Table(
        "t",
        HOSTILE,
        HOSTILE,
        rows,
        (columns.name("region_name", HOSTILE),),
        HOSTILE,
        (),
    )
    legend = (Legend("unknown", HOSTILE, HOSTILE),)
    drawn = Map(
        "m",
        HOSTILE,
        "",
        HOSTILE,
        lambda _theme: None,
        rows,
        table.columns,
        legend,
        "village",  # type: ignore[arg-type, return-value]
    )
    number = BigNumber("n", HOSTILE, HOSTILE, 1.0, "persons", HOSTILE, HOSTILE)
    screen = Screen("a", HOSTILE, HOSTILE, "", (HOSTILE,), (number,), (table, drawn))
    restated = Earlier(HOSTILE, (Restated(HOSTILE, "1", "2", HOSTILE),))
    tree = parsed(
        replace(
            brief,
            screens=(screen,),
            title=HOSTILE,
            made_up=HOSTILE,
            differs=(restated,),
        )
    )
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//section[@id='a']/h2/text()") == [HOSTILE]
    assert tree.xpath("//section[@id='differs']//h3/text()") == [HOSTILE]
    assert set(tree.xpath("//img/@alt")) == {HOSTILE}


def test_a_picture_of_any_words_is_one_address() -> None:
    for words in ("50 % #1 'a' \"b\" < & ©", "biasa"):
        told = page.markup.address(f'<svg a="b">{words}</svg>'.encode())
        (source,) = html.fromstring(f'<p><img src="{told}"></p>').xpath("//@src")
        assert "#" not in source
        drawn = unquote(source.removeprefix("data:image/svg+xml,"))
        assert drawn.replace("'", '"') == f'<svg a="b">{words}</svg>'.replace("'", '"')
