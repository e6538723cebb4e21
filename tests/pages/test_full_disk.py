"""Pages on a disk that is full or may only be read: a sentence, and the store as it was."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from imbang.app import frame
from imbang.disk import durable
from imbang.store.deliveries import Store
from imbang.store.workspace import SETTING, Workspace
from tests.faults.broken import no_file_beyond

from .test_import_page import GOOD, accept, drop, opened, said, workbook
from .test_settings_page import errors, named
from .test_settings_page import opened as opened_settings


def everything(store: Path) -> dict[str, str]:
    files = [path for path in store.rglob("*") if path.is_file()]
    return {str(path): durable.sha256(path) for path in files if path.name != ".lock"}


def norm_set(app: AppTest, value: str) -> AppTest:
    app.radio(key="norm_None_kind").set_value("own").run()
    app.text_input(key="norm_None_number").set_value(value).run()
    return app.button(key="norm_save").click()


def test_a_setting_on_a_full_disk(served_copy: Path) -> None:
    app = named(opened_settings("figures"))
    with no_file_beyond(0):
        norm_set(app, "150").run()
    assert not app.exception
    [told] = errors(app)
    assert "Tidak ada yang hilang" in told
    assert Workspace(served_copy).entries(SETTING) == {}
    norm_set(app, "150").run()
    assert not app.exception
    assert Workspace(served_copy).entries(SETTING)["norm"].value == "150"


def test_a_setting_in_a_store_that_can_only_be_read(
    served_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace(served_copy).put(SETTING, "city", "Marabahan", by="Ani")
    app = named(opened_settings("figures"))
    connect = sqlite3.connect

    def connect_to_read(*given: Any, **named: Any) -> sqlite3.Connection:
        database = connect(*given, **named)
        database.execute("pragma query_only = on")
        return database

    monkeypatch.setattr(sqlite3, "connect", connect_to_read)
    norm_set(app, "150").run()
    assert not app.exception
    [told] = errors(app)
    assert "hanya dapat dibaca" in told


def test_an_import_on_a_full_disk_keeps_the_files_for_another_try(
    served_copy: Path,
) -> None:
    app = drop(opened(), ("a.xlsx", workbook(GOOD)))
    before = everything(served_copy)
    with no_file_beyond(0):
        accept(app)
    assert "diperlukan sekitar" in said(app)
    assert everything(served_copy) == before
    accept(app)
    assert len(Store(served_copy).deliveries()) == 3


def test_a_delivery_that_cannot_be_withdrawn_now(served_copy: Path) -> None:
    app = accept(drop(opened(), ("a.xlsx", workbook(GOOD))))
    before = everything(served_copy)
    with no_file_beyond(0):
        app.button(key="undo").click().run()
    assert not app.exception
    assert "Tidak ada yang hilang" in app.toast[0].value
    assert everything(served_copy) == before
    app.button(key="undo").click().run()
    assert len(Store(served_copy).deliveries()) == 4


def test_whatever_else_a_page_meets_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(frame.st, "warning", lambda text, **_named: told.append(text))
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/store/x")
    with caplog.at_level(logging.WARNING):
        assert frame.show_failure(error)
    [text] = told
    assert text.startswith("Imbang tidak berhak atas")
    assert "errno=EACCES" in caplog.text
    assert "/srv/store" not in caplog.text
