"""Drawings that are kept for all readers are those of the view that is asked for."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from tests.pages.drawn import figures_drawn


def maps(page: str, **query: str) -> list[str]:
    """What the browser draws of the charts of a page."""
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    view = {"region": "63.71", "as_of": "2024-06", "compare": "none", **query}
    app.query_params.update(view)
    app.switch_page(str(paths.PAGES / page))
    app.query_params.update(view)
    app.run()
    assert not app.exception
    return figures_drawn(app)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("3_cakupan_psm.py", {}),
        ("3_cakupan_psm.py", {"shown": "smoothed"}),
        ("3_cakupan_psm.py", {"shown": "verdict", "level": "district"}),
        ("9_penempatan.py", {"tab": "effect"}),
        ("1_ringkasan.py", {}),
    ],
)
def test_another_norm_gives_another_map(page: str, query: dict[str, str]) -> None:
    small = maps(page, **query, norm="30")
    large = maps(page, **query, norm="600")
    usual = maps(page, **query)
    assert small
    assert small != large
    assert usual not in (small, large)
    assert maps(page, **query, norm="30") == small
