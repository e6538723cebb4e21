"""The form of a question: what each answer would do, in its own words, told everywhere."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest

from imbang.intake.apart import reports
from imbang.intake.report.log import Findings
from imbang.intake.report.printed_questions import question_lines
from imbang.intake.report.printing import as_text
from imbang.intake.report.results import Answer, CheckedFile, Options
from imbang.reference.datasets import load_datasets
from imbang.screens.imports import words
from imbang.screens.imports.desk import answer
from imbang.texts import use_language

HUNDREDS = Answer("thousands", "Ribuan", "12 sel dibaca sebagai ribuan (167.228)")
PLAIN = Answer("fractions", "Pecahan")


def asked() -> Findings:
    findings = Findings("a.xlsx", "Lembar")
    findings.ask(
        "thousands",
        "Ribuan?",
        "choice",
        "Jumlah",
        rows=[4, 5, 6],
        column="Jumlah",
        offered=[HUNDREDS, PLAIN],
        asked="Apakah angka di kolom “Jumlah” ribuan?",
    )
    return findings


def test_effect_and_own_words_are_printed() -> None:
    lines = [*question_lines(asked().questions)]
    assert "Apakah angka di kolom “Jumlah” ribuan?" in lines[1]
    assert lines[2].split("  ")[-1] == HUNDREDS.effect
    assert lines[3].split("  ")[-1] == "3 rows are read as Pecahan"


def test_effects_are_told_on_the_page() -> None:
    [question] = asked().questions
    assert words.effects(question) == [f"If chosen: {HUNDREDS.effect}"]
    plain = replace(question, offered=(PLAIN,))
    assert words.effects(plain) == ["If chosen: 3 rows are read as Pecahan"]
    assert words.effects(replace(question, offered=())) == []


def test_a_question_comes_whole_through_the_wall() -> None:
    checked = CheckedFile("a.xlsx", questions=asked().questions)
    again = reports.unpack(b"".join(reports.pack(checked)))
    assert again.questions == checked.questions


def test_the_same_text_is_asked_once_and_its_rows_are_counted() -> None:
    findings = asked()
    findings.question(
        "choice", "JUMLAH", rows=[8], offered=[Answer("thousands", "Ribuan", "lain")]
    )
    [question] = findings.questions
    assert question.rows == (5, 6, 7, 9)
    assert question.row_count == 4
    assert question.offered == (HUNDREDS, PLAIN)


KNOWN = ["Jenis PMKS", "Tahun"]
PORTAL = [
    ["urut", "sandi lain", "sandi atas", "sandi", *KNOWN, "nilai"],
    [1, "6371010001", "63.71.01", "63.71.01.1001", "Pemulung", 2024, 121],
    [2, "6371010002", "63.71.01", "63.71.01.1002", "Pemulung", 2024, 151],
]


def test_a_missing_column_is_asked_for_once_the_likeliest_heading_first(
    check_sheet,
) -> None:
    """Not each of the headings whether it is the column; nor what cannot be it."""
    report = check_sheet(PORTAL, "PPKS")
    region, count = report.questions
    assert region.asked == "Which column is “Kode Wilayah”?"
    assert [one.of for one in region.offered][:2] == [
        ("sandi",),
        ("sandi atas",),
    ]
    assert region.offered[0].effect.endswith("(63.71.01.1001, 63.71.01.1002, …)")
    assert ("urut",) not in [one.of for one in region.offered]
    assert [one.of for one in count.offered] == [("nilai",)]
    options = Options()
    for question in report.questions:
        first = question.offered[0]
        options = answer(options, question, first.key, first.of)
    said = check_sheet(PORTAL, "PPKS", headings=options.headings)
    assert [d.table["count"].to_pylist() for d in said.drafts] == [[121, 151]]


def test_columns_of_which_the_same_is_said_are_one_line(check_sheet) -> None:
    head = ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah", "Warna", "Rasa"]
    report = check_sheet([head, ["63.71.01.1001", "Pemulung", "2024", 1, "a", "b"]])
    told = [line for line in as_text(report).splitlines() if "is not known" in line]
    assert len(told) == 1
    assert "row 1, columns Warna, Rasa: " in told[0]
    [group] = [g for g in words.groups(report.problems) if g.severity == "warning"]
    assert group.place == "columns Warna, Rasa, row 1"
    assert group.count == 2


def test_what_is_only_counted_comes_after_what_is_named(check_sheet) -> None:
    rows = [["63.71.01.1001", "Pemulung", "2024", "banyak"]] * 503
    report = check_sheet([["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"], *rows])
    lines = [line for line in as_text(report).splitlines() if "column Jumlah" in line]
    [counted] = [n for n, line in enumerate(lines) if "more rows are like" in line]
    [named] = [n for n, line in enumerate(lines) if "“banyak”" in line]
    assert named == counted - 1


@pytest.mark.parametrize(
    ("heading", "name", "region", "advice"),
    [
        ("Kabupaten/Kota", "Bandung", "32", "tulis “Kabupaten” atau “Kota” di"),
        ("Desa", "Pasar Lama", "63.03", "beri kolom kecamatan"),
    ],
)
def test_regions_of_one_name_are_told_apart_as_their_level_is(
    check_sheet, heading: str, name: str, region: str, advice: str
) -> None:
    use_language("id")
    table = [
        [heading, "Jenis PMKS", "Periode", "Jumlah"],
        [name, "Pemulung", "2024", 1],
    ]
    report = check_sheet(table, region=region)
    assert [question.about for question in report.questions] == ["region"]
    assert any(advice in p.message for p in report.problems)
    assert ("kecamatan" in advice) == any(
        "kecamatan," in p.message for p in report.problems
    )


def test_what_is_read_is_named_in_words(check_sheet) -> None:
    report = check_sheet(PORTAL, "PPKS", headings={"sandi": "region_code"})
    [line] = [line for line in as_text(report).splitlines() if "Columns: " in line]
    assert "sandi → Kode Wilayah" in line
    assert "region_code" not in line


def test_page_and_command_line_offer_the_same_datasets(check_sheet) -> None:
    head = ["Kode Wilayah", "Jenis Pilar", "Jenis PMKS", "Periode", "Jumlah"]
    rows = [head, ["63.71.01.1001", "PSM", "Pemulung", "2024", 1]]
    [question] = check_sheet(rows, "Lembar").questions
    on_page = [answer.key for answer in words.offered(question, None, None)]
    lines = [*question_lines([question])][2:]
    printed = [shlex.split(line.strip().split("  ")[0])[1] for line in lines]
    assert printed == on_page
    assert {*on_page} == {*load_datasets()}
    assert on_page[:2] == [answer.key for answer in question.offered]
    refused = check_sheet(rows, "Lembar", dataset="ppksx").problems[0].message
    assert all(f"{key} – " in refused for key in on_page)
