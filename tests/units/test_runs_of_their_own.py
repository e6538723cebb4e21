"""What runs by itself, in a thread that has said nothing yet, speaks as its page does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import streamlit

from imbang.app import elements
from imbang.app.shown.where import later
from imbang.formats import time_zone, use_time_zone
from imbang.texts import language, use_language


@pytest.fixture(autouse=True)
def _page() -> Iterator[None]:
    use_language("en")
    use_time_zone("WIT")
    yield
    use_language("id")
    use_time_zone("")


def by_itself(work: Callable[[], object]) -> object:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def spoken() -> tuple[str, str]:
    return language(), time_zone()


def test_a_thread_of_its_own_speaks_as_nobody_said() -> None:
    assert by_itself(spoken) == ("id", "")


def test_a_dialog_speaks_as_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []

    def dialog(_title: str, **_named: Any) -> Callable[[Any], Callable[[], object]]:
        return lambda show: lambda: by_itself(show)

    monkeypatch.setattr(streamlit, "dialog", dialog)
    elements.dialog("x", lambda: heard.append(spoken()), on_dismiss=lambda: None)
    assert heard == [("en", "WIT")]


def test_a_file_that_is_made_when_it_is_asked_for_speaks_as_its_page() -> None:
    assert by_itself(later(lambda: repr(spoken()).encode())) == b"('en', 'WIT')"
