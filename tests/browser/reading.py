"""Reading the dashboard as a person would: opening, waiting, what is written where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

T = TypeVar("T")

TEXTS = """() => {
  const found = new Set();
  const visit = (root) => {
    const walker = document.createTreeWalker(
      root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const parent = node.parentElement;
        const isIcon = parent?.dataset.testid === "stIconMaterial";
        const isCode = ["STYLE", "SCRIPT", "NOSCRIPT"].includes(parent?.tagName);
        if (node.nodeValue.trim() && !isIcon && !isCode) found.add(node.nodeValue.trim());
      } else {
        for (const name of ["aria-label", "title", "placeholder", "alt"]) {
          const value = node.getAttribute(name)?.trim();
          if (value) found.add(value);
        }
        if (node.shadowRoot) visit(node.shadowRoot);
      }
    }
  };
  visit(document.body);
  return [...found];
}"""


def open_page(page: Page, url: str) -> None:
    """Open an address and wait until its page is drawn."""
    page.goto(url)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the server has nothing more to send."""
    page.locator("h1").first.wait_for()  # looks oftener than `expect` does
    page.locator(".stApp[data-test-script-state='notRunning']").wait_for()
    page.wait_for_timeout(250)


def becomes(page: Page, look: Callable[[], T], wanted: T) -> None:
    """Look until it is as wanted, as a click or a key is answered a little later."""
    for _ in range(200):
        if look() == wanted:
            return
        page.wait_for_timeout(100)
    assert look() == wanted


def query_of(page: Page) -> dict[str, str]:
    """The parameters of the page's address."""
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).query).items()}


def asks(page: Page, /, **wanted: str | None) -> None:
    """Wait until the page's address asks for this, and not for what is None, and until
    its answer is drawn."""
    becomes(page, lambda: {key: query_of(page).get(key) for key in wanted}, wanted)
    settled(page)


def speaks(page: Page, language: str) -> None:
    """Wait until the page speaks a language. (Playwright's own waiting for an expression
    evaluates text as a script, which pages forbid.)"""
    expect(page.locator(f"html[lang={language}]")).to_be_attached()


def texts(page: Page) -> set[str]:
    """Every text on the page that a person may read, see or hear."""
    return set(page.evaluate(TEXTS))


def choose(page: Page, key: str, text: str) -> None:
    """Pick an option of a selectbox by what it says."""
    box = page.locator(f".st-key-{key.replace('.', '-')} input").first
    box.click()
    box.fill(text)  # a long list is only drawn in part
    page.get_by_role("option", name=text, exact=True).click()
    settled(page)


def cell(page: Page, region: str, label: str) -> str:
    """What the list says of a region under a heading."""
    row = page.locator(
        "tbody tr", has=page.get_by_role("link", name=region, exact=True)
    )
    return row.first.locator(f'[data-label="{label}"]').inner_text()
