"""Counts of needs, pillars and people: labels, units, sums, doubles, offices, periods."""

from __future__ import annotations

from imbang.periods import Period

HEAD = ["Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Satuan", "Periode", "Jumlah"]
A, B = "63.71.01.1001", "63.71.01.1002"


def row(
    kind: str,
    count: object,
    *,
    unit: str | None = None,
    code: object = A,
    period: object = "2024",
):
    return [code, None, kind, unit, period, count]


def kept(report) -> list[tuple[str, str, str, int | None]]:
    return [
        (item["region_code"], item["kind"], item["unit"], item["count"])
        for draft in report.drafts
        for item in draft.table.to_pylist()
    ]


def test_units_follow_kind_label_and_column(check_sheet, found) -> None:
    report = check_sheet(
        [
            HEAD,
            row("Fakir miskin", 10, unit="Orang"),
            row("Keluarga Fakir Miskin", 4),
            row("Pemulung", 3, unit="KK"),
            row("Keluarga bermasalah sosial psikologis", 2, unit="JIWA"),
            row("Komunitas adat terpencil", 1, unit="Keluarga"),
        ]
    )
    assert found(report) == [("warning", 5, "Satuan", "unit")]
    assert kept(report) == [
        (A, "poor", "person", 10),
        (A, "poor", "family", 4),
        (A, "scavenger", "family", 3),
        (A, "troubled_family", "family", 2),
        (A, "remote_indigenous_community", "family", 1),
    ]


def test_labels_outside_the_kinds_are_left_out_and_named(check_sheet, found) -> None:
    report = check_sheet(
        [
            HEAD,
            row("Pemulung", 3),
            row("KELUARGA RENTAN", "1.000"),
            row("KELUARGA RENTAN", 14, code=B),
            row("Lain - lain", 2),
        ]
    )
    assert found(report) == [
        ("warning", 3, "Jenis PMKS", "left_out"),
        ("warning", 5, "Jenis PMKS", "left_out"),
    ]
    first, second = report.problems
    assert "rows 3–4, together 1,014" in first.message
    assert "row 5, together 2" in second.message
    assert kept(report) == [(A, "scavenger", "person", 3)]


def test_an_unknown_label_suggests_the_nearest(check_sheet, found) -> None:
    report = check_sheet([HEAD, row("Anak jalanann", 3), row("Xyzzy", 1)])
    assert found(report) == [
        ("error", 2, "Jenis PMKS", "kind"),
        ("error", 3, "Jenis PMKS", "kind"),
    ]
    assert "it may be: Street child." in report.problems[0].message
    assert "one of the 26 kinds" in report.problems[1].message


def test_the_officer_says_what_a_label_means_or_leaves_it_out(
    check_sheet, found
) -> None:
    rows = [HEAD, row("Anak punk", 3), row("Xyzzy", 1), row("Lainnya", 5)]
    report = check_sheet(
        rows,
        labels={"ANAK PUNK": "street_child", "lainnya": "beggar"},
        leave_out=frozenset({"xyzzy"}),
    )
    assert found(report) == [("warning", 3, "Jenis PMKS", "left_out")]
    assert "as asked" in report.problems[0].message
    assert kept(report) == [
        (A, "street_child", "person", 3),
        (A, "beggar", "person", 5),
    ]


def test_two_labels_of_one_kind_are_added_up_and_named(
    check_sheet, found, notes
) -> None:
    report = check_sheet(
        [
            HEAD,
            row("Anak jalanan", 21),
            row("Pemulung", 5),
            row("ANAK GELANDANGAN", "1.428"),
        ]
    )
    assert found(report) == []
    assert notes(report) == [(2, "added_up")]
    assert "Anak jalanan 21 + ANAK GELANDANGAN 1,428 (rows 2, 4) = 1,449" in (
        report.problems[0].message
    )
    assert len(kept(report)) == 3  # one row a row of the sheet


def test_one_label_twice_is_an_error_naming_both_rows(check_sheet, found) -> None:
    report = check_sheet(
        [HEAD, row("Pemulung", 5), row("Pengemis", 5), row("PEMULUNG ", 6)]
    )
    assert found(report) == [("error", 4, "Jenis PMKS", "duplicate")]
    assert "already in row 2" in report.problems[0].message


def test_doubles_are_seen_across_sheets(write, check, found) -> None:
    path = write(
        {"PPKS 1": [HEAD, row("Pemulung", 5)], "PPKS 2": [HEAD, row("Pemulung", 6)]}
    )
    report = check(path)
    assert found(report) == [("error", 2, "Jenis PMKS", "duplicate")]
    assert report.problems[0].sheet == "PPKS 2"
    assert "row 2 of sheet PPKS 1" in report.problems[0].message


