"""CSV files: their encoding and their delimiter, found from what they hold."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from imbang.refusals import Refusal
from imbang.texts import _

MOST_BYTES = 300_000_000
_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 200  # records that tell the delimiter
_SEPARATOR_LINE = "sep="
_LONGEST_LINE = 20  # characters of a line that may name the separator
_SAMPLE = 400  # bytes that tell UTF-16
_STRAY = 0.01  # share of NUL bytes up to which a file is text all the same


@dataclass(frozen=True)
class Records:
    """All records of a CSV file, blank ones too, so that positions are row numbers.

    They are taken apart each time that they are walked over: lists of millions of texts
    would need many times the file's size.
    """

    content: bytes = field(repr=False)
    encoding: str
    delimiter: str
    has_separator_line: bool = False

    def __iter__(self) -> Iterator[list[str]]:
        """Each record as its fields; Refusal where the file is no CSV."""
        text = _opened(self.content, self.encoding)
        if self.has_separator_line:
            text.readline()
            yield []
        try:
            yield from csv.reader(text, delimiter=self.delimiter)
        except csv.Error as error:
            raise Refusal(
                _(
                    "The CSV file cannot be taken apart into rows: {reason}.",
                    reason=error,
                )
            ) from error


def read_records(content: bytes) -> Records:
    """The records of a CSV file, its encoding and its delimiter found."""
    if len(content) > MOST_BYTES:
        raise Refusal(
            _("The file is larger than {size} MB.", size=MOST_BYTES // 1_000_000)
        )
    csv.field_size_limit(MOST_BYTES)  # a text that is too long is told with its place
    encoding = _encoding(content)
    first = _opened(content, encoding).readline(_LONGEST_LINE)
    if first.lower().startswith(_SEPARATOR_LINE) and len(first.strip()) == 5:
        return Records(content, encoding, first[4], has_separator_line=True)
    return Records(content, encoding, _delimiter(content, encoding))


def _opened(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")


def _encoding(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16, else Windows-1252."""
    for encoding in _encodings(content):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise _no_text()


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    zeros = content.count(0)
    if not zeros:
        return ("utf-8-sig", "cp1252")
    start = content[:_SAMPLE]
    if start[1::2].count(0) > 0.4 * len(start):  # UTF-16 that does not say so
        return ("utf-16-le",)
    if zeros > _STRAY * len(content):
        raise _no_text()
    line = content[: content.index(0)].count(b"\n") + 1
    raise Refusal(
        _(
            "The text holds characters without meaning (NUL), first in row {row}. Open "
            "it in a spreadsheet program and save it as .xlsx or CSV UTF-8.",
            row=line,
        )
    )


def _no_text() -> Refusal:
    return Refusal(
        _("The file is neither a workbook nor text. Send .xlsx or .csv (UTF-8).")
    )


def _delimiter(content: bytes, encoding: str) -> str:
    """The sign that cuts most records into the same number of fields, two or more."""

    def score(delimiter: str) -> tuple[int, int]:
        lengths: Counter[int] = Counter()
        reader = csv.reader(_opened(content, encoding), delimiter=delimiter)
        try:
            for record, _number in zip(reader, range(_LOOKED_AT), strict=False):
                lengths[len(record)] += len(record) > 1
        except csv.Error:
            return (0, 0)
        length, records = max(
            lengths.items(), key=lambda x: (x[1], x[0]), default=(0, 0)
        )
        return (records, length)

    return max(_DELIMITERS, key=score)
