"""One pure function a type: a cell's text in, its value out, or what was expected.

Each takes the text and whether a number cell held it, and raises `Rejected`. They are
called once for each distinct text of a column. Dates and periods: `imbang.intake.values.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from imbang import nik
from imbang.formats import grouped
from imbang.intake.report.results import About, Answer
from imbang.reference.datasets import Column
from imbang.texts import _


class Rejected(Exception):
    """A value that is not taken; the text is for an officer, ``rule`` names the rule.

    ``about`` is given where the officer may say what the value means; then ``offered``
    holds likely answers, and ``can_leave_out`` says that its rows may be left out.
    """

    def __init__(
        self,
        rule: str,
        message: str,
        *,
        about: About | None = None,
        offered: Sequence[Answer] = (),
        can_leave_out: bool = False,
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.about = about
        self.offered = tuple(offered)
        self.can_leave_out = can_leave_out


MISSING = frozenset(
    {"...", "…", "..", "n/a", "na", "n.a.", "#n/a", "null", "none", "nan"}
)
NIL = frozenset({"-", "--", "–", "—", "nihil", "nil"})
LONGEST_NUMBER = 60  # characters; a longer text is none
_MOST_DIGITS = 15  # with hundredths below what 64 bits hold, and exact in a workbook
MOST = 10**_MOST_DIGITS - 1
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")
_PLAIN = re.compile(r"[0-9]+")
_INDONESIAN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,0+)?")  # 1.204 and 1.204,0
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")  # 1,204,000; 1,204 is ambiguous
_WHOLE = re.compile(r"[0-9]+,0+|[0-9]+\.0{1,2}")  # 12,0, and 12.0 of other programs
_AMBIGUOUS = re.compile(r"[0-9]{1,3},[0-9]{3}")
_FRACTION = re.compile(r"[0-9]*(?:\.[0-9]{3})*[.,][0-9]+")
_NEGATIVE = re.compile(r"[-–−]\s*[0-9].*|\([0-9.,]+\)")
_GROUPS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")  # 1 204


def parse_count(text: str, is_number: bool, column: Column) -> int | None:
    """A whole number of something; None where the cell says it is not known."""
    lowered = text.casefold()
    if lowered in MISSING:
        return None
    if lowered in NIL:
        return 0
    number = _whole_number(text, is_number)
    check_bounds(number, text, column)
    return number


def _whole_number(text: str, is_number: bool) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _no_number(text)
    if _NEGATIVE.fullmatch(text):
        raise Rejected(
            "count", _("“{text}” is negative; expected 0 or more.", text=text)
        )
    if is_number:
        if _PLAIN.fullmatch(text):
            return _as_int(text, text)
        raise _not_whole(text.replace(".", ",") if "e" not in text else text)
    compact = _SPACES.sub(" ", text).strip()
    digits = compact.replace(" ", "") if _GROUPS.fullmatch(compact) else compact
    if _PLAIN.fullmatch(digits):
        return _as_int(digits, text)
    if _INDONESIAN.fullmatch(digits):
        return _as_int(digits.split(",")[0].replace(".", ""), text)
    if _ENGLISH.fullmatch(digits):
        return _as_int(digits.replace(",", ""), text)
    if _WHOLE.fullmatch(digits):
        return _as_int(re.split("[.,]", digits)[0], text)
    if _AMBIGUOUS.fullmatch(digits):
        raise Rejected(
            "count",
            _(
                "“{text}” may be a thousand or a fraction; write {number} or 1.204.",
                text=text,
                number=digits.replace(",", ""),
            ),
        )
    if _FRACTION.fullmatch(digits):
        raise _not_whole(text)
    raise _no_number(text)


def _as_int(digits: str, text: str) -> int:
    if len(digits.lstrip("0")) > _MOST_DIGITS:
        raise too_large("count", text)
    return int(digits)


def too_large(rule: str, text: str) -> Rejected:
    """What is said of a number with more digits than any figure has."""
    return Rejected(
        rule,
        _(
            "“{text}” is too large; expected {limit} or less.",
            text=text,
            limit=grouped(MOST),
        ),
    )


def _no_number(text: str) -> Rejected:
    return Rejected(
        "count",
        _("“{text}” is not a number; expected a whole number such as 1204.", text=text),
    )


def _not_whole(text: str) -> Rejected:
    return Rejected(
        "count",
        _(
            "“{text}” is a fraction; expected a whole number such as 1204 or 1.204.",
            text=text,
        ),
    )


def check_bounds(number: int | Decimal, text: str, column: Column) -> None:
    """Rejected when a number is out of its column's bounds."""
    lowest, highest = column.minimum, column.maximum
    if lowest is not None and number < lowest:
        raise Rejected(
            "count",
            _(
                "“{text}” is too small; expected {limit} or more.",
                text=text,
                limit=grouped(lowest),
            ),
        )
    if isinstance(highest, int) and number > highest:
        raise Rejected(
            "count",
            _(
                "“{text}” is too large; expected {limit} or less.",
                text=text,
                limit=grouped(highest),
            ),
        )


def parse_year(text: str, column: Column, *, this_year: int) -> int | None:
    """A year of four digits within the column's bounds; None for a dash."""
    if is_blank_word(text):
        return None
    lowest = column.minimum or 1
    highest = column.maximum if isinstance(column.maximum, int) else this_year
    year = re.fullmatch(r"([0-9]{4})(?:[.,]0+)?", text)
    if year is None or not lowest <= int(year[1]) <= highest:
        raise Rejected(
            "year",
            _(
                "“{text}” is not a year from {first} to {last}; expected four digits.",
                text=text,
                first=lowest,
                last=highest,
            ),
        )
    return int(year[1])


def is_blank_word(text: str) -> bool:
    """Whether the text only says that there is nothing: a dash, dots, n/a."""
    lowered = text.casefold()
    return lowered in MISSING or lowered in {"-", "--", "–", "—"}


_NIK = re.compile("[0-9]{16}")


def parse_text(text: str) -> str | None:
    """Free text as it stands; None for a dash. A NIK in it is refused."""
    if is_blank_word(text):
        return None
    refuse_nik(text)
    return text


def refuse_nik(text: str) -> None:
    """Rejected where a NIK, or what is built like one, stands in another column."""
    if nik.resembles(text):
        raise Rejected(
            "identity_elsewhere",
            _("This looks like a NIK; write it in the column NIK only."),
        )


def parse_nik(text: str, is_number: bool) -> str | None:
    """The sixteen digits of a NIK; None for a dash. Messages never repeat the text."""
    if not is_number and _NIK.fullmatch(text) and len(set(text)) > 1:
        return text
    if is_blank_word(text):
        return None
    if is_number or re.fullmatch(r"[0-9]+[.,][0-9]+[eE]\+?[0-9]+", text):
        raise Rejected(
            "nik_as_number",
            _(
                "The NIK is stored as a number, which loses digits. Set the column's "
                "format to Text and type the NIK again."
            ),
        )
    digits = re.sub(r"[\s\u00a0.'’-]", "", text)
    if not _NIK.fullmatch(digits):
        raise Rejected(
            "nik",
            _(
                "This is not a NIK: expected 16 digits, found {n}.",
                n=_described(digits),
            ),
        )
    if len(set(digits)) == 1:
        raise Rejected(
            "nik",
            _("This is no one's NIK: one digit 16 times. Leave it blank if not known."),
        )
    return digits


def _described(text: str) -> str:
    if re.fullmatch(r"[0-9]+", text):
        return str(len(text))
    return _("other characters among them")
