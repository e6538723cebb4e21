"""Impor Data: from the dropped file to the figure, and back; two officers at once."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.publishing import background
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.screens.imports import uploads
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot

PAGE = paths.PAGES / "11_impor_data.py"
TITLES = [["DINAS SOSIAL KOTA BANJARMASIN"], ["Keadaan: Juni 2024"]]
HEADING = ["Kode Wilayah", "Jenis PMKS", "Jumlah"]
GOOD = [["63.71.01.1001", "Fakir miskin", "40"], ["63.71.01.1002", "Fakir miskin", "2"]]
NIK = "6371014101900001"


def workbook(
    rows: Sequence[Sequence[str]], *, heading: Sequence[str] = HEADING
) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("PPKS" if heading is HEADING else "Pilar")
        for number, row in enumerate([*TITLES, heading, *rows]):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params.update(query)
    app.switch_page(str(PAGE)).run()
    assert not app.exception
    return app


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    given = [(name, content, "application/octet-stream") for name, content in files]
    app.file_uploader[0].set_value(given).run()
    assert not app.exception
    return app


def accept(app: AppTest, by: str = "Sari") -> AppTest:
    app.text_input(key="person_name").set_value(by).run()
    app.button(key="accept_all").click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """All that was sent to the browser, in markup and in Streamlit's own words."""
    html = " ".join(element.proto.body for element in app.get("html"))
    told = (*app.markdown, *app.warning, *app.error, *app.caption)
    return " ".join([html, *(element.value for element in told)])


