"""From the start of the server to a page with its map, as a browser paints it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import budgets
from bench.processes import Server, serving, wait_for
from bench.results import Measure
from imbang.questions import asking

STARTS = 3
_PAINTED = """count => [...document.querySelectorAll('*')].some(({ shadowRoot }) =>
  Number(shadowRoot?.querySelector('.map')?.dataset.drawn) >= count)"""


def measure(store: Path) -> list[Measure]:
    """Start the server three times, and open the page once more when it is warm."""
    shapes = len(
        asking.ask(store, "coverage", region="63", level="village", as_of="2024-12")
    )
    answered, first, again = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("IMBANG_CHROMIUM")
            or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        for _ in range(STARTS):
            with serving(store) as server:
                wait_for(server)
                answered.append(time.perf_counter() - server.started)
                first.append(_paint(browser, server, shapes, since=server.started))
                again.append(_paint(browser, server, shapes, since=time.perf_counter()))
        browser.close()
    return [
        Measure("start to the server's first answer", "s", tuple(answered)),
        Measure(
            "start to first page, its map painted",
            "s",
            tuple(first),
            budgets.FIRST_PAGE_S,
            f"{shapes:,} villages, browser running",
        ),
        Measure(
            "open the page of a running server, painted",
            "s",
            tuple(again),
            note="nothing kept by the browser",
        ),
    ]


def _paint(browser: Browser, server: Server, shapes: int, *, since: float) -> float:
    """Seconds until every village is drawn, for a reader who never was here."""
    # to wait for a painted map is to evaluate a text, which the pages' policy forbids
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(server.url)
    _wait_until_painted(page, shapes)
    seconds = time.perf_counter() - since
    context.close()
    return seconds


def _wait_until_painted(page: Page, shapes: int) -> None:
    page.wait_for_function(_PAINTED, arg=shapes, polling="raf", timeout=60_000)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")
