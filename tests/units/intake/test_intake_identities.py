"""No NIK leaves intake: not in a problem, a report, a draft or a representation."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbang.intake.checking import Options, check_files
from imbang.intake.report.printing import as_json, as_text
from imbang.intake.report.problems import Problem, masked_identity
from imbang.nik import masked

HEAD = [
    "NIK",
    "Nama",
    "Jenis Pilar",
    "Kode Wilayah",
    "Tanggal Mulai",
    "Status",
    "Nomor SK",
]

NIK = "6371014107850001"


def niks() -> st.SearchStrategy[str]:
    """Made-up numbers built like a NIK."""
    two = st.integers(1, 12).map("{:02d}".format)
    return st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(["637101", "630102", "320508"]),
        st.integers(1, 71).map("{:02d}".format),
        two,
        st.integers(0, 99).map("{:02d}".format),
        st.integers(1000, 9999),
    )


FORMS = (
    "{}",
    "'{}",
    " {} ",
    "NIK {}",
    "{}x",
    "{} / {}",
    "Siti ({})",
    "{:.4}.{:.16}",
    "{}0",
)


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


@given(
    nik=niks(),
    form=st.sampled_from(FORMS),
    column=st.integers(0, len(HEAD) - 1),
    cut=st.integers(0, 2),
)
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_problem_holds_a_nik_wherever_it_was_typed(tmp_path, nik, form, column, cut):
    row = ["", "Nama Satu", "PSM", "63.71.01.1001", "15-01-2022", "Aktif", ""]
    typed = nik[: 16 - cut]
    row[column] = form.format(typed, typed)
    path = tmp_path / "pilar.csv"
    lines = [["Keadaan: Desember 2024"], HEAD, row, row]
    path.write_text("\n".join(";".join(line) for line in lines), "utf-8")
    report = check_files([path], Options(), identify=lambda n: ["0" * 16 for _ in n])
    for text in (as_json(report), as_text(report), repr(report), repr(report.drafts)):
        assert typed not in text
        assert typed[4:] not in digits(text)
    for draft in report.drafts:
        assert nik not in str(draft.table.to_pylist())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6371014107850001", "6371************"),
        (
            "6371 0141 0785 0001 dan 6371014107850002",
            "6371************ dan 6371************",
        ),
        ("6371.0141-0785.0001", "6371************"),
        ("637101410785000", "6371***********"),
        ("63.71.01.1001", "63.71.01.1001"),
        ("2023-02-01 00:00:00", "2023-02-01 00:00:00"),
        ("rows 12, 13, 14, 15, 16, 17, 18, 19", "rows 12, 13, 14, 15, 16, 17, 18, 19"),
    ],
)
def test_masks(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_cell_of_the_nik_column_is_always_masked() -> None:
    assert masked_identity("637101410785O001") == "6371************"
    assert masked_identity("abc") == "*" * 16
    assert masked_identity("'6371") == "6371************"


def test_a_problem_masks_itself() -> None:
    problem = Problem(
        "f",
        None,
        1,
        "NIK 6371014107850001",
        "6371014107850001",
        "r",
        "see 6371014107850001",
    )
    assert problem.column == "NIK 6371************"
    assert problem.value == "6371************"
    assert "6371014107850001" not in repr(problem)


def test_identities_are_asked_for_once_a_person(write, check) -> None:
    asked: list[str] = []

    def identify(niks):
        asked.extend(niks)
        return [f"{n:016x}" for n, _ in enumerate(niks)]

    nik, other = "6371014107850001", "6371014107850002"
    rows = [["NIK", "Jenis Pilar", "Kode Wilayah"]]
    rows += [
        [n, kind, "63.71.01.1001"] for n in (nik, other) for kind in ("PSM", "TKSK")
    ]
    path = write({"Pilar": [["Keadaan: Juni 2024"], *rows]})
    report = check_files([path], Options(), identify=identify)
    assert asked == [nik, other]
    assert (
        report.drafts[0].table["person_key"].to_pylist()
        == ["0" * 16] * 2 + ["0" * 15 + "1"] * 2
    )


def test_a_nik_in_the_name_of_file_or_sheet_is_masked_everywhere(write, check) -> None:
    rows = [
        ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"],
        ["63.71.01.1001", "Pemulung", "2024", "x"],
    ]
    path = write({f"PPKS {NIK}": rows}, name=f"ppks {NIK}.xlsx")
    report = check(path)
    assert report.refused
    assert NIK not in as_json(report) + as_text(report) + repr(report.sheets)
    rows[1][3] = "4"
    kept = check(write({f"PPKS {NIK}": rows}, name=f"ppks {NIK}.xlsx"))
    [draft] = kept.drafts
    assert NIK not in repr(draft) + str(draft.table.to_pylist())