def test_sheets_of_one_dataset_make_one_draft(write, check) -> None:
    path = write(
        {"PPKS 1": [HEAD, row("Pemulung", 5)], "PPKS 2": [HEAD, row("Pengemis", 6)]}
    )
    (draft,) = check(path).drafts
    assert draft.sheets == ("PPKS 1", "PPKS 2")
    assert draft.table["sheet"].to_pylist() == ["PPKS 1", "PPKS 2"]


def test_two_files_with_the_same_are_refused(write, check, found) -> None:
    one = write({"PPKS": [HEAD, row("Pemulung", 5)]}, name="one.xlsx")
    two = write({"PPKS": [HEAD, row("Pengemis", 6)]}, name="two.xlsx")
    report = check(one, two)
    assert [(p.file, p.rule) for p in report.problems] == [
        ("one.xlsx", "given_twice"),
        ("two.xlsx", "given_twice"),
    ]
    assert report.drafts == ()


def test_one_draft_a_period(check_sheet) -> None:
    report = check_sheet(
        [HEAD, row("Pemulung", 5, period="Juni 2024"), row("Pemulung", 6, period=2023)]
    )
    assert [str(draft.period) for draft in report.drafts] == ["2023", "2024-06"]
    assert all(draft.office == "63.71" for draft in report.drafts)


def test_the_period_of_rows_that_name_none(check_sheet, found) -> None:
    rows = [["Keadaan: Semester I 2024"], HEAD, row("Pemulung", 5, period=None)]
    (draft,) = check_sheet(rows).drafts
    assert str(draft.period) == "2024-S1"
    assert found(check_sheet(rows[1:])) == [("error", 2, "Periode", "required")]
    (draft,) = check_sheet(rows[1:], period=Period(24288, 24288)).drafts
    assert draft.period == Period(24288, 24288)


def test_a_period_that_has_not_begun(check_sheet, found) -> None:
    report = check_sheet([HEAD, row("Pemulung", 5, period="April 2025")])
    assert found(report) == [("error", 2, "Periode", "period_in_future")]


def test_the_office(check_sheet, found) -> None:
    here = row("Pemulung", 5)
    there = row("Pemulung", 5, code="63.03.01.2001")
    assert check_sheet([HEAD, here, there]).drafts[0].office == "63"
    assert check_sheet([HEAD, here], region="63").drafts[0].office == "63"
    title = ["Dinas Sosial Provinsi Kalimantan Selatan"]
    assert check_sheet([title, HEAD, here]).drafts[0].office == "63"
    titles = [title, ["Dinas Sosial Kota Banjarmasin"]]
    assert check_sheet([*titles, HEAD, here]).drafts[0].office == "63.71"
    assert check_sheet([*titles, HEAD, here, there]).drafts[0].office == "63"
    outside = check_sheet([["DINAS SOSIAL KOTA BANJARMASIN"], HEAD, here, there])
    assert found(outside) == [("error", 4, "Kode Wilayah", "outside_office")]
    asked = check_sheet([HEAD, here], region="63.03")
    assert found(asked) == [("error", 2, "Kode Wilayah", "outside_office")]


def test_names_that_disagree_with_their_code(check_sheet, found) -> None:
    rows = [
        HEAD,
        *(
            [code, name, "Pemulung", None, "2024", 1]
            for code, name in (
                ("63.71", "KOTA BANJARMASIN"),
                ("63.03", "Kab. Banjar"),
                ("63.72", "Kota Banjarbaru "),
                ("32.04", "Bandung"),
                ("32.73", "Kabupaten Bandung"),
                ("63.02", "Kabupaten Kota Baru"),
            )
        ),
    ]
    report = check_sheet(rows)
    assert found(report) == [("error", 6, "Nama Wilayah", "region_contradiction")]
    (question,) = report.questions
    assert [answer.key for answer in question.offered] == ["32.04", "32.73"]
    assert "32.73 is Kota Bandung, but the row says “Kabupaten Bandung”" in (
        report.problems[0].message
    )


def test_unknown_regions(check_sheet, found) -> None:
    report = check_sheet(
        [
            HEAD,
            row("Pemulung", 1, code="63.99"),
            row("Pemulung", 1, code=11.1),
            row("Pemulung", 1, code="Banjarmasin"),
        ]
    )
    assert found(report) == [("error", n, "Kode Wilayah", "region") for n in (2, 3, 4)]
    assert "expected a Kemendagri code" in report.problems[0].message
    assert "stored as a number" in report.problems[1].message
