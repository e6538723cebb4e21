"""Columns of regions as portals and offices call them, and which of them says a row's.

Bandung Kidul is 32.73.21; Kujangsari its village 32.73.21.1004, Wates 32.73.21.1002.
"""

from __future__ import annotations

import pytest

from imbang.intake.headings.region_columns import level_in, region_column

COUNT = ["Tahun", "Jumlah Penduduk"]
BOTH = [
    "kode_provinsi",
    "nama_provinsi",
    "bps_kode_kabupaten_kota",
    "bps_nama_kabupaten_kota",
    "bps_kode_kecamatan",
    "bps_nama_kecamatan",
    "bps_kode_desa_kelurahan",
    "bps_desa_kelurahan",
    "kemendagri_kode_kecamatan",
    "kemendagri_nama_kecamatan",
    "KODE_KD",
    "kemendagri_nama_desa_kelurahan",
]
CITY = ["32", "JAWA BARAT", "3273", "KOTA BANDUNG", "3273080", "BANDUNG KIDUL"]
KIDUL = ["32.73.21", "BANDUNG KIDUL"]


def both(bps: str | None, name: str | None, code: str | None, own: str) -> list[object]:
    """One village with its codes of both systems."""
    return [*CITY, bps, name, *KIDUL, code, own]


def regions_of(report) -> list[str]:
    return [c for d in report.drafts for c in d.table["region_code"].to_pylist()]


def told(report, rule: str) -> list[tuple[str, int | None, str]]:
    return [(p.severity, p.row, p.message) for p in report.problems if p.rule == rule]


@pytest.mark.parametrize(
    ("heading", "key", "system", "level"),
    [
        ("kode_provinsi", "region_code", None, "province"),
        ("nama_kabupaten_kota", "region_name", None, "regency"),
        ("bps_kode_kabupaten_kota", "region_code", "bps", "regency"),
        ("bps_desa_kelurahan", "region_name", "bps", "village"),
        ("kemendagri_kode_desa_kelurahan", "region_code", "kemendagri", "village"),
        ("KEMENDAGRI_NAMA_KECAMATAN", "region_name", "kemendagri", "district"),
        ("Kode Kecamatan (BPS)", "region_code", "bps", "district"),
        ("desa_kelurahan_kode_bps", "region_code", "bps", "village"),
        ("KODE_KD", "region_code", None, "village"),
        ("KODE_KEC", "region_code", None, "district"),
        ("kd_desa", "region_code", None, "village"),
        ("kdkab", "region_code", None, "regency"),
        ("kodewilayah", "region_code", None, None),
        ("namaprov", "region_name", None, "province"),
        ("NamaKab", "region_name", None, "regency"),
        ("namakec", "region_name", None, "district"),
        ("namakel", "region_name", None, "village"),
        ("namadesa", "region_name", None, "village"),
        ("kabkot", "region_name", None, "regency"),
        ("desa_kel", "region_name", None, "village"),
        ("WADMKC", "region_name", None, "district"),
        ("KDEPUM", "region_code", "kemendagri", "village"),
        ("nmkec", "region_name", None, "district"),
        ("Wilayah Tugas", "region_name", None, None),
        ("Desa / Kelurahan (domisili)", "region_name", None, "village"),
    ],
)
def test_headings_of_portals(heading, key, system, level) -> None:
    column = region_column(heading)
    assert column is not None
    assert (column.key, column.system, column.level) == (key, system, level)


@pytest.mark.parametrize(
    "heading",
    [
        "Kode",
        "Nama",
        "Wilayah",
        "BPS",
        "Kel.",
        "Kode Pos",
        "Nama Kepala Desa",
        "Nama Tugas",
        "Lokasi",
        "Kode Kegiatan",
        "jenis_wilayah",
        "Jumlah Desa",
        "Luas Wilayah",
        "Kode/Nama Desa",
        "Kelompok Umur",
        "Desa 2023",
        "kode " * 40,
        "",
    ],
)
def test_other_headings_are_none(heading) -> None:
    assert region_column(heading) is None


def test_a_level_is_heard_among_other_words() -> None:
    assert level_in("Kecamatan Lokasi Tugas") == "district"
    assert level_in("Nama Kepala Desa") == "village"
    assert level_in("Keterangan") is None


