"""What a sheet is rests on what it says: its headings, titles, names and units."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.intake.files.books import sheet_of
from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Choice, choose
from imbang.intake.headings.one_region import Place
from imbang.reference.datasets import load_datasets
from imbang.reference.kind_labels import meaning_of
from imbang.reference.toml_records import DatasetError

A, B = "63.71.01", "63.71.02"


def sheet(title: str, *heading: str, name: str = "Sheet1", unit: str = "") -> Sheet:
    """A sheet of two regions with figures; the unit stands in a column of its own."""
    more = [["Satuan"], [unit], [unit]] if unit else [[], [], []]
    rows = [
        [*heading, *more[0]],
        *(
            [code, *["5"] * (len(heading) - 1), *cells]
            for code, cells in zip((A, B), more[1:], strict=True)
        ),
    ]
    made = sheet_of([[title], *rows] if title else rows)
    return Sheet(name, made.columns, made.height)


def chosen(
    sheet: Sheet,
    *,
    file: str = "office.xlsx",
    asked: str | None = None,
    given: dict[str, str] | None = None,
) -> Choice:
    """What a sheet is taken for."""
    return choose(sheet, Place(Path(file)), asked, given or {})


def key(choice: Choice) -> str | None:
    """The dataset that is chosen and that nothing speaks against."""
    one = choice.chosen
    return one.dataset.key if one and one.against is None else None


FIGURES = ("Kode Wilayah", "Jumlah")


@pytest.mark.parametrize(
    "title",
    [
        "JUMLAH PENDUDUK MENURUT KECAMATAN TAHUN 2023",
        "Tabel 17. Jumlah Penduduk Menurut Kelompok Usia dan Kecamatan di Kota Banjarmasin",
        "Penduduk Kota Banjarmasin",
        "Proyeksi Penduduk Kalimantan Selatan",
        "Jumlah Penduduk dan Rumah Tangga",
        "Penduduk, Laju Pertumbuhan, dan Kepadatan Penduduk Menurut Kecamatan",
    ],
)
def test_a_title_that_speaks_of_inhabitants(title) -> None:
    assert key(chosen(sheet(title, *FIGURES))) == "population"


@pytest.mark.parametrize(
    "title",
    [
        "JUMLAH PENDUDUK USIA 60-64 TAHUN MENURUT KECAMATAN",
        "Jumlah Penduduk Miskin",
        "Jumlah Penduduk Perempuan",
        "Kepadatan Penduduk Menurut Kecamatan",
        "Jumlah Sekolah Menurut Kecamatan",
        "Rekap DTKS",
        "Penerima PKH menurut Kecamatan",
        "Luas Wilayah",
        "Jumlah Desa menurut Keberadaan Karang Taruna",
        "Dinas Kependudukan dan Pencatatan Sipil",
    ],
)
def test_a_title_that_speaks_of_something_else(title) -> None:
    table = sheet(title, *FIGURES)
    assert key(chosen(table)) != "population"
    named = Sheet("Data", table.columns, table.height)
    assert key(chosen(named, file="data.xlsx")) != "population"


@pytest.mark.parametrize("name", ["60-64", "Perempuan", "Lansia 60+", "TKSK", "DTKS"])
def test_a_sheet_called_after_something_else(name) -> None:
    table = sheet("", *FIGURES, name=name)
    assert key(chosen(table, file="Jumlah Penduduk 2023.xlsx")) != "population"


def test_the_file_speaks_where_the_sheet_says_nothing() -> None:
    table = sheet("", *FIGURES)
    assert key(chosen(table, file="od_17044_jumlah_penduduk_v1.csv")) == "population"
    assert key(chosen(table, file="resiko_stunting.csv")) is None
    assert key(chosen(table, file="lanjut_usia_terlantar.csv")) == "ppks"
    titled = sheet("Penerima PKH", *FIGURES)
    assert key(chosen(titled, file="penduduk.xlsx")) is None


def test_nothing_says_what_it_is_and_it_is_asked() -> None:
    choice = chosen(sheet("", *FIGURES))
    assert [c.dataset.key for c in choice.untold] == ["population"]
    assert key(choice) is None
    assert key(chosen(sheet("", *FIGURES), asked="population")) == "population"


def test_what_the_officer_says_overrules_all_but_a_title_or_unit() -> None:
    schools = sheet("Jumlah Sekolah", *FIGURES)
    choice = chosen(schools, asked="population")
    assert choice.chosen is not None
    assert choice.chosen.against == "Jumlah Sekolah"
    assert key(chosen(schools, given={"Jumlah": "inhabitants"})) == "population"
    dense = sheet("", "Kode Wilayah", "Jumlah Penduduk", unit="JIWA/KM2")
    assert key(chosen(dense)) is None
    assert key(chosen(sheet("", "Kode Wilayah", "Jumlah Penduduk", unit="JIWA")))


@pytest.mark.parametrize(
    ("title", "name", "dataset", "kind"),
    [
        (
            "JUMLAH LANJUT USIA TERLANTAR MENURUT KECAMATAN",
            "Sheet1",
            "ppks",
            "neglected_elderly",
        ),
        (
            "Jumlah Penduduk Penyandang Disabilitas",
            "Sheet1",
            "ppks",
            "person_with_disability",
        ),
        ("Data PMKS", "Pemulung", "ppks", "scavenger"),
        ("", "PSM", "pillar_counts", "psm"),
        ("", "KT", "pillar_counts", "karang_taruna"),
        (
            "Karang Taruna di Kota Banjarmasin 2023",
            "x",
            "pillar_counts",
            "karang_taruna",
        ),
    ],
)
def test_the_kind_stands_beside_the_table(title, name, dataset, kind) -> None:
    choice = chosen(sheet(title, *FIGURES, name=name))
    assert key(choice) == dataset
    assert choice.chosen is not None and choice.chosen.kind is not None
    assert choice.chosen.kind.is_sure
    said = {value.says["kind"] for value in choice.chosen.headings.values}
    which = choice.chosen.dataset.column("kind").type + "s"
    assert {meaning_of(text, which).kind.key for text in said} == {kind}


def test_others_alone_are_no_table_of_kinds() -> None:
    """A village's revenue by source, the last column of which is 'lainnya'."""
    revenue = sheet("", "Kode Wilayah", "Tahun", "pad", "dana_desa", "lainnya")
    assert key(chosen(revenue, file="pendapatan_desa.xlsx")) is None
    kinds = sheet("", "Kode Wilayah", "Tahun", "Pemulung", "lainnya")
    assert key(chosen(kinds)) == "ppks"


