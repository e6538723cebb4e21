"""The meeting in one file, opened from a disk with the network off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from imbang.briefs import making, writing
from imbang.briefs.model import Asked, Brief
from imbang.texts import use_language
from tests.browser.conftest import Seen
from tests.browser.visits import faults

PROJECTOR: ViewportSize = {"width": 1280, "height": 720}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
CITY = "63.71"
# what is seen of a step: texts that are small, anything wider than the screen
SMALL = """() => [...document.querySelectorAll('section.now *')]
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((one) => one.checkVisibility() && !one.closest('table, details, caption'))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 20)
  .map((one) => one.outerHTML.slice(0, 80))"""
HIGH = "document.documentElement.scrollHeight"
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def brief(sample_store: Path) -> Iterator[Brief]:
    use_language("id")
    yield making.of_store(sample_store, Asked(CITY, "2024-12", "2023-12"))


@pytest.fixture(scope="module")
def file(
    brief: Brief, sample_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    content = writing.as_file(sample_store, brief, "html")
    path = tmp_path_factory.mktemp("meeting") / "rapat.html"
    path.write_bytes(content)
    return path.as_uri()


@pytest.fixture
def offline(browser: Browser, file: str, seen: Seen) -> Iterator[Page]:
    """The file in a browser without a network."""
    context = browser.new_context(viewport=PROJECTOR, offline=True)
    page = context.new_page()
    with seen.watching(page):
        page.goto(file)
        yield page
    context.close()


def test_by_keyboard_from_the_first_screen_to_the_last(
    offline: Page, brief: Brief, seen: Seen, file: str
) -> None:
    counter = offline.locator("#counter")
    count = len(brief.screens) + 1
    steps = []
    for _step in range(40):
        now = offline.locator("section.now")
        expect(now).to_have_count(1)
        assert not offline.evaluate(SMALL)
        assert offline.evaluate(WIDE) <= PROJECTOR["width"]
        steps.append(now.get_attribute("id"))
        if steps[-1] == "about":
            break
        assert offline.evaluate(HIGH) <= 1.5 * PROJECTOR["height"]
        before = counter.inner_text()
        offline.keyboard.press("PageDown" if len(steps) % 2 else "ArrowRight")
        expect(counter).not_to_have_text(before)
    assert list(dict.fromkeys(steps)) == [*(s.key for s in brief.screens), "about"]
    expect(counter).to_have_text(f"{count} / {count}")
    offline.keyboard.press("Home")
    expect(offline.locator("section.now h2")).to_have_text(brief.screens[0].message)
    offline.keyboard.press("End")
    offline.keyboard.press("PageUp")
    expect(offline.locator("section.now h2")).to_have_text(brief.screens[-1].message)
    assert offline.url.endswith(f"#{brief.screens[-1].key}")
    offline.goto(f"{file}#people-2")
    offline.reload()
    expect(offline.locator("#people-2")).to_be_visible()
    expect(offline.locator("#people-1")).to_be_hidden()
    assert seen.errors == []
    assert all(one.startswith(("file:", "data:")) for one in seen.requests)
    sizes = "[...document.images].map((one) => one.naturalWidth)"
    assert all(offline.evaluate(sizes))


@pytest.mark.parametrize("size", [PROJECTOR, TELEPHONE], ids=["projector", "telephone"])
def test_nothing_serious_stands_in_the_way(offline: Page, size: ViewportSize) -> None:
    offline.set_viewport_size(size)
    for key in ("standing", "standing-1", "people", "verification-2", "gaps", "about"):
        offline.evaluate(f"location.hash = '#{key}'")
        if size is PROJECTOR:
            expect(offline.locator("section.now")).to_have_id(key.partition("-")[0])
        assert faults(offline) == []
        if size is TELEPHONE:
            break


def test_a_telephone_reads_one_column(offline: Page, brief: Brief) -> None:
    offline.set_viewport_size(TELEPHONE)
    expect(offline.locator("nav.steps")).to_be_hidden()
    for screen in brief.screens:
        expect(offline.locator(f"#{screen.key}-title")).to_be_visible()
    assert offline.evaluate(WIDE) <= TELEPHONE["width"]
    boxes = [
        box
        for one in offline.locator("main > section").all()
        if (box := one.bounding_box()) is not None
    ]
    assert all(box["x"] == 0 and box["width"] == TELEPHONE["width"] for box in boxes)
    assert boxes == sorted(boxes, key=lambda box: box["y"])
    assert not offline.evaluate(
        "document.querySelector('img.broad')?.checkVisibility()"
    )
