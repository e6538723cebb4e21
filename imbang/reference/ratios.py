"""Ratios as people write them, read exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_MOST_DIGITS = 30


def parse_ratio(text: str) -> Fraction:
    """A ratio above 0 from ``162``, ``162.5`` or ``144808/892``, exactly."""
    numerator, _slash, denominator = text.strip().partition("/")
    try:
        ratio = _exact(numerator) / _exact(denominator or "1")
    except (ArithmeticError, OverflowError) as error:
        raise ValueError(text) from error
    if ratio <= 0 or ratio > 10**9 or ratio.denominator > 10**9:
        raise ValueError(text)
    return ratio


def _exact(text: str) -> Fraction:
    number = Decimal(text)
    if number.is_finite() and abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(text)  # 1e999999999 would be written out
    return Fraction(number)
