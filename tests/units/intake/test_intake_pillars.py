"""The register of pillars: people by NIK, dates, states, and what contradicts."""

from __future__ import annotations

from datetime import date

from imbang.intake.report.printing import as_json, as_text
from imbang.periods import Period

TITLE = ["Keadaan: Desember 2024"]
HEAD = [
    "NIK",
    "Nomor Registrasi",
    "Nama",
    "Jenis Pilar",
    "Kode Wilayah",
    "Jenis Kelamin",
    "Tahun Lahir",
    "Tanggal Mulai",
    "Tanggal Selesai",
    "Status",
    "Sertifikat",
    "Tanggal Konfirmasi",
]
NIK = "6371014107850001"
OTHER = "6371014107850002"
VILLAGE = "63.71.01.1001"


def row(nik: object = None, name: str = "Nama Satu", kind: str = "PSM", **more: object):
    values = {
        "number": None,
        "region": VILLAGE,
        "sex": "P",
        "born": 1985,
        "start": "15-01-2022",
        "end": None,
        "status": "Aktif",
        "certificate": None,
        "confirmed": "10-06-2024",
    } | more
    return [
        nik,
        values["number"],
        name,
        kind,
        values["region"],
        values["sex"],
        values["born"],
        values["start"],
        values["end"],
        values["status"],
        values["certificate"],
        values["confirmed"],
    ]


def check_rows(check_sheet, *rows, title=TITLE):
    return check_sheet([title, HEAD, *rows], sheet="Pilar")


def test_a_register(check_sheet, found) -> None:
    report = check_rows(
        check_sheet,
        row(NIK, certificate="Ya", start=date(2022, 1, 15)),
        row(
            NIK,
            kind="TKSK",
            region="63.71.01",
            sex="Perempuan",
            status=None,
            certificate="12/SERT/2023",
        ),
        row(
            None,
            "Karang Taruna Contoh",
            "KT",
            number="KT-1",
            sex=None,
            born=None,
            status="Tidak Aktif",
            certificate="12-03-2021",
            end="31-12-2023",
        ),
        row("-", certificate="0"),
    )
    assert found(report) == []
    assert report.has_identities
    (draft,) = report.drafts
    assert (draft.dataset, draft.office, str(draft.period)) == (
        "pillars",
        "63.71",
        "2024-12",
    )
    first, second, third, fourth = draft.table.to_pylist()
    assert first["person_key"] == second["person_key"]
    assert len(first["person_key"]) == 16
    assert third["person_key"] is fourth["person_key"] is None
    assert [item["kind"] for item in (first, second, third)] == [
        "psm",
        "tksk",
        "karang_taruna",
    ]
    assert [i["certificate"] for i in (first, second, third, fourth)] == [
        "yes",
        "yes",
        "2021-03-12",
        "no",
    ]
    assert [i["status"] for i in (first, second, third)] == [
        "active",
        "active",
        "inactive",
    ]
    assert first["start_date"] == date(2022, 1, 15)
    assert (first["sex"], first["birth_year"], first["row"]) == ("female", 1985, 3)
    assert "period_from" not in draft.table.column_names


def test_the_types_of_a_register(check_sheet) -> None:
    (draft,) = check_rows(check_sheet, row(NIK)).drafts
    assert {field.name: str(field.type) for field in draft.table.schema} == {
        "person_key": "string",
        "registration_number": "string",
        "name": "string",
        "kind": "string",
        "region_code": "string",
        "sex": "string",
        "birth_year": "int16",
        "education": "string",
        "decree_number": "string",
        "start_date": "date32[day]",
        "end_date": "date32[day]",
        "status": "string",
        "certificate": "string",
        "confirmed_on": "date32[day]",
        "row": "int32",
        "sheet": "string",
    }


def test_everything_that_is_wrong_with_a_row(check_sheet, found) -> None:
    report = check_rows(
        check_sheet,
        row(
            "123",
            kind="Pilar baru",
            region="99.99",
            sex="X",
            born=1850,
            start="kemarin",
            status="entah",
            confirmed="01-04-2025",
        ),
        row(NIK, start="15-01-2022", end="14-01-2022"),
        row(OTHER, start="01-01-2030"),
        row(kind="", region=None),
    )
    assert found(report) == [
        ("error", 3, "NIK", "nik"),
        ("error", 3, "Jenis Pilar", "kind"),
        ("error", 3, "Kode Wilayah", "region"),
        ("error", 3, "Jenis Kelamin", "choice"),
        ("error", 3, "Tahun Lahir", "year"),
        ("error", 3, "Tanggal Mulai", "date"),
        ("error", 3, "Status", "choice"),
        ("error", 3, "Tanggal Konfirmasi", "date_in_future"),
        ("error", 4, "Tanggal Selesai", "order"),
        ("error", 5, "Tanggal Mulai", "date_in_future"),
        ("error", 6, "Jenis Pilar", "required"),
        ("error", 6, "Kode Wilayah", "required"),
    ]
    order = next(p for p in report.problems if p.rule == "order")
    assert order.message.startswith(
        "Tanggal Selesai 14-01-2022 is before Tanggal Mulai 15-01-2022"
    )
    assert report.drafts == ()


