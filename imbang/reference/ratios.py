"""Ratios as people write them, read exactly and written exactly; the norm is one."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

SMALLEST_NORM, LARGEST_NORM = 1, 100_000
"""The norms that can be chosen (PMKS persons to one PSM)."""

_MOST_DIGITS = 30


def read_norm(text: str) -> Fraction:
    """A norm (PMKS persons to one PSM) that somebody chose, exactly.

    Links, settings and questions all read it here; ValueError for what is no ratio (see
    `parse_ratio`) and for a norm below `SMALLEST_NORM` or above `LARGEST_NORM`.
    """
    norm = parse_ratio(text)
    if not SMALLEST_NORM <= norm <= LARGEST_NORM:
        raise ValueError(text)
    return norm


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


def write_ratio(ratio: Fraction) -> str:
    """``162.5`` where the decimals end, else ``36202/223``: `parse_ratio` gives it back."""
    with localcontext() as context:
        context.prec = 2 * _MOST_DIGITS  # a denominator of 2**29 has 29 decimals
        decimal = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    return f"{decimal:f}" if Fraction(decimal) == ratio else str(ratio)


def _exact(text: str) -> Fraction:
    number = Decimal(text)
    if number.is_finite() and abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(text)  # 1e999999999 would be written out
    return Fraction(number)
