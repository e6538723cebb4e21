"""However headings, titles, names and units are shuffled: nothing becomes another thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.intake.files.books import sheet_of
from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import choose
from imbang.intake.headings.one_region import Place
from imbang.reference.kinds import load_kinds

# What tables are of, and the datasets that may be made of each: none, or asked.
OF_PEOPLE = ["Jumlah Penduduk", "Penduduk", "Proyeksi Penduduk", "jumlah_penduduk"]
OF_PARTS = [
    "Jumlah Penduduk Usia 60-64 Tahun",
    "Penduduk Miskin",
    "Jumlah Penduduk Perempuan",
    "Kepadatan Penduduk",
    "Jumlah Penduduk Wajib KTP",
    "Penduduk 65+",
    "Laju Pertumbuhan Penduduk",
]
OF_OTHERS = [
    "Jumlah Sekolah",
    "Jumlah Penerima PKH",
    "Banyaknya Rumah Ibadah",
    "Jumlah Keluarga Berisiko Stunting",
    "Perolehan Suara menurut Partai",
    "Luas Panen Padi menurut Kecamatan",
    "Jumlah Kepemilikan Akta Kelahiran",
]
OF_LISTS = ["Rekap DTKS", "Jumlah Individu DTSEN", "KK DTKS", "Penduduk dalam DTKS"]
KINDS = {
    "ppks": [f"Jumlah {kind.label_id}" for kind in load_kinds("ppks_kinds").values()],
    "pillar_counts": [
        f"Jumlah {kind.label_id}" for kind in load_kinds("pillar_kinds").values()
    ],
}
MEANT: list[tuple[str, str | None]] = [
    *((line, "population") for line in OF_PEOPLE),
    *((line, None) for line in (*OF_PARTS, *OF_OTHERS)),
    *((line, "national_list") for line in OF_LISTS),
    *((line, key) for key, lines in KINDS.items() for line in lines),
]
AFTER = [
    "",
    " Menurut Kecamatan",
    " di Kota Banjarmasin Tahun 2023",
    ", 2023",
    " (Jiwa)",
]
FIGURES = ["Jumlah", "Jumlah Jiwa", "Jml", "jumlah", "JUMLAH", "Jiwa", "Banyaknya"]
REGIONS = [["Kode Wilayah"], ["Kecamatan"], ["Kode Kecamatan", "Kecamatan"]]
CODES = [("63.71.01", "Banjarmasin Selatan"), ("63.71.02", "Banjarmasin Timur")]
WRITTEN = st.sampled_from([str, str.upper, str.lower, str.title])


@st.composite
def tables(draw: st.DrawFn) -> tuple[Sheet, str, list[str | None]]:
    """A sheet of regions and figures, its file's name, and what it may be taken for."""
    lines = draw(st.lists(st.sampled_from(MEANT), min_size=1, max_size=2))
    places = draw(st.permutations(["title", "title", "sheet", "file", "heading"]))
    said: dict[str, list[str]] = {"title": [], "sheet": [], "file": [], "heading": []}
    for (line, _key), place in zip(lines, places, strict=False):
        after = draw(st.sampled_from(AFTER)) if place == "title" else ""
        said[place].append(draw(WRITTEN)(line + after))
    heading = said["heading"][0] if said["heading"] else draw(st.sampled_from(FIGURES))
    columns = [*draw(st.sampled_from(REGIONS)), "Tahun", heading]
    order = draw(st.permutations(columns))
    rows = [
        [
            code if "kode" in name.lower() else
            place if name == "Kecamatan" else
            "2023" if name == "Tahun" else "5"
            for name in order
        ]
        for code, place in CODES
    ]  # fmt: skip
    made = sheet_of([*([title] for title in said["title"]), [*order], *rows])
    name = said["sheet"][0][:31] if said["sheet"] else "Sheet1"
    file = said["file"][0].replace(" ", "_") if said["file"] else "data"
    return Sheet(name, made.columns, made.height), file, [key for _line, key in lines]


@settings(max_examples=150, deadline=None)
@given(tables())
def test_a_table_is_what_it_says_or_asked_or_refused(table) -> None:
    sheet, file, may_be = table
    found = choose(sheet, Place(Path(f"{file}.csv")), None, {}).chosen
    if found is None or found.against is not None:
        return
    assert found.dataset.key in may_be


@pytest.mark.parametrize(("line", "key"), MEANT)
def test_a_title_alone_says_what_is_counted(line, key) -> None:
    rows = [["Kecamatan", "Tahun", "Jumlah"], ["Banjarmasin Selatan", "2023", "5"]]
    made = sheet_of([[line], *rows])
    sheet = Sheet("Sheet1", made.columns, made.height)
    found = choose(sheet, Place(Path("data.csv")), None, {}).chosen
    is_it = found is not None and found.against is None
    assert (found.dataset.key if found is not None and is_it else None) == key


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([line for line, key in MEANT if key != "population"]), WRITTEN)
def test_one_line_that_is_not_of_inhabitants_makes_no_population(line, write) -> None:
    rows = [["Kecamatan", "Tahun", "Jumlah"], ["Banjarmasin Selatan", "2023", "5"]]
    made = sheet_of([[write(line)], *rows])
    for name, file in [("Sheet1", "data"), ("Sheet1", "Jumlah Penduduk 2023")]:
        sheet = Sheet(name, made.columns, made.height)
        found = choose(sheet, Place(Path(f"{file}.csv")), None, {}).chosen
        is_it = found is not None and found.against is None
        assert not (is_it and found is not None and found.dataset.key == "population")
