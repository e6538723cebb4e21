"""Pages of a damaged store: what does not need the file goes on, the rest is said."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.settings import settings
from imbang.store.workspace import Workspace


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30).run()
    return app.switch_page(str(paths.PAGES / page)).run()


def test_figures_go_on_beside_a_broken_workspace(served_copy: Path) -> None:
    settings.change(Workspace(served_copy), "city", "Banjarmasin", by="Ani")
    (served_copy / "workspace.db").write_bytes(b"{" * 5000)
    app = opened("3_cakupan_psm.py")
    assert not app.exception
    assert [w.value for w in app.warning if "workspace.db" in w.value]
    assert app.title and app.title[0].value
