"""Regions by codes: of a row's several codes the deepest, Kemendagri's before BPS'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from imbang.intake.files.cells import Cells, Mask, joined
from imbang.intake.headings.region_columns import level_in
from imbang.intake.places import bps, bridge
from imbang.intake.places.gazetteer import LEVELS
from imbang.intake.places.given import Places
from imbang.intake.places.parsing import parse_bps, parse_code, with_said
from imbang.intake.places.systems import Systems, systems_of, tell_systems
from imbang.intake.values.columns import Codes, Values, combined, no_values, parse_cells
from imbang.reference import levels, regions

Depths = npt.NDArray[np.int32]  # per row a place in LEVELS, villages 0
_NONE = len(LEVELS)


@dataclass(frozen=True, eq=False)
class CodesRead:
    """The regions that codes say, one code or none a row.

    ``below`` is the level of a row whose code is only BPS' own: its region is that of
    the regency, and the name says which one in it. ``headed`` is the level that the
    headings over a row's codes say, the lowest of them; villages' where one says none.
    Only names of lower levels may say a region inside the code's. ``rivals`` are what
    another code of the row says that does not agree, by number in ``rival_codes``;
    ``hints`` what the table of BPS' codes says of a row with ``below``, by number in
    ``hint_codes``: it counts where the names leave it open.
    """

    values: Values
    below: Depths
    headed: Depths
    rivals: Codes
    hints: Codes
    rival_codes: tuple[str, ...] = ()
    hint_codes: tuple[str, ...] = ()

    @property
    def partly(self) -> Mask:
        """Rows whose code does not say the region."""
        return self.below < _NONE

    def without_partly(self) -> Values:
        """The regions that codes alone say."""
        codes = np.where(self.partly, -1, self.values.codes).astype(np.int32)
        return replace(self.values, codes=codes)

    def with_hints(self) -> Values:
        """The regions that codes say with the table of BPS' codes."""
        values = self.without_partly()
        hinted = len(values.distinct) + self.hints
        codes = np.where(self.partly & (self.hints >= 0), hinted, values.codes)
        distinct = (*values.distinct, *self.hint_codes)
        return replace(values, codes=codes.astype(np.int32), distinct=distinct)


def read_codes(places: Places) -> CodesRead:
    """The region of each row by its code columns: the deepest code given."""
    positions, count = places.positions("region_code"), len(places.rows)
    none = np.full(count, _NONE, np.int32)
    nothing = np.full(count, -1, np.int32)
    if not positions:
        return CodesRead(no_values(count), none, none, nothing, nothing)
    systems = systems_of(places)
    tell_systems(places, systems)
    headed = _headed(places, positions)
    if systems.asked:
        given = headed < _NONE
        return CodesRead(Values(nothing, (), given), none, headed, nothing, nothing)
    own, rivals, rival_codes = _of_kemendagri(places, systems)
    read = CodesRead(own, none, headed, rivals, nothing, rival_codes)
    return _with_bps(places, read, systems.at("bps"))


def _headed(places: Places, positions: Sequence[int]) -> Depths:
    """The level of the headings over each row's codes."""
    found = np.full(len(places.rows), _NONE, np.int32)
    for at in positions:
        depth = LEVELS.index(level_in(places.headings.texts[at]) or "village")
        given = places.sheet.columns[at].codes[places.rows] >= 0
        found[given] = np.minimum(found[given], depth)
    return found


def _of_kemendagri(
    places: Places, systems: Systems
) -> tuple[Values, Codes, tuple[str, ...]]:
    """The deepest code of Kemendagri of each row, and one in which it does not lie."""
    read = [
        parse_cells(
            places.sheet.columns[at],
            places.rows,
            with_said(parse_code, places.said),
            heading=places.headings.texts[at],
            findings=places.findings,
        )
        for at in systems.at("kemendagri")
    ]
    no_rivals = np.full(len(places.rows), -1, np.int32)
    if len(read) < 2:
        return (read[0] if read else no_values(len(places.rows))), no_rivals, ()
    codes, combinations = combined([column.codes for column in read])
    deepest: list[object] = []
    apart: list[str | None] = []
    for combination in combinations:
        found = [
            str(column.distinct[code])
            for column, code in zip(read, combination, strict=True)
            if code >= 0
        ]
        first = max(found, key=len, default=None)
        others = [c for c in found if first and not regions.load().is_within(first, c)]
        deepest.append(first)
        apart.append(max(others, key=len, default=None))
    given = np.logical_or.reduce([column.given for column in read])
    values = Values(_where_known(deepest, codes), tuple(deepest), given)
    return values, _where_known(apart, codes), tuple(code or "" for code in apart)


