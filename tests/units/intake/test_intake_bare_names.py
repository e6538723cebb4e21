"""Names without codes: bare ones, slips beside namesakes, and answers about one village.

In Kabupaten Bandung Arjasari (32.04.16) has a Wargaluyu (.2011), Pangalengan (32.04.15) a
Margaluyu (.2002).
"""

from __future__ import annotations

import pytest

HEAD = ["Jenis PMKS", "Tahun", "Jumlah"]
REST = ["Pemulung", 2023, 4]
BANDUNG = "Dinas Sosial Kabupaten Bandung"
DEPOK = "Dinas Sosial Kota Depok"
CIPAYUNG = "32.76.07.1001"
JABAR = "Dinas Sosial Provinsi Jawa Barat"


def table(office: str | None, head: list[str], *rows: list[str | None]) -> list:
    title = [[office]] if office else []
    return [*title, [*head, *HEAD], *([*row, *REST] for row in rows)]


def regions_of(report) -> list[str]:
    return [c for d in report.drafts for c in d.table["region_code"].to_pylist()]


def asked(report) -> list[tuple[str, list[str]]]:
    return [(q.text, [a.key for a in q.offered]) for q in report.questions]


@pytest.mark.parametrize("heading", ["Wilayah", "Kabupaten/Kota", "kabkot"])
def test_beside_the_kota_a_bare_name_is_the_kabupaten(
    check_sheet, found, heading
) -> None:
    names = ["BOGOR", "SUKABUMI", "CIANJUR", "KOTA BOGOR", "KOTA SUKABUMI"]
    report = check_sheet(table(JABAR, [heading], *([name] for name in names)))
    assert found(report) == []
    assert regions_of(report) == ["32.01", "32.02", "32.03", "32.71", "32.72"]


def test_beside_the_kabupaten_it_is_the_kota(check_sheet, found) -> None:
    rows = [["Kab. Bogor"], ["Bogor"], ["Cianjur"]]
    report = check_sheet(table(JABAR, ["Kabupaten/Kota"], *rows))
    assert found(report) == []
    assert regions_of(report) == ["32.01", "32.71", "32.03"]


def test_alone_it_is_asked(check_sheet) -> None:
    report = check_sheet(table(JABAR, ["Kabupaten/Kota"], ["BOGOR"], ["CIANJUR"]))
    assert asked(report) == [("BOGOR", ["32.01", "32.71"])]
    (message,) = (p.message for p in report.problems if p.severity == "error")
    assert "“Kabupaten” or “Kota”" in message
    assert "kecamatan" not in message


@pytest.mark.parametrize("heading", ["Wilayah", "Kabupaten/Kota"])
@pytest.mark.parametrize("office", [JABAR, None])
def test_the_provinces_row_among_regencies(check_sheet, found, heading, office) -> None:
    """Without a title the regencies that the rows name show the office."""
    names = ["BOGOR", "CIANJUR", "KOTA BOGOR", "KOTA DEPOK", "JAWA BARAT"]
    report = check_sheet(table(office, [heading], *([name] for name in names)))
    assert found(report) == []
    assert regions_of(report) == ["32.01", "32.03", "32.71", "32.76", "32"]


def test_a_slip_beside_a_namesake_elsewhere_is_asked_near_one_first(
    check_sheet,
) -> None:
    """Arjasari has a Wargaluyu; a Margaluyu lies in another kecamatan."""
    rows = [["Arjasari", "Margaluyu"], ["Arjasari", "Arjasari"]]
    report = check_sheet(table(BANDUNG, ["Kecamatan", "Desa"], *rows))
    assert asked(report) == [("Margaluyu", ["32.04.16.2011", "32.04.15.2002"])]
    said = check_sheet(
        table(BANDUNG, ["Kecamatan", "Desa"], *rows),
        labels={"Margaluyu": "32.04.16.2011"},
    )
    assert regions_of(said)[0] == "32.04.16.2011"


