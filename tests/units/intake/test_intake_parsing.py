"""Numbers, years, choices, texts and NIKs: one cell at a time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.intake.values.choices import parse_choice
from imbang.intake.values.parsing import (
    Rejected,
    parse_count,
    parse_nik,
    parse_text,
    parse_year,
)
from imbang.reference.datasets import load_datasets

COUNT = load_datasets()["ppks"].column("count")
SEX = load_datasets()["pillars"].column("sex")
STATUS = load_datasets()["pillars"].column("status")
BIRTH_YEAR = load_datasets()["pillars"].column("birth_year")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("1204", 1204),
        ("1.204", 1204),
        ("1.204.500", 1204500),
        ("12.345,0", 12345),
        ("12,0", 12),
        ("12.0", 12),
        ("1 204", 1204),
        ("1\u00a0204", 1204),
        ("1,204,500", 1204500),
        ("007", 7),
        ("-", 0),
        ("–", 0),
        ("Nihil", 0),
        ("...", None),
        ("…", None),
        ("n/a", None),
    ],
)
def test_whole_numbers_in_indonesian_form(text: str, number: int | None) -> None:
    assert parse_count(text, False, COUNT) == number


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1,204", "thousand or a fraction"),
        ("12,5", "fraction"),
        ("1.204,5", "fraction"),
        ("12.5", "fraction"),
        ("-5", "negative"),
        ("(5)", "negative"),
        ("− 5", "negative"),
        ("dua belas", "not a number"),
        ("12 orang", "not a number"),
        ("1e3", "not a number"),
        ("1_000", "not a number"),
        ("１２", "not a number"),
        ("12.34.56", "not a number"),
        ("=1+1", "not a number"),
        ("1'; drop table submissions; --", "not a number"),
        ("<b>12</b>", "not a number"),
        ("../../etc/passwd", "not a number"),
        ("999999999999", "too large"),
    ],
)
def test_what_is_no_whole_number(text: str, part: str) -> None:
    with pytest.raises(Rejected, match=part):
        parse_count(text, False, COUNT)


def test_a_number_cell_is_taken_at_its_value() -> None:
    assert parse_count("1204", True, COUNT) == 1204
    with pytest.raises(Rejected, match="fraction"):
        parse_count("1.204", True, COUNT)  # the number 1.204, not one thousand


@given(st.integers(0, 10**8))
@settings(max_examples=200)
def test_numbers_written_in_indonesian_come_back(number: int) -> None:
    with_points = f"{number:,}".replace(",", ".")
    for text in (str(number), with_points, f"{with_points},0", f" {number} ".strip()):
        assert parse_count(text, False, COUNT) == number


@given(st.text(max_size=20))
@settings(max_examples=300)
def test_any_text_is_a_number_or_is_rejected_in_words(text: str) -> None:
    try:
        number = parse_count(text, False, COUNT)
    except Rejected as reason:
        assert reason.rule == "count"
        assert str(reason)
    else:
        assert number is None or 0 <= number <= 10**8


@pytest.mark.parametrize(
    ("text", "year"), [("1985", 1985), ("1985.0", 1985), ("-", None)]
)
def test_years(text: str, year: int | None) -> None:
    assert parse_year(text, BIRTH_YEAR, this_year=2025) == year


@pytest.mark.parametrize("text", ["1899", "2026", "85", "19855", "abc", "1985,5"])
def test_what_is_no_year_of_birth(text: str) -> None:
    with pytest.raises(Rejected, match="from 1900 to 2025"):
        parse_year(text, BIRTH_YEAR, this_year=2025)


@pytest.mark.parametrize(
    ("text", "key"),
    [("L", "male"), ("laki - laki", "male"), ("P", "female"), ("WANITA", "female")],
)
def test_choices_by_label_and_synonym(text: str, key: str) -> None:
    assert parse_choice(text, SEX) == key


def test_a_dash_is_the_choice_for_blank() -> None:
    assert parse_choice("-", SEX) is None
    assert parse_choice("-", STATUS) == "active"


def test_an_unknown_choice_names_the_known_ones() -> None:
    with pytest.raises(Rejected, match=re.escape("expected one of: P, L")):
        parse_choice("X", SEX)


def test_text_is_only_text() -> None:
    for text in ("'; drop table x; --", "<script>", "C:\\x", "=HYPERLINK(1)", "{name}"):
        assert parse_text(text) == text
    assert parse_text("197001011990031001") == "197001011990031001"  # a NIP
    assert parse_text("-") is None


@pytest.mark.parametrize(
    "text", ["6371014107850001", "Siti 6371 0141 0785 0001", "63710141078500010"]
)
def test_a_nik_in_another_column_is_refused(text: str) -> None:
    with pytest.raises(Rejected) as reason:
        parse_text(text)
    assert reason.value.rule == "identity_elsewhere"
    assert "0785" not in str(reason.value)


@pytest.mark.parametrize(
    "text",
    [
        "6371014107850001",
        "'6371014107850001",
        "6371 0141 0785 0001",
        "6371.014107850001",
    ],
)
def test_niks_as_people_type_them(text: str) -> None:
    assert parse_nik(text, False) == "6371014107850001"


@pytest.mark.parametrize(
    ("text", "is_number", "rule"),
    [
        ("6371014107850001", True, "nik_as_number"),
        ("6,37101E+15", False, "nik_as_number"),
        ("6.37101E+15", False, "nik_as_number"),
        ("637101410785000", False, "nik"),
        ("63710141078500011", False, "nik"),
        ("63710141O7850001", False, "nik"),
        ("0000000000000000", False, "nik"),
        ("tidak ada", False, "nik"),
    ],
)
def test_what_is_no_nik(text: str, is_number: bool, rule: str) -> None:
    with pytest.raises(Rejected) as reason:
        parse_nik(text, is_number)
    assert reason.value.rule == rule
    assert text not in str(reason.value)


def test_no_nik_is_known() -> None:
    assert parse_nik("-", False) is None