def test_codes_of_both_systems_side_by_side(check_sheet, found) -> None:
    rows = [
        [*both("3273080004", "KUJANGSARI", "32.73.21.1004", "KUJANGSARI"), 2023, 9],
        [*both("3273080001", "WATES", "32.73.21.1002", "WATES"), 2023, 8],
    ]
    report = check_sheet([[*BOTH, *COUNT], *rows], sheet="Penduduk")
    assert found(report) == []
    assert regions_of(report) == ["32.73.21.1004", "32.73.21.1002"]


def test_every_dataset_knows_them(check_sheet) -> None:
    head = ["namaprov", "namakab", "namakec", "namakel"]
    place = ["JAWA BARAT", "KOTA BANDUNG", "BANDUNG KIDUL", "WATES"]
    report = check_sheet(
        [[*head, "Jenis PMKS", "Tahun", "Jumlah"], [*place, "Pemulung", 2023, 4]]
    )
    assert [(d.dataset, d.office) for d in report.drafts] == [("ppks", "32.73")]
    assert regions_of(report) == ["32.73.21.1002"]


def test_kinds_across_beside_them(check_sheet) -> None:
    head = ["kode_kecamatan", "namakec", "Tahun", "Pemulung", "Gelandangan"]
    report = check_sheet([head, ["32.73.21", "BANDUNG KIDUL", 2023, 4, 5]])
    assert regions_of(report) == ["32.73.21"] * 2


def test_the_file_itself_says_what_a_bps_code_means(check_sheet) -> None:
    """In the third row the code of Kemendagri is missing, and the name is a short one."""
    rows = [
        [*both("3273080004", "KUJANGSARI", "32.73.21.1004", "KUJANGSARI"), 2021, 9],
        [*both("3273080001", "WATES", "32.73.21.1002", "WATES"), 2021, 8],
        [*both("3273080004", "KJSR", None, "KJSR"), 2022, 7],
    ]
    report = check_sheet([[*BOTH, *COUNT], *rows], sheet="Penduduk")
    assert regions_of(report) == ["32.73.21.1004", "32.73.21.1002", "32.73.21.1004"]


def test_a_bps_code_that_no_row_explains_is_found_by_its_name(check_sheet) -> None:
    rows = [
        [*both("3273080004", "KUJANGSARI", "32.73.21.1004", "KUJANGSARI"), 2023, 9],
        [*both("3273080001", "WATES", None, "WATES"), 2023, 8],
    ]
    report = check_sheet([[*BOTH, *COUNT], *rows], sheet="Penduduk")
    assert regions_of(report) == ["32.73.21.1004", "32.73.21.1002"]


def test_a_bps_code_beside_two_regions_is_told_and_teaches_nothing(check_sheet) -> None:
    rows = [
        [*both("3273080004", "KUJANGSARI", "32.73.21.1004", "KUJANGSARI"), 2021, 9],
        [*both("3273080004", "WATES", "32.73.21.1002", "WATES"), 2021, 8],
        [*both("3273080004", "WATES", None, "WATES"), 2022, 8],
    ]
    report = check_sheet([[*BOTH, *COUNT], *rows], sheet="Penduduk")
    ((severity, _row, message),) = told(report, "region_bridge")
    assert severity == "warning"
    assert "Kujangsari (32.73.21.1004) (rows: 1)" in message
    assert "Wates (32.73.21.1002) (rows: 1)" in message
    assert regions_of(report) == ["32.73.21.1004", "32.73.21.1002", "32.73.21.1002"]


def test_codes_and_names_of_bps_at_every_level(check_sheet, found) -> None:
    head = ["kode_kabupaten", "Kabupaten/Kota", "kode_kecamatan", "Kecamatan"]
    head += ["kode_desa", "Kelurahan/Desa", *COUNT]
    place = ["3273", "KOTA BANDUNG", "3273080", "BANDUNG KIDUL"]
    rows = [
        [*place, "3273080004", "KUJANGSARI", 2023, 9],
        [*place, "3273080001", "WATES", 2023, 8],
    ]
    report = check_sheet([head, *rows], sheet="Penduduk")
    assert found(report) == []
    assert regions_of(report) == ["32.73.21.1004", "32.73.21.1002"]


# --- code and name that contradict each other -------------------------------------------


def pmks(*rows: list[object]) -> list[list[object]]:
    head = ["Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Tahun", "Jumlah"]
    return [head, *([*row, "Pemulung", 2023, 4] for row in rows)]


