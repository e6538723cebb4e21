"""A meeting as it is held: driven by keys, read across a room, on a telephone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, becomes, open_page, query_of, settled, speaks

PROJECTOR: ViewportSize = {"width": 1280, "height": 720}
LETTERS = 24
LONG = "63.07"  # Kabupaten Hulu Sungai Tengah
LAST = "decisions"

# Every text that can be seen: how large it is on the screen, and whether it lies on it.
# Names of maps are on a canvas, which says itself how large it writes them.
SEEN = """() => {
  const found = [];
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (node.nodeType === Node.ELEMENT_NODE) {
        for (const label of node.map?.labels ?? [])
          if (isSeen(node)) found.push([label.text, node.map.pick(label.font), true]);
        continue;
      }
      const parent = node.parentElement;
      if (!node.nodeValue.trim() || !parent || !isSeen(parent)) continue;
      if (["STYLE", "SCRIPT", "CAPTION"].includes(parent.tagName)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 2) continue;
      const isOn = box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
      const part = parent.closest?.("[class*=st-key-exhibit_]")?.getBoundingClientRect();
      const isIn = !part || box.bottom <= part.bottom + 2;
      const isOver = parent.closest?.("dialog.stage-list");  // beside what is scaled
      const scale = isOver ? 1 : Number(document.documentElement.style.getPropertyValue("--s") || 1);
      found.push([node.nodeValue.trim(), parseFloat(getComputedStyle(parent).fontSize) * scale, isOn && isIn]);
    }
  };
  const isSeen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !one.closest(".stage-told, caption, a[href^='#']"); // a skip link shows itself when it is reached
  visit(document.body);
  return found;
}"""


@pytest.fixture
def room(page: Page) -> Iterator[Page]:
    """A projector."""
    page.set_viewport_size(PROJECTOR)
    yield page


def begin(page: Page, served: Served, query: str) -> None:
    """Open a meeting; the keys act once its bar is there."""
    open_page(page, f"{served.url}/rapat?{query}")
    page.locator("nav.stage .counter").wait_for(state="attached")
    settled(page)


def message(page: Page) -> str:
    """The message that is seen, once it is one."""
    shown = page.locator("h2.message:visible")
    expect(shown).to_have_count(1)
    return shown.inner_text()


def shows(page: Page, wanted: str) -> None:
    """Wait until the message that is seen is this one."""
    becomes(page, page.locator("h2.message:visible").all_inner_texts, [wanted])


def counts(page: Page, wanted: str) -> None:
    """Wait until the screen that is shown is called so in the bar."""
    becomes(page, lambda: counter(page).startswith(wanted), True)


def counter(page: Page) -> str:
    return page.locator("nav.stage .counter").inner_text()


def check_readable(page: Page) -> None:
    """Nothing is small, nothing is cut off, nothing scrolls."""

    def wrong() -> list[object]:
        found = page.evaluate(SEEN)
        few = [] if len(found) > 12 else [len(found)]
        return [*few, *(one for one in found if one[1] < LETTERS or not one[2])]

    becomes(page, wrong, [])
    size = "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    whole = [PROJECTOR["width"], PROJECTOR["height"]]
    becomes(page, lambda: page.evaluate(size), whole)


@pytest.mark.parametrize(
    ("region", "language"), [("63", "id"), (LONG, "en"), ("63.71.01.1002", "id")]
)
def test_a_meeting_is_held_by_keys(
    served: Served, room: Page, seen: Seen, region: str, language: str
) -> None:
    begin(room, served, f"region={region}&lang={language}&norm=150&compare=2024-06")
    speaks(room, language)
    expect(room.locator("[data-testid=stSidebar]")).to_be_hidden()
    messages = []
    _first, last = counter(room).split(" / ")
    for n in range(1, int(last) + 1):
        counts(room, f"{n} / {last}")
        check_readable(room)
        messages.append(message(room))
        if n < int(last):
            room.keyboard.press("PageDown" if n % 2 else "ArrowRight")
    assert len(set(messages)) == len(messages) >= 8
    asks(room, screen=LAST)
    room.keyboard.press("ArrowRight")  # there is no further one
    shows(room, messages[-1])
    room.keyboard.press("PageUp")
    shows(room, messages[-2])
    room.keyboard.press("Home")
    shows(room, messages[0])
    room.wait_for_timeout(300)  # the server has heard of it
    asks(room, region=region, lang=language, norm="150", compare="2024-06")
    assert seen.errors == []


def test_a_link_opens_at_its_screen_and_a_reload_keeps_it(
    served: Served, room: Page
) -> None:
    begin(room, served, "region=63&screen=training")
    shown = message(room)
    counts(room, "6 /")
    room.keyboard.press("ArrowRight")
    counts(room, "7 /")
    following = message(room)
    assert following != shown
    room.reload()
    room.locator("nav.stage .counter").wait_for(state="attached")
    settled(room)
    shows(room, following)


def test_a_room_goes_down_and_comes_back_to_its_screen(
    served: Served, room: Page
) -> None:
    begin(room, served, "region=63&lang=id&norm=150")
    room.keyboard.press("ArrowRight")
    counts(room, "2 /")
    shown = message(room)
    room.locator("table.seen a:visible").first.click()
    back = room.locator("a.back:visible")
    expect(back).to_have_text("← Kembali ke Kalimantan Selatan")
    asks(room, screen="shortage", norm="150")
    becomes(room, lambda: query_of(room)["region"].startswith("63."), True)
    becomes(room, lambda: message(room) != shown, True)
    room.keyboard.press("End")
    asks(room, screen=LAST)
    room.keyboard.press("Backspace")
    expect(back).to_have_count(0)
    asks(room, **{"region": "63", "from": None})
    shows(room, shown)
    room.keyboard.press("Backspace")  # nowhere to go back to: the screen before
    counts(room, "1 /")


def test_a_region_pressed_on_map_or_chart_is_gone_down_to(
    served: Served, room: Page
) -> None:
    begin(room, served, "region=63&lang=id")
    box = room.locator(".st-key-screen_standing canvas").bounding_box()
    assert box
    room.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    back = room.locator("a.back:visible")
    expect(back).to_be_visible()
    settled(room)
    becomes(room, lambda: query_of(room)["region"].startswith("63."), True)
    back.click()
    expect(back).to_have_count(0)
    begin(room, served, "region=63&lang=id&screen=training")
    bar = room.locator(".st-key-screen_training .bars .point path").first
    bar.wait_for()
    at = bar.bounding_box()
    assert at
    room.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    expect(back).to_be_visible()
    asks(room, screen="training")


def test_what_lies_over_a_screen(served: Served, room: Page) -> None:
    begin(room, served, "region=63&lang=id&screen=growth")
    room.keyboard.press("b")
    expect(room.locator(".stage-blank")).to_be_visible()
    room.keyboard.press("PageDown")  # brings the screen back, and does not turn it
    expect(room.locator(".stage-blank")).to_be_hidden()
    asks(room, screen="growth")
    room.keyboard.press("n")
    notes = room.locator("details.limits li:visible")
    expect(notes.first).to_be_visible()
    room.keyboard.press("Escape")
    expect(notes).to_have_count(0)
    room.keyboard.press("o")
    expect(room.locator("dialog.stage-list")).to_be_visible()
    becomes(room, lambda: min(one[1] for one in room.evaluate(SEEN)) >= LETTERS, True)
    room.locator("dialog.stage-list").get_by_role("button", name="Pelatihan").click()
    expect(room.locator("dialog.stage-list")).to_be_hidden()
    asks(room, screen="training")
    room.keyboard.press("Escape")
    expect(room.locator("[data-testid=stSidebar]")).to_be_visible()
    expect(room.locator("nav.stage")).to_have_count(0)
    room.keyboard.press("ArrowRight")  # the keys are the page's own again
    asks(room, region="63")


def test_what_else_a_screen_has_takes_the_place_of_the_first(
    served: Served, room: Page
) -> None:
    begin(room, served, "region=63&lang=id&screen=verification")
    first, second = (
        room.locator(f"[class*=st-key-exhibit_{n}_verification] h3") for n in (0, 1)
    )
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    room.keyboard.press("ArrowDown")
    expect(second).to_be_visible()
    expect(first).to_be_hidden()
    last = room.locator("nav.stage button:visible").last.bounding_box()
    beside = room.get_by_role("button", name="Catat keputusan").bounding_box()
    assert last and beside
    assert last["x"] + last["width"] <= beside["x"] + 1


def test_it_grows_with_the_projector(served: Served, page: Page) -> None:
    begin(page, served, "region=63")
    sizes = [one[1] for one in page.evaluate(SEEN) if one[0] != ""]
    assert min(sizes) >= LETTERS  # 1920 × 1080: a map writes its names by itself
    title = page.locator("h2.message:visible")
    size = title.evaluate("(one) => one.getBoundingClientRect().height")
    page.set_viewport_size(PROJECTOR)
    becomes(
        page,
        lambda: 1.5 * title.evaluate("(one) => one.getBoundingClientRect().height"),
        pytest.approx(size, abs=2),
    )


@pytest.mark.parametrize("screen", ["standing", "people"])
def test_a_screen_reader_finds_its_way(served: Served, room: Page, screen: str) -> None:
    begin(room, served, f"region=63&screen={screen}")
    found = Axe().run(room).response["violations"]
    assert [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ] == []


def test_a_telephone_reads_all_screens_in_one_column(
    served: Served, telephone: Page
) -> None:
    open_page(telephone, f"{served.url}/rapat?region={LONG}&lang=id")
    telephone.locator("nav.stage").wait_for(state="attached")
    settled(telephone)
    expect(telephone.locator("h2.message:visible")).to_have_count(10)
    expect(telephone.locator("nav.stage")).to_be_hidden()
    width = "() => document.documentElement.scrollWidth"
    becomes(telephone, lambda: telephone.evaluate(width), 390)
    rows = telephone.locator("tbody tr:visible")
    becomes(telephone, lambda: rows.count() > 20, True)


def test_paper_has_every_screen(served: Served, room: Page) -> None:
    begin(room, served, "region=63&lang=id&screen=people")
    room.emulate_media(media="print")
    expect(room.locator("h2.message:visible")).to_have_count(10)
    expect(room.locator("nav.stage")).to_be_hidden()
