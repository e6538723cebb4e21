"""What screen readers and tired eyes meet: axe finds nothing serious on any page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from imbang.app.page_files import list_pages
from tests.browser.visits import Visit

ADDRESSES = [page.path.stem.partition("_")[2] for page in list_pages()]
ADDRESSES.append("indikator?tab=course")  # which has sections of its own


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_serious_stands_in_the_way(
    visited: Callable[[str], Visit], address: str
) -> None:
    """Every section of every page, on large and small screens, light and dark."""
    found = visited(address).faults
    assert {screen: told for screen, told in found.items() if told} == {}
