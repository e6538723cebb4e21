"""The counts of a release as equations, with all that the office itself knows.

It knows more than any reader: by how much rows fail to add up, which it takes for known
to everybody. What is safe under these equations is safe under those that the files tell
(`imbang.releases.attack`), which are fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array

from imbang.releases.tables import INSTITUTION, KEY, NEEDS, PILLARS, TOTAL

if TYPE_CHECKING:
    import pandas as pd

SMALL = 5
"""A count of people below this is small, where it is not zero."""
SLACK = "elsewhere"
_BETWEEN = (("persons", "active", "not_active"), ("active", "valid", "not_valid"))
_DEAR = {"active": 4.0, "persons": 1.0, "valid": 1.0, "counted": 2.0, "reported": 1.0}
_LEVELS = {"nation": 60.0, "province": 30.0, "regency": 12.0, "district": 4.0}


@dataclass
class Cells:
    """Counts by number: those of files, then differences of steps that no file shows."""

    frame: pd.DataFrame
    """`KEY`, count, parent_code, level; is_published."""
    value: np.ndarray
    cost: np.ndarray
    """What hiding a cell costs; infinite where it may not be hidden."""
    is_published: np.ndarray
    is_personal: np.ndarray
    """Whether people are counted: of these what is small must be hidden."""
    matrix: csr_array
    """``matrix @ value`` is what the office knows it to be: zero, or a remainder."""
    by_column: csc_array
    adds_up: np.ndarray
    """Of each published cell: whether the rows below add up to it."""
    own_lines: int
    """How many of the first equations are those of the release itself."""

    @property
    def is_small(self) -> np.ndarray:
        return self.is_personal & (self.value > 0) & (self.value < SMALL)


def build(counts: pd.DataFrame, regions: pd.DataFrame, counted: set[str]) -> Cells:
    """The system of the counts that there are (null ones have no place in it)."""
    import pandas as pd

    shown = counts[counts["count"].notna()].merge(
        regions[["region_code", "parent_code", "level"]], on="region_code"
    )
    frame = pd.concat([shown, *_between(shown)], ignore_index=True)
    frame["is_published"] = np.arange(len(frame)) < len(shown)
    levels = _levels(frame)
    value = frame["count"].to_numpy(dtype=np.int64)
    adds_up = np.zeros(len(frame), dtype=bool)
    apart = []
    for whole, *parts in levels:
        adds_up[whole] = value[whole] == value[parts].sum()
        if not adds_up[whole]:
            apart += [(whole, part) for part in parts]
    at_most, frame, value = _at_most(frame, value, apart)
    lines = [*levels, *_totals(frame, counted), *_steps(frame), *at_most]
    matrix = _matrix(lines, len(frame))
    return Cells(
        frame,
        value,
        _costs(frame, value),
        frame["is_published"].to_numpy(bool),
        (frame["unit"].ne(INSTITUTION) & frame["measure"].ne(SLACK)).to_numpy(),
        matrix,
        csc_array(matrix),
        np.append(adds_up, np.zeros(len(frame) - len(adds_up), dtype=bool)),
        len(lines),
    )


def _at_most(
    frame: pd.DataFrame, value: np.ndarray, apart: list[tuple[int, int]]
) -> tuple[list[list[int]], pd.DataFrame, np.ndarray]:
    """Where people may count in several regions below, each of these is no more than the
    whole: equations with what is elsewhere, and the cells with that."""
    import pandas as pd

    steps = frame["file"].eq(PILLARS) & frame["measure"].ne("counted")
    pairs = [(whole, part) for whole, part in apart if steps[whole]]
    rest = frame.iloc[[part for _whole, part in pairs]].assign(
        measure=SLACK, is_published=False, as_before=False
    )
    more = [value[whole] - value[part] for whole, part in pairs]
    lines = [[*pair, len(frame) + i] for i, pair in enumerate(pairs)]
    value = np.concatenate([value, np.array(more, dtype=np.int64)])
    return lines, pd.concat([frame, rest], ignore_index=True), value


def _matrix(lines: list[list[int]], count: int) -> csr_array:
    """Equations of a whole, the first of a line, and its parts."""
    rows = np.repeat(np.arange(len(lines)), [len(one) for one in lines])
    columns = np.array([one for line in lines for one in line], dtype=int)
    signs = np.full(len(columns), -1.0)
    signs[np.cumsum([0, *(len(one) for one in lines)])[:-1]] = 1.0
    return csr_array(coo_array((signs, (rows, columns)), shape=(len(lines), count)))


def _between(shown: pd.DataFrame) -> list[pd.DataFrame]:
    """What lies between two steps of a register, where both are known."""
    keys = ["file", "region_code", "kind", "unit"]
    of = dict(iter(shown[shown["file"] == PILLARS].groupby("measure")))
    found = []
    for step, after, name in _BETWEEN:
        if step in of and after in of:
            both = of[step].merge(
                of[after][[*keys, "count"]], on=keys, suffixes=("", "_after")
            )
            both["count"] = both["count"] - both.pop("count_after")
            found.append(both.assign(measure=name, as_before=False))
    return found


def _levels(frame: pd.DataFrame) -> list[list[int]]:
    """The cell of a region, then those of the same kind right below it."""
    shown = frame[frame["is_published"]]
    keys = ["file", "kind", "unit", "measure"]
    whole = shown[[*keys, "region_code"]].assign(whole=shown.index)
    parts = shown[[*keys, "parent_code"]].assign(part=shown.index)
    both = parts.merge(
        whole, left_on=[*keys, "parent_code"], right_on=[*keys, "region_code"]
    )
    return [[one, *parts] for one, parts in _grouped(both).items()]


def _grouped(both: pd.DataFrame) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for whole, part in zip(both["whole"].tolist(), both["part"].tolist(), strict=True):
        found.setdefault(whole, []).append(part)
    return found


def _totals(frame: pd.DataFrame, counted: set[str]) -> list[list[int]]:
    needs = frame[frame["file"] == NEEDS]
    each = needs[needs["kind"].isin(counted)]
    total = needs[needs["kind"] == TOTAL]
    keys = ["region_code", "unit"]
    both = (
        each[keys]
        .assign(part=each.index)
        .merge(total[keys].assign(whole=total.index), on=keys)
    )
    return [[one, *parts] for one, parts in _grouped(both).items()]


def _steps(frame: pd.DataFrame) -> list[list[int]]:
    place = {tuple(key): i for i, key in enumerate(frame[KEY].itertuples(index=False))}
    found = []
    for key, one in place.items():
        for step, after, between in _BETWEEN:
            if key[4] == step and (*key[:4], between) in place:
                found.append([one, place[*key[:4], after], place[*key[:4], between]])
    return found


def _costs(frame: pd.DataFrame, value: np.ndarray) -> np.ndarray:
    """Fewest and smallest first; rather a village's than a province's, rather people on
    paper than active ones, a kind rather than a total."""
    cost = 1 + np.log2(1 + np.maximum(value, 0))
    cost *= frame["level"].map(_LEVELS).fillna(1.0).to_numpy()
    cost *= frame["measure"].map(_DEAR).fillna(0.0).to_numpy()
    cost *= np.where(frame["kind"] == TOTAL, 3.0, 1.0)
    return np.where(frame["is_published"], cost, 0.0)
