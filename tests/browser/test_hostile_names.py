"""In a browser no name calls out: each of the two locks holds while the other is open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from imbang.questions import asking
from tests.browser.conftest import STILL, Seen, Served, serving
from tests.browser.reading import becomes, open_page, settled, texts
from tests.pages.hostile import SHORT
from tests.pages.hostile_store import hostile_workbook, store_of_hostile_names

# The server with texts read as Markdown, as if no element escaped them.
UNLOCKED = (
    "from imbang.app import elements; elements.plain = lambda text: text;"
    "from imbang.cli.main import main; main()"
)


# What a text makes too wide: a letterhead for its page, a table for the screen.
TOO_WIDE = """[...document.querySelectorAll('[data-testid="stMain"] *')]
    .flatMap(one => [one, ...(one.shadowRoot?.querySelectorAll('.scroll') ?? [])])
    .filter(one => one.matches('.letterhead, .signature, .scroll'))
    .filter(one => one.clientWidth && one.scrollWidth >
        (one.matches('.scroll') ? innerWidth : one.clientWidth + 1))
    .map(one => `${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_hostile_names(tmp_path_factory).folder


@contextmanager
def reader(browser: Browser, *, bypass_csp: bool) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it asks of anybody but its server."""
    context = browser.new_context(
        bypass_csp=bypass_csp, locale="id-ID", reduced_motion=STILL
    )
    asked: list[str] = []
    if bypass_csp:  # to listen leaves pages what they share; to catch has each load it
        context.on("request", lambda one: "x.test" in one.url and asked.append(one.url))
    else:  # what the policy stops is heard of, but does not come to be caught
        context.route(
            lambda url: "x.test" in url,
            lambda route: (asked.append(route.request.url), route.abort()),
        )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page, asked
    context.close()


def look_around(page: Page, served: Served) -> set[str]:
    """Read every page that shows what people and files name; drop a file."""
    found = asking.ask(served.store, "findings", region="63", as_of="2024-06")
    finding = found["finding_id"].iloc[0]
    read: set[str] = set()
    for path in (
        "pengaturan?tab=figures",
        "pengaturan?tab=log",
        "pengaturan?tab=office",
        f"mutu_data?tab=findings&finding={finding}",
        "penempatan?tab=scenarios",
        "bimtek?tab=activities",
        "bimtek?tab=participants",
        "impor_data?tab=sent",
    ):
        open_page(page, f"{served.url}/{path}")
        page.wait_for_timeout(400)  # for pictures
        assert page.evaluate(TOO_WIDE) == []
        read |= texts(page)
    open_page(page, f"{served.url}/impor_data")
    file = {"name": f"{SHORT}.xlsx", "mimeType": "", "buffer": hostile_workbook()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("[class*=st-key-file_]").first.wait_for(timeout=60_000)
    settled(page)
    return read | texts(page)


def test_texts_are_text_where_the_browser_would_load_anything(
    browser: Browser, store: Path, tmp_path: Path
) -> None:
    with (
        serving(store, tmp_path) as served,
        reader(browser, bypass_csp=True) as (page, asked),
    ):
        seen = Seen()
        with seen.watching(page):
            found = look_around(page, served)
        read = {text.replace("\u2060", "") for text in found}
        assert asked == []
        own = (served.url, served.url.replace("http", "ws"), "data:", "blob:")
        assert [url for url in seen.requests if not url.startswith(own)] == []
        assert seen.errors == []
    assert any(text.startswith("![b](http://x.test/b") for text in read)
    assert any(":material/home: :red[merah] $a$ <img src=" in text for text in read)


def test_the_browser_loads_nothing_where_texts_are_not_text(
    browser: Browser, store: Path, tmp_path: Path
) -> None:
    program = (sys.executable, "-c", UNLOCKED)
    with serving(store, tmp_path, program) as served:
        address = f"{served.url}/pengaturan?tab=figures"
        seen = Seen()
        with (
            reader(browser, bypass_csp=False) as (page, asked),
            seen.watching(page),
        ):
            open_page(page, address)
            page.locator("img[src*='x.test']").first.wait_for(state="attached")
            rule = "img-src 'self' data: blob:"
            becomes(page, lambda: any(rule in error for error in seen.errors), True)
            page.wait_for_timeout(500)
            assert asked == []
        with reader(browser, bypass_csp=True) as (page, asked):
            open_page(page, address)
            page.locator("img[src*='x.test']").first.wait_for(state="attached")
            # without either lock it calls out
            becomes(page, lambda: bool(asked), True)
