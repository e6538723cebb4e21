"""The form of a question: what each answer would do, in its own words, told everywhere."""

from __future__ import annotations

from imbang.intake.apart import reports
from imbang.intake.report.log import Findings
from imbang.intake.report.printed_questions import question_lines
from imbang.intake.report.results import Answer, CheckedFile
from imbang.screens.imports import words

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
    assert lines[3].split("  ")[-1] == PLAIN.label


def test_effect_is_offered_on_the_page() -> None:
    assert words.offer_words(HUNDREDS) == f"Ribuan · {HUNDREDS.effect}"
    assert words.offer_words(PLAIN) == "Pecahan"


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
