"""Tables as portals and offices publish them, made up: in as they are, or told why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from imbang.store.drafts import Draft
from tests.units.intake.messy_files import Told, found_in, load, rows_of

FILES = sorted((Path(__file__).parent / "published").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_published_file(path: Path, tmp_path: Path, check) -> None:
    published = load(path)
    report = check(published.write(tmp_path), **vars(published.options))
    found = found_in(report)
    drafts: dict[tuple[str, ...], Draft] = {
        (d.dataset, d.office, str(d.period)): d for d in report.drafts
    }
    wanted = published.drafts
    assert drafts.keys() == wanted.keys(), [text for _told, text in found]
    assert {
        key: rows_of(drafts[key], names) for key, (names, _rows) in wanted.items()
    } == {key: rows for key, (_names, rows) in wanted.items()}
    assert report.refused == (not wanted)
    assert [t for t in published.told if not _is_told(t, found)] == []
    if report.refused:  # why it is not taken is told by what stands there, no more
        errors = [(t.row, t.rule) for t, _text in found if t.severity == "error"]
        told = [(t.row, t.rule) for t in published.told if t.severity == "error"]
        assert sorted(map(str, errors)) == sorted(map(str, told))


def _is_told(wanted: Told, found: list[tuple[Told, str]]) -> bool:
    return any(
        replace(wanted, words=(), sheet=wanted.sheet or one.sheet) == one
        and all(words in text for words in wanted.words)
        for one, text in found
    )
