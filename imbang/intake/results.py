"""What goes into a check and what comes out: options, drafts of submissions, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from imbang.intake.problems import Problem
from imbang.periods import Period


@dataclass(frozen=True)
class Options:
    """What the officer says beside the files.

    ``headings`` maps a sheet's heading to a column key (or its heading in the
    template), ``labels`` a value to its key; ``leave_out`` holds labels of kinds whose
    rows are not imported. ``region`` and ``period`` are for files that do not say.
    """

    dataset: str | None = None
    region: str | None = None
    period: Period | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    leave_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Draft:
    """One submission to be: one office, one dataset, one period.

    ``table`` has typed columns, one row per accepted row of the sheet, with ``row``
    (int32, from 1) and ``sheet`` (text, null for CSV). No NIK is in it.
    """

    dataset: str
    office: str
    period: Period
    file: str
    sheets: tuple[str, ...]
    table: pa.Table = field(repr=False)


@dataclass(frozen=True)
class Report:
    """All that was found, and what could be imported; no drafts when refused."""

    problems: tuple[Problem, ...]
    drafts: tuple[Draft, ...]
    has_identities: bool = False

    @property
    def refused(self) -> bool:
        """Whether anything found is an error."""
        return any(problem.severity == "error" for problem in self.problems)
