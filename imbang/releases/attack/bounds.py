"""The least and the most that each hidden count can be, by linear programming (HiGHS).

A solution in whole numbers proves that a count can be what it says there: the interval of
a cell is that between the least and the most that some solution gives it, so nobody who
knows the equations alone can tell more. Solutions are vertices of programs that raise many
hidden cells at once. What they leave too narrow is decided by two programs of its own,
whose bounds are exact: first among the cells near it, then among all it hangs together with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csc_array, csr_array, hstack
from scipy.sparse.csgraph import connected_components

from imbang.releases.attack.known import Known

SMALL = 5
"""A count of people below this is small."""
COUNTS = 5
"""So many counts at least must a hidden cell leave possible."""
IsTold = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Of the least and the most of each column: whether that tells too much."""

_MOST_ROUNDS = 60
_NEAR = 4  # equations from a cell to the farthest that is taken for near
_UNBOUNDED = 10**9


@dataclass
class System:
    """``matrix @ x == sums`` with x >= 0 over what is hidden."""

    matrix: csr_array
    sums: np.ndarray
    variables: np.ndarray
    """Which variable of `Known` each column is."""


@dataclass
class Interval:
    """Between what the hidden counts lie, by column of a system."""

    least: np.ndarray
    most: np.ndarray
    is_exact: np.ndarray
    """Whether programs of its own found it."""
    solution: np.ndarray
    """One in whole numbers, -1 where none was found yet."""
    part_of: np.ndarray
    """Which columns hang together."""


class Contradiction(Exception):
    """The files of a release contradict each other."""


def system(known: Known) -> System:
    """What is left to find out once all that is shown stands in it as numbers."""
    values = np.array([-1 if v is None else v for v in known.values])
    hidden = np.flatnonzero(values < 0)
    column = np.full(len(values), -1)
    column[hidden] = np.arange(len(hidden))
    rows: list[int] = []
    columns: list[int] = []
    signs: list[int] = []
    sums: list[int] = []
    for equation in known.equations:
        unknown = [(column[one], sign) for one, sign in equation if values[one] < 0]
        rest = -sum(sign * values[one] for one, sign in equation if values[one] >= 0)
        if not unknown:
            if rest:
                raise Contradiction
            continue
        for one, sign in unknown:
            rows.append(len(sums))
            columns.append(one)
            signs.append(sign)
        sums.append(rest)
    shape = (len(sums), len(hidden))
    matrix = csr_array(coo_array((signs, (rows, columns)), shape=shape), dtype=float)
    return System(matrix, np.array(sums, dtype=float), hidden)


def intervals(
    found: System, is_told: IsTold, *, seed: int = 1, exactly: bool = False
) -> Interval:
    """The interval of each column: wide enough not to be told, or exact.

    ``exactly`` gives each its exact bounds, by two programs of its own.
    """
    count = len(found.variables)
    _parts, part_of = connected_components(abs(found.matrix.T) @ abs(found.matrix))
    seen = Interval(
        np.full(count, _UNBOUNDED),
        np.full(count, -1),
        np.zeros(count, dtype=bool),
        np.full(count, -1),
        part_of,
    )
    if not count:
        return seen
    random = np.random.default_rng(seed)
    _begin(found, seen)
    stalled = 0
    for _round in range(_MOST_ROUNDS):
        narrow = is_told(seen.least, seen.most)
        if exactly or not narrow.any() or stalled > 1:
            break
        _witness(found, _raised(found, narrow, random), seen)
        left = is_told(seen.least, seen.most)
        stalled = stalled + 1 if left.sum() > 0.97 * narrow.sum() else 0
    told = is_told(seen.least, seen.most)
    doubtful = np.ones(count, dtype=bool) if exactly else told
    _decide(found, np.flatnonzero(doubtful), seen, None if exactly else is_told)
    return seen


