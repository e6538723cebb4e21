"""One visit to a page, all its sections, for the tests that read the same of it.

Each looks at what was found for it: a page is loaded and drawn once, not for each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import open_page, query_of, settled, speaks, texts

Scheme = Literal["light", "dark"]
# from each to the next one thing changes: to turn to another costs a drawing
SCREENS: tuple[tuple[int, Scheme], ...] = (
    (1440, "light"),
    (390, "light"),
    (390, "dark"),
    (1440, "dark"),
)
# Drawings, thousands of shapes each, have their words in a text beside them.
WITHIN: dict[str, Any] = {"exclude": [[".svg-container"]]}
# Only what is grave is asked for, by name: WCAG 2.1 A and AA.
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "preload": False,  # style sheets of elsewhere, of which there are none
}

# Every text that is seen, in shadow roots and drawings too, and everything to be pressed.
SIZES = """least => {
  const small = [];
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true });
  const pressed = 'a[href], button, input:not([type=hidden]), textarea, summary, [role=button]';
  const look = (root) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      const box = one.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || box.right <= 0 || !isSeen(one)) continue;
      const told = `${one.tagName} ${one.className?.baseVal ?? one.className} ${one.textContent.slice(0, 30)}`;
      const hasText = [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (hasText && !['STYLE', 'SCRIPT', 'TITLE'].includes(one.tagName)) {
        const turned = one.ownerSVGElement ? one.getScreenCTM() : { a: 1, b: 0 };
        const size = parseFloat(getComputedStyle(one).fontSize) * Math.hypot(turned.a, turned.b);
        if (size < 12.49) small.push(`text ${size} ${told}`);
      }
      if (least && one.matches(pressed)) {
        const field = one.closest('label, [data-baseweb=input], [data-baseweb=select]');
        const { width, height } = (one.matches('input') && field || one).getBoundingClientRect();
        if (Math.min(width, height) < least - 0.1) small.push(`target ${width}x${height} ${told}`);
      }
    }
  };
  look(document);
  return [...new Set(small)];
}"""


@dataclass
class Visit:
    """What was found: by screen what axe finds, by section its texts and alerts; the
    first screen's texts that are too small; what went on behind."""

    faults: dict[tuple[int, int, str], list[str]] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    alerts: dict[str, int] = field(default_factory=dict)
    small: list[str] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)


def visit(page: Page, served: Served, address: str) -> Visit:
    """Look at every section; the screens take turns, so that each page is seen on a large
    and on a small one, light and dark. The section of the address alone is named ``""``."""
    made = Visit()
    with made.seen.watching(page):
        joined = "&" if "?" in address else "?"
        open_page(page, f"{served.url}/{address}{joined}region=63")
        speaks(page, "id")
        page.locator(".st-key-foot").wait_for(
            state="attached"
        )  # all sections are there
        sections = page.locator(".st-key-tab button")
        screens = SCREENS if sections.count() > 2 else SCREENS[::2]
        for at in range(max(sections.count(), 2)):
            width, scheme = screens[at % len(screens)]
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if 0 < at < sections.count():
                before = page.url
                sections.nth(at).click()
                expect(page).not_to_have_url(before)
            settled(page)
            # what is about to go is pale
            expect(page.locator("[data-stale=true]")).to_have_count(0)
            if at == 0:
                page.wait_for_load_state("networkidle")
                made.small = page.evaluate(SIZES, 0)
            made.faults[at, width, scheme] = faults(page)
            section = query_of(page).get("tab", "")
            made.texts[section] = texts(page)
            made.alerts[section] = page.locator(".stAlert").count()
    return made


def faults(page: Page) -> list[str]:
    """What axe finds that is grave; a page that it looked at before still has it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = "async ([within, rules]) => (await axe.run(within, rules)).violations"
    found = page.evaluate(asked, [WITHIN, RULES])
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
