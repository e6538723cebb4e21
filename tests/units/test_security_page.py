"""The threat model names tests that there are, for every threat."""

from __future__ import annotations

import re

import pytest

from imbang import paths

PAGE = (paths.ROOT / "docs" / "security.md").read_text("utf-8")
FILES = {path.name for path in (paths.ROOT / "tests").rglob("*.py")}
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.partition("| threat | defence | tests |")[2].splitlines()[2:]
    if line.startswith("|")
]


def test_there_are_threats() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_every_threat_has_a_defence_and_tests_that_there_are(row: list[str]) -> None:
    assert len(row) == 3
    assert row[1]
    named = re.findall(r"`((?:tests/)?[\w/]+\.py)`", row[2])
    assert named
    for name in named:
        assert (paths.ROOT / name).is_file() if "/" in name else name in FILES, name


def test_other_pages_that_it_names_are_there() -> None:
    for name in re.findall(r"\]\(([\w/.-]+\.md)", PAGE):
        assert (paths.ROOT / "docs" / name).is_file(), name
