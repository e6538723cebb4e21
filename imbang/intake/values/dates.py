"""Dates and periods as offices write them: cell text in, date or period out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice

from imbang.intake.values.parsing import Rejected, is_blank_word
from imbang.periods import Period, month_index
from imbang.reference.datasets import Column
from imbang.texts import _

_EXCEL_EPOCH = date(1899, 12, 30)  # serial 60 and later; 1 March 1900 on
_SERIALS = range(7306, 73051)  # 1920 to 2099
_YEARS = range(1945, 2101)
_MONTH_NAMES = {
    1: "januari january jan",
    2: "februari february pebruari feb peb",
    3: "maret march mar mrt",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august agu agt ags aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nopember nov nop",
    12: "desember december des dec",
}
MONTHS = {name: n for n, names in _MONTH_NAMES.items() for name in names.split()}
_MONTH = "(?P<month_name>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME,
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})" + _TIME,
        r"(?:[a-z']+, )?(?P<day>\d{1,2})[ /-]" + _MONTH + r"[ /-](?P<year>\d{4})",
    )
)
_SPACES = re.compile(r"[\s\u00a0]+")
_LONGEST = 100  # characters of a date or period; a longer text is neither


def parse_date(text: str, column: Column, *, today: date) -> date | None:
    """A day within the column's bounds; None for a dash."""
    if is_blank_word(text):
        return None
    day = find_date(text) or _of_serial(text)
    if day is None:
        raise Rejected(
            "date",
            _("“{text}” is not a date; expected one such as 15-01-2022.", text=text),
        )
    earliest = column.earliest
    latest = today + timedelta(days=column.latest_days_ahead or 0)
    if earliest is not None and day < earliest:
        raise Rejected(
            "date_too_early",
            _(
                "“{text}” is too early; expected {limit} or later.",
                text=text,
                limit=f"{earliest:%d-%m-%Y}",
            ),
        )
    if column.latest_days_ahead is not None and day > latest:
        raise Rejected(
            "date_in_future",
            _(
                "“{text}” is too late; expected {limit} or earlier.",
                text=text,
                limit=f"{latest:%d-%m-%Y}",
            ),
        )
    return day


def find_date(text: str) -> date | None:
    """The day that a whole text names, None when it names none that exists."""
    if len(text) > _LONGEST:
        return None
    lowered = _SPACES.sub(" ", text.strip().casefold())
    for pattern in _DATES:
        if found := pattern.fullmatch(lowered):
            parts = found.groupdict()
            month = parts.get("month") or MONTHS[parts["month_name"]]
            try:
                return date(int(parts["year"]), int(month), int(parts["day"]))
            except ValueError:
                return None
    return None


def _of_serial(text: str) -> date | None:
    """The day of an Excel serial number, whether in a number cell or as text."""
    found = re.fullmatch(r"([0-9]{4,5})(?:\.[0-9]+)?", text)
    if found is None or int(found[1]) not in _SERIALS:
        return None
    return _EXCEL_EPOCH + timedelta(days=int(found[1]))


