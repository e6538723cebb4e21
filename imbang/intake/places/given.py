"""What is given of a table's regions: its cells, and what is known and said beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imbang.intake.files.cells import Cells, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.report.log import Findings


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
