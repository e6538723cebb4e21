"""Each message's own advice, followed to the letter, makes progress and comes to an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.intake.files.books import read_book
from imbang.intake.report.results import Options
from tests.units.intake import messages, messy_files
from tests.units.intake.advice import State, first, follow, last
from tests.units.intake.conftest import TODAY

MESSY = [
    path
    for path in sorted(messy_files.FOLDER.glob("*.txt"))
    if "\nerror |" in path.read_text("utf-8")
]
CASES = [title for title in messages.CASES if title != "remembered"]


def of_case(title: str, folder: Path) -> State:
    sheets, said = messages.CASES[title]
    path = folder / "office.xlsx"
    messages._write(path, sheets)
    return State(
        read_book(path.name, path.read_bytes()), Options(**said), messages.TODAY
    )


def of_messy(path: Path, folder: Path) -> State:
    messy = messy_files.load(path)
    written = messy.write(folder)
    book = read_book(written.name, written.read_bytes())
    return State(book, messy.options, TODAY)


@pytest.mark.parametrize("pick", [first, last])
@pytest.mark.parametrize("title", CASES)
def test_every_message_of_the_page(title: str, pick, tmp_path: Path) -> None:
    follow(of_case(title, tmp_path), pick)


@pytest.mark.parametrize("pick", [first, last])
@pytest.mark.parametrize("path", MESSY, ids=lambda path: path.stem)
def test_every_messy_file(path: Path, pick, tmp_path: Path) -> None:
    follow(of_messy(path, tmp_path), pick)