def is_narrow(least: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Whether an interval tells that a count is small, or leaves fewer than `COUNTS`."""
    narrow: np.ndarray = (most < SMALL) | (most - least + 1 < COUNTS)
    return narrow


def _solved(
    found: System, costs: np.ndarray, most: np.ndarray | None = None
) -> np.ndarray:
    """A vertex at the least cost."""
    limits = np.full(len(costs), float(_UNBOUNDED)) if most is None else most
    bounds = np.column_stack([np.zeros(len(costs)), limits])
    answer = linprog(
        costs, A_eq=found.matrix, b_eq=found.sums, bounds=bounds, method="highs"
    )
    if answer.status == 2:
        raise Contradiction
    return np.asarray(answer.x)


def _begin(found: System, seen: Interval) -> None:
    """A first solution in whole numbers, of each part that hangs together."""
    _witness(found, _solved(found, np.ones(len(found.variables))), seen)
    for part in np.unique(seen.part_of[seen.solution < 0]):
        among = np.flatnonzero(seen.part_of == part)
        matrix = found.matrix[:, among]
        kept = np.flatnonzero(np.diff(matrix.indptr))
        piece = System(csr_array(matrix[kept]), found.sums[kept], among)
        solution = np.zeros(len(found.variables))
        solution[among] = _whole(piece, np.ones(len(among)))
        _witness(found, solution, seen, only=part)


def _witness(
    found: System, solution: np.ndarray, seen: Interval, *, only: int | None = None
) -> None:
    """Note what a solution proves, of the parts where it is one in whole numbers."""
    whole = np.rint(solution).astype(np.int64)
    wrong = np.flatnonzero(found.matrix @ whole != found.sums)
    bad = np.unique(seen.part_of[_indices(found.matrix, wrong)])
    holds = ~np.isin(seen.part_of, bad)
    if only is not None:
        holds &= seen.part_of == only
    seen.solution = np.where(holds, whole, seen.solution)
    seen.least = np.where(holds, np.minimum(seen.least, whole), seen.least)
    seen.most = np.where(holds, np.maximum(seen.most, whole), seen.most)


def _raised(
    found: System, narrow: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """A solution that gives `SMALL` to many of the ``narrow``, by weights of chance.

    Each of them is parted in two, the first part up to `SMALL` and worth its weight.
    """
    chosen = np.flatnonzero(narrow)
    count = len(found.variables)
    more = csr_array(found.matrix[:, chosen])
    wide = System(csr_array(hstack([found.matrix, more])), found.sums, found.variables)
    costs = np.concatenate([np.zeros(count), -np.exp(4 * random.random(len(chosen)))])
    most = np.full(len(costs), float(_UNBOUNDED))
    most[count:] = SMALL
    both = _solved(wide, costs, most)
    solution = both[:count].copy()
    solution[chosen] += both[count:]
    return solution


def _decide(
    found: System, doubtful: np.ndarray, seen: Interval, is_told: IsTold | None
) -> None:
    """Bound each of the doubtful by programs of its own; with ``is_told`` only as long
    as it is."""
    columns = csc_array(found.matrix)

    def is_still(one: int) -> bool:
        return is_told is None or bool(is_told(seen.least, seen.most)[one])

    for one in doubtful:
        if is_told is not None and is_still(one):
            _bound(found, _near(found, columns, one), one, seen)
        if is_still(one):
            whole = np.flatnonzero(seen.part_of == seen.part_of[one])
            seen.least[one], seen.most[one] = _bound(found, whole, one, seen)
            seen.is_exact[one] = True


def _near(found: System, columns: csc_array, one: int) -> np.ndarray:
    """The columns that few equations lead to."""
    reached = np.array([one])
    for _step in range(_NEAR):
        rows = np.unique(_indices(columns, reached))
        reached = np.unique(_indices(found.matrix, rows))
    return reached


def _indices(matrix: csr_array | csc_array, which: Iterable[int]) -> np.ndarray:
    parts = [matrix.indices[matrix.indptr[i] : matrix.indptr[i + 1]] for i in which]
    found: np.ndarray = np.concatenate([*parts, np.array([], dtype=int)])
    return found


def _bound(
    found: System, among: np.ndarray, one: int, seen: Interval
) -> tuple[int, int]:
    """The least and the most of a column where all but ``among`` stay as they are in the
    solution known."""
    matrix = csr_array(found.matrix[:, among])
    kept = np.flatnonzero(np.diff(matrix.indptr))
    held = seen.solution.copy()
    held[among] = 0
    rest = (found.sums - found.matrix @ held)[kept]
    part = System(csr_array(matrix[kept]), rest, among)
    place = int(np.flatnonzero(among == one)[0])
    ends = []
    for sign in (1.0, -1.0):
        costs = np.zeros(len(among))
        costs[place] = sign
        solution = _whole(part, costs)
        moved = held.copy()
        moved[among] = solution
        _witness(found, moved, seen, only=seen.part_of[one])
        ends.append(round(solution[place]))
    return ends[0], ends[1]


def _whole(part: System, costs: np.ndarray) -> np.ndarray:
    """The best solution in whole numbers; as a rule the vertex is one."""
    solution: np.ndarray = np.rint(_solved(part, costs))
    if (part.matrix @ solution == part.sums).all():
        return solution
    answer = milp(
        costs,
        constraints=LinearConstraint(part.matrix, part.sums, part.sums),
        bounds=Bounds(0, _UNBOUNDED),
        integrality=np.ones(len(costs)),
    )
    if answer.x is None:
        raise Contradiction
    return np.asarray(np.rint(answer.x))
