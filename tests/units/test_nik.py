"""A NIK is recognised however it is written, and other long numbers are not."""

from __future__ import annotations

import functools
import random
import re
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang import nik
from imbang.reference import regions
from imbang.refusals import Misuse, Refusal, refuse_nik

NIK = "6371010112900001"


@functools.cache
def zeros_of_all_scripts() -> list[str]:
    """The "0" of each script of Unicode that has digits in order, full-width among them."""
    return [
        chr(code)
        for code in range(sys.maxunicode)
        if unicodedata.decimal(chr(code), -1) == 0
    ]


SEPARATORS = (
    "",
    " ",
    "  ",
    ".",
    "-",
    "/",
    "\\",
    "_",
    ":",
    ",",
    "'",
    "’",
    "·",
    "•",
    "|",
    "*",
    " - ",
    " . ",
    " / ",
    "--",
    "\t",
    "\n",
    "\r\n",
    *"‐‑‒–—―−﹘﹣－⁃",  # dashes
    *"\u00a0\u2002\u2009\u202f\u205f\u3000",  # blanks
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202c\u2066\u180e\u3164\u2800\ufe0f",
    *"．／：＿・｡",
)
AROUND = (
    ("", ""),
    ("NIK ", " Siti"),
    ("Siti (", ")"),
    ("No.", "/RT 05"),
    ("a", "b"),
    ("12. ", ""),
    ("", " 2024"),
    ("Ket: ", ", 63.71"),
    ("7 - ", " - 7"),
    ("é “", "”"),
)
GROUPS = ((16,), (6, 6, 4), (4,) * 4, (2,) * 6 + (4,), (1,) * 16, (2, 2, 2, 6, 4))
DISTRICTS = [code for code in regions.load().names if len(code) == len("63.71.01")]


@st.composite
def niks(draw: st.DrawFn) -> str:
    """Made-up numbers built like a NIK, of everybody born in any district."""
    born = draw(st.dates(date(1930, 1, 1), date(2025, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 40]))
    district = draw(st.sampled_from(DISTRICTS)).replace(".", "")
    serial = draw(st.integers(1, 9999))
    return f"{district}{day:02d}{born:%m%y}{serial:04d}"


def grouped(digits: str, sizes: tuple[int, ...]) -> list[str]:
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return [digits[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def in_script(digits: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) for digit in digits)


def digits_of(text: str) -> str:
    return re.sub("[^0-9]", "", unicodedata.normalize("NFKC", text))


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str, tuple[str, str]]:
    """A NIK, how somebody wrote it, and what stands around it."""
    digits = draw(niks())
    groups = grouped(digits, draw(st.sampled_from(GROUPS)))
    zeros = draw(
        st.lists(st.sampled_from(zeros_of_all_scripts()), min_size=1, max_size=3)
    )
    separators = draw(st.lists(st.sampled_from(SEPARATORS), min_size=1, max_size=3))
    written = ""
    for n, group in enumerate(groups):
        between = separators[n % len(separators)] if n else ""
        written += between + in_script(group, zeros[n % len(zeros)])
    return digits, written, draw(st.sampled_from(AROUND))


@given(case=disguised())
@settings(max_examples=300, deadline=None)
def test_a_nik_is_found_in_every_script_between_any_signs(case: Any) -> None:
    digits, written, (before, after) = case
    text = before + written + after
    [(first, last)] = nik.find(text)
    assert first <= len(before) < len(before) + len(written) <= last
    assert nik.resembles(text)
    for mask in (nik.masked, nik.masked_name, nik.without_nik):
        assert len(digits_of(mask(text))) <= 4 + len(digits_of(before + after))
        assert mask(mask(text)) == mask(text)
    with pytest.raises(Misuse) as refused:
        refuse_nik(text)
    assert digits[4:] not in digits_of(str(refused.value))
    assert digits[4:] not in digits_of(str(Refusal(text)))


@given(number=niks(), others=st.lists(niks(), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_several_are_all_hidden_also_without_anything_between(number, others) -> None:
    for between in (" / ", " dan ", ", "):
        text = between.join([number, *others])
        assert len(digits_of(nik.without_nik(text))) <= 4 * (1 + len(others))
    joined = nik.masked("".join([number, *others]))
    assert re.fullmatch(r"[0-9]{4}\*+", joined)


@pytest.mark.parametrize(
    "text",
    [
        "6371014101900001",  # a woman, born on the first
        "6371017112900001",  # on the 31st
        "6371012902960001",  # on a leap day
        "6404050112900001",  # Bulungan, numbered 65.01 since 2012
        "9171010112900001",
        "6371990112900001",  # a district that is no more
        "6371010112900001.0",  # a number cell
        "16371010112900001",
        "63710101129000011",
        "637101011290000126",
        "6️⃣3️⃣7️⃣1️⃣01 011290 0001",
        "⑥③⑦① 0101 1290 0001",
        "1.6371 0101 1290 0001",
    ],
)
def test_is_one(text: str) -> None:
    assert nik.holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "9971010112900001",  # no such province
        "6399010112900001",  # no such regency
        "6371000112900001",
        "6371010012900001",  # no such day
        "6371013212900001",
        "6371014012900001",
        "6371017212900001",
        "6371010100900001",  # no such month
        "6371010113900001",
        "6371013002900001",  # 30 February
        "6371017104900001",  # 31 April
        "6371012902900001",  # 1990 was no leap year
        "6371010112900000",  # no serial number
        "637101011290001",
        "6371 0101 bin 1290 0001",
        "6371, 0101, 1290, 0001",  # a list
    ],
)
def test_is_none(text: str) -> None:
    assert not nik.holds(text)
    refuse_nik(text)


