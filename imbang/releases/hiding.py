"""Which cells are hidden: the small ones, and as few and small others as protect them.

First every equation that a hidden cell stands in gets another one, and enough between them
that none need be small (`_fill`). Then, as often as an attacker still finds a cell, the
cheapest change of counts that would make it another number is sought by a linear program,
and the shown cells that it moves are hidden too (Robertson 1993, Fischetti and Salazar
2001: the method of linear programs one cell at a time, as in CONFID and tau-ARGUS).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from imbang.releases.system import SMALL, Cells

WIDTH = 4
"""How far apart the least and the most of a hidden cell are at the least."""
_NEW_LINE = 6.0  # of a cell whose other equation has nothing hidden yet
_PASSING = 0.01  # of a cell that is hidden already
_NEAR = (6, 10, 16)  # equations from a cell to the farthest that may help it


def begin(cells: Cells, *, hidden: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """Which cells are hidden at first; ``hidden`` and ``shown`` are already known to be,
    from the release before."""
    found: np.ndarray = (cells.is_small & cells.is_published & ~shown) | hidden
    _fill(cells, found, shown)
    return found


def _fill(cells: Cells, hidden: np.ndarray, shown: np.ndarray) -> None:
    """Leave no equation with one hidden cell, or with fewer than `SMALL` in all of them."""
    matrix, columns = cells.matrix, cells.by_column
    lines = [
        matrix.indices[matrix.indptr[i] : matrix.indptr[i + 1]].tolist()
        for i in range(cells.own_lines)
    ]
    wholes = [
        next(
            one
            for one, sign in zip(
                line, matrix.data[matrix.indptr[i] : matrix.indptr[i + 1]], strict=True
            )
            if sign > 0
        )
        for i, line in enumerate(lines)
    ]
    lines_of = [
        [
            line
            for line in columns.indices[columns.indptr[i] : columns.indptr[i + 1]]
            if line < cells.own_lines
        ]
        for i in range(matrix.shape[1])
    ]
    small, published, value = cells.is_small, cells.is_published, cells.value
    free = published & ~shown & np.isfinite(cells.cost)

    def counts(one: int) -> bool:
        return bool(hidden[one] or small[one])

    def is_open(line: Iterable[int]) -> bool:
        return any(counts(one) for one in line)

    def needs_more(number: int) -> bool:
        line, whole = lines[number], wholes[number]
        if not is_open(line):
            return False
        moving = [one for one in line if hidden[one] or not published[one]]
        if hidden[whole]:
            return len(moving) < 2
        return len(moving) < 2 or sum(value[one] for one in moving) < SMALL

    def price(one: int) -> float:
        fresh = sum(not is_open(lines[other]) for other in lines_of[one])
        return float(cells.cost[one] + _NEW_LINE * fresh)

    waiting = deque(range(len(lines)))
    while waiting:
        number = waiting.popleft()
        while needs_more(number):
            choice = [one for one in lines[number] if free[one] and not hidden[one]]
            if not choice:
                break
            best = min(choice, key=price)
            hidden[best] = True
            waiting.extend(lines_of[best])


def protect(
    cells: Cells, hidden: np.ndarray, shown: np.ndarray, exposed: Iterable[int]
) -> list[int]:
    """Hide what keeps the exposed cells from being found; those that nothing keeps so.

    ``hidden`` is changed in place.
    """
    lost = []
    for one in exposed:
        moved = next(
            (
                found
                for steps in _NEAR
                for up in (True, False)
                if (found := _moved(cells, hidden, shown, one, steps, up=up))
                is not None
            ),
            None,
        )
        if moved is None:
            lost.append(one)
        else:
            hidden[moved[cells.is_published[moved]]] = True
    _fill(cells, hidden, shown)
    return lost


def _moved(
    cells: Cells,
    hidden: np.ndarray,
    shown: np.ndarray,
    one: int,
    steps: int,
    *,
    up: bool,
) -> np.ndarray | None:
    """The cells that move where ``one`` becomes another number, at the least cost; None
    where it cannot."""
    among = _near(cells, one, steps, ~shown | hidden)
    place = int(np.flatnonzero(among == one)[0])
    by = max(WIDTH, SMALL - int(cells.value[one])) if up else WIDTH
    if not up and cells.value[one] < WIDTH:
        return None
    passing = hidden[among] | ~cells.is_published[among]
    cost = np.where(passing, _PASSING, cells.cost[among])
    matrix = csr_array(cells.by_column[:, among])
    matrix = csr_array(matrix[np.flatnonzero(np.diff(matrix.indptr))])
    count = len(among)
    bounds = np.zeros((2 * count, 2))
    bounds[:count, 1] = np.inf
    bounds[count:, 1] = cells.value[among]
    fixed = place if up else count + place
    bounds[fixed] = by
    bounds[count + place if up else place] = 0
    answer = linprog(
        np.concatenate([cost, cost]),
        A_eq=hstack([matrix, -matrix]),
        b_eq=np.zeros(matrix.shape[0]),
        bounds=bounds,
        method="highs",
    )
    if answer.status != 0:
        return None
    moves = answer.x[:count] + answer.x[count:]
    found: np.ndarray = among[moves > 1e-6]
    return found


def _near(cells: Cells, one: int, steps: int, may_move: np.ndarray) -> np.ndarray:
    """The cells that may move and that few equations lead to, over such cells only."""
    reached: np.ndarray = np.array([one])
    rows = np.array([], dtype=int)
    for _step in range(steps):
        rows = np.unique(_indices(cells.by_column, reached))
        found: np.ndarray = np.unique(_indices(cells.matrix, rows))
        found = found[may_move[found] | (found == one)]
        if len(found) == len(reached) or len(found) > 6000:
            return found
        reached = found
    return reached


def _indices(matrix: csr_array, which: Iterable[int]) -> np.ndarray:
    parts = [matrix.indices[matrix.indptr[i] : matrix.indptr[i + 1]] for i in which]
    found: np.ndarray = np.concatenate([*parts, np.array([], dtype=int)])
    return found
