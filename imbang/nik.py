"""Recognising a NIK, however it is written, so that none is kept, logged or shown.

A NIK is sixteen digits: province, regency and district (two each), day (women + 40),
month and year of birth (two each), and a serial number of four. Digits of every script
count, in the forms that NFKC makes equal (Unicode Standard Annex 15), and signs, blanks
and what cannot be seen between them do not. Every step is linear in a text's length.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from imbang import paths
from imbang.texts.signs import one_line

LENGTH = 16
_SHOWN_DIGITS = 4
_LEAP_DAY = (29, 2)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEMALE = 40

# Regencies numbered anew when their province was divided, since NIK are given out: by
# UU 20/2012 (Kalimantan Utara), UU 14 to 16/2022 and UU 29/2022 (Papua). Whoever was
# registered before keeps the old number, of which the reference data know no more.
_DIVIDED = frozenset({"64", "91", "92"})

_DIGITS = re.compile("[0-9]+")
_OTHERS = re.compile("[^0-9]+")
# What most texts are made of beside digits: ASCII, letters of Europe, quotes, dashes.
_COMMON = re.compile(
    "[\x00-/:-\x7f\u00a0-\u00b1\u00b4-\u00b8\u00bb\u00bf-\u024f\u2010-\u2027\u2030-\u205e]+"
)
# Between two groups of digits: words, the comma of a list and what is masked already part
# one number from the next.
_PARTING = re.compile(r"[^\W_]|[,;]\s|\s[,;]|\*{8}")
_BLANK = re.compile(r"\s")
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # fillers, by rights letters
_UNSEEN_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cn", "Co", "Cs"})

# Like a NIK, whatever its region, written plainly. One digit too many does not hide it;
# eighteen are the number of a civil servant (NIP).
_PLAIN = (
    r"[1-9][0-9] ?[0-9]{2} ?[0-9]{2}[ .-]?[0-7][0-9] ?[01][0-9] ?[0-9]{2}[ .-]?[0-9]{4}"
)
_PLAINLY = re.compile(rf"(?<![0-9])(?:{_PLAIN}[0-9]?|[0-9]{_PLAIN})(?![0-9])")
# Twelve digits or more, with at most one sign between two: a family card, or what is
# left of a NIK. Region codes have ten digits, times have colons.
_LONG = 12
_LONG_NUMBER = re.compile(r"[0-9](?:[ .,'’\-\u00a0]?[0-9]){11,}")
_LONG_TOKEN = re.compile("[0-9]{12,}")

_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"{_DAY}\.{_MONTH}\.{_YEAR}"
_VILLAGE = r"\d\d\.?\d\d\.?\d\d\.?[12]0\d\d"
_IN_MONTH = rf"(?:{_YEAR}\.?{_MONTH}|{_MONTH}\.?{_YEAR})"
# What groups of digits, here with dots between, say that are no NIK: a date with a time
# or another date, the number of a decree with its year, the code of a village with a
# month or with the next code.
_OTHERWISE = re.compile(
    rf"{_DATE}\.[\d.]+|\d{{3}}\.[\d.]+\.{_YEAR}|{_VILLAGE}\.{_IN_MONTH}"
    rf"|{_IN_MONTH}\.{_VILLAGE}|(\d\d)\.\d\d\.\d\d\.[12]0\d\d\.\1\.\d\d\.\d\d"
)
_NIP_LENGTH = 18
_NIP = re.compile(rf"{_YEAR}{_MONTH}{_DAY}(?:19|20)\d{{4}}[12]\d{{3}}")

Span = tuple[int, int]


def find(text: str) -> list[Span]:
    """Where NIKs by region and date of birth stand in ``text``, apart and in order.

    Each is the place of its first character and the one after its last.
    """
    if not _may_hold(text, LENGTH):
        return []
    folded, places = _folded(text)
    return [
        (places[first], places[last] + 1)
        for digits in _numbers(folded)
        for first, last in _in_number(digits)
    ]


def holds(text: str) -> bool:
    """Whether a NIK by region and date of birth stands in ``text``."""
    return bool(find(text))


def resembles(text: str) -> bool:
    """Whether ``text`` holds a NIK, or plainly written digits built like one."""
    if not _may_hold(text, LENGTH):
        return False
    return bool(_PLAINLY.search(_folded(text)[0])) or holds(text)


def masked(text: str) -> str:
    """``text`` with every long number and NIK hidden but for its first four digits."""
    return _hidden(text, _LONG_NUMBER)


def masked_name(text: str) -> str:
    """The name of a file or sheet: as `masked`, but dots and dashes part its numbers.

    ``63.72.02.1001-2024.xlsx`` is a region and a year. What cannot be seen is left out,
    and it stays one line.
    """
    return one_line(_hidden(text, _LONG_TOKEN))


def without_nik(text: str) -> str:
    """``text`` with every NIK hidden but for its first four digits; numbers stay."""
    return _starred(text, find(text))


def _hidden(text: str, long: re.Pattern[str]) -> str:
    if not _may_hold(text, _LONG):
        return text
    folded, places = _folded(text)
    spans = [
        (places[found.start()], places[found.end() - 1] + 1)
        for found in long.finditer(folded)
    ]
    return _starred(text, _joined(sorted([*spans, *find(text)])))


def _starred(text: str, spans: Sequence[Span]) -> str:
    parts, done = [], 0
    for first, last in spans:
        parts += [text[done:first], _stars(text[first:last])]
        done = last
    return "".join([*parts, text[done:]])


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that overlap as one."""
    joined: list[Span] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _stars(number: str) -> str:
    digits = _OTHERS.sub("", _folded(number)[0])
    return digits[:_SHOWN_DIGITS] + "*" * (len(digits) - _SHOWN_DIGITS)


