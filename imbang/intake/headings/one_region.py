"""The region of a table that has no column for it: the title's, the sheet's, the file's.

An office's own totals, kind by kind, name their region above the table only. Only tables
of figures have one region in common; a register says it person by person.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.headings import Headings, OneRegion
from imbang.reference import levels, regions
from imbang.reference.datasets import MEASURES, Dataset
from imbang.reference.levels import Level
from imbang.reference.spelling import plain

By = Literal["title", "sheet", "file", "officer"]
_LONGEST = 300  # characters of a title that are looked at
_MOST_WORDS = 4  # of a kecamatan's or village's name
_SAMPLE = 200  # different texts of a column
_COLUMNS = frozenset({"region_code", "region_name"})
_DISTRICT, _VILLAGE = "kecamatan|kec", "kelurahan|desa|kel|nagari|gampong"
_INNER = re.compile(rf"\b({_DISTRICT}|{_VILLAGE})\b\.?", re.IGNORECASE)
# 'menurut Kecamatan di Kota X': the rows are regions, so there is a column of them.
_BY_REGION = re.compile(
    r"\b(?:menurut|per|tiap|setiap|berdasarkan|dan|,)\s+"
    r"(?:kab\w*|kota|kecamatan|kec|desa|kelurahan|wilayah|provinsi)\b\.?"
    r"(?:\s*/\s*\w+)?\s*(?:$|[,(0-9]|(?:di|dan|se|pada|tahun|menurut|per)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """What says a table's region beside its title: the file's name, and the officer."""

    file: Path
    region: str | None = None


def placed(
    headings: Headings,
    sheet: Sheet,
    rows: Sequence[int],
    dataset: Dataset,
    place: Place,
) -> Headings:
    """The headings with the one region of all rows, where no column says it.

    ``rows`` are those of the heading.
    """
    if not may_be_of_one_region(headings, dataset) or _has_regions(
        headings, sheet, rows[-1]
    ):
        return headings
    if (at := _without_heading(headings, sheet, rows)) is not None:
        name = next(dataset.of_type("region_name"))
        return replace(
            headings,
            texts=(*headings.texts[:at], name.heading, *headings.texts[at + 1 :]),
            columns={**headings.columns, name.key: (at,)},
        )
    found = _find(sheet, rows[0], place)
    return replace(headings, one_region=found) if found else headings


def may_be_of_one_region(headings: Headings, dataset: Dataset) -> bool:
    """Whether a table of this dataset lacks only columns of regions for its figures."""
    return (
        not _COLUMNS & headings.keys
        and any("region_code" in keys for keys in dataset.unique)
        and not any(dataset.of_type("identity"))
        and any(column.type in MEASURES for column in dataset.columns)
    )


def _find(sheet: Sheet, first: int, place: Place) -> OneRegion | None:
    titles = [" ".join(filter(None, sheet.row(row)))[:_LONGEST] for row in range(first)]
    if any(map(_BY_REGION.search, titles)):
        return None
    said = regions.load().code_for(place.region)
    sources: tuple[tuple[By, Sequence[str]], ...] = (
        ("title", titles),
        ("sheet", [sheet.name or ""]),
        ("file", [place.file.stem.replace("_", " ")]),
    )
    for by, texts in sources:
        code = _named(texts, said, is_name=by != "title")
        if code and (said is None or levels.is_within(code, said)):
            return OneRegion(code, by)
    return OneRegion(said, "officer") if said else None


def _named(texts: Sequence[str], said: str | None, *, is_name: bool) -> str | None:
    """The one region that texts name; a kecamatan or village in the office they name."""
    known = regions.load()
    offices = {known.find_office(text) for text in texts}
    if is_name:  # of a sheet or a file: 'Tapin' alone
        offices |= {known.find_office(f"Dinas Sosial {text}") for text in texts}
    found = {code for code in offices if code}
    above = {a for code in found for a in levels.ancestors(code)[1:]}
    lowest = found - above
    if len(lowest) > 1 or not (lowest or said):
        return None
    office = lowest.pop() if lowest else said
    assert office is not None
    inner = {code for text in texts for code in _inner(text, office)}
    deepest = {
        code
        for code in inner
        if not any(c != code and c.startswith(code) for c in inner)
    }
    if len(deepest) == 1:
        return deepest.pop()
    return office if found else None


def _inner(text: str, office: str) -> Iterator[str]:
    """The kecamatan and villages of an office that a text names with their word."""
    for mark in _INNER.finditer(text):
        is_district = mark[1].casefold() in _DISTRICT.split("|")
        level: Level = "district" if is_district else "village"
        words = re.findall(r"[\w'-]+", text[mark.end() :])[:_MOST_WORDS]
        for length in range(len(words), 0, -1):
            codes = _by_name(office, level).get(plain("".join(words[:length])), ())
            if codes:
                yield from codes
                break


@functools.lru_cache(maxsize=8)
def _by_name(office: str, level: Level) -> dict[str, tuple[str, ...]]:
    known, found = regions.load(), dict[str, tuple[str, ...]]()
    for code in known.below(office, level):
        name = plain(known.name(code))
        found[name] = (*found.get(name, ()), code)
    return found


def _has_regions(headings: Headings, sheet: Sheet, last: int) -> bool:
    """Whether a column that is not read holds regions: their names, or their codes."""
    return any(_holds_regions(sheet, at, last) for at in headings.unknown)


def _without_heading(
    headings: Headings, sheet: Sheet, rows: Sequence[int]
) -> int | None:
    """The one column that holds regions and has no heading."""
    found = [
        at
        for at, text in enumerate(headings.texts)
        if not text and _holds_regions(sheet, at, rows[-1])
    ]
    return found[0] if len(found) == 1 else None


def _holds_regions(sheet: Sheet, at: int, last: int) -> bool:
    cells = sheet.columns[at]
    used = np.unique(cells.codes[last + 1 :]).tolist()
    texts = [cells.texts[code] for code in used if code >= 0][:_SAMPLE]
    known = regions.load()
    found = [t for t in texts if _is_region(t) or ("." in t and known.code_for(t))]
    return bool(texts) and 2 * len(found) >= len(texts)


def _is_region(text: str) -> bool:
    name = plain(text)
    return name in _all_names() or any(
        name.startswith(word) and name[len(word) :] in _all_names()
        for word in ("kecamatan", "kec", "kelurahan", "kel", "desa", "kabupaten", "kab")
    )


@functools.cache
def _all_names() -> frozenset[str]:
    return frozenset(map(plain, regions.load().names.values()))
