"""Figures of before are read while new ones are worked out, and the page says so."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.app import opening
from imbang.publishing.background import Publication
from imbang.questions import asking
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot
from tests.pages.test_import_page import said


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Publication("", "marts.needs", 0.4), None),
        (Publication("", refused="penuh"), "tidak dapat dihitung ulang"),
    ],
)
def test_the_page_keeps_its_figures_meanwhile(
    served: Path, monkeypatch: pytest.MonkeyPatch, told: Publication, words: str | None
) -> None:
    before = current_snapshot(served)
    made = opening.Opening(Store(served), "figures", before, told, "id")
    monkeypatch.setattr(opening, "_opening", made)
    assert not made.is_shut
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params["lang"] = "id"
    app.run()
    assert not app.exception
    assert "PSM" in said(app)
    shown = " ".join(bar.proto.text for bar in app.get("progress"))
    warned = " ".join(one.value for one in app.warning)
    if words is None:
        assert "angka sebelumnya ditampilkan" in shown
    else:
        assert shown == ""
        assert words in warned
        assert "penuh" in warned
    told.snapshot = "000002"
    app.run()
    assert not app.get("progress")
    assert not app.warning


def test_a_snapshot_that_lacks_what_is_asked_is_not_read(served_copy: Path) -> None:
    before = current_snapshot(served_copy)
    assert before is not None
    assert asking.can_be_asked(before)
    asking._open.clear()  # one process writes, or many read
    with duckdb.connect(str(before.path)) as database:
        database.execute("alter table marts.needs drop column kind")
    assert not asking.can_be_asked(before)