def test_an_answer_moves_no_village_of_that_name_elsewhere(check_sheet) -> None:
    rows = [["Arjasari", "Margaluyu"], ["Pangalengan", "Margaluyu"]]
    report = check_sheet(
        table(BANDUNG, ["Kecamatan", "Desa"], *rows),
        labels={"Margaluyu": "32.04.16.2011"},
    )
    assert regions_of(report) == ["32.04.16.2011", "32.04.15.2002"]


def test_a_name_not_clear_in_two_places_is_asked_for_each(check_sheet) -> None:
    rows = [["Arjasari", "Sukaxyz"], ["Pangalengan", "Sukaxyz"]]
    sheet = table(BANDUNG, ["Kecamatan", "Desa"], *rows)
    report = check_sheet(sheet)
    texts = [text for text, _offered in asked(report)]
    assert texts == ["Sukaxyz, Arjasari", "Sukaxyz, Pangalengan"]
    one = check_sheet(sheet, labels={texts[0]: "32.04.16.2011"})
    assert [text for text, _offered in asked(one)] == texts[1:]
    said = dict(zip(texts, ["32.04.16.2011", "32.04.15.2002"], strict=True))
    assert regions_of(check_sheet(sheet, labels=said)) == [*said.values()]


def test_an_answer_about_a_village_is_none_about_its_kecamatan(check_sheet) -> None:
    """Cipayung is a kecamatan of Depok and a kelurahan in it."""
    rows = [
        ["Cipayung", "Cipayung"],
        ["Cipayung", "Ratu Jaya"],
        ["Cipayung", "Pondok Jaya"],
    ]
    report = check_sheet(
        table(DEPOK, ["Kecamatan", "Kelurahan"], *rows),
        labels={"Cipayung": CIPAYUNG},
    )
    before = check_sheet(table(DEPOK, ["Kecamatan", "Kelurahan"], *rows))
    assert regions_of(before) == regions_of(report)
    assert len(regions_of(report)) == 3


def test_an_answer_about_a_village_leaves_a_table_of_kecamatan(check_sheet) -> None:
    report = check_sheet(
        table(DEPOK, ["Kecamatan"], ["Cipayung"], ["Beji"]),
        labels={"Cipayung": CIPAYUNG},
    )
    assert regions_of(report) == ["32.76.07", "32.76.06"]


def test_provinces_as_everybody_calls_them(check_sheet, found) -> None:
    names = ["DKI JAKARTA", "DI YOGYAKARTA", "D.I. Yogyakarta", "JAWA BARAT"]
    report = check_sheet(
        table(None, ["Provinsi"], *([n] for n in names[:2] + names[3:]))
    )
    assert found(report) == []
    assert regions_of(report) == ["31", "34", "32"]


def test_a_name_that_is_not_clear_is_offered_near_its_kecamatan(check_sheet) -> None:
    """Sirnasari lies in other kabupaten; this kecamatan of Sumedang has none."""
    head = ["namaprov", "namakab", "namakec", "namadesa"]
    rows = [["JAWA BARAT", "SUMEDANG", "JATINUNGGAL", "SIRNASARI"]]
    report = check_sheet(table(None, head, *rows))
    ((text, offered),) = asked(report)
    assert text == "SIRNASARI"
    assert {code[:5] for code in offered} <= {"32.11"}


def test_headings_of_kecamatan_and_village_exchanged(check_sheet) -> None:
    names = ["Margaluyu", "Warnasari", "Lamajang", "Pulosari"]
    rows = [[name, "Pangalengan"] for name in names]
    report = check_sheet(table(BANDUNG, ["Kecamatan", "Desa"], *rows))
    assert {code[:8] for code in regions_of(report)} == {"32.04.15"}
    assert len(regions_of(report)) == 4
    (told,) = (p for p in report.problems if p.rule == "exchanged_headings")
    assert (told.severity, told.column) == ("warning", "Kecamatan")
