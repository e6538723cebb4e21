"""Links of many regions to their profiles: each as one alone would be."""

from __future__ import annotations

from fractions import Fraction

import pytest

from imbang.app.state import session
from imbang.app.state.view import View, blank_view

CODES = [
    "ID",
    "63",
    "33",
    "63.71",
    "63.05",
    "63.71.01",
    "63.71.01.1001",
    "63.71.01.1002",
]
VIEWS = [
    View("ID", "2026-12", "2025-12", level="province"),
    View("63", "2026-12", None, level="regency", norm=Fraction(325, 2), sort="name"),
    View("63", "2026-12", "2025-12", level="village", map="boundaries", lang="en"),
    View("63.71", "2024-06", None, show=("none", "bare"), own={"mark": "63.71.01"}),
    View("63.71.01.1001", "2024-06", None, q="x", page=3),
    blank_view({"lang": "en"}),
]


@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_many_links_are_those_of_each(
    monkeypatch: pytest.MonkeyPatch, view: View
) -> None:
    monkeypatch.setattr(session, "current", lambda: view)
    link = session.profile_links()
    assert [link(code) for code in CODES] == list(map(session.profile_link, CODES))
