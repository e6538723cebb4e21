"""Tables of totals whose kinds nothing says: they are not counted."""

from __future__ import annotations

from collections.abc import Sequence

from imbang.intake.headings.choosing import Candidate
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.reference.datasets import MEASURES, Column
from imbang.texts import _

_KINDS = frozenset({"pillar_kind", "ppks_kind"})


def tell_totals(
    candidate: Candidate, missing: Sequence[Column], findings: Findings
) -> bool:
    """Whether nothing but the kind of its figures is missing, which is told.

    A column that is not known might say the kind: then it is asked about.
    """
    headings, dataset = candidate.headings, candidate.dataset
    is_kind = [column.type in _KINDS for column in missing] == [True]
    figures = [
        headings.texts[at]
        for at, key in sorted(headings.read().items())
        if dataset.column(key).type in MEASURES
    ]
    if not is_kind or not figures or headings.unknown or headings.refused:
        return False
    findings.add(
        "totals_only",
        _(
            "The table holds totals without kinds ({found}), which are not counted; "
            "expected a column “{heading}” or a column for each kind.",
            found=", ".join(f"“{shown(text)}”" for text in figures),
            heading=missing[0].heading,
        ),
        row=candidate.heading_rows[-1],
        column=figures[0],
    )
    return True
