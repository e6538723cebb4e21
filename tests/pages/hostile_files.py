"""Files that pages offer, read back as programs read them: what in them is not text."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pptx
import pypdf
import pytest
from openpyxl import load_workbook

from imbang.app import elements
from tests.pages.hostile import HIDDEN, READ_AS_MARKDOWN, SIGN, tags

FILE_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{3,4}", re.ASCII)
RUNS = re.compile(r"""(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠]""")
NUMBER = re.compile(r"-\d[\d.,]*%?")
DOES = {"script", "a", "foreignObject", "iframe", "animate", "set", "handler"}


@dataclass(frozen=True)
class Offered:
    """A file that a page offers, made when somebody presses its button."""

    name: str
    make: Callable[[], bytes]

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]


def offered(monkeypatch: pytest.MonkeyPatch) -> list[Offered]:
    """The files of the pages drawn from here on, whichever way they are offered."""
    found: list[Offered] = []
    button = elements.download_button

    def offer(label: str, data: Any, file_name: str, *given: Any, **named: Any) -> Any:
        found.append(Offered(file_name, data if callable(data) else lambda: data))
        return button(label, data, file_name, *given, **named)

    monkeypatch.setattr(elements, "download_button", offer)
    return found


def texts(one: Offered) -> list[str]:
    """Every text of a file; AssertionError where something in it does more than stand."""
    assert FILE_NAME.fullmatch(one.name), one.name
    found = [text for text in READERS[one.kind](one.make()) if text]
    assert [ascii(text) for text in found if HIDDEN.search(text)] == []
    return found


def _csv(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8-sig")
    for separator in ",;\t":  # whatever cuts the lines
        cells = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for cell in (cell for line in cells for cell in line):
            assert not RUNS.match(cell) or NUMBER.fullmatch(cell), cell
    yield text


def _xlsx(content: bytes) -> Iterator[str]:
    for part in _parts(content):
        ElementTree.fromstring(part)
    book = load_workbook(io.BytesIO(content))
    for sheet in book:
        assert not re.search(r"[\[\]:*?/\\]", sheet.title)
        assert 0 < len(sheet.title) <= 31
        yield sheet.title
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert cell.hyperlink is None or SIGN not in str(cell.hyperlink.target)
            if isinstance(cell.value, str):
                assert not RUNS.match(cell.value) or cell.quotePrefix, cell.value
                yield cell.value


def _svg(content: bytes) -> Iterator[str]:
    for node in ElementTree.fromstring(content).iter():
        assert node.tag.rpartition("}")[2] not in DOES
        for name, value in node.attrib.items():
            assert not name.startswith("on")
            assert SIGN not in value
        yield node.text or ""


def _png(content: bytes) -> Iterator[str]:
    assert content.startswith(b"\x89PNG")
    yield from ()


def _html(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8")
    assert tags(text) == []
    yield text


def _pdf(content: bytes) -> Iterator[str]:
    book = pypdf.PdfReader(io.BytesIO(content))
    catalogue = book.trailer["/Root"]
    assert not {"/OpenAction", "/AA"} & catalogue.keys()
    assert "/JavaScript" not in catalogue.get("/Names", {})
    for page in book.pages:
        for note in page.get("/Annots", ()):
            assert SIGN not in str(note.get_object())
        yield page.extract_text()


def _pptx(content: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for way in slide.part.rels.values():
            assert not way.is_external, way.target_ref
        for text in slide._element.iter("{*}t"):
            yield text.text or ""
        yield slide.notes_slide.notes_text_frame.text


def _zip(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            assert re.fullmatch(r"[\w-]+(?:/[\w-]+)*\.\w+", name, re.ASCII), name
            if not name.endswith(".parquet"):
                yield from READERS[name.rpartition(".")[2]](packed.read(name))


def _json(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8")
    told = [json.loads(content)]
    while told:
        one = told.pop()
        inner = one if isinstance(one, list) else [*one.values()]
        told += [value for value in inner if isinstance(value, list | dict)]
        yield from (value for value in inner if isinstance(value, str))


def _txt(content: bytes) -> Iterator[str]:
    yield from content.decode("utf-8-sig").splitlines()


def _md(content: bytes) -> Iterator[str]:
    """Text that whoever opens it may read as Markdown, with elements of HTML in it."""
    text = content.decode("utf-8")
    assert READ_AS_MARKDOWN.search(text) is None, text
    assert tags(text) == []
    yield text


def _parts(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                yield packed.read(name)


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "svg": _svg,
    "png": _png,
    "html": _html,
    "pdf": _pdf,
    "pptx": _pptx,
    "zip": _zip,
    "json": _json,
    "md": _md,
    "txt": _txt,
}
