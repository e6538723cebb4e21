"""Regions in a sheet: from code and name columns to one region a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.places import bps
from imbang.intake.places.gazetteer import LEVELS
from imbang.intake.places.names import heading_level
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer
from imbang.intake.values.columns import (
    Values,
    combined,
    no_values,
    parse_cells,
    rows_of,
)
from imbang.intake.values.parsing import Rejected
from imbang.reference import regions
from imbang.reference.spelling import spelled
from imbang.texts import _


@dataclass(frozen=True, eq=False)
class Places:
    """What a sheet's table says of its rows' regions, and what is known beside it.

    ``rows`` are those of the table; ``area`` is the office's own region, None where
    nothing says it; ``said`` what the officer says, by `spelled` text; ``groups`` the
    titles that stand above the rows, if any: cells as high as the sheet.
    """

    sheet: Sheet
    headings: Headings
    rows: Rows
    findings: Findings
    area: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Cells, ...] = ()

    def positions(self, key: str) -> tuple[int, ...]:
        """The columns of the sheet that are this column of the dataset."""
        return self.headings.columns.get(key, ())

    @property
    def heading(self) -> str:
        """The heading of the column that says the region first of all."""
        at = self.positions("region_code") or self.positions("region_name")
        return self.headings.texts[at[-1]]


Depths = npt.NDArray[np.int32]  # per row a place in LEVELS, villages 0
_NONE = len(LEVELS)


@dataclass(frozen=True, eq=False)
class CodesRead:
    """The regions that codes say, one code or none a row.

    ``below`` is the level of a row whose code is only BPS' own: its region is that of
    the regency, and the name says which one in it. ``headed`` is the level that the
    headings over a row's codes say, the lowest of them; villages' where one says none.
    Only names of lower levels may say a region inside the code's.
    """

    values: Values
    below: Depths
    headed: Depths

    @property
    def partly(self) -> Mask:
        """Rows whose code does not say the region."""
        return self.below < _NONE

    def without_partly(self) -> Values:
        """The regions that codes alone say."""
        codes = np.where(self.partly, -1, self.values.codes).astype(np.int32)
        return replace(self.values, codes=codes)


def read_codes(places: Places) -> CodesRead:
    """The region of each row by its code columns: the deepest code given."""
    positions = places.positions("region_code")
    if not positions:
        none = np.full(len(places.rows), _NONE, np.int32)
        return CodesRead(no_values(len(places.rows)), none, none)
    read = [_read_column(places, at) for at in positions]
    if len(read) == 1:
        return read[0]
    headings = [places.headings.texts[at] for at in positions]
    columns = [one.values for one in read]
    return CodesRead(
        _deepest(columns, headings, places.rows, places.findings),
        np.minimum.reduce([one.below for one in read]),
        np.minimum.reduce([one.headed for one in read]),
    )


def _read_column(places: Places, at: int) -> CodesRead:
    """One column of codes: Kemendagri's, or BPS' where that is said."""
    cells, heading = places.sheet.columns[at], places.headings.texts[at]
    codes = cells.codes[places.rows]
    headed = LEVELS.index(heading_level(heading) or "village")
    headed_at = np.where(codes >= 0, headed, _NONE).astype(np.int32)
    below = np.full(len(codes), _NONE, np.int32)
    said = places.said.get(spelled(heading))
    if said is None and bps.look_like_bps(_distinct(cells, places.rows)):
        return CodesRead(_ask_for_system(places, cells, heading), below, headed_at)
    if said == bps.BPS:
        levels = [bps.level_below(text) for text in cells.texts]
        found = [_NONE if level is None else LEVELS.index(level) for level in levels]
        below = np.array([*found, _NONE], np.int32)[codes]
    values = parse_cells(
        cells,
        places.rows,
        _with_said(_parse_bps if said == bps.BPS else _parse_code, places.said),
        heading=heading,
        findings=places.findings,
    )
    return CodesRead(values, below, headed_at)


def _with_said(
    parse: Callable[[str, bool], str], said: Mapping[str, str]
) -> Callable[[str, bool], str]:
    """Read what the officer says a code means, in place of the code."""

    def read(text: str, is_number: bool) -> str:
        meant = regions.load().code_for(said.get(spelled(text), ""))
        return meant or parse(text, is_number)

    return read


def _distinct(cells: Cells, rows: Rows) -> list[str]:
    codes = np.unique(cells.codes[rows])
    return [cells.texts[code] for code in codes.tolist() if code >= 0]


def _ask_for_system(places: Places, cells: Cells, heading: str) -> Values:
    """Ask whether a column holds BPS codes; until it is said, its rows have no region."""
    texts = _distinct(cells, places.rows)
    known = regions.load().normalise(texts)
    example = next(t for t, code in zip(texts, known, strict=True) if code is None)
    ask_for_system(places.findings, heading, example)
    given = cells.codes[places.rows] >= 0
    return Values(no_values(len(places.rows)).codes, (), given)


def ask_for_system(findings: Findings, heading: str, example: str) -> None:
    """The question whether the codes below a heading are those of BPS."""
    findings.ask(
        "region_code_system",
        _(
            "These look like codes of the statistics office BPS (for example “{code}”), "
            "not of Kemendagri; the two differ. Expected Kemendagri codes such as "
            "63.71.01.1001, as in the template. Without a code column, regions are "
            "found by their names. Or say that BPS codes are meant: then regencies "
            "are found by their code, what lies below them by its name.",
            code=example,
        ),
        "choice",
        heading,
        column=heading,
        value=example,
        offered=[
            Answer(bps.BPS, _("codes of BPS")),
            Answer(bps.KEMENDAGRI, _("codes of Kemendagri")),
        ],
    )


def _parse_bps(text: str, _is_number: bool) -> str:
    if code := bps.region_above(text):
        return code
    raise Rejected(
        "region",
        _(
            "“{text}” is no BPS code that is known; expected 2, 4, 7 or 10 digits such "
            "as 6371010.",
            text=text,
        ),
    )


def _parse_code(text: str, is_number: bool) -> str:
    if code := regions.load().code_for(text):
        return code
    if is_number and "." in text:
        raise Rejected(
            "region",
            _(
                "“{text}” is stored as a number, so a zero at its end may be lost; "
                "set the column's format to Text and write a Kemendagri code such as "
                "63.71.01.1001.",
                text=text,
            ),
        )
    raise Rejected(
        "region",
        _(
            "“{text}” is no region that is known; expected a Kemendagri code such as "
            "63.71.01.1001 (village), 63.71.01 (district) or 63.71 (regency).",
            text=text,
        ),
        about="region",
        can_leave_out=True,
    )


def _deepest(
    columns: list[Values], headings: Sequence[str], rows: Rows, findings: Findings
) -> Values:
    """Of several code columns, the deepest code of each row; all must agree."""
    codes, combinations = combined([column.codes for column in columns])
    distinct: list[object] = []
    apart: list[tuple[int, str, str, str]] = []  # combination, code, heading, message
    for number, combination in enumerate(combinations):
        found = [
            (str(column.distinct[code]), heading)
            for column, heading, code in zip(
                columns, headings, combination, strict=True
            )
            if code >= 0
        ]
        deepest = max(found, key=lambda pair: len(pair[0]), default=None)
        distinct.append(deepest[0] if deepest else None)
        for code, heading in found:
            if deepest and not regions.load().is_within(deepest[0], code):
                message = _(
                    "“{code}” does not lie in “{other}” (column {column}); expected "
                    "codes of one place.",
                    code=deepest[0],
                    other=code,
                    column=heading,
                )
                apart.append((number, *deepest, message))
    wrong = {number for number, *_rest in apart}
    at = dict(rows_of(codes, sorted(wrong)))
    for number, value, heading, message in apart:
        findings.add_rows(
            "region_levels",
            message,
            rows[at[number]].tolist(),
            column=heading,
            value=value,
        )
    is_none = np.array([value is None for value in distinct], np.bool_)
    kept = np.where(is_none[codes], -1, codes).astype(np.int32)
    given = np.logical_or.reduce([column.given for column in columns])
    return Values(kept, tuple(distinct), given)
