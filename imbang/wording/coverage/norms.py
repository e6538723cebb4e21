"""Norms in the language of the page: as somebody types them, and exactly as they are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from imbang.reference.ratios import read_norm, write_ratio


def plain(written: str, lang: str) -> str:
    """A number as the language writes it, with a decimal point; other text as it is."""
    try:
        return f"{parse_decimal(written.strip(), locale=lang, strict=True):f}"
    except NumberFormatError:
        return written


def typed(written: str, lang: str) -> Fraction:
    """The norm that somebody typed: ``1.162,5`` or ``144808/892``.

    ValueError for what no link and no setting would take either.
    """
    return read_norm(plain(written, lang))


def shown(norm: Fraction, lang: str) -> str:
    """A norm with every decimal it has, or as a fraction: `typed` gives it back."""
    text = write_ratio(norm)
    if "/" in text:
        return text
    return format_decimal(Decimal(text), locale=lang, decimal_quantization=False)
