"""How numbers, shares and months are written, in the language now spoken.

Indonesian writes 1.234,5 and 3,1 %; English writes 1,234.5 and 3.1%. A value that does
not exist is written as a dash, never as zero.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from imbang.periods import parse_month
from imbang.texts import language, plural

MISSING = "–"
MINUS = "−"
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""The time zones of Indonesia, by the names that people use."""

_RANGES_SHOWN = 12
_zone: ContextVar[str] = ContextVar("zone", default="")


def exists(value: object) -> bool:
    """Whether ``value`` is a figure at all: not None, NaN or NA."""
    if value is None:
        return False
    try:
        return not math.isnan(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def number(value: object, digits: int = 0) -> str:
    """A number with exactly ``digits`` decimals, halves rounded up; a dash if none."""
    if not exists(value):
        return MISSING
    rounded = round_half_up(float(value), digits)  # type: ignore[arg-type]
    return _written(rounded, digits, _locale())


@functools.lru_cache(maxsize=50_000)
def _written(rounded: float, digits: int, locale: Locale) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(rounded, pattern, locale=locale).replace("-", MINUS)


def least(value: object, *, is_least: bool) -> str:
    """A whole number, ``≥`` before it where there may be more."""
    text = number(value)
    return f"≥\N{NO-BREAK SPACE}{text}" if is_least and exists(value) else text


def ratio(value: object) -> str:
    """PMKS per PSM: whole from 20 on, one decimal below, where it matters."""
    if not exists(value):
        return MISSING
    return number(value, 0 if float(value) > 19.95 else 1)  # type: ignore[arg-type]


def norm(value: float, provinces: tuple[float, float] | None, digits: int = 0) -> str:
    """A norm as a ratio is written, with ``digits`` decimals where told; where each
    province has one of its own, the lowest and the highest."""
    told = [number(n, digits) if digits else ratio(n) for n in provinces or (value,)]
    return "–".join(dict.fromkeys(told))


def rate(value: object) -> str:
    """A rate of 1,000: two digits that matter below one, where ``ratio`` would tell 0."""
    if not exists(value) or not 0 < float(value) < 0.95:  # type: ignore[arg-type]
        return ratio(value)
    return number(value, 1 - math.floor(math.log10(float(value))))  # type: ignore[arg-type]


def signed(value: object, digits: int = 0) -> str:
    """A change with its sign; zero has none."""
    text = number(value, digits)
    is_up = exists(value) and round_half_up(float(value), digits) > 0  # type: ignore[arg-type]
    return f"+{text}" if is_up else text


def percent(share: object, digits: int = 0) -> str:
    """A share of 1 as a percentage: ``0.031`` is ``3,1 %`` (English: ``3.1%``)."""
    if not exists(share):
        return MISSING
    space = "\N{NO-BREAK SPACE}" if language() == "id" else ""
    return f"{number(100 * float(share), digits)}{space}%"  # type: ignore[arg-type]


def month(text: str | None) -> str:
    """``2024-12`` as ``Desember 2024``; a dash if there is none."""
    return _told_month(text, "LLLL y")


def short_month(text: str | None) -> str:
    """``2024-12`` as ``Des 2024``."""
    return _told_month(text, "LLL y")


def short_day(day: date) -> str:
    """``2024-07-05`` as ``5 Jul 2024``."""
    return format_date(day, "d LLL y", locale=_locale())


def size(count: int) -> str:
    """A number of bytes: ``12 KB``, ``1,2 MB``."""
    if count < 1_000_000:
        return f"{number(max(1, count / 1000))}\N{NO-BREAK SPACE}KB"
    digits = 1 if count < 10_000_000 else 0
    return f"{number(count / 1_000_000, digits)}\N{NO-BREAK SPACE}MB"


def day(when: date) -> str:
    """``3 Januari 2025``."""
    return format_date(when, "d MMMM y", locale=_locale())


def use_time_zone(name: str) -> None:
    """Tell times in the zone ``name`` of `ZONES` from here on; "" means this machine's."""
    _zone.set(name if name in ZONES else "")


def time_zone() -> str:
    """The zone in which times are told now: a key of `ZONES`, or "" for this machine's."""
    return _zone.get()


def moment(when: str) -> str:
    """``3 Jan 2025, 14.05`` (English: ``14:05``), of a time as the store keeps it.

    ``when`` is ISO 8601 with its offset; it is told in the office's own time zone.
    """
    local = _local(when)
    hour = "HH.mm" if language() == "id" else "HH:mm"
    return format_datetime(local, f"d MMM y, {hour}", locale=_locale())


def local_day(when: str) -> date:
    """The day of a time as the store keeps it, in the office's own time zone."""
    return _local(when).date()


def _local(when: str) -> datetime:
    zone = ZoneInfo(ZONES[time_zone()]) if time_zone() else None
    return datetime.fromisoformat(when).astimezone(zone).replace(tzinfo=None)


def _told_month(text: str | None, pattern: str) -> str:
    return _month(text, pattern, _locale()) if isinstance(text, str) else MISSING


@functools.lru_cache(maxsize=10_000)
def _month(text: str, pattern: str, locale: Locale) -> str:
    year, offset = divmod(parse_month(text), 12)
    return format_date(date(year, offset + 1, 1), pattern, locale=locale)


def round_half_up(value: float, digits: int) -> float:
    """Round as people do by hand: 0.5 up, away from zero.

    The nudge stands above the error of the float and far below any digit shown.
    """
    scaled = abs(value) * 10**digits
    rounded = math.floor(scaled + 0.5 + 1e-9) / 10**digits
    return math.copysign(rounded, value) if rounded else 0.0


def _locale() -> Locale:
    return _parsed(language())


@functools.cache
def _parsed(name: str) -> Locale:
    return Locale.parse(name)


def row_ranges(rows: Iterable[int]) -> str:
    """``12–45, 50``; a very long list ends with how many more rows there are."""
    numbers = sorted(set(rows))
    ranges: list[list[int]] = []
    for row in numbers:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    texts = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:_RANGES_SHOWN]]
    if left := sum(b - a + 1 for a, b in ranges[_RANGES_SHOWN:]):
        texts.append(
            plural(
                "and {count} more row",
                "and {count} more rows",
                left,
                count=grouped(left),
            )
        )
    return ", ".join(texts)


def grouped(number: int) -> str:
    """A whole number with its thousands apart: 1.204 in Indonesian."""
    text = f"{number:,}"
    return text.replace(",", ".") if language() == "id" else text