@pytest.mark.parametrize(
    "file", ["piramida_penduduk", "jumlah_penduduk_agama", "data_penduduk_jk"]
)
def test_a_heading_that_says_it_and_a_file_of_a_split(file) -> None:
    table = sheet("", "Kode Wilayah", "jumlah_penduduk")
    assert key(chosen(table, file=f"{file}.csv")) == "population"
    assert key(chosen(table, file="penduduk_miskin.csv")) is None
    assert key(chosen(table, file="penduduk usia 60 tahun.csv")) is None


def test_the_unit_says_the_kind() -> None:
    choice = chosen(sheet("", *FIGURES, unit="Pemulung"))
    assert key(choice) == "ppks"


@pytest.mark.parametrize(
    "title", ["Jumlah Anggota Karang Taruna", "Gelandangan dan Pengemis"]
)
def test_a_kind_among_other_words_is_not_sure(title) -> None:
    one = chosen(sheet(title, *FIGURES)).chosen
    assert one is not None and one.kind is not None and not one.kind.is_sure


def test_the_title_and_the_sheet_name_two_kinds() -> None:
    one = chosen(sheet("Jumlah Pemulung", *FIGURES, name="Pengemis")).chosen
    assert one is not None and one.kind is not None and not one.kind.is_sure


def test_elderly_by_district_go_in_whole(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["JUMLAH LANJUT USIA TERLANTAR MENURUT KECAMATAN TAHUN 2023"],
            ["Kecamatan", "Laki-laki", "Perempuan", "Jumlah"],
            ["Banjarmasin Selatan", 2, 3, 5],
            ["Banjarmasin Timur", 1, 1, 2],
        ],
        "Sheet1",
        region="63.71",
    )
    assert found(report) == []
    (draft,) = report.drafts
    assert draft.dataset == "ppks"
    assert [
        (row["region_code"], row["kind"], row["count"])
        for row in draft.table.to_pylist()
    ] == [(A, "neglected_elderly", 5), ("63.71.02", "neglected_elderly", 2)]


def test_what_is_not_counted_is_refused_in_one_sentence(check, tmp_path) -> None:
    """As a city's portal publishes recipients, risks and density."""
    head = "id,kode_provinsi,nama_provinsi,bps_kode_kecamatan,bps_nama_kecamatan"
    first = "1,63,KALIMANTAN SELATAN,6371010,BANJARMASIN SELATAN"
    files = {
        "kpm_bansos": ("jenis_bansos,jumlah_kpm,satuan", "BPNT,3,KELUARGA", "kpm"),
        "resiko_stunting": ("kategori,jumlah,satuan", "BERISIKO,3,KELUARGA", "resiko"),
        "kepadatan_penduduk": ("kepadatan_penduduk,satuan", "234,JIWA/KM2", "kepad"),
    }
    for name, (columns, cells, _word) in files.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{head},{columns},tahun\n" + f"{first},{cells},2022\n" * 3)
        report = check(path)
        assert [p.rule for p in report.problems] == ["not_counted"], report.problems
        assert not report.questions


def test_evidence_is_of_one_dataset(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "datasets"
    folder.mkdir()
    for path in Path("data/datasets").glob("*.toml"):
        text = path.read_text("utf-8")
        if path.stem == "ppks":
            text = text.replace('evidence = ["PMKS"', 'evidence = ["Penduduk"')
        (folder / path.name).write_text(text, "utf-8")
    with pytest.raises(DatasetError, match="Penduduk"):
        load_datasets(folder)
    bare = (folder / "population.toml").read_text("utf-8").splitlines()
    kept = [line for line in bare if not line.startswith("evidence")]
    (folder / "population.toml").write_text("\n".join(kept), "utf-8")
    with pytest.raises(DatasetError, match="needs evidence"):
        load_datasets(folder / ".." / "datasets")