def _may_hold(text: str, digits: int) -> bool:
    """A quick look, which most texts do not pass; a rarer sign may be any digits."""
    rest = _COMMON.sub("", text)
    return len(rest) >= digits or not rest.isascii()


@functools.lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    """One character as digits of ASCII, as nothing, or as it is."""
    if sign.isspace():
        return sign
    folded = ""
    for part in unicodedata.normalize("NFKC", sign):
        digit = unicodedata.digit(part, None)
        if digit is not None:
            folded += str(digit)
        elif (
            part not in _UNSEEN and unicodedata.category(part) not in _UNSEEN_CATEGORIES
        ):
            folded += part
    return folded


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is looked through, and the place in ``text`` of each sign of it."""
    if text.isascii() and text.isprintable():
        return text, range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        found = _folded_sign(sign)
        signs.append(found)
        places += [place] * len(found)
    return "".join(signs), places


def _numbers(folded: str) -> Iterator[list[re.Match[str]]]:
    """Groups of digits that only signs and blanks part, for each such number."""
    number: list[re.Match[str]] = []
    for digits in _DIGITS.finditer(folded):
        if number and _PARTING.search(folded, number[-1].end(), digits.start()):
            yield number
            number = []
        number.append(digits)
    if number:
        yield number


def _in_number(groups: Sequence[re.Match[str]]) -> list[Span]:
    """The NIKs in a number: of each the places of its first and its last digit.

    One begins and ends with a group, where a digit too many does not hide it, or lies
    within a group. Where several readings overlap, they are one place together.
    """
    digits = "".join(group[0] for group in groups)
    place = [at for group in groups for at in range(*group.span())]
    of = [n for n, group in enumerate(groups) for _digit in group[0]]
    found: list[Span] = []
    for at in range(len(digits) - LENGTH + 1):
        last = at + LENGTH - 1
        first_group, last_group = groups[of[at]], groups[of[last]]
        around = place[at] - first_group.start() + last_group.end() - 1 - place[last]
        if (around > 1 and of[at] != of[last]) or not _is_nik(digits[at : last + 1]):
            continue
        # among so many digits any may look like one: there its district has to be known
        if around > 1 and digits[at : at + 6] not in _districts():
            continue
        if not _is_otherwise(groups, of[at], of[last]):
            is_more = bool(found) and place[at] <= found[-1][1]
            first = found.pop()[0] if is_more else place[at]
            found.append((first, place[last]))
    return found


def _is_otherwise(groups: Sequence[re.Match[str]], first: int, last: int) -> bool:
    """Whether the groups of digits from one to another say they are something else."""
    if first == last:
        start, end = groups[first].span()
        return end - start == _NIP_LENGTH and bool(_NIP.fullmatch(groups[first][0]))
    if first > 0 and last < len(groups) - 1:
        # blanks part what is within more than signs part it from what is around it
        within = any(_is_blank_between(groups, n) for n in range(first, last))
        if within and not any(_is_blank_between(groups, n) for n in (first - 1, last)):
            return True
    told = ".".join(group[0] for group in groups[first : last + 1])
    return bool(_OTHERWISE.fullmatch(told))


def _is_blank_between(groups: Sequence[re.Match[str]], n: int) -> bool:
    """Whether a blank stands between a group and the next."""
    start, end = groups[n].end(), groups[n + 1].start()
    return bool(_BLANK.search(groups[n].string, start, end))


def _is_nik(digits: str) -> bool:
    """Whether sixteen digits are a NIK by region and date of birth."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if day > _FEMALE:
        day -= _FEMALE
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return False
    if (day, month) == _LEAP_DAY and year % 4:
        return False
    return _is_region(digits[:6]) and digits[12:] != "0000"


def _is_region(code: str) -> bool:
    """Whether a district may have, or have had, this number.

    Districts are divided and numbered anew every year: the regency has to be known.
    """
    province, regency, district = code[:2], code[2:4], code[4:]
    if district == "00" or regency == "00":
        return False
    return province in _DIVIDED or code[:4] in _regencies()


@functools.cache
def _regencies() -> frozenset[str]:
    return _codes(len("63.71"))


@functools.cache
def _districts() -> frozenset[str]:
    return _codes(len("63.71.01"))


def _codes(length: int) -> frozenset[str]:
    """The codes of regions of this length, without their dots."""
    import pyarrow.parquet as pq  # late: whoever never meets a NIK needs no regions

    codes = pq.read_table(paths.REFERENCE / "regions.parquet", columns=["code"])
    return frozenset(
        c.replace(".", "") for c in codes["code"].to_pylist() if len(c) == length
    )
