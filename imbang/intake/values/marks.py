"""The words by which rows are recognised that are not rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imbang.intake.values.dates import MONTHS

_TOTAL = re.compile(
    r"(?:sub ?|grand ?)?(?:jumlah|total|jml)(?: (?:jumlah|total|keseluruhan|seluruh|se|"
    r"seluruhnya|semua|akhir|umum|besar|kab|kabupaten|kota|kec|kecamatan|desa|kelurahan|"
    r"prov|provinsi|kalurahan|pmks|ppks|psks|pilar|penduduk|per|i|ii|iii|iv|v)\b.*)?"
)
_TOTAL_INITIALS = frozenset("jJtTsSgG")
_FOOTER = re.compile(
    r"(?:sumber|source|catatan|keterangan|ket|note|notes|nb|ttd|tertanda|mengetahui|"
    r"menyetujui|disetujui|dibuat oleh|diketahui|petugas|operator|kepala dinas|plt|"
    r"a\.?n\.? kepala|nip|data diolah|diperiksa|penyusun)\b"
)
_FOOTER_NEEDS_SIGN = re.compile(
    r"(?:sumber|source|ket|keterangan|note|operator)\b(?!.*:)"
)
_PLACE_AND_DATE = re.compile(
    r"[a-z .']+, *(?:[0-9]{1,2}|\.{2,}|…)? *(?:" + "|".join(MONTHS) + r") +[0-9]{4}"
)
_STAR = re.compile(r"^(?:\*+\)?|[0-9a-z]?\))\s*\S")
_GROUP = re.compile(
    r"(?:kabupaten|kab\.?|kota|kecamatan|kec\.?|provinsi|prov\.?|kelurahan|desa)\b.*"
)
_CODE = re.compile(
    r"[0-9]{2}(?:[. -]{0,3}[0-9]{2}(?:[. -]{0,3}[0-9]{2}(?:[. -]{0,3}[0-9]{4})?)?)?"
    r"(?:\.0(?:0{3}[0-9]*)?)?"
)
_NO_SIGNS = str.maketrans("", "", "., '")
_NUMBERED = re.compile(r"\(?([0-9]{1,2})\)?(?: ?= ?[^a-z]*)?")


def is_total(text: str) -> bool:
    """'JUMLAH', 'Total', 'Jumlah Kabupaten', 'SUB TOTAL', 'Jumlah Kec. X' …."""
    if text[:1] not in _TOTAL_INITIALS:
        return False
    return _TOTAL.fullmatch(_lowered(text).strip(" .:=")) is not None


def is_footer(texts: Sequence[str]) -> bool:
    """'Sumber: …', notes and signatures, from the texts of a row with few cells."""
    line = _lowered(" ".join(texts))
    if _PLACE_AND_DATE.fullmatch(line) or _STAR.match(line):
        return True
    return bool(_FOOTER.match(line)) and not _FOOTER_NEEDS_SIGN.match(line)


def is_group_title(text: str) -> bool:
    """'KECAMATAN BANJARMASIN SELATAN' standing alone above its rows."""
    return _GROUP.fullmatch(_lowered(text)) is not None


def is_code(text: str) -> bool:
    """Whether a text is written like a region code, known or not."""
    return _CODE.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Whether a text is a number such as a count or a NIK, and not an official's NIP."""
    digits = text if text.isdecimal() else text.translate(_NO_SIGNS)
    return digits.isdecimal() and (len(digits) <= 9 or len(digits) == 16)


def is_numbering(texts: Sequence[str]) -> bool:
    """'(1) (2) (3)' or 1 2 3 under a heading: three or more, from one upwards."""
    found = [_NUMBERED.fullmatch(_lowered(text)) for text in texts if text]
    numbers = [int(match[1]) for match in found if match]
    return (
        len(numbers) == len(found) >= 3
        and numbers[0] in (1, 2)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


def _lowered(text: str) -> str:
    return " ".join(text.casefold().split())
