"""The made-up messy files: each is read as its description says, and everything is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.units.intake.messy_files import FOLDER, Told, found_in, load, rows_of

FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_messy_file(path: Path, tmp_path: Path, check) -> None:
    messy = load(path)
    report = check(messy.write(tmp_path), **vars(messy.options))
    found = found_in(report)
    told = messy.told
    assert _counted([f for f, _text in found]) == _counted(told)
    unsaid = [t for t in told if not any(_is_said(t, f, text) for f, text in found)]
    assert unsaid == [], [text for _f, text in found]
    drafts = {(d.dataset, d.office, str(d.period)): d for d in report.drafts}
    assert {
        key: rows_of(drafts[key], names) if key in drafts else None
        for key, (names, _rows) in messy.drafts.items()
    } == {key: rows for key, (_names, rows) in messy.drafts.items()}
    assert drafts.keys() == messy.drafts.keys()


def _counted(told: list[Told]) -> Counter[tuple[object, ...]]:
    return Counter((t.severity, t.row, t.column, t.rule) for t in told)


def _is_said(wanted: Told, found: Told, text: str) -> bool:
    sheet = wanted.sheet or found.sheet
    is_it = replace(wanted, words=(), sheet=sheet) == found
    return is_it and all(words in text for words in wanted.words)
