"""Amounts of money and numbers with a fraction: a cell's text in, its value out.

An Indonesian file writes 1.250.000,00; a number cell comes as 1250000.0. What could be
a thousand or a fraction alike is not guessed at.
"""

from __future__ import annotations

import re
from decimal import Decimal

from imbang.intake.values.parsing import (
    LONGEST_NUMBER,
    MISSING,
    MOST,
    NIL,
    Rejected,
    check_bounds,
    too_large,
)
from imbang.reference.datasets import Column
from imbang.texts import _

_CURRENCY = re.compile(r"^(?:rp|idr)\.? *|,-+$", re.IGNORECASE | re.ASCII)
_PERCENT = re.compile(r" *(?:%|persen|percent)$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")
_NEGATIVE = re.compile(r"[-–−](.+)|\((.+)\)")
_FORMS = (
    (re.compile(r"[0-9]+"), ""),
    (re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"), "."),  # 1.250.000,00
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+"), ","),  # 1,250,000.00
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"), ","),  # 1,250,000
    (re.compile(r"[0-9]+[.,][0-9]+"), ""),  # 12,5 and 12.5
)
_FLOAT = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")
_COMMA_OR_GROUP = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_SIGN_OR_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_SEN = Decimal("0.01")


def parse_amount(text: str, is_number: bool, column: Column) -> Decimal | None:
    """An amount in rupiah, to the sen; None where the cell says it is not known."""
    if text.casefold() in MISSING:
        return None
    if len(text) > LONGEST_NUMBER:
        raise _no_amount(text)
    bare = _CURRENCY.sub("", text.strip()).strip()
    if bare.casefold() in NIL:
        return Decimal(0)
    if _NEGATIVE.fullmatch(bare):
        raise Rejected(
            "amount", _("“{text}” is negative; expected 0 or more.", text=text)
        )
    if not is_number and _COMMA_OR_GROUP.fullmatch(bare):
        raise _ambiguous("amount", text, bare)
    number = _number(bare, is_number)
    if number is None:
        raise _no_amount(text)
    if number > MOST:
        raise too_large("amount", text)
    check_bounds(number, text, column)
    return number.quantize(_SEN)


def parse_decimal(text: str, is_number: bool, column: Column) -> float | None:
    """A number that may have a fraction or be negative; None for a dash."""
    if text.casefold() in MISSING | NIL:
        return None
    if len(text) > LONGEST_NUMBER:
        raise _no_decimal(text)
    bare = _PERCENT.sub("", text.strip())
    below = _NEGATIVE.fullmatch(bare)
    digits = (below[1] or below[2]).strip() if below else bare
    if not is_number and _SIGN_OR_GROUP.fullmatch(digits):
        raise _ambiguous("decimal", text, digits)
    number = _number(digits, is_number)
    if number is None:
        raise _no_decimal(text)
    if number > MOST:
        raise too_large("decimal", text)
    signed = -number if below else number
    check_bounds(signed, text, column)
    return float(signed)


def _number(text: str, is_number: bool) -> Decimal | None:
    """The number that a text without sign and unit is, if it is one."""
    if (
        is_number
    ):  # of a float: 'inf' may be among them, and 'TRUE' from a cell of truth
        return Decimal(text) if _FLOAT.fullmatch(text) else None
    compact = _SPACES.sub("", text)
    for form, groups in _FORMS:
        if form.fullmatch(compact):
            bare = compact.replace(groups, "") if groups else compact
            return Decimal(bare.replace(",", "."))
    return None


def _no_amount(text: str) -> Rejected:
    return Rejected(
        "amount",
        _(
            "“{text}” is not an amount; expected rupiah such as 1.250.000 or "
            "Rp 1.250.000,00.",
            text=text,
        ),
    )


def _no_decimal(text: str) -> Rejected:
    return Rejected(
        "decimal",
        _("“{text}” is not a number; expected one such as 85 or 12,5.", text=text),
    )


def _ambiguous(rule: str, text: str, digits: str) -> Rejected:
    whole, fraction = re.split("[.,]", digits)
    return Rejected(
        rule,
        _(
            "“{text}” may be a thousand or a fraction; write {whole} or {fraction}.",
            text=text,
            whole=whole + fraction,
            fraction=f"{whole},{fraction}0",
        ),
    )
