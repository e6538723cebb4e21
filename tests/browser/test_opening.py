"""A newcomer's first page: how far the store is, what went wrong, then the dashboard."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, serving
from tests.conftest import Store
from tests.units.test_opening import children_of

ROWS = [
    {"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 40},
]


def test_the_first_page_follows_the_work_to_the_dashboard(
    page: Page,
    telephone: Page,
    seen: Seen,
    record: Callable[..., Store],
    tmp_path: Path,
) -> None:
    store = record("ppks", "63.71", "2024-06", ROWS)
    heading = page.get_by_role("heading", level=1)
    preparing = store.preparing()
    preparing.acquire()  # another process is at it
    with serving(store.folder, tmp_path) as served:
        page.goto(f"{served.url}/cakupan_psm?region=63.71")
        expect(heading).to_have_text("Angka-angka sedang dihitung")
        expect(page.locator("#now")).to_contain_text("Proses lain")
        telephone.goto(f"{served.url}/?lang=en")
        expect(telephone.locator("#now")).to_contain_text("Another process")
        assert telephone.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth"
        )

        for pid in children_of(store):
            os.kill(pid, signal.SIGKILL)
        expect(heading).to_have_text("Dasbor belum siap")
        expect(page.get_by_role("alert")).to_contain_text("sinyal 9")
        telephone.goto("about:blank")
        page.get_by_role("button", name="Coba lagi").click()
        expect(page.locator("#now")).to_contain_text("Proses lain")
        preparing.release()
        expect(heading).to_contain_text("PSM", timeout=60_000)
        expect(page).to_have_url(
            re.compile(r"/cakupan_psm\?region=63\.71&as_of=2024-06")
        )
    assert seen.errors == []
