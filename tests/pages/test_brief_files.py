"""The workbook and the data package of a brief: what people and programs find in them."""

from __future__ import annotations

import hashlib
import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from imbang import paths
from imbang.briefs import areas, package, workbook
from imbang.briefs.model import (
    Asked,
    BigNumber,
    Brief,
    Earlier,
    Restated,
    Screen,
    Snapshot,
    Table,
)
from imbang.drawing import columns
from imbang.questions import asking
from imbang.questions.encoding import encode
from imbang.settings.letterhead import Letterhead
from imbang.store.snapshots import current_snapshot
from imbang.texts import use_language

from .conftest import CITY

ROWS = pd.DataFrame(
    {
        "region_code": ["63.71.01.1001", "63.71.02.1001"],
        "region_name": ["=HYPERLINK(1)", "Pasar Lama"],
        "ppks_persons": [40, None],
    }
)
TABLE = Table(
    "short",
    "Dua kelurahan tanpa PSM",
    "per kelurahan",
    ROWS,
    (columns.region("Kelurahan"), columns.number("ppks_persons", "PMKS")),
    "PMKS terbanyak",
    ("region_name",),
)


def brief(store: Path, *screens: Screen, asked: Asked | None = None) -> Brief:
    """A brief with these screens, of the store's snapshot."""
    found = current_snapshot(store)
    assert found is not None
    return Brief(
        asked=asked or Asked(CITY, "2024-06", "2023-06"),
        name="Kota Banjarmasin",
        level="regency",
        title="Bahan rapat Kota Banjarmasin",
        filters=(("Wilayah", "Kota Banjarmasin"), ("Bulan", "Juni 2024")),
        snapshot=Snapshot(found.id, "ab" * 32, str(found.manifest["made_at"])),
        letterhead=Letterhead("Dinas Sosial", (), "", "", "", "Asia/Makassar"),
        made_up="",
        screens=screens,
        method=("Rasio dihitung ulang di setiap tingkat.",),
        sources=("Laporan PMKS.",),
    )


def screen(key: str, name: str, *numbers: BigNumber) -> Screen:
    return Screen(
        key, name, f"+Pesan {key}", "cakupan_psm", ("Kalimat.",), numbers, (TABLE,)
    )


