"""A sheet's columns of figures as numbers, and what is told of a total among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Mask
from imbang.intake.report.log import Findings
from imbang.intake.values.parsers import Parser
from imbang.intake.values.parsing import Rejected
from imbang.texts import _, language

Numbers = npt.NDArray[np.int64]
_SEN = 100  # amounts are compared in hundredths of a rupiah


@dataclass(frozen=True, eq=False)
class Figures:
    """One column as numbers, per row of the sheet: 0 where it is blank.

    ``unknown`` marks cells that say no number (``...``, or what is refused), ``given``
    those with a number.
    """

    heading: str
    cells: Cells
    values: Numbers
    unknown: Mask
    given: Mask
    scale: int

    def shown(self, number: int) -> str:
        """A number as people write it."""
        whole, rest = divmod(number, self.scale)
        sign = "," if language() == "id" else "."
        return grouped(whole) + (f"{sign}{rest:02}" if rest else "")


@dataclass(frozen=True)
class Total:
    """A total and what its cells add up to; of ``unknown`` cells nobody knows that."""

    row: int
    total: int
    sum: int
    unknown: int


def as_figures(heading: str, cells: Cells, parse: Parser) -> Figures:
    """The numbers of a column; what is refused is told where the cell itself is read."""
    found: list[int | Decimal | None] = []
    for text, is_number in zip(cells.texts, cells.is_number, strict=True):
        try:
            value = parse(text, is_number)
        except Rejected:
            value = None
        found.append(value if isinstance(value, (int, Decimal)) else None)
    scale = _SEN if any(isinstance(value, Decimal) for value in found) else 1
    values = [0 if value is None else int(value * scale) for value in found]
    unknown = np.array([*(value is None for value in found), False], np.bool_)
    codes = cells.codes
    return Figures(
        heading,
        cells,
        np.array([*values, 0], np.int64)[codes],
        unknown[codes],
        (codes >= 0) & ~unknown[codes],
        scale,
    )


def tell_total(figures: Figures, found: Total, where: str, findings: Findings) -> None:
    """Name a total that is not its sum, or that nobody can compare with it."""
    numbers: Mapping[str, str] = {
        "total": figures.shown(found.total),
        "sum": figures.shown(found.sum),
        "difference": figures.shown(abs(found.total - found.sum)),
        "n": grouped(found.unknown),
        "where": where,
    }
    # Cells that say nothing may hold what is missing; they cannot hold less than none.
    is_open = found.unknown > 0 and found.total > found.sum
    if is_open:
        message = _(
            "The total is {total}. It cannot be checked: {n} of its cells ({where}) give "
            "no number; the others add up to {sum}.",
            **numbers,
        )
    else:
        message = _(
            "The total is {total}, but its cells ({where}) add up to {sum}: a "
            "difference of {difference}. Check the total and the cells.",
            **numbers,
        )
    findings.add(
        "total_unknown" if is_open else "total",
        message,
        row=found.row,
        column=figures.heading,
        value=figures.cells.text(found.row),
        severity="info" if is_open else "warning",
    )