def _where_known(found: Sequence[object], codes: Codes) -> Codes:
    """The same numbers, -1 for those of which nothing is found."""
    is_none = np.array([*(one is None for one in found), True], np.bool_)
    return np.where(is_none[codes], -1, codes).astype(np.int32)


def _with_bps(places: Places, read: CodesRead, positions: Sequence[int]) -> CodesRead:
    """With the codes of BPS, where they say a lower region or no other code says one."""
    if not positions:
        return read
    texts, own = places.headings.texts, read.values
    columns = [(places.sheet.columns[at], texts[at]) for at in positions]
    beside = bridge.learn(own, read.rivals < 0, columns, places.rows)
    bridge.tell_contradictions(beside, places.findings, texts[positions[-1]])
    cells = _deepest(places, positions)
    pairs, combinations = combined([cells.codes[places.rows], own.codes])
    learned = bridge.meanings(beside)
    said = [
        _one(cells, code, str(own.distinct[at]) if at >= 0 else None, learned)
        for code, at in combinations
    ]
    regions_said = [one.code for one in said]
    wanted = np.array([one.is_wanted for one in said], np.bool_)[pairs]
    rows = np.flatnonzero(wanted)
    parse_cells(
        cells,
        places.rows[rows],
        with_said(parse_bps, places.said),
        heading=texts[positions[-1]],
        findings=places.findings,
    )
    codes = np.where(
        wanted, len(own.distinct) + _where_known(regions_said, pairs), own.codes
    )
    lost = wanted & (_where_known(regions_said, pairs) < 0)
    rivals, hints = [one.rival for one in said], [one.hint for one in said]
    are_rivals = _where_known(rivals, pairs)
    return CodesRead(
        Values(
            np.where(lost, -1, codes).astype(np.int32),
            (*own.distinct, *regions_said),
            own.given | (cells.codes[places.rows] >= 0),
        ),
        np.array([one.below for one in said], np.int32)[pairs],
        read.headed,
        np.where(
            are_rivals >= 0, len(read.rival_codes) + are_rivals, read.rivals
        ).astype(np.int32),
        _where_known(hints, pairs),
        (*read.rival_codes, *(rival or "" for rival in rivals)),
        tuple(hint or "" for hint in hints),
    )


@dataclass(frozen=True)
class _Said:
    """What a code of BPS adds to a row's own code, if anything.

    ``is_wanted`` where it says the region: ``code``, and the level ``below`` of which
    only a name says it, or else the table: ``hint``. ``rival`` is a region that is not
    the row's.
    """

    code: str | None = None
    below: int = _NONE
    is_wanted: bool = False
    rival: str | None = None
    hint: str | None = None


def _one(cells: Cells, code: int, own: str | None, learned: Mapping[str, str]) -> _Said:
    if code < 0:
        return _Said()
    text = cells.texts[code]
    level = bridge.level_of(text)
    if level is None:  # nobody's code is an error where it is needed
        return _Said(is_wanted=own is None)
    digits = bps.digits_of(text)
    known = learned.get(digits) or bps.crosswalk().get(digits)
    above = known or bps.region_above(text)
    below = _NONE if known else LEVELS.index(level)
    hint = None if known else bps.region_of(text)
    if own is None:
        return _Said(above, below, is_wanted=True, hint=hint)
    if levels.is_below(level, own):
        if known and regions.load().is_within(known, own):
            return _Said(known, is_wanted=True)
        if not known and above and _is_one_place(own, above):
            within = max(own, above, key=len)
            is_inside = hint and regions.load().is_within(hint, within)
            return _Said(within, below, True, hint=hint if is_inside else None)
    is_apart = known and not _is_one_place(own, known)
    return _Said(rival=known if is_apart else None)


def _is_one_place(one: str, other: str) -> bool:
    known = regions.load()
    return known.is_within(one, other) or known.is_within(other, one)


def _deepest(places: Places, positions: Sequence[int]) -> Cells:
    """The columns of BPS as one, of each row the longest code."""
    columns = [places.sheet.columns[at] for at in positions]
    if len(columns) == 1:
        return columns[0]
    lengths = np.stack(
        [
            np.array([*(len(bps.digits_of(t)) for t in c.texts), -1], np.int32)[c.codes]
            for c in columns
        ]
    )
    first = lengths.argmax(axis=0)
    kept = [
        column.replaced(np.where(first == number, column.codes, -1).astype(np.int32))
        for number, column in enumerate(columns)
    ]
    return joined(kept)
