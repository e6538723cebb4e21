"""What the rows above a table say: the period it tells of and the office it is from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imbang.intake.report.results import Answer
from imbang.intake.values.dates import find_period
from imbang.periods import Period
from imbang.reference import regions

_KEYWORD = re.compile(
    r"(?:keadaan|periode|bulan|posisi|kondisi|s\.? ?/? ?d\.?|sampai dengan|per tanggal|"
    r"per|as of|period)\b[ .:]*",
    re.IGNORECASE,
)
# '… sesuai Permensos Nomor 8 Tahun 2012' names a law, not a period.
_LAW = re.compile(
    r"permensos|peraturan|undang|kepmen|keputusan|perda|pergub|perbup|perwali|inpres|"
    r"perpres|(?:nomor|no\.?) *[0-9/.a-z-]{1,40} *tahun",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_OFFICE = re.compile(r"dinas sosial|dinsos", re.IGNORECASE)
_LONGEST = 300  # characters of a line that are looked at
_MOST_TITLES = 30  # lines that are searched for an office that none of them names
_MOST_WORDS = 6  # 'Januari s.d. Juni Tahun 2024' and the like


def find_periods(titles: Sequence[str]) -> list[Period]:
    """The different periods that titles name; more than one means it is not clear.

    Lines with a word such as 'Keadaan' count before the others, months before years.
    """
    cut = [_SPACES.sub(" ", title)[:_LONGEST] for title in titles]
    lines = [title for title in cut if not _LAW.search(title)]
    after = [line[m.end() :] for line in lines if (m := _KEYWORD.search(line))]
    for some in (after, lines):
        found = [period for line in some for period in _periods_in(line)]
        months = [period for period in found if period.last - period.first < 11]
        if found:
            return sorted(set(months or found))
    return []


def _periods_in(line: str) -> list[Period]:
    """The longest runs of words that name a period, from the left."""
    words = [word for word in re.split(r"[\s,;()]+", line) if word.strip(".:-")]
    found = []
    at = 0
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length]).strip(" .:")
            # A number of five digits or more is a postal code, not an Excel date.
            if re.fullmatch("[0-9]{5,}", text) or not (period := find_period(text)):
                continue
            found.append(period)
            at += length - 1
            break
        at += 1
    return found


def find_offices(titles: Sequence[str]) -> list[str]:
    """The offices that titles name; only those of 'Dinas Sosial' lines if there are any."""
    cut = [_SPACES.sub(" ", title)[:_LONGEST] for title in titles]
    named = [(bool(_OFFICE.search(t)), regions.load().find_office(t)) for t in cut]
    sure = {code for is_office, code in named if code and is_office}
    return sorted(sure or {code for _is_office, code in named if code})


def offices_meant(titles: Sequence[str]) -> list[Answer]:
    """The offices to offer where titles name none for certain."""
    known = regions.load()
    return [
        Answer(code, f"{known.name(code)} ({code})")
        for code in known.likely_offices(titles[:_MOST_TITLES])
    ]