LEGITIMATE = (
    "188.44/0123/KUM/2023",
    "188.44/0123/KUM/2023 tanggal 12 Desember 2023",
    "188.45/1/434.013/2020",
    "188.45/123/416-012/2019",
    "460/1234/DINSOS/2024",
    "Nomor 63 Tahun 2023",
    "800.1.11.1/0123/DINSOS-PSKS/2024",
    "821.2/045/2023",
    "140/106/44.08.23/2018",
    "141/05/35.07.13.2001/2019",
    "1.237/SK-KEMENSOS/08/2024",
    "400.9.2/12.01/1990/2024",
    "SK.63.71/0112/2023",
    "KEP-12/63.71.01/03/2024",
    "6301-PSM-000123",
    "630101-20-0123",
    "PSM 63.01.01.2001-0012",
    "NIAT 3573010023",
    "NIA 35.07.0123.2018.045",
    "0812-6310-4225",
    "+62 812 6310 4225",
    "0511-3363210",
    "0821-6310-4225 / 0820-2785-6105",
    "(0511) 3363210, 3363211 / 0812-5112-3456",
    "0011-01-000123-30-9",
    "1234567890123",
    "BNI 0112345678 a.n. Siti",
    "70114",
    "6013 0112 3456 7890",
    "09.254.294.3-407.000",
    "197105012005011001",
    "NIP. 19710501 200501 1 001",
    "198503012023211005",
    "63.71.01.1001",
    "6371011001 2024-12",
    "63.71.01.1001-12-2024",
    "12-2024 63.01.01.1001",
    "63.71.01.1001 - 63.71.01.1005",
    "11-03-2020 - 12-05-2023",
    "19/04/2014 10.50-09.02",
    "2024-12-05 10:30:11.123",
    "rows 1101, 1102, 1103, 1104",
    "2023, 2024, 2025, 2026",
    "Rp 12.050.112.345.000,00",
)


@pytest.mark.parametrize("text", LEGITIMATE)
def test_legitimate_long_numbers_pass(text: str) -> None:
    refuse_nik(text)
    assert not nik.resembles(text)
    assert nik.without_nik(text) == text


@given(
    kind=st.sampled_from(
        ["188.4", "188.44", "188.45", "460", "465.1", "800.1.2", "140"]
    ),
    number=st.integers(1, 9999),
    unit=st.sampled_from(["KUM", "DINSOS", "63.71", "416-012", "434.013", "35.07.13"]),
    year=st.integers(2005, 2030),
    sign=st.sampled_from("/-."),
)
@settings(max_examples=300, deadline=None)
def test_numbers_of_decrees_pass(kind, number, unit, year, sign) -> None:
    for written in (f"{number}", f"{number:03d}", f"{number:04d}"):
        text = sign.join([kind, written, unit, str(year)])
        assert not nik.resembles(text)


def test_of_numbers_put_together_at_random_hardly_any_is_one() -> None:
    chance = random.Random(16)
    numbers = ["".join(chance.choices("0123456789", k=16)) for _ in range(5000)]
    assert sum(map(nik.holds, numbers)) < 0.01 * len(numbers)


@given(
    first=st.integers(100_000, 999_999),
    day=st.integers(0, 79),
    month=st.integers(0, 19),
    last=st.integers(0, 999_999),
    signs=st.lists(st.sampled_from(["", " ", ".", "-"]), min_size=2, max_size=2),
)
@settings(max_examples=200, deadline=None)
def test_what_was_refused_before_still_is(first, day, month, last, signs) -> None:
    """Digits that look like a NIK, in a column of text, whatever region and date."""
    like = (
        r"[1-9][0-9] ?[0-9]{2} ?[0-9]{2}[ .-]?[0-7][0-9] ?[01][0-9] ?[0-9]{2}"
        r"[ .-]?[0-9]{4}"
    )
    digits = f"{day:02d}{month:02d}{last:06d}"
    typed = f"{first}{signs[0]}{digits[:6]}{signs[1]}{digits[6:]}"
    for text in (typed, f"{typed}0", f"1{typed}", f"Siti {typed} Banjarmasin"):
        assert re.search(rf"(?<![0-9])(?:{like}[0-9]?|[0-9]{like})(?![0-9])", text)
        assert nik.resembles(text)


def test_what_is_masked_is_no_part_of_another_number() -> None:
    masked = nik.masked_name("6371010112900001 0101 1290 0002.xlsx")
    assert masked == nik.masked_name(masked) == "6371************ 0101 1290 0002.xlsx"


TILES = (
    "1",
    "12 ",
    "6371.",
    "637101011290000",
    "6371010112900001",
    "6371010112900001 ",
    "1-",
    "1\u200b",
    "\u200b",
    "١",
    "１ ",
    "⑳",
    "ﷺ",
    "é",
    "a1",
    ". ",
    ",",
    "1, ",
    "1.2",
    "é\u0301\u0316",
    "11-03-2020 - ",
    "63.71.01.1001 ",
    "0000000000000000",
)


def steps(work: Callable[[], object]) -> int:
    """How many lines of the recogniser are run by ``work``."""
    count = 0

    def trace(frame: Any, event: str, _arg: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != nik.__file__:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("tile", TILES)
def test_steps_grow_with_the_text_and_no_faster(tile: str) -> None:
    def look(length: int) -> None:
        text = (tile * length)[:length]
        nik.resembles(text)
        nik.masked(text)
        nik.masked_name(text)

    look(10)  # reads the regions
    short, long = (steps(lambda n=n: look(n)) for n in (2_000, 8_000))
    assert long <= 4.5 * short + 500


def test_long_texts_are_masked_whole() -> None:
    """Expressions are not counted in steps: one that took a square of the length would
    not come to an end here."""
    for tile in TILES:
        text = (tile * 50_000)[:50_000]
        assert not nik.holds(nik.masked(text))
