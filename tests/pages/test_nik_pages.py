"""A NIK that somebody types into a page, or names a file after, is not taken over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.app import frame
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

NIK = "6371.0101.1290.0001"
CSV = b"""DINAS SOSIAL KOTA BANJARMASIN
Keadaan: Juni 2024
Kode Wilayah;Jenis PMKS;Jumlah
63.71.01.1001;Pemulung;4
"""


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params.update({"lang": "en", **query})
    app.switch_page(str(paths.PAGES / page))
    app.query_params.update({"lang": "en", **query})
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """All that was sent to the browser."""
    html = " ".join(element.proto.body for element in app.get("html"))
    told: Sequence[object] = (*app.markdown, *app.error, *app.warning, *app.caption)
    return " ".join([html, *(str(getattr(one, "value", "")) for one in told)])


@pytest.fixture
def store(served_empty: Path) -> Store:
    return Store(served_empty)


def test_a_name_that_holds_one_is_not_the_sender_s(store: Store) -> None:
    app = opened("11_impor_data.py")
    app.file_uploader[0].set_value([(f"ppks {NIK}.csv", CSV, "text/csv")]).run()
    assert NIK not in shown(app)
    assert "ppks 6371" in shown(app)
    app.text_input(key="person_name").set_value(f"Sari {NIK}").run()
    [error] = app.error
    assert "holds a NIK" in error.value
    assert NIK not in error.value
    assert app.text_input(key="person_name").value == ""
    assert app.button(key="accept_all").disabled
    app.text_input(key="person_name").set_value("Sari").run()
    assert not app.error
    app.button(key="accept_all").click().run()
    assert not app.exception
    [one] = store.submissions()
    assert (one.recorded_by, one.file) == ("Sari", "ppks 6371************.csv")


def test_the_log_of_a_page_that_failed_holds_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        raise ValueError(f"invalid literal: 'Siti {NIK}'")
    except ValueError as error:
        assert frame.show_failure(error)
    told = next(one for one in caplog.messages if "error page" in one)
    assert "error=ValueError" in told
    assert "test_nik_pages.py:" in told
    assert "Siti" not in caplog.text
    assert NIK not in caplog.text


def test_a_setting_that_holds_one_is_refused_in_words(store: Store) -> None:
    app = opened("13_pengaturan.py", tab="office")
    app.text_input(key="person_name").set_value("Sari").run()
    app.text_input(key="head_name_").set_value(f"Dr. Budi {NIK}").run()
    app.button(key="letterhead_save").click().run()
    assert not app.exception
    assert [one.value for one in app.error if "NIK" in one.value]
    assert Workspace(store.folder).changes() == []