CIREBON = pmks(
    ["32.77", "KOTA CIREBON"],
    ["32.73", "Kota Bandung"],
    ["32.01", "Bogor"],
    ["32.04", "Kab. Bandng"],  # a slip is no contradiction
)


def test_code_and_name_of_two_regions_are_asked(check_sheet, found) -> None:
    report = check_sheet(CIREBON)
    assert found(report) == [("error", 2, "Nama Wilayah", "region_contradiction")]
    (question,) = report.questions
    assert (question.about, question.text) == ("region", "32.77 KOTA CIREBON")
    assert question.asked == "Which region is meant by “32.77” beside “KOTA CIREBON”?"
    assert [(a.key, a.effect) for a in question.offered] == [
        ("32.74", "the rows are read as Kota Cirebon (32.74): the name is right"),
        ("32.77", "the rows are read as Kota Cimahi (32.77): the code is right"),
    ]
    assert "Kota Cimahi" in report.problems[0].message


@pytest.mark.parametrize("code", ["32.74", "32.77"])
def test_either_can_be_said(check_sheet, found, code) -> None:
    report = check_sheet(CIREBON, labels={"32.77 KOTA CIREBON": code})
    assert found(report) == []
    assert regions_of(report) == [code, "32.73", "32.01", "32.04"]


def test_the_answer_is_about_that_pair_alone(check_sheet) -> None:
    rows = [*CIREBON, ["32.74", "Kota Cirebon", "Gelandangan", 2023, 1]]
    report = check_sheet(rows, labels={"32.77 KOTA CIREBON": "32.77"})
    assert regions_of(report)[-1] == "32.74"


def test_one_question_for_all_rows_of_a_pair(check_sheet) -> None:
    rows = [CIREBON[0], *(["32.77", "KOTA CIREBON", k, 2023, 1] for k in KINDS)]
    report = check_sheet(rows)
    (question,) = report.questions
    assert question.rows == (2, 3, 4)


KINDS = ["Pemulung", "Gelandangan", "Pengemis"]


def test_a_villages_code_lies_elsewhere_than_the_rest_of_the_row(check_sheet) -> None:
    """The kecamatan's code and the names say Sukaraja in Cicendo, the village's not."""
    head = ["kode_kecamatan", "namakec", "KODE_KD", "namakel", *COUNT]
    rows = [
        ["32.73.06", "CICENDO", "32.73.27.1001", "SUKARAJA", 2023, 5],
        ["32.73.21", "BANDUNG KIDUL", "32.73.21.1002", "WATES", 2023, 8],
    ]
    report = check_sheet([head, *rows], sheet="Penduduk")
    (question,) = report.questions
    assert [a.key for a in question.offered] == ["32.73.06.1006", "32.73.27.1001"]
    said = check_sheet(
        [head, *rows],
        sheet="Penduduk",
        labels={question.text: "32.73.06.1006"},
    )
    assert regions_of(said) == ["32.73.06.1006", "32.73.21.1002"]


def test_a_kecamatan_beside_a_village_that_its_name_confirms_is_told(
    check_sheet,
) -> None:
    head = ["kode_kecamatan", "KODE_KD", "namakel", *COUNT]
    rows = [["32.73.24", "32.73.30.1004", "SINDANG JAYA", 2023, 5]]
    report = check_sheet([head, *rows], sheet="Penduduk")
    assert regions_of(report) == ["32.73.30.1004"]
    ((severity, row, message),) = told(report, "region_name")
    assert (severity, row) == ("warning", 2)
    assert "Arcamanik" in message


# --- how codes are written --------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("32. 04. 05", "32.04.05"),
        ("32 04 05", "32.04.05"),
        ("32 - 04 - 05", "32.04.05"),
        ("'32.04", "32.04"),
        ("’32.04.05.", "32.04.05"),
        ("3204000000", "32.04"),
        ("32.04.05.0000", "32.04.05"),
        (3511012004.0000005, "35.11.01.2004"),
        ("3511012004.0000005", "35.11.01.2004"),
        ("3511012003.9999995", "35.11.01.2004"),
    ],
)
def test_written_forms(check_sheet, found, written, code) -> None:
    report = check_sheet(pmks([written, None]))
    assert found(report) == []
    assert regions_of(report) == [code]


@pytest.mark.parametrize("written", ["32.0004", "3204.5", "32.00.05"])
def test_what_is_no_code_stays_none(check_sheet, found, written) -> None:
    assert found(check_sheet(pmks([written, None]))) == [
        ("error", 2, "Kode Wilayah", "region")
    ]


