"""A decision is noted in the meeting by keyboard, seen, and undone."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from imbang.decisions import records
from imbang.store.workspace import Workspace
from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, open_page, settled

_GRAVE = ("serious", "critical")


def test_noted_by_keyboard_seen_and_given_up(
    served: Served, page: Page, seen: Seen
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    keys = page.keyboard
    with seen.watching(page):
        open_page(page, f"{served.url}/rapat?region=63.71&screen=standing")
        expect(page.locator("nav.stage .counter")).to_contain_text("1 /")
        keys.press("d")
        box = page.get_by_role("dialog")
        expect(box.get_by_label("Nama pencatat")).to_be_visible()
        assert axe_finds(page) == []
        tab_to(page, "Nama pencatat")
        keys.type("Sari")
        settled(page)  # a name is taken over while it is typed
        tab_to(page, "Apa yang diputuskan")
        keys.type("Tambah PSM ")  # a space turns no screen here
        tab_to(page, "Siapa pelaksananya")
        keys.type("Budi")
        tab_to(page, "Menjadi berapa (sasaran)")
        keys.type("dua")
        keys.press("Enter")
        expect(box.get_by_text("“dua” bukan sasaran")).to_be_visible()
        tab_to(page, "Menjadi berapa (sasaran)")
        keys.press("Control+a")
        keys.type("250")
        keys.press("Enter")
        expect(box.get_by_role("button", name="Lihat")).to_be_visible()
        [number] = records.kept(Workspace(served.store))
        noted = records.kept(Workspace(served.store))[number][0]
        assert (noted.text, noted.who, noted.target) == ("Tambah PSM", "Budi", 250)
        assert noted.region == "63.71"
        tab_to(page, "Lihat")
        keys.press("Enter")
        expect(box.get_by_text("Riwayat", exact=True)).to_be_visible()
        asks(page, decision=number)
        assert axe_finds(page) == []
        keys.press("Escape")
        expect(box).to_have_count(0)
        asks(page, decision=None)
        shown = page.locator(".st-key-screen_decisions")
        expect(shown.locator("h2.message")).to_contain_text("Satu keputusan")
        row = shown.get_by_role("link", name="Tambah PSM")
        row.focus()
        keys.press("Enter")
        expect(box.get_by_text("Riwayat", exact=True)).to_be_visible()
        keys.press("Escape")
        expect(box).to_have_count(0)
        keys.press("ArrowLeft")  # the keys are the meeting's again
        expect(shown.locator("h2.message")).to_be_hidden()
    assert seen.errors == []
    records.change(
        Workspace(served.store),
        number,
        {"state": "dropped", "reason": "hanya dicoba"},
        by="Sari",
    )


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    wanted = (
        page.get_by_role("dialog")
        .get_by_label(name, exact=True)
        .or_(page.get_by_role("dialog").get_by_role("button", name=name, exact=True))
    )
    for _press in range(40):
        if wanted.first.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def axe_finds(page: Page) -> list[str]:
    """What is wrong for those who do not see or use a mouse, if it is serious."""
    found = Axe().run(page, context="[role=dialog]").response["violations"]
    return [one["id"] for one in found if one["impact"] in _GRAVE]
