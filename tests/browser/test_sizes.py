"""What is written can be read, what can be pressed can be hit, on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Served

PAGES = (
    "",
    "pilar_sosial",
    "cakupan_psm",
    "cakupan_psm?tab=funnel",
    "pmks?tab=map",
    "indikator",
    "indikator?tab=map",
    "profil?region=63.71",
    "bimtek",
    "dtks_dan_rujukan",
    "penempatan",
    "mutu_data",
    "mutu_data?tab=findings",
    "impor_data",
    "metode",
    "pengaturan",
)

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


def small(page: Page, url: str, least: int) -> list[str]:
    """What is too small on a page once it is drawn."""
    page.goto(url)
    page.locator(".st-key-foot").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    found: list[str] = page.evaluate(SIZES, least)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_on_a_laptop_everything_can_be_read(
    page: Page, served: Served, path: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    assert small(page, f"{served.url}/{path}", 0) == []


@pytest.mark.parametrize("path", PAGES)
def test_on_a_telephone_everything_can_be_read_and_hit(
    telephone: Page, served: Served, path: str
) -> None:
    assert small(telephone, f"{served.url}/{path}", 24) == []
