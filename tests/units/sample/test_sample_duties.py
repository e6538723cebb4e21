"""What offices of the sample held and did: published activities, flows, who is missing."""

from __future__ import annotations

import itertools

import pytest
from python_calamine import CalamineWorkbook
from sample_sheets import as_number, read_all

from imbang import paths


@pytest.fixture(scope="module")
def attendances():
    return read_all("Peserta")


def activity(name: str, office: str) -> dict[str, object]:
    """The one activity of a workbook, by heading."""
    (path,) = paths.SAMPLE.glob(f"{office}_*_{name}.xlsx")
    cells = CalamineWorkbook.from_path(path).get_sheet_by_name("Kegiatan").to_python()
    at = next(i for i, row in enumerate(cells) if row[0] == "Kode Kegiatan")
    return dict(zip(cells[at], cells[at + 1], strict=True))


@pytest.mark.parametrize(
    ("name", "kind", "first", "participants"),
    [("2023-02", "Bimtek", "2023-02-22", 52), ("2023-12", "Rakor", "2023-03-15", 60)],
)
def test_published_activities_of_the_province(
    attendances, name, kind, first, participants
):
    held = activity(name, "63")
    assert (held["Jenis Kegiatan"], str(held["Tanggal Pelaksanaan"])) == (kind, first)
    assert (held["Hari Terakhir"] - held["Tanggal Pelaksanaan"]).days + 1 == 3
    came = attendances[attendances["Kode Kegiatan"] == held["Kode Kegiatan"]]
    assert len(came) == participants
    assert (came["Hadir"] == "Ya").all()
    assert came["region"].str[:5].nunique() == 13


def test_most_psm_at_the_bimtek_are_in_their_regency_s_register(attendances, roles):
    bimtek = attendances[attendances["Kode Kegiatan"] == "BIMTEK-2023-1"]
    psm = bimtek[(bimtek["Unsur"] == "PSM") & (bimtek["region"].str[:5] != "63.11")]
    known = set(roles[(roles["round"] == "2023-02") & (roles["kind"] == "psm")]["NIK"])
    assert len(psm) == 36
    assert psm["NIK"].isin(known - {""}).mean() > 0.7
    by_name_only = psm[psm["NIK"] == ""]
    assert len(by_name_only) >= 1
    assert (by_name_only["Nama"] != "").all()


@pytest.mark.parametrize(
    ("sheet", "columns", "keys"),
    [
        (
            "Penanganan",
            ["Kasus Dilaporkan", "Kasus Ditangani", "Kasus Selesai"],
            ["region", "Jenis PMKS"],
        ),
        ("Verifikasi", ["Daftar Verifikasi", "Diverifikasi", "Valid"], ["region"]),
        ("Layanan", ["Rujukan", "Rujukan Selesai"], ["region"]),
    ],
)
def test_figures_are_cumulative_and_parts_are_not_more_than_the_whole(
    sheet, columns, keys
):
    table = read_all(sheet)
    table[columns] = table[columns].map(as_number).astype(float)
    known = table[table[columns[0]].notna()]
    for whole, part in itertools.pairwise(columns):
        assert (known[part] <= known[whole]).all()
    years = known.assign(year=known["round"].str[:4]).sort_values("round")
    steps = years.groupby([*keys, "year"])[columns].diff().dropna()
    assert len(steps) > 10
    assert (steps >= 0).all(axis=None)


def test_a_list_holds_fewer_families_than_individuals_and_these_than_inhabitants():
    table = read_all("DTKS")
    figures = table[["Jumlah Individu", "Jumlah Keluarga"]].map(as_number)
    assert figures.notna().all(axis=None)
    assert (figures["Jumlah Keluarga"] < figures["Jumlah Individu"]).all()
    people = read_all("Penduduk")
    people["of"] = people["Jumlah Penduduk"].map(as_number)
    people = people[people["round"] == "2024-12"]
    last = table[table["round"] == "2024-12"].assign(n=figures["Jumlah Individu"])
    for code, n in zip(last["region"], last["n"], strict=True):
        assert n < people.loc[people["region"].str.startswith(code), "of"].sum()


def test_some_offices_leave_something_out():
    everywhere = set(read_all("Layanan")["office"])
    assert len(everywhere) == 13
    missing = {
        sheet: everywhere - set(read_all(sheet)["office"])
        for sheet in ("Penanganan", "Verifikasi", "IPSM", "DTKS")
    }
    assert missing == {
        "Penanganan": {"63.08"},
        "Verifikasi": {"63.06", "63.09"},
        "IPSM": {"63.02", "63.10"},
        "DTKS": {"63.06", "63.11"},
    }


def test_single_cases_name_nobody():
    table = read_all("Kasus")
    assert len(table) > 300
    assert not {"Nama", "NIK", "Alamat"} & set(table.columns)