def taken(one: Brief) -> dict[str, list[tuple[object, ...]]]:
    """The sheets of the workbook by name, row by row."""
    book = load_workbook(io.BytesIO(workbook.as_workbook(one)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_workbook_has_messages_figures_tables_and_what_they_rest_on(
    tiny_store: Path,
) -> None:
    use_language("id")
    share = BigNumber("share", "Terlatih", "65,5 %", 0.655, "percent", "naik", "PSM")
    unknown = BigNumber("ratio", "PMKS per PSM", "–", None, "ratio")
    one = brief(
        tiny_store, screen("a", "Di mana: [kurang]?", share), screen("b", "B", unknown)
    )
    sheets = taken(one)
    assert list(sheets) == ["Pesan", "Angka", "Di mana   kurang", "B", "Keterangan"]
    told = [row[2] for row in sheets["Pesan"]]
    assert [t for t in told if t] == [
        "Isi",
        "+Pesan a",
        "Kalimat.",
        "+Pesan b",
        "Kalimat.",
    ]
    assert ("Di mana: [kurang]?", "Terlatih", 0.655, "65,5 %", "naik", "PSM") in sheets[
        "Angka"
    ]
    assert ("B", "PMKS per PSM", None, None, None, None) in sheets["Angka"]
    assert ("63.71.01.1001", "=HYPERLINK(1)") in [row[:2] for row in sheets["B"]]
    assert ("SHA-256", "ab" * 32) in sheets["Keterangan"]
    assert workbook.as_workbook(one) == workbook.as_workbook(one)


def test_sheets_of_one_name_are_told_apart_within_what_excel_takes(
    tiny_store: Path,
) -> None:
    long = "Yang panjang sekali sampai lewat batas Excel"
    names = list(taken(brief(tiny_store, *(screen(k, long) for k in "abc"))))
    assert len({name.casefold() for name in names}) == len(names) == 6
    assert max(map(len, names)) <= 31


def test_sentences_are_whole_in_a_wide_column_and_what_was_restated_is_among_them(
    tiny_store: Path,
) -> None:
    restated = Earlier("Kertas 12 Maret", (Restated("PSM", "880", "882", "baru"),))
    one = brief(tiny_store, replace(screen("a", "A"), sentences=("kata " * 60,)))
    book = load_workbook(
        io.BytesIO(workbook.as_workbook(replace(one, differs=(restated,))))
    )
    sheet = book["Pesan"]
    assert sheet.column_dimensions["C"].width > 100
    (cell,) = [c for (c,) in sheet["C1:C30"] if str(c.value).startswith("kata")]
    assert cell.alignment.wrap_text
    assert sheet.row_dimensions[cell.row].height >= 3 * 15
    told = [row[:3] for row in sheet.iter_rows(values_only=True)]
    assert ("Kertas 12 Maret", "Diperbaiki", restated.restated[0].sentence) in told


def test_nothing_in_the_workbook_runs(tiny_store: Path) -> None:
    content = workbook.as_workbook(brief(tiny_store, screen("a", "A")))
    book = load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value[:1] in "=+":
                    assert cell.quotePrefix


@pytest.fixture(scope="module")
def packed(tiny_store: Path) -> dict[str, bytes]:
    use_language("id")
    return package.files(
        brief(tiny_store, screen("a", "A")),
        partial(asking.ask_table, tiny_store),
        areas.of_store(tiny_store, CITY),
    )


def test_the_package_describes_every_file_it_has(packed: dict[str, bytes]) -> None:
    told = json.loads(packed["datapackage.json"])
    assert {one["path"] for one in told["resources"]} == set(packed) - {
        "datapackage.json",
        "BACA-DULU-README.txt",
    }
    for one in told["resources"]:
        content = packed[one["path"]]
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        names = [field["name"] for field in one["schema"]["fields"]]
        if one["format"] == "csv":
            assert names == content.decode().partition("\n")[0].split(",")
        else:
            assert names == pq.read_schema(io.BytesIO(content)).names
        assert all(field["description"] for field in one["schema"]["fields"])
    assert len({one["name"] for one in told["resources"]}) == len(told["resources"])


def test_the_package_holds_what_is_asked_on_the_command_line(
    packed: dict[str, bytes], tiny_store: Path
) -> None:
    for level in ("regency", "district", "village"):
        answer = asking.ask_table(
            tiny_store, "coverage", region=CITY, level=level, as_of="2024-06"
        )
        lines = encode(answer, "csv").decode().splitlines()
        assert set(lines) <= set(packed["coverage.csv"].decode().splitlines())
        rows = pd.read_parquet(io.BytesIO(packed["coverage.parquet"]))
        at_level = rows[rows["level"] == level].reset_index(drop=True)
        pd.testing.assert_frame_equal(
            at_level, answer.to_pandas(), check_dtype=False, check_column_type=False
        )


def test_the_map_holds_each_region_once_with_its_figures(
    packed: dict[str, bytes],
) -> None:
    villages = geopandas.read_parquet(io.BytesIO(packed["map_village.parquet"]))
    assert villages["region_code"].is_unique
    assert villages.geometry.is_valid.all()
    assert villages.crs is None  # hexagons lie nowhere on earth
    figures = villages.set_index("region_code")["ppks_persons"]
    assert figures["63.71.01.1002"] == 1230


def test_of_the_nation_there_are_provinces_and_regencies() -> None:
    assert package.levels("ID") == ("nation", "province", "regency")
    assert package.levels("63.71.01") == ("district", "village")


def test_every_column_described_is_one_of_an_answer(tiny_store: Path) -> None:
    """What no answer has any more is no longer described; a shared description is that of
    a column which some question does not describe itself."""
    told = tomllib.loads((paths.ANSWERS / "columns.toml").read_text("utf-8"))
    shared = told.pop("columns")
    asked = Asked(CITY, "2024-06", "2023-06")
    ask = partial(asking.ask_table, tiny_store)
    answers = {
        name: set(package.answer(name, asked, ask).column_names)
        for name in package.ANSWERS
    }
    used = set().union(
        *(names - told.get(q, {}).keys() for q, names in answers.items())
    )
    assert shared.keys() - used == set()
    for question, own in told.items():
        assert own.keys() - answers[question] == set()
    for both in (*shared.values(), *(b for own in told.values() for b in own.values())):
        indonesian, english = both
        assert indonesian
        assert english


def test_a_csv_of_an_answer_is_written_as_cell_by_cell() -> None:
    rows = {
        "text": ["=1", None, "=1", "a;=b", ""],
        "whole": [1, None, 3, 4, 5],
        "share": [0.1, -0.0, 0.0, None, 1e9],
        "is": [True, False, None, True, True],
        "day": [date(2024, 1, 2), None, None, None, None],
        "exact": [Decimal("1.50"), None, None, None, None],
    }
    assert encode(pa.table(rows), "csv").decode().splitlines() == [
        "text,whole,share,is,day,exact",
        "'=1,1,0.1,true,2024-01-02,1.5",
        ",,-0.0,false,,",
        "'=1,3,0.0,,,",
        "a;'=b,4,,true,,",
        ",5,1000000000.0,true,,",
    ]
