"""Signs that hide, turn lines, tower or obey a terminal do so nowhere: one case a door."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pandas as pd
import pptx
import pyarrow as pa
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from imbang.briefs.deck import shapes
from imbang.briefs.paper import sheets, typesetting
from imbang.cli.main import app
from imbang.drawing import columns, downloads
from imbang.drawing.downloads import About
from imbang.drawing.paper import picture
from imbang.intake.files.books import read_book
from imbang.intake.files.sources import Source
from imbang.questions.encoding import encode
from imbang.refusals import Misuse, Refusal
from imbang.settings.letterhead import Letterhead
from imbang.store import named
from imbang.store.deliveries import Store
from imbang.store.workspace import SETTING, Workspace
from imbang.texts import _
from imbang.texts.signs import isolated, printable, visible

TURNED = "a\u202egnp.exe\u202c\u2066b\u2069\u200fc"
ARABIC = "\u0645\u062d\u0645\u062f"
OBEYED = "a\x1b[2J\x07\x9b31m\x00b\ufffe"
CASES = {
    TURNED: "agnp.exebc",
    "a\u200bb\u2060c\ufeffd\xade\U000e0041": "abcde",
    "Z" + 30 * "\u0336": "Z" + 4 * "\u0336",
    OBEYED: "a[2J31mb\ufffd",
    "a\r\nb\rc\u2028d\x0be": "a\nb\nc d e",
    "\ud800": "\ufffd",
    "\u3164\u2800": "  ",
    "a\u200db\ufe0f": "ab",
    # what has a meaning stays
    "Ny. Śrī Hậu, ꦗꦮ\u200dꦶ": "Ny. Śrī Hậu, ꦗꦮ\u200dꦶ",
    "👩\u200d🏫 ❤\ufe0f": "👩\u200d🏫 ❤\ufe0f",
    "مُحَمَّد": "مُحَمَّد",
    "a\tb\nc": "a\tb\nc",
    "": "",
}


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_what_is_read_is_all_there_is(text: str) -> None:
    assert visible(text) == CASES[text]


@given(st.text(st.characters(codec=None), max_size=60))
def test_once_is_enough_and_every_format_can_hold_it(text: str) -> None:
    seen = visible(text)
    assert visible(seen) == seen == printable(seen)
    assert len(seen) <= len(text)
    seen.encode("utf-8")
    ET.fromstring(f"<a>{printable(text).replace('&', '').replace('<', '')}</a>")


def test_a_name_from_the_right_turns_nothing_around_it() -> None:
    assert isolated("Budi é") == "Budi é"
    told = _("There is no setting {key}. There are: {keys}.", key=ARABIC, keys="a")
    assert f" \u2068{ARABIC}\u2069. " in told
    assert told.count("\u2068") == 1


def test_cells_sheets_and_files_come_in_so() -> None:
    content = f"Nama,{TURNED}\n\u3000\u2800,x\n{OBEYED.replace(chr(0), '')},x\n"
    [sheet] = read_book("a.csv", content.encode()).sheets
    assert sheet.row(0) == ["Nama", "agnp.exebc"]
    assert sheet.row(1) == ["", "x"]  # blank, for who looks
    assert sheet.row(2) == ["a[2J31mb\ufffd", "x"]
    assert Source(f"{TURNED}\n\x1b.xlsx", b"").name == "agnp.exebc .xlsx"


def test_what_people_type_is_kept_so_and_a_lookalike_is_the_same(
    tmp_path: Path,
) -> None:
    workspace = Workspace(tmp_path)
    workspace.put(SETTING, "x", {TURNED: [TURNED, 1]}, by=TURNED)
    [change] = workspace.changes()
    assert change.after == {"agnp.exebc": ["agnp.exebc", 1]}
    assert change.changed_by == "agnp.exebc"
    named.save(workspace, "scenario", "Rencana", 1, by="a")
    named.save(workspace, "scenario", "Ren\u200bca\u202ena", 2, by="a")
    assert [*named.kept(workspace, "scenario")] == ["Rencana"]
    for empty in ("", "  ", "\u200b\u3164"):
        with pytest.raises(Misuse):
            named.save(workspace, "scenario", empty, 1, by="a")
    store = Store(tmp_path / "store")
    store.withdraw([], by=TURNED)
    [delivery] = store.deliveries()
    assert delivery.manifest["recorded_by"] == "agnp.exebc"


@pytest.mark.parametrize("kind", [Refusal, Misuse])
def test_a_refusal_obeys_nobody(kind: type[Exception]) -> None:
    assert str(kind(f"{OBEYED} {TURNED}")) == "a[2J31mb\ufffd agnp.exebc"


def test_a_terminal_is_told_nothing_it_obeys(tmp_path: Path) -> None:
    bad = tmp_path / "a\x1b[2J\x07.csv"
    bad.write_text("\x1b[31mx,y\n1,2\n", "utf-8")
    done = CliRunner().invoke(app, ["check", str(bad)])
    assert "[2J" in done.output  # the name is told
    assert not set(done.output) & {"\x1b", "\x07", "\x9b"}
    answer = pa.table({"name": [OBEYED], "n": [1]})
    for form in ("table", "csv", "json"):
        told = encode(answer, form).decode()
        assert printable(told) == told
    assert json.loads(encode(answer, "json"))[0]["n"] == 1


def test_files_of_texts_kept_before_open_all_the_same() -> None:
    """As stores of earlier versions hold them: neither PDF, slide, picture nor workbook
    takes a control."""
    text = OBEYED + " $x_1$ #set [b] <i> & --><script>\\alpha"
    stands = "a[2J31mb\ufffd $x_1$ #set [b] <i> & --><script>\\alpha"
    rows = pd.DataFrame({"name": [text]})
    heading = [columns.name("name", text)]
    frame = picture.Frame(text, text, [text])
    content = picture.to_svg(picture.table(rows, heading, frame), title=text, alt=text)
    nodes = [*ET.fromstring(content).iter()]
    assert [one.text for one in nodes].count(stands) == 3  # letters are drawn as curves
    assert not {"script", "i"} & {one.tag.rpartition("}")[2] for one in nodes}
    book = downloads.as_workbook(rows, heading, {"x": rows}, about=About(text))
    assert b"<f>" not in book
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = shapes.Box(0, 0, 5, 1)
    shapes.write(slide, [shapes.Line(text, 12)], box)
    assert slide.shapes[0].text_frame.text == stands
    head = sheets.head(
        Letterhead(text, (text,), text, text, text, ""), date(2024, 6, 1)
    )
    letter = {
        **head,
        "lang": "id",
        **dict.fromkeys(("title", "description", "foot", "place"), text),
        **{part: [text] for part in ("to", "before", "after")},
        "owed": sheets.table(heading, rows.to_dict("records")),
    }
    page = typesetting.typeset("letter.typ", letter)
    read = " ".join(pypdf.PdfReader(io.BytesIO(page)).pages[0].extract_text().split())
    assert read.count("$x_1$ #set [b] <i> & --><script>\\alpha") >= 8
