"""Codes of the statistics office (BPS): recognised, and turned into Kemendagri's.

They look alike and differ: a district has seven digits (6371010), a village ten
(6371010001), and 199 of 514 regencies have another number. Below the regency a table
knows most codes: that of ``data/reference``, or what a file says itself
(`imbang.intake.places.bridge`). Of the others the name tells which region is meant.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping, Sequence

import pyarrow.parquet as pq

from imbang import paths
from imbang.reference import regions
from imbang.reference.levels import Level

# 'Codes=bps' and 'Codes=kemendagri' is what an officer says of a column of codes.
BPS = "bps"
KEMENDAGRI = "kemendagri"

_WRITTEN = re.compile(r"(\d{2})(\d{2})?(\d{3})?(\d{3})?", re.ASCII)
_BETWEEN = re.compile(r"^(\d\d)[. -]+(\d\d)[. -]+(\d{3})(?:[. -]+(\d{3}))?$", re.ASCII)
_BELOW_REGENCY: dict[int, Level] = {7: "district", 10: "village"}


@functools.cache
def crosswalk() -> Mapping[str, str]:
    """BPS code → Kemendagri code of every province and regency."""
    with (paths.REFERENCE / "bps_codes.csv").open(encoding="utf-8", newline="") as file:
        differing = {
            row["bps_code"]: row["region_code"] for row in csv.DictReader(file)
        }
    named = set(differing.values())
    above = (code for code in regions.load().names if len(code) <= 5)
    same = {code.replace(".", ""): code for code in above if code not in named}
    return same | differing


@functools.cache
def crosswalk_below() -> Mapping[str, str]:
    """BPS code → Kemendagri code of the districts and villages that a table has.

    Most of them, not all: the others are found by name.
    """
    table = pq.ParquetFile(paths.REFERENCE / "bps_villages.parquet").read()
    codes, own = (table[name].to_pylist() for name in ("bps_code", "region_code"))
    return dict(zip(codes, own, strict=True))


def digits_of(text: str) -> str:
    """The digits of a code as they stand in a cell; the text itself where it is none.

    '3201220005.0' of a number cell, and '3201000' for a regency, padded with zeros.
    """
    if len(text) > regions.LONGEST_CODE:
        return text
    written = text.strip(" '’\t")
    digits = regions.whole_number(_BETWEEN.sub(r"\1\2\3\4", written))
    if digits.isdecimal() and len(digits) in _BELOW_REGENCY:
        for length in (4, 7):
            if len(digits) > length and not digits[length:].strip("0"):
                return digits[:length]
    return digits


def region_of(text: str) -> str | None:
    """The Kemendagri code of a BPS code's own region, where a table knows it."""
    digits = digits_of(text)
    return crosswalk().get(digits) or crosswalk_below().get(digits)


def region_above(text: str) -> str | None:
    """The Kemendagri code of the regency or province of a BPS code; None if it is none.

    A code of two or four digits is that region itself.
    """
    digits = digits_of(text)
    if not _WRITTEN.fullmatch(digits) or len(digits) not in {2, 4, *_BELOW_REGENCY}:
        return None
    return crosswalk().get(digits[:4])


def level_below(text: str) -> Level | None:
    """The level of a BPS code's region; None for that of a regency or a province."""
    return _BELOW_REGENCY.get(len(digits_of(text)))


def look_like_bps(texts: Sequence[str]) -> bool:
    """Whether the distinct codes of a column are those of BPS, by how they are written.

    Half of them are no Kemendagri codes, but have the seven or ten digits of a BPS code
    of an existing regency.
    """
    found = zip(texts, regions.load().normalise(texts), strict=True)
    alike = [text for text, code in found if code is None and _is_below_regency(text)]
    return bool(alike) and 2 * len(alike) >= len(texts)


def _is_below_regency(text: str) -> bool:
    # The seventh digit of a village of Kemendagri is 1 or 2: of an old one, perhaps.
    digits = digits_of(text)
    is_old = len(digits) == 10 and digits[6] in "12"
    is_below = len(digits) in _BELOW_REGENCY
    return is_below and not is_old and region_above(text) is not None


def other_meaning(code: str) -> str | None:
    """The region that a province's or regency's code is to BPS, where it is another."""
    other = crosswalk().get(code.replace(".", ""))
    return None if other == code else other
