"""A sheet that describes the others: its title, unit and year serve them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imbang.intake.files.cells import Sheet
from imbang.reference.spelling import plain, words_of

_NAMES = frozenset({"metadata", "metadatadata", "metadatastatistik", "tentangdata"})
_TITLES = words_of(
    "judul title judultabel juduldata judulstatistik nama namadata namadataset dataset "
    "juduldataset namavariabel variabel namaindikator indikator namatabel topik"
)
_UNITS = frozenset({"satuan", "unit", "satuandata", "ukuran", "satuanukuran"})
_PERIODS = words_of(
    "tahun tahundata periode periodedata year waktu tahunreferensi keadaan"
)
_ALL = _TITLES | _UNITS | _PERIODS
_MOST_ROWS = 200


@dataclass(frozen=True)
class About:
    """What a workbook says of its tables on a sheet of its own.

    ``periods`` are lines as they would stand above a table.
    """

    titles: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


NOTHING = About()


def is_about(sheet: Sheet) -> bool:
    """Whether a sheet describes the others and holds no table."""
    return plain(sheet.name or "") in _NAMES


def about_of(sheets: Sequence[Sheet]) -> About:
    """What the sheets of a workbook that describe the others say."""
    said = [pair for sheet in sheets if is_about(sheet) for pair in _pairs(sheet)]
    return About(
        tuple(text for name, text in said if name in _TITLES),
        tuple(text for name, text in said if name in _UNITS),
        tuple(f"Tahun {text}" for name, text in said if name in _PERIODS),
    )


def _pairs(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Name and text of what stands side by side, one under the other, or after a colon."""
    above: list[str] = []
    for row in range(min(sheet.height, _MOST_ROWS)):
        texts = [text.strip(" :") for text in sheet.row(row)]
        names = [plain(text) in _ALL for text in above]
        if sum(names) > 1:
            yield from ((plain(n), t) for n, t in zip(above, texts, strict=True) if t)
        above = texts
        filled = [text for text in texts if text]
        if filled and filled[0].isdecimal():
            filled = filled[1:]  # numbered rows
        if len(filled) > 1:
            yield plain(filled[0]), filled[1]
        elif filled and ":" in filled[0]:
            name, text = filled[0].split(":", 1)
            yield plain(name), text.strip()
