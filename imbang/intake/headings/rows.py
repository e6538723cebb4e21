"""The rows of a heading: which they are, and what stands above each column in them."""

from __future__ import annotations

import re
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.columns import Path, Step
from imbang.intake.headings.headings import Headings, spellings
from imbang.intake.headings.region_columns import region_column
from imbang.intake.headings.wide import understand_paths
from imbang.intake.headings.words import Vocabulary
from imbang.reference.datasets import Dataset

HEADING_WITHIN = 60  # rows that hold something, from the top
_DEEPEST = 3  # rows of headings under headings
_REMARK = re.compile(
    r"\((?=[^a-z]*[a-z]).*\)|[a-z]{1,3}", re.IGNORECASE
)  # '(orang)', 'Rp'

Found = tuple[tuple[int, ...], Headings] | None  # rows of the heading, what it says


@dataclass(frozen=True, eq=False)
class Top:
    """The rows in which a heading may stand, the same for every dataset.

    ``spellings`` are all that a row's texts are looked up by; ``with_regions`` are the
    rows with headings of regions; ``found`` is what was found, by dataset, by what the
    officer says of headings and by the file's name: several steps, and every answer, ask it of the same sheet.
    """

    rows: tuple[int, ...]
    texts: Mapping[int, Sequence[str]]
    merged: Mapping[tuple[int, int], int]  # first row and column → last column
    with_merged: frozenset[int]
    spellings: Mapping[int, frozenset[str]]
    with_regions: frozenset[int]
    found: dict[tuple[Dataset, frozenset[tuple[str, str]], str], Found] = field(
        default_factory=dict
    )


_TOPS: weakref.WeakKeyDictionary[Sheet, Top] = weakref.WeakKeyDictionary()


def find_headings(
    sheet: Sheet,
    dataset: Dataset,
    given: Mapping[str, str] | None = None,
    *,
    file: str = "",
) -> Found:
    """The heading row (or up to three, one under the other) and what it says, if any.

    It is the one with most known headings, at least two of them; of those that say the
    same, the one that knows more of the sheet's columns, then that of fewer rows.
    The name of the ``file`` may say what the figures of a wide table are.
    """
    given = given or {}
    top, asked = top_of(sheet), (dataset, frozenset(given.items()), file)
    if asked not in top.found:
        top.found[asked] = _find(sheet, top, Vocabulary(dataset, given, file))
    return top.found[asked]


def _find(sheet: Sheet, top: Top, words: Vocabulary) -> Found:
    dataset, names = words.dataset, words.names.keys()
    named = {
        row
        for row, said in top.spellings.items()
        if row in top.with_regions or not names.isdisjoint(said)
    }
    begins = {row - above for row in named for above in range(_DEEPEST)}
    best: Found = None
    most = (1, 0, 0)
    for row in sorted(begins & top.texts.keys()):
        for depth in range(1, _DEEPEST + 1):
            rows = tuple(range(row, row + depth))
            if any(below not in top.texts for below in rows):
                break
            if named.isdisjoint(rows):
                continue
            paths = _paths(rows, top)
            if depth > 1 and not _are_headings(rows, paths, top, words):
                continue
            headings = understand_paths(paths, words, sheet, rows)
            rank = (headings.score(dataset), len(headings.known), -depth)
            if headings.score(dataset) > 1 and rank > most:
                best, most = (rows, headings), rank
    return best


def top_of(sheet: Sheet) -> Top:
    """The first rows of a sheet that hold something; made once for each sheet."""
    if sheet not in _TOPS:
        _TOPS[sheet] = _top_of(sheet)
    return _TOPS[sheet]


def _top_of(sheet: Sheet) -> Top:
    filled = np.flatnonzero(sheet.filled().any(axis=1))[:HEADING_WITHIN]
    rows = tuple(filled.tolist())
    last = rows[-1] if rows else -1
    merged = {(a, b): d for a, b, _c, d in sheet.merged if a <= last and d > b}
    texts = {row: sheet.row(row) for row in rows}
    said = {
        row: frozenset(chain.from_iterable(map(spellings, filter(None, texts[row]))))
        for row in rows
    }
    with_merged = frozenset(row for row, _at in merged)
    regions = frozenset(row for row in rows if any(map(region_column, texts[row])))
    return Top(rows, texts, merged, with_merged, said, regions)


def _paths(rows: Sequence[int], top: Top) -> list[Path]:
    """For each column of the sheet what stands above it, from the top down."""
    width = len(top.texts[rows[0]])
    found: list[list[Step]] = [[] for _ in range(width)]
    for level, row in enumerate(rows):
        current: Step | None = None
        end = -1
        for at, text in enumerate(top.texts[row]):
            if text:
                current = Step(text, level, at)
                end = top.merged.get((row, at), at if row in top.with_merged else -1)
                found[at].append(current)
            elif current is not None and _reaches(
                at,
                end,
                current,
                found,
                [top.texts[below] for below in rows[level + 1 :]],
            ):
                found[at].append(current)
            else:
                current = None
    return [tuple(path) for path in found]


def _reaches(
    at: int,
    end: int,
    step: Step,
    found: Sequence[Sequence[Step]],
    below: Sequence[Sequence[str]],
) -> bool:
    """Whether a heading stands above a blank cell to its right as well.

    As far as it is merged; where nothing is merged in its row, above all columns that
    have a heading below, under the same heading above.
    """
    if end >= 0 and at > end:
        return False
    return found[at] == list(found[step.at])[:-1] and any(texts[at] for texts in below)


def _are_headings(
    rows: Sequence[int], paths: Sequence[Path], top: Top, words: Vocabulary
) -> bool:
    """Whether the lower rows are headings too, not rows of the table."""
    for level, row in enumerate(rows[1:], start=1):
        known = unknown = 0
        for at, text in enumerate(top.texts[row]):
            if not text:
                continue
            word = words.word(text)
            is_lowest = paths[at][-1].level == level
            known += word.is_known or not is_lowest
            unknown += not word.is_known and is_lowest
            above = next((s for s in reversed(paths[at]) if s.level < level), None)
            is_alone = above is not None and not _spans(above, paths)
            if (
                above is not None
                and is_alone
                and words.is_name(above.text)
                and word.role not in {"name", "part"}
                and not _REMARK.fullmatch(text)
            ):
                return False
        if known < max(1, unknown):
            return False
    return not _is_title_above(paths, words)


def _spans(step: Step, paths: Sequence[Path]) -> bool:
    return step.at + 1 < len(paths) and step in paths[step.at + 1]


def _is_title_above(paths: Sequence[Path], words: Vocabulary) -> bool:
    """Whether the first row says a period or kind of columns that are no figures."""
    for path in paths:
        lowest = words.word(path[-1].text) if path else None
        if lowest is None or lowest.role != "name" or lowest.is_measure:
            continue
        if any(words.word(step.text).role == "spread" for step in path[:-1]):
            return True
    return False
