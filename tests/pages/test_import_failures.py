"""Impor Data when a file goes wrong: told on its card, others go on, it can be removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.screens.imports import file_cards
from imbang.store.deliveries import Store
from tests.pages.test_import_page import GOOD, accept, drop, opened, said, workbook


@pytest.fixture
def store(served_empty: Path) -> Store:
    return Store(served_empty)


def remove(app, number: int):
    buttons = [b for b in app.button if b.key and b.key.startswith("remove_")]
    buttons[number].click().run()
    assert not app.exception
    return app


def test_files_that_cost_too_much_are_removed_and_the_others_taken(
    store: Store,
) -> None:
    digits = workbook([["63.71.01.1001", "Fakir miskin", "9" * 5000]])
    dashes = workbook([["-" * 40, "s.d." * 40, "-" * 30_000]])
    app = drop(
        opened(), ("a.xlsx", digits), ("b.xlsx", dashes), ("c.xlsx", workbook(GOOD))
    )
    assert "“9999" in said(app)
    assert "9" * 121 not in said(app)
    app = drop(remove(app, 0), ("d.xlsx", digits))
    accept(remove(remove(app, 2), 0))
    assert [one.file for one in store.counted()] == ["c.xlsx"]


def test_a_failure_in_one_file_is_told_on_its_card(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = file_cards._show_all

    def fail(item, report, slug) -> None:
        if item.name == "a.xlsx":
            raise RuntimeError("6371014101900001")
        show(item, report, slug)

    monkeypatch.setattr(file_cards, "_show_all", fail)
    app = drop(
        opened(lang="id"), ("a.xlsx", workbook(GOOD)), ("b.xlsx", workbook(GOOD[:1]))
    )
    [told] = [one.value for one in app.error if "RuntimeError" in one.value]
    assert "Imbang sendiri gagal pada berkas ini" in told
    assert "6371014101900001" not in told
    accept(remove(app, 0))
    assert [one.file for one in store.counted()] == ["b.xlsx"]