# --- the table of BPS' codes: where names leave it open ----------------------------------


def test_without_a_name_the_table_says_it(check_sheet, found) -> None:
    head = ["bps_kode_kecamatan", "bps_kode_desa_kelurahan", *COUNT]
    report = check_sheet([head, ["3273080", "3273080001", 2023, 8]], sheet="Penduduk")
    assert found(report) == []
    assert regions_of(report) == ["32.73.21.1002"]


def test_a_name_counts_before_the_table(check_sheet, found) -> None:
    """To the table 3273080001 is Wates; the row names its neighbour."""
    head = ["bps_kode_desa_kelurahan", "bps_desa_kelurahan", *COUNT]
    rows = [["3273080001", "KUJANGSARI", 2023, 8]]
    report = check_sheet([head, *rows], sheet="Penduduk")
    assert found(report) == []
    assert regions_of(report) == ["32.73.21.1004"]


def test_the_table_is_offered_first_for_a_name_that_is_not_known(check_sheet) -> None:
    head = ["bps_kode_desa_kelurahan", "bps_desa_kelurahan", *COUNT]
    rows = [["3273080001", "XQZW", 2023, 8]]
    (question,) = check_sheet([head, *rows], sheet="Penduduk").questions
    assert question.offered[0].key == "32.73.21.1002"


# --- what real files do -----------------------------------------------------------------


def test_a_village_called_like_a_heading_begins_no_table(check_sheet, found) -> None:
    """Sumber is a kecamatan of Cirebon and a kelurahan in it; 'Sumber' is a heading too."""
    sumber = ["32.09.15", "SUMBER", "32.09.15.1004", "SUMBER", "SUMBER", 2023, 9]
    head = ["kode_kecamatan", "namakec", "KODE_KD", "namakel", "bps_desa_kelurahan"]
    other = ["32.09.15", "SUMBER", "32.09.15.1006", "KALIWADAS", "KALIWADAS", 2023, 8]
    rows = [[*head, *COUNT], other, sumber, [*other[:5], 2022, 7]]
    report = check_sheet(rows, sheet="Penduduk")
    assert sum(len(d.table) for d in report.drafts) == 3


def test_a_villages_name_that_is_not_clear_is_not_its_kecamatan(check_sheet) -> None:
    head = ["kode_kecamatan", "namakec", "namakel", *COUNT]
    rows = [
        ["32.73.21", "BANDUNG KIDUL", "WATES", 2023, 8],
        ["32.73.21", "BANDUNG KIDUL", "XQZW", 2023, 9],
    ]
    report = check_sheet([head, *rows], sheet="Penduduk")
    (question,) = report.questions
    assert question.text == "XQZW"
    said = check_sheet(
        [head, *rows], sheet="Penduduk", labels={"XQZW": "32.73.21.1004"}
    )
    assert regions_of(said) == ["32.73.21.1002", "32.73.21.1004"]


def test_the_place_served_counts_before_the_home(check_sheet, found) -> None:
    head = ["Nama Lengkap", "Jenis Pilar", "Kabupaten / Kota", "Kecamatan"]
    head += ["Desa / Kelurahan", "Kab/Kota Lokasi Tugas", "Kecamatan Lokasi Tugas"]
    rows = [
        ["Dinas Sosial Provinsi Jawa Barat, Desember 2023"],
        head,
        [
            "Nama Satu",
            "TKSK",
            "Kota Cimahi",
            "Cimahi Utara",
            "Citeureup",
            "Kota Bandung",
            "Bandung Kidul",
        ],
    ]
    report = check_sheet(rows, sheet="Pilar")
    assert found(report) == []
    assert regions_of(report) == ["32.73.21"]
    ((severity, row, message),) = told(report, "home_columns")
    assert (severity, row) == ("info", 2)
    assert "“Desa / Kelurahan”" in message


def test_a_blank_name_of_bps_is_not_that_of_the_row_above(check_sheet, found) -> None:
    rows = [
        [*both("3273080004", "KUJANGSARI", "32.73.21.1004", "KUJANGSARI"), 2021, 9],
        [*both(None, None, "32.73.21.1002", "WATES"), 2021, 8],
    ]
    report = check_sheet([[*BOTH, *COUNT], *rows], sheet="Penduduk")
    assert found(report) == []
    assert told(report, "filled_down") == []
    assert regions_of(report) == ["32.73.21.1004", "32.73.21.1002"]
