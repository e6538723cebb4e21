"""Files of the import page are made in the reader's language, whoever else reads meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.hostile_files import offered
from tests.pages.test_import_page import drop
from tests.pages.test_import_page import opened as opened_import


def made_beside(make: Callable[[], str | bytes]) -> str:
    """What is made where no page is drawn: a thread of its own speaks Indonesian."""
    found: list[str | bytes] = []
    beside = threading.Thread(target=lambda: found.append(make()))
    beside.start()
    beside.join()
    [content] = found
    return content if isinstance(content, str) else content.decode("utf-8-sig")


@pytest.mark.parametrize(("lang", "heading"), [("en", "Severity"), ("id", "Tingkat")])
def test_a_list_of_problems_is_in_the_language_of_the_page(
    served_copy: Path, monkeypatch: pytest.MonkeyPatch, lang: str, heading: str
) -> None:
    files = offered(monkeypatch)
    bad = b"Kode Wilayah,Jenis PMKS,Periode,Jumlah\n63.71.01.1001,Entah,2024-12,x\n"
    drop(opened_import(lang=lang), ("salah.csv", bad))
    [table] = {one.name: one for one in files if one.kind == "csv"}.values()
    assert heading in made_beside(table.make).splitlines()[0]