def test_one_person_with_one_role_twice(check_sheet, found) -> None:
    report = check_rows(
        check_sheet, row(NIK), row(NIK, kind="TKSK"), row(OTHER), row(NIK)
    )
    assert found(report) == [("error", 6, "NIK", "duplicate")]
    assert "already in row 3" in report.problems[0].message


def test_people_without_a_nik_are_never_the_same(check_sheet, found) -> None:
    report = check_rows(check_sheet, row(None), row(None))
    assert found(report) == []
    assert not report.has_identities
    assert report.drafts[0].table.num_rows == 2


def test_one_nik_with_two_names(check_sheet, found) -> None:
    report = check_rows(
        check_sheet,
        row(NIK, "Siti Contoh"),
        row(NIK, "SITI  CONTOH, S.Sos", kind="TKSK"),
        row(NIK, "Bambang Misal", kind="Tagana"),
    )
    assert found(report) == [("warning", 5, "NIK", "identity_name")]
    assert "“Bambang Misal”" in report.problems[0].message
    assert report.drafts


def test_a_nik_stored_as_a_number(check_sheet, found) -> None:
    report = check_rows(check_sheet, row(6371014107850001))
    assert found(report) == [("error", 3, "NIK", "nik_as_number")]
    assert report.problems[0].value == "6371************"


def test_a_register_needs_a_period(check_sheet, found) -> None:
    report = check_rows(check_sheet, row(NIK), title=["Register PSM"])
    assert found(report) == [("error", None, None, "period_missing")]
    assert "Keadaan: Desember 2024" in report.problems[0].message
    rows = [["Register PSM"], HEAD, row(NIK)]
    (draft,) = check_sheet(rows, sheet="Pilar", period=Period(24290, 24290)).drafts
    assert draft.period == Period(24290, 24290)


def test_periods_in_titles(check_sheet) -> None:
    for title, period in (
        (["DATA PSM KOTA BANJARMASIN TAHUN 2024"], "2024"),
        (["Bulan:", None, "Februari 2023"], "2023-02"),
        (["Periode", date(2024, 6, 1)], "2024-06"),
        (["s.d. Juni 2024"], "2024-06"),
        (["Register PSM (Keadaan Desember 2024) Jl. Contoh 5, 70123"], "2024-12"),
    ):
        (draft,) = check_rows(check_sheet, row(NIK), title=title).drafts
        assert str(draft.period) == period


def test_a_law_in_the_title_is_no_period(check_sheet, found) -> None:
    title = ["Pilar sosial sesuai Permensos Nomor 8 Tahun 2012"]
    assert found(check_rows(check_sheet, row(NIK), title=title)) == [
        ("error", None, None, "period_missing")
    ]


def test_two_periods_in_the_titles_are_not_guessed_between(check_sheet, found) -> None:
    report = check_rows(check_sheet, row(NIK), title=["Januari 2024", "Maret 2024"])
    assert found(report) == [("error", None, None, "period_missing")]
    assert "2024-01, 2024-03" in report.problems[0].message


def test_registers_of_two_months_in_one_file(write, check, found) -> None:
    path = write(
        {
            "Pilar Jan": [["Keadaan: Januari 2024"], HEAD, row(NIK)],
            "Pilar Feb": [["Keadaan: Februari 2024"], HEAD, row(NIK)],
        }
    )
    report = check(path)
    assert found(report) == []
    assert [str(draft.period) for draft in report.drafts] == ["2024-01", "2024-02"]


def test_columns_of_family_card_bank_and_telephone(check_sheet, found) -> None:
    report = check_sheet(
        [TITLE, [*HEAD, "No. KK", "No Rekening", "HP"], [*row(NIK), "1", "2", "3"]],
        sheet="Pilar",
    )
    assert found(report) == [
        ("error", 2, name, "refused_column") for name in ("No. KK", "No Rekening", "HP")
    ]


def test_text_of_code_stays_text(check_sheet, found) -> None:
    names = [
        "'; drop table submissions; --",
        "<script>alert(1)</script>",
        "../../etc",
        "=1+1",
        "{0} {name} %s",
    ]
    report = check_rows(check_sheet, *(row(None, name) for name in names))
    assert found(report) == []
    assert report.drafts[0].table["name"].to_pylist() == names


def test_odd_text_in_messages_is_harmless(check_sheet) -> None:
    report = check_rows(check_sheet, row(None, sex="{value} {0} <b>"))
    assert "“{value} {0} <b>”" in as_text(report)
    assert "{value} {0} <b>" in as_json(report)
