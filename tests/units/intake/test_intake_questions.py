"""Questions: what is asked instead of guessed, and that each answer is understood."""

from __future__ import annotations

import shlex

import pytest

from imbang.cli import intake
from imbang.intake.report.printed_questions import question_lines
from imbang.intake.report.printing import as_text

HEAD = ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"]
CODE = "63.71.01.1001"


def row(kind: str = "Pemulung", count: object = 3):
    return [CODE, kind, "2024", count]


def asked(report) -> list[tuple[str, str, list[str], bool]]:
    return [
        (q.about, q.text, [answer.key for answer in q.offered], q.can_leave_out)
        for q in report.questions
    ]


def test_a_kind_that_is_only_alike(check_sheet) -> None:
    rows = [HEAD, row("Pemulugn"), row(), row("PEMULUGN ", 4)]
    report = check_sheet(rows)
    assert asked(report) == [("kind", "Pemulugn", ["scavenger"], True)]
    assert report.questions[0].rows == (2, 4)
    assert report.questions[0].column == "Jenis PMKS"
    assert {p.row for p in report.problems if p.severity == "error"} == {2, 4}
    left = check_sheet(rows, leave_out=frozenset({"pemulugn"}))
    assert [d.table.num_rows for d in left.drafts] == [1]
    said = check_sheet([HEAD, row("Pemulugn")], labels={"PEMULUGN": "scavenger"})
    assert [d.table["kind"].to_pylist() for d in said.drafts] == [["scavenger"]]


def test_a_kind_like_no_other_has_no_likely_answers(check_sheet) -> None:
    report = check_sheet([HEAD, row("Xyzzy")])
    assert asked(report) == [("kind", "Xyzzy", [], True)]


def test_a_wrong_answer_is_asked_again(check_sheet) -> None:
    report = check_sheet([HEAD, row("Pemulugn")], labels={"Pemulugn": "nonsense"})
    assert asked(report) == [("kind", "Pemulugn", ["scavenger"], True)]


def test_a_choice(check_sheet) -> None:
    head = ["Nama", "Jenis Pilar", "Kode Wilayah", "Status"]
    rows = [["Keadaan: 2024"], head, ["Budi", "PSM", CODE, "Aktiv"]]
    report = check_sheet(rows, "Pilar")
    assert asked(report) == [("choice", "Aktiv", ["active", "inactive"], True)]
    said = check_sheet(rows, "Pilar", labels={"aktiv": "active"})
    assert [d.table["status"].to_pylist() for d in said.drafts] == [["active"]]


def test_a_heading_like_that_of_a_missing_column(check_sheet, found) -> None:
    rows = [[*HEAD[:3], "Jumlahh PMKS"], row()]
    report = check_sheet(rows)
    assert found(report) == [("error", 1, "Jumlahh PMKS", "unclear_column")]
    assert asked(report) == [("heading", "Jumlahh PMKS", ["count"], False)]
    assert check_sheet(rows, headings={"jumlahh pmks": "count"}).questions == ()


def test_of_two_columns_called_alike_one_is_said(check_sheet, found) -> None:
    rows = [[*HEAD, "Total"], [*row(), 9]]
    report = check_sheet(rows)
    assert asked(report) == [("heading", "Jumlah", ["count", "count"], False)]
    assert [one.of for one in report.questions[0].offered] == [("Jumlah",), ("Total",)]
    said = check_sheet(rows, headings={"Total": "count"})
    assert [d.table["count"].to_pylist() for d in said.drafts] == [[9]]
    assert found(said) == [("warning", 1, "Jumlah", "unknown_column")]


def test_a_sheet_that_could_be_two(check_sheet) -> None:
    head = ["Kode Wilayah", "Jenis", "Periode", "Jumlah"]
    rows = [[*head[:1], "Jenis Pilar", "Jenis PMKS", *head[2:]]]
    rows.append([CODE, "PSM", "Pemulung", "2024", 1])
    report = check_sheet(rows, "Sheet1")
    assert asked(report) == [("dataset", "", ["pillar_counts", "ppks"], False)]
    assert report.sheets[0].dataset is None
    said = check_sheet(rows, "Sheet1", dataset="ppks")
    assert [d.dataset for d in said.drafts] == ["ppks"]


def test_a_sheet_that_could_be_two_is_not_passed_over(check, write) -> None:
    both = [["Kode Wilayah", "Jenis Pilar", "Jenis PMKS", "Periode", "Jumlah"]]
    both.append([CODE, "PSM", "Pemulung", "2024", 1])
    report = check(write({"Sheet1": both, "PPKS": [HEAD, row()]}))
    assert report.refused
    assert [q.sheet for q in report.questions] == ["Sheet1"]


def test_periods_and_offices_of_titles(check_sheet) -> None:
    head = [HEAD[0], HEAD[1], HEAD[3]]
    body = [head, [CODE, "Pemulung", 3]]
    none = check_sheet(body)
    assert asked(none) == [("period", "", [], False)]
    several = check_sheet([["Keadaan: Juni 2024"], ["Keadaan: Semester I 2024"], *body])
    assert asked(several) == [("period", "", ["2024-S1", "2024-06"], False)]
    titles = [["Dinas Sosial Kota Banjarbaru"], ["Dinas Sosial Kota Banjarmasin"]]
    wide = [["Keadaan: Juni 2024"], *titles, head, ["63", "Pemulung", 3]]
    assert asked(check_sheet(wide)) == [("office", "", ["63.71", "63.72"], False)]


def test_sheets_say_how_they_were_read(check_sheet) -> None:
    report = check_sheet([["Data"], HEAD, row(), row("Pengemis")])
    (sheet,) = report.sheets
    assert (sheet.dataset, sheet.heading_rows, sheet.rows) == ("ppks", (2,), 2)
    assert sheet.headings == tuple(HEAD)
    assert sheet.columns == {0: "region_code", 1: "kind", 2: "period", 3: "count"}
    assert sheet.content is not None
    assert report.offices == {"office.xlsx": "63.71"}
    text = as_text(report)
    assert "Read as People in need (PPKS)" in text
    assert "Kode Wilayah → Kode Wilayah; Jenis PMKS → Jenis PMKS" in text


@pytest.mark.parametrize("label", ["Pemulugn", "Pe'mulugn = A", 'Pemu "lugn"'])
def test_the_option_printed_is_the_answer(check_sheet, label) -> None:
    """What the terminal prints, typed into a shell, answers the question."""
    report = check_sheet([HEAD, row(label)])
    lines = [line.strip() for line in question_lines(report.questions)]
    printed = {line.rpartition("  ")[0].strip() for line in lines if "--" in line}
    (value,) = [p for p in printed if p.endswith("scavenger") or "scavenger'" in p]
    option, said = shlex.split(value)
    assert option == "--value"
    options = intake._options(None, None, None, None, [said], None)
    answered = check_sheet([HEAD, row(label)], labels=options.labels)
    assert not answered.refused
    (skipped,) = [p for p in printed if p.startswith("--leave-out")]
    assert shlex.split(skipped) == ["--leave-out", label]


def test_no_message_names_an_option(check_sheet) -> None:
    """Pages show the same messages; the terminal adds how it is said there."""
    report = check_sheet([[*HEAD[:2], "Jmlah PMKSS"], [CODE, "Xyzzy", 1]])
    assert all("--" not in problem.message for problem in report.problems)