def everything(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def store(served_empty: Path) -> Store:
    return Store(served_empty)


def test_the_first_import_ever_is_published_and_shown(store: Store) -> None:
    app = drop(opened(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    assert app.button(key="accept_all").disabled  # nobody was named yet
    accept(app)
    [sent] = store.counted()
    assert (sent.dataset, sent.office, sent.rows, sent.recorded_by) == (
        "ppks",
        "63.71",
        2,
        "Sari",
    )
    assert "Tercatat sebagai pengiriman 000001" in said(app)
    app.button(key="publish").click().run()
    for _ in range(2400):  # others have work, too, and publishing lets them
        if background.running(store) is None:
            break
        time.sleep(0.05)
    app.run()
    assert not app.exception
    assert "Terbitan 000001 sudah diterbitkan" in said(app)
    asked = {"region": "63.71", "level": "regency", "as_of": "2024-06"}
    [row] = asking.ask(store.folder, "coverage", **asked).to_dict("records")
    assert row["ppks_persons"] == 42
    app.switch_page(str(paths.PAGES / "1_ringkasan.py")).run()
    assert "42" in said(app)
    assert app.query_params["region"] == "63"


def test_a_broken_file_dropped_and_discarded_leaves_no_trace(served: Path) -> None:
    before = everything(served)
    app = opened()
    rows = [["63.71.01.1001", "Fakir miskin", "banyak"]]
    drop(app, ("ppks.xlsx", workbook(rows)))
    assert "“banyak” bukan angka" in said(app)
    app.text_input(key="person_name").set_value("Sari").run()
    assert app.button(key="accept_all").disabled
    app.button(key="discard").click().run()
    assert "ppks.xlsx" not in said(app)
    assert everything(served) == before
    assert not list(served.parent.rglob("*.xlsx"))


def test_a_file_that_is_too_large_is_refused_in_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 10_000)
    app = drop(opened(), ("a.xlsx", workbook(GOOD)), ("b.csv", b"x" * 10_001))
    assert [error.value for error in app.error] == [
        "b.csv berukuran 10\N{NO-BREAK SPACE}KB, lebih dari 10\N{NO-BREAK SPACE}KB."
        " Bagi menjadi beberapa berkas."
    ]
    accept(app)
    assert [one.file for one in store.counted()] == ["a.xlsx"]


def test_more_files_than_there_is_room_for_are_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads.guards, "MOST_FILES", 1)
    app = drop(opened(), ("a.xlsx", workbook(GOOD)), ("b.csv", b"x"))
    [told] = [error.value for error in app.error]
    assert told.startswith("b.csv tidak diambil: paling banyak 1 berkas")
    accept(app)
    assert [one.file for one in store.counted()] == ["a.xlsx"]


def test_no_identity_reaches_the_browser(store: Store) -> None:
    heading = ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Status"]
    rows = [[NIK, "Warga Rekaan", "PSM", "63.71.01.1001", "kadang-kadang"]]
    app = drop(opened(), ("psm.xlsx", workbook(rows, heading=heading)))
    assert "kadang-kadang" in said(app)
    assert NIK not in repr(app.main)
    assert NIK not in said(app)


def test_two_officers_who_send_the_same_do_not_overrun_each_other(store: Store) -> None:
    first, second = opened(), opened()
    drop(first, ("a.xlsx", workbook(GOOD)))
    drop(second, ("b.xlsx", workbook(GOOD[:1])))
    for app, name in ((first, "Sari"), (second, "Budi")):
        app.text_input(key="person_name").set_value(name).run()
    assert not second.warning
    first.button(key="accept_all").click().run()
    second.button(key="accept_all").click().run()
    assert [one.file for one in store.submissions()] == ["a.xlsx"]
    [warning] = [w.value for w in second.warning if "Sari" in w.value]
    assert "Tekan Terima jika memang benar" in warning
    second.button(key="accept_all").click().run()
    assert [one.recorded_by for one in store.submissions()] == ["Sari", "Budi"]
    assert [one.file for one in store.counted()] == ["b.xlsx"]
    # each is told of what is their own alone
    assert "000001" in said(first)
    assert "000002" in said(second)


def test_what_was_accepted_can_be_taken_back(store: Store) -> None:
    app = accept(drop(opened(), ("a.xlsx", workbook(GOOD))))
    accept(drop(app, ("b.xlsx", workbook(GOOD[:1]))))
    assert [one.file for one in store.counted()] == ["b.xlsx"]
    app.button(key="undo").click().run()
    assert [one.file for one in store.counted()] == ["a.xlsx"]
    assert not app.exception


def test_other_files_of_an_import_wait_for_the_one_with_errors(store: Store) -> None:
    bad = workbook([["63.71.01.1001", "Fakir miskin", "-3"]])
    app = drop(opened(), ("a.xlsx", workbook(GOOD)), ("b.xlsx", bad))
    app.text_input(key="person_name").set_value("Sari").run()
    assert app.button(key="accept_all").disabled
    [remove] = [b for b in app.button if b.key and b.key.startswith("remove_")][1:]
    remove.click().run()
    app.button(key="accept_all").click().run()
    assert [one.file for one in store.counted()] == ["a.xlsx"]


def test_the_histories_travel_in_the_link_and_take_back(served: Path) -> None:
    store = Store(served)
    app = opened(tab="sent", find="2023-06", lang="en")
    shown = [one for one in store.submissions() if str(one.period) == "2023-06"]
    assert len(shown) == 2
    assert "2 submissions" in said(app)
    chosen = opened(tab="sent", sent=shown[0].id)
    assert chosen.code[0].value == shown[0].sha256
    assert not chosen.exception


@pytest.fixture
def own_copy(tiny_store: Path, served_empty: Path) -> Store:
    """A published store of this test's own as the one that pages read."""
    shutil.copytree(tiny_store, served_empty)
    return Store(served_empty)


def test_differences_are_told_and_going_back_is_a_click(own_copy: Store) -> None:
    accept(drop(opened(), ("a.xlsx", workbook(GOOD))))
    publish(own_copy)
    app = opened(tab="published", after="000002", before="000001")
    assert "Angka yang berubah, keadaan Juni 2024" in said(app)
    app = opened(tab="published", after="000001")
    app.button(key="roll_back").click().run()
    assert not app.exception
    current = current_snapshot(own_copy.folder)
    assert current is not None
    assert current.id == "000001"