_YEAR = r"(?P<year>\d{4})(?:\.0)?"
_PART = r"(?P<part>[1-4]|iii|ii|iv|i)"
# Taken off before the rest is looked at: tried together with what follows, words that
# fit in two ways ('s.d.' with its point, or with one after it) double the work each.
_LEAD = re.compile(
    r"(?:(?:keadaan|periode|bulan|per|s\.? ?/? ?d\.?|sampai(?: dengan)?|hingga|"
    r"tahun|thn|ta|t\.a\.|posisi|as of|until)[ :.]*+)*+",
    re.ASCII,
)
_BETWEEN = r"[ ,]*(?:/|-|tahun|thn)?[ ]*"
_PERIODS = tuple(
    (kind, re.compile(pattern, re.ASCII))
    for kind, pattern in (
        ("year", _YEAR),
        ("month", r"(?P<year>\d{4})[-/](?P<month>0?[1-9]|1[0-2])"),
        ("month", r"(?P<month>0?[1-9]|1[0-2])[-/ ](?P<year>\d{4})"),
        ("month", r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])"),
        ("month", _MONTH + _BETWEEN + r"(?P<year>\d{4})"),
        ("month", r"(?P<year>\d{4})" + _BETWEEN + _MONTH),
        (
            "quarter",
            rf"(?:triwulan|tri wulan|tw\.?|tri|q|quarter)[ -]*{_PART}{_BETWEEN}{_YEAR}",
        ),
        ("quarter", rf"{_YEAR}[- /]*(?:triwulan|tw\.?|q)[ -]*{_PART}"),
        ("half", rf"(?:semester|smt\.?|sem\.?|s)[ -]*{_PART}{_BETWEEN}{_YEAR}"),
        ("half", rf"{_YEAR}[- /]*(?:semester|smt\.?|s)[ -]*{_PART}"),
    )
)
_SPAN = re.compile(r" ?(?:-|–|—|/|\bs\.? ?/? ?d\b\.?|\bsampai(?: dengan)?|\bhingga) ?")
_MOST_SEPARATORS = 8  # 2024-01-01 00:00 – 2024-06-30 has five
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def parse_period(text: str) -> Period:
    """The months that a text names; Rejected when it names none."""
    if (found := find_period(text)) is None:
        raise Rejected(
            "period",
            _(
                "“{text}” is not a period; expected one such as 2024, 2024-06, Juni "
                "2024, Triwulan II 2024 or Semester I 2024.",
                text=text,
            ),
        )
    return found


def find_period(text: str) -> Period | None:
    """The months that a whole text names: '2024', '06/2024', 's.d. Juni 2024' ….

    A date means its month. 's.d.' (up to) means the month named; a span of two months
    in one year means all months from the first to the last.
    """
    if len(text) > _LONGEST:
        return None
    lowered = _SPACES.sub(" ", text.strip().casefold()).strip(" .:")
    return _single(lowered) or _span(lowered)


def _single(text: str) -> Period | None:
    """The months of a date or of one period, without a span."""
    bare = _without_lead(text)
    if day := find_date(bare) or _of_five_digits(text):
        month = month_index(day.year, day.month)
        return _plausible(Period(month, month))
    for kind, pattern in _PERIODS:
        if found := pattern.fullmatch(bare):
            return _plausible(_period(kind, found.groupdict()))
    return None


def _without_lead(text: str) -> str:
    """The text without 'Keadaan', 'per', 's.d.' … in front."""
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead else text


def _of_five_digits(text: str) -> date | None:
    return _of_serial(text) if re.fullmatch(r"[0-9]{5}", text) else None


def _period(kind: str, parts: dict[str, str | None]) -> Period | None:
    january = month_index(int(parts["year"] or 0), 1)
    if kind == "year":
        return Period(january, january + 11)
    if kind == "month":
        name = parts.get("month_name")
        month = january + (MONTHS[name] if name else int(parts["month"] or 0)) - 1
        return Period(month, month)
    length = 3 if kind == "quarter" else 6
    part = parts["part"] or ""
    number = _ROMAN[part] if part in _ROMAN else int(part)
    if number * length > 12:
        return None
    return Period(january + (number - 1) * length, january + number * length - 1)


def _span(text: str) -> Period | None:
    """'Januari - Juni 2024', '2024-02/2024-03': from the first month to the last."""
    for between in islice(_SPAN.finditer(text), _MOST_SEPARATORS):
        first_text = _without_lead(text[: between.start()]).strip(" .:")
        last = _single(text[between.end() :].strip(" .:"))
        if not first_text or last is None or last.first != last.last:
            continue
        if first_text in MONTHS:
            month = month_index(last.last // 12, MONTHS[first_text])
        elif (first := _single(first_text)) and first.first == first.last:
            month = first.first
        else:
            continue
        return Period(month, last.last) if month <= last.last else None
    return None


def _plausible(period: Period | None) -> Period | None:
    return period if period and period.first // 12 in _YEARS else None
