"""Blank cells beside figures of the other sex: nobody, or not known, as the officer says."""

from __future__ import annotations

from collections.abc import Sequence

from imbang.formats import grouped
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.intake.splits.answers import UNKNOWN, ZERO, in_words, is_said
from imbang.texts import _, plural

_MANY = 0.1  # of the rows: more than a few are a manner of writing, not a slip


def said_of_blanks(headings: Sequence[str], options: Options) -> str | None:
    """What the officer said of blank cells under one of these headings, if anything."""
    for answer in (ZERO, UNKNOWN):
        if any(is_said(options.labels, text, answer) for text in headings):
            return answer
    return None


def are_many(blank: int, rows: int) -> bool:
    """Whether so many blank cells are asked about, and not only told."""
    return blank > _MANY * rows and blank > 1


def ask_for_blanks(
    headings: Sequence[str], blank: int, row: int, findings: Findings
) -> None:
    """Whether blank cells under these headings, so many, are nobody."""
    named = ", ".join(f"“{text}”" for text in headings)
    findings.ask(
        "blank_parts",
        _(
            "{n} cells under {columns} are blank where the others have figures. Say "
            "whether there is nobody, or whether it is not known.",
            n=grouped(blank),
            columns=named,
        ),
        "choice",
        headings[0],
        rows=[row],
        column=headings[0],
        offered=[
            Answer(
                ZERO,
                in_words(ZERO) or ZERO,
                plural(
                    "{n} blank cell counts as 0",
                    "{n} blank cells count as 0",
                    blank,
                    n=grouped(blank),
                ),
            ),
            Answer(
                UNKNOWN,
                in_words(UNKNOWN) or UNKNOWN,
                _("no figure is taken from these rows"),
            ),
        ],
        asked=_("What do the blank cells under {columns} mean?", columns=named),
    )
