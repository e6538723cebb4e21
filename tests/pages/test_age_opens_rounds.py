"""Behind the age of the data stands who reported, drawn once it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.app.page_files import PageFile, list_pages
from tests.pages.conftest import CITY
from tests.pages.test_pages import opened, words

RESTING = [
    page for page in list_pages() if "foot.show()" in page.path.read_text("utf-8")
]


def test_nine_pages_tell_what_they_rest_on() -> None:
    assert len(RESTING) == 9


@pytest.mark.parametrize("page", RESTING, ids=lambda page: page.path.stem)
def test_the_age_opens_the_rounds(served: Path, page: PageFile) -> None:
    app = opened(page, region=CITY, as_of="2024-06", lang="en")
    [behind] = [one for one in app.expander if one.label.startswith("Age of the data")]
    assert not behind.children  # neither asked for nor drawn
    app.session_state["who_reported"] = True
    app.run()
    assert not app.exception
    [behind] = [one for one in app.expander if one.label.startswith("Age of the data")]
    told = " ".join(one.proto.body for one in behind.get("html"))
    assert "rounds" in told or "No office here" in told
    assert words(app)
