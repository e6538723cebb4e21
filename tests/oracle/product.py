"""The product as an officer uses it: check, import, publish, ask."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from typer.testing import CliRunner

from . import workbooks
from .sending import Workbook, level, submissions

Row = Mapping[str, object]
Sent = tuple[Workbook, Path]
TITLED = ("province", "regency")  # offices that a title line names by itself


class Product:
    """A store of its own in a folder, filled and asked in the public way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store"
        self.environment = {
            "IMBANG_STORE": str(self.store),
            "IMBANG_KEY_FILE": str(folder / "key"),
        }

    def take_in(self, books: Sequence[Workbook], *, spelling: int = 0) -> None:
        """Check and import the workbooks in their order, then publish."""
        (self.folder / "sent").mkdir()
        written = [
            (book, self._write(number, book, spelling))
            for number, book in enumerate(books, start=1)
        ]
        for batch in _batches(written):
            files = [str(path) for _book, path in batch]
            region = _told(batch[0][0])
            options = ["--region", region] if region else []
            self.run("check", *files, *options)
            self.run("import", *files, *options, "--by", "oracle")
        self.run("publish")

    def _write(self, number: int, book: Workbook, spelling: int) -> Path:
        path = self.folder / "sent" / f"{number:02d}.xlsx"
        return workbooks.write(book, path, spelling=1000 * spelling + number)

    def run(self, *arguments: str) -> str:
        """One command; its output, AssertionError where it was refused."""
        from imbang.cli.main import app

        with _environment(self.environment):
            result = CliRunner().invoke(app, list(arguments))
        said = f"{result.output}\n{result.exception!r}"
        assert result.exit_code == 0, f"imbang {' '.join(arguments)}\n{said}"
        return result.output

    def ask(self, question: str, **parameters: str | None) -> list[Row]:
        """An answer as the pages get it, null as None."""
        from imbang.questions.asking import ask

        with _environment(self.environment):
            frame = ask(self.store, question, **parameters)
        return _rows(frame)

    def query(self, question: str, **parameters: str | None) -> list[Row]:
        """An answer as a script gets it on the command line."""
        given = [
            part
            for name, value in parameters.items()
            if value is not None
            for part in ("--param", f"{name}={value}")
        ]
        told = self.run("query", question, *given, "--format", "json")
        found: list[Row] = json.loads(told)
        return found


def _told(book: Workbook) -> str | None:
    """The office, where the command must say it because no title can."""
    return None if level(book.office) in TITLED else book.office


def _batches(written: list[Sent]) -> list[list[Sent]]:
    """What one command can take: one set of options, nothing sent twice."""
    batches: list[list[Sent]] = []
    for book, path in written:
        together = [*(other for other, _path in batches[-1]), book] if batches else []
        is_same_command = len({_told(other) for other in together}) == 1
        pieces = [
            (sent.office, sent.dataset, sent.period)
            for other in together
            for sent in submissions([other])
        ]
        if is_same_command and len(pieces) == len(set(pieces)):
            batches[-1].append((book, path))
        else:
            batches.append([(book, path)])
    return batches


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _rows(frame: pd.DataFrame) -> list[Row]:
    cells = frame.to_numpy(dtype=object)
    cells[frame.isna().to_numpy()] = None
    columns = frame.columns.tolist()
    return [dict(zip(columns, row, strict=True)) for row in cells.tolist()]


# --- side by side ------------------------------------------------------------------


def differences(
    answered: Iterable[Row],
    expected: Iterable[Row],
    *,
    keys: Sequence[str],
) -> list[str]:
    """Where two answers differ, each cell told; only columns that are expected."""
    got = {tuple(row[key] for key in keys): row for row in answered}
    want = {tuple(row[key] for key in keys): row for row in expected}
    told = [f"{key}: not answered" for key in want.keys() - got.keys()]
    told += [f"{key}: answered, not expected" for key in got.keys() - want.keys()]
    for key in sorted(want.keys() & got.keys(), key=str):
        for column, value in want[key].items():
            if not _same(got[key][column], value):
                told.append(
                    f"{'/'.join(map(str, key))} {column}: "
                    f"product {got[key][column]!r}, calculation {value!r}"
                )
    return told


def _same(got: object, want: object) -> bool:
    if got is None or want is None:
        return got is want
    if isinstance(want, float):
        return math.isclose(float(str(got)), want, rel_tol=1e-9, abs_tol=1e-12)
    return got == want
