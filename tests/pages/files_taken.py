"""The files that a page offers, made while it is drawn: all of them open, each in its language."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from python_calamine import CalamineWorkbook

from imbang.app.shown import files
from tests.pages.languages import is_foreign

SEPARATORS = {"id": ";", "en": ","}


def take(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every file of the pages drawn from here on, as pressing its button would make it."""
    made: list[bytes] = []
    later = files.later

    def at_once(make: Callable[[], bytes]) -> Callable[[], bytes]:
        made.append(later(make)())
        return make

    monkeypatch.setattr(files, "later", at_once)
    return made


def read(taken: Sequence[bytes], language: str) -> None:
    """Each file is a table with a heading, in no other language than its page's."""
    for content in taken:
        if content.startswith(b"PK"):
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            assert len(book.sheet_names) >= 2
            lines = book.get_sheet_by_index(0).to_python()
            assert lines[0][0]  # the title
            keys = book.get_sheet_by_index(1).to_python()[0]
            assert all(isinstance(key, str) and key for key in keys)
        else:
            text = io.StringIO(content.decode("utf-8-sig"))
            lines = list(csv.reader(text, delimiter=SEPARATORS[language]))
            assert len(lines[0]) > 1
            assert {len(line) for line in lines} == {len(lines[0])}
        said = {cell for line in lines for cell in line if isinstance(cell, str)}
        assert {text for text in said if text and is_foreign(text, language)} == set()
