"""What finding parts has to say: questions with what each answer would do, and notes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imbang.formats import grouped
from imbang.intake.files.cells import Rows
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.report.results import Answer
from imbang.intake.splits.answers import ADD, IGNORE, ONLY, in_words
from imbang.intake.splits.columns import Category
from imbang.intake.splits.split import LEFT_OUT
from imbang.intake.values.sexes import sex_of
from imbang.texts import _, plural

_LISTED = 6  # values in a sentence
_OFFERED = 8  # of them as answers of their own


def ask_for_category(
    category: Category, findings: Findings, layout: Layout, *, is_dividing: bool
) -> None:
    """What is to become of a column that says several things of what is counted."""
    n = len(category.values)
    listed = _listed([*category.values])
    add = Answer(
        ADD, _words(ADD), _("the figures of all {n} are added up", n=grouped(n))
    )
    ignore = Answer(IGNORE, _words(IGNORE), _("the column is not read"))
    only = [
        Answer(
            ONLY + text,
            _words(ONLY + shown(text)),
            plural(
                "{n} row is read, the others are left out",
                "{n} rows are read, the others are left out",
                rows,
                n=grouped(rows),
            ),
        )
        for text, rows in [*category.values.items()][:_OFFERED]
    ]
    offered = [add, *only, ignore] if is_dividing else [ignore, *only]
    if is_dividing:
        message = _(
            "The column is not known, and its {n} values ({values}) divide what is "
            "counted: for one region and period several figures stand in the table. Say "
            "what is to be read.",
            n=grouped(n),
            values=listed,
        )
    else:
        message = _(
            "The column is not known, and its {n} values ({values}) may say what is "
            "counted. Say whether that matters.",
            n=grouped(n),
            values=listed,
        )
    findings.ask(
        "category",
        message,
        "choice",
        category.heading,
        rows=[layout.heading_rows[-1]],
        column=category.heading,
        offered=offered,
        asked=_(
            "What is to be read of the column “{column}” ({values})?",
            column=category.heading,
            values=listed,
        ),
    )


def ask_for_one_sex(category: Category, findings: Findings, layout: Layout) -> None:
    """Only women, or only men, stand in the column: are these all?"""
    rows = int((category.codes >= 0).sum())
    value = next(t for t in category.texts if sex_of(t) in ("men", "women"))
    findings.ask(
        "one_sex",
        _(
            "The column says only “{value}”, so that the others are missing. Add their "
            "rows to the table, or say that the figures are of men and women together.",
            value=value,
        ),
        "choice",
        category.heading,
        rows=[layout.heading_rows[-1]],
        column=category.heading,
        offered=[
            Answer(
                IGNORE,
                _words(IGNORE),
                plural(
                    "{n} row is read as men and women together",
                    "{n} rows are read as men and women together",
                    rows,
                    n=grouped(rows),
                ),
            )
        ],
        asked=_(
            "Are the figures with “{value}” under “{column}” those of men and women "
            "together?",
            value=value,
            column=category.heading,
        ),
    )


def ask_for_third(
    category: Category, text: str, findings: Findings, layout: Layout
) -> None:
    """A word beside men and women that is neither."""
    codes = [c for c in category.used if category.cells.texts[c] == text]
    rows = layout.rows[np.isin(category.codes, codes)]
    findings.ask(
        "third_part",
        _(
            "“{text}” is neither men, women nor both together. Add it to them, or leave "
            "its rows out.",
            text=text,
        ),
        "choice",
        text,
        rows=rows.tolist(),
        column=category.heading,
        value=text,
        offered=[
            Answer(
                ADD,
                _words(ADD),
                plural(
                    "{n} row is added to men and women",
                    "{n} rows are added to men and women",
                    len(rows),
                    n=grouped(len(rows)),
                ),
            )
        ],
        can_leave_out=True,
    )


def refuse_ages(
    category: Category, findings: Findings, layout: Layout, are_apart: bool
) -> None:
    """Age groups that are not all inhabitants, or count some of them twice."""
    listed = _listed([*category.values])
    findings.add(
        "ages",
        _(
            "The ages in this column ({values}) are not all there are: together they are "
            "no number of inhabitants, which Imbang counts. Expected all ages, such as "
            "0-4 to 75+, or the inhabitants without ages.",
            values=listed,
        )
        if are_apart
        else _(
            "The ages in this column ({values}) overlap, so that some would be counted "
            "twice. Expected ages that do not, such as 0-4 to 75+.",
            values=listed,
        ),
        row=layout.heading_rows[-1],
        column=category.heading,
    )


def note_ignored(category: Category, findings: Findings, layout: Layout) -> None:
    """The officer said that the column does not matter."""
    findings.add(
        "category",
        _("The column is not read, as you said."),
        row=layout.heading_rows[-1],
        column=category.heading,
        severity="info",
    )


def note_single(category: Category, findings: Findings, layout: Layout) -> None:
    """The column says one thing of all rows, which divides nothing."""
    findings.add(
        "one_category",
        _(
            "The column says “{value}” in every row: it tells what is counted and "
            "divides nothing.",
            value=category.texts[0],
        ),
        row=layout.heading_rows[-1],
        column=category.heading,
        severity="info",
    )


def note_only(
    category: Category,
    value: str,
    parts: Sequence[int],
    findings: Findings,
    layout: Layout,
) -> None:
    """The officer wants one value only; how many rows are left out for it."""
    out = [c for c, part in zip(category.used, parts, strict=True) if part == LEFT_OUT]
    left = int(np.isin(category.codes, [*out, -1]).sum())
    findings.add(
        "category_only",
        plural(
            "Only “{value}” is read, as you said; {n} row with another value is left out.",
            "Only “{value}” is read, as you said; {n} rows with other values are left "
            "out.",
            left,
            value=value,
            n=grouped(left),
        ),
        row=layout.heading_rows[-1],
        column=category.heading,
        severity="warning",
    )


def tell_no_value(
    category: Category, value: str, findings: Findings, layout: Layout
) -> None:
    """The officer named a value that the column does not have."""
    findings.add(
        "option",
        _(
            "“{value}” does not stand in this column; it holds: {values}.",
            value=value,
            values=_listed([*category.values]),
        ),
        row=layout.heading_rows[-1],
        column=category.heading,
    )


def tell_blank(category: Category, rows: Rows, findings: Findings) -> None:
    """Rows with figures that do not say of which part they are."""
    findings.add_rows(
        "required",
        _(
            "The cell is blank, and nothing says whose figure this is. Expected one such "
            "as: {values}.",
            values=_listed([*category.values]),
        ),
        rows.tolist(),
        column=category.heading,
    )


def _words(key: str) -> str:
    return in_words(key) or key


def _listed(texts: Sequence[str]) -> str:
    some = ", ".join(shown(text) for text in texts[:_LISTED])
    return f"{some} …" if len(texts) > _LISTED else some
