"""Amounts in rupiah and numbers with a fraction: one cell at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.intake.values.amounts import parse_amount, parse_decimal
from imbang.intake.values.parsing import Rejected
from imbang.reference.datasets import load_datasets

SPENT = load_datasets()["budget"].column("spent")
VALUE = load_datasets()["targets"].column("value")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("1250000", "1250000"),
        ("1.250.000", "1250000"),
        ("1.250", "1250"),
        ("1.250.000,00", "1250000"),
        ("1.250.000,5", "1250000.50"),
        ("Rp 1.250.000,00", "1250000"),
        ("Rp1.250.000", "1250000"),
        ("Rp. 1.250.000,-", "1250000"),
        ("RP 1 250 000", "1250000"),
        ("IDR 1,250,000.75", "1250000.75"),
        ("1,250,000", "1250000"),
        ("1250000,75", "1250000.75"),
        ("1.234.567.890.123", "1234567890123"),
        ("-", "0"),
        ("Rp -", "0"),
        ("nihil", "0"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert parse_amount(text, False, SPENT) == Decimal(amount)


def test_amounts_of_number_cells() -> None:
    assert parse_amount("1250000.5", True, SPENT) == Decimal("1250000.50")
    assert parse_amount("0.1", True, SPENT) == Decimal("0.10")
    assert parse_amount("1250000.456", True, SPENT) == Decimal("1250000.46")


@pytest.mark.parametrize("text", ["...", "…", "n/a"])
def test_amounts_that_are_not_known(text: str) -> None:
    assert parse_amount(text, False, SPENT) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("-5", "negative"),
        ("(1.250.000)", "negative"),
        ("Rp -1.250.000", "negative"),
        ("1,250", "1250 or 1,2500"),
        ("1.25.000", "not an amount"),
        ("1,2 miliar", "not an amount"),
        ("Rp", "not an amount"),
        ("99.999.999.999.999.999", "too large"),
    ],
)
def test_amounts_that_are_refused(text: str, part: str) -> None:
    with pytest.raises(Rejected) as reason:
        parse_amount(text, False, SPENT)
    assert part in str(reason.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("12,5 %", 12.5),
        ("12,5%", 12.5),
        ("85 persen", 85.0),
        ("1.204,5", 1204.5),
        ("1.204.000", 1204000.0),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("-2,5", -2.5),
        ("(2,5)", -2.5),
        ("0", 0.0),
        ("-", None),
        ("…", None),
    ],
)
def test_decimals(text: str, value: float | None) -> None:
    assert parse_decimal(text, False, VALUE) == value


def test_decimals_of_number_cells() -> None:
    assert parse_decimal("1.204", True, VALUE) == 1.204
    assert parse_decimal("-0.5", True, VALUE) == -0.5


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1.204", "1204 or 1,2040"),
        ("1,204", "1204 or 1,2040"),
        ("tinggi", "85 or 12,5"),
        ("12,5,6", "85 or 12,5"),
        ("%", "85 or 12,5"),
    ],
)
def test_decimals_that_are_refused(text: str, part: str) -> None:
    with pytest.raises(Rejected) as reason:
        parse_decimal(text, False, VALUE)
    assert part in str(reason.value)


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 10**12, places=2))
def test_an_amount_as_an_office_writes_it_is_read_back(amount: Decimal) -> None:
    written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    for text in (written, f"Rp {written}", f"Rp. {written}"):
        assert parse_amount(text, False, SPENT) == amount
