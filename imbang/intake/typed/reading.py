"""Reading a sheet: what is known of it before its cells are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from imbang.intake.files.cells import Sheet
from imbang.intake.layout.layout import Layout
from imbang.intake.layout.unpivoting import Origin
from imbang.intake.places.given import Places
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.splits.split import Split
from imbang.periods import Period
from imbang.reference.datasets import Dataset

Identify = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, eq=False)
class Reading:
    """All that is needed to read one sheet's table.

    ``period`` is what its rows mean, ``area`` the office's region, where it is known. A
    table made from a wide one has the ``origin`` of its rows. ``splits`` say of which part
    of a figure each row of the sheet is. ``said`` holds, by the key of a column that the
    sheet does not have, the value of all its rows. One that ``counts_rows`` has a row for
    each person, whose sums are taken.
    """

    sheet: Sheet
    dataset: Dataset
    layout: Layout
    options: Options
    findings: Findings
    period: Period | None
    today: date
    identify: Identify
    origin: Origin | None = None
    area: str | None = None
    splits: tuple[Split, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    counts_rows: bool = False

    def heading(self, key: str) -> str:
        """A column's heading as it stands in the sheet; names stand in for a code."""
        headings = self.layout.headings
        if key == "region_code" and key not in headings.columns:
            key = "region_name"
        if key not in headings.columns:  # the one region of all rows
            return self.dataset.column(key).heading
        return headings.texts[headings.columns[key][-1]]

    @property
    def places(self) -> Places:
        """What the sheet says of the regions of these rows."""
        said = self.options.meanings
        return Places(
            self.sheet,
            self.layout.headings,
            self.layout.rows,
            self.findings,
            self.area,
            said,
            self.layout.groups,
        )
