"""Columns that are parts by what they say themselves: women and men, age groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imbang.intake.files.cells import Mask, Sheet
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.splits import questions
from imbang.intake.splits.answers import ADD, said_of
from imbang.intake.splits.columns import Category
from imbang.intake.splits.sex_of_kinds import sex_of_kind
from imbang.intake.splits.split import LEFT_OUT, WHOLE, Split
from imbang.intake.values.ages import age_span, are_all_ages, are_apart
from imbang.intake.values.sexes import sex_of
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import plain, spelled


@dataclass(frozen=True, eq=False)
class Table:
    """The table whose columns are looked at."""

    sheet: Sheet
    dataset: Dataset
    layout: Layout
    options: Options
    findings: Findings

    @property
    def has_figures(self) -> Mask:
        """The rows with something in a column of figures."""
        types = {column.key: column.type for column in self.dataset.columns}
        filled = [
            self.sheet.columns[at].codes[self.layout.rows] >= 0
            for at, key in self.layout.headings.read().items()
            if types[key] in {"count", "amount"}
        ]
        rows = len(self.layout.rows)
        return np.logical_or.reduce(filled) if filled else np.zeros(rows, np.bool_)


def by_itself(category: Category, table: Table) -> Split | None:
    """The split that a column is by what it says, if it is one; what is wrong is told."""
    if said_of(table.options.labels, category.heading):
        return None
    if category.is_of_sexes:
        return _of_sexes(category, table)
    if category.is_of_ages:
        return _of_ages(category, table)
    return None


def _of_sexes(category: Category, table: Table) -> Split:
    """Men are part 1 and women part 2; other words are asked about."""
    names = ["", ""]
    parts: list[int] = []
    skipped = {plain(text) for text in table.options.leave_out}
    for text in category.texts:
        sex = sex_of(text)
        if sex == "both":
            parts.append(WHOLE)
        elif sex is not None:
            parts.append(1 if sex == "men" else 2)
            names[parts[-1] - 1] = names[parts[-1] - 1] or text
        elif plain(text) in skipped:
            parts.append(LEFT_OUT)
        else:
            names.append(text)
            parts.append(len(names))
    needed = {1, 2}
    split = as_split(category, parts, names, needed, is_strict=True, has_sexes=True)
    if (
        not (names[0] and names[1])
        and WHOLE not in parts
        and not _is_of_one_sex(category, table)
    ):
        questions.ask_for_one_sex(category, table.findings, table.layout)
        return of_all_values(category, is_open=True)
    for text, part in zip(category.texts, parts, strict=True):
        if part > 2 and said_of(table.options.labels, text) != ADD:
            questions.ask_for_third(category, text, table.findings, table.layout)
    _tell_blanks(category, table)
    return split


def _is_of_one_sex(category: Category, table: Table) -> bool:
    """Whether all rows count a kind that is of that sex by its name."""
    sexes = {sex_of(text) for text in category.texts}
    texts = {
        (text, column)
        for column in table.dataset.of_type("pillar_kind", "ppks_kind")
        for at in table.layout.headings.columns.get(column.key, ())
        for code in np.unique(table.sheet.columns[at].codes[table.layout.rows]).tolist()
        if code >= 0
        for text in [table.sheet.columns[at].texts[code]]
    }
    return bool(texts) and all({sex_of_kind(t, c)} == sexes for t, c in texts)


def _of_ages(category: Category, table: Table) -> Split:
    """Age groups that are apart; of inhabitants only if nobody is left out.

    Where a row of all together stands beside others, that alone is read.
    """
    spans = [age_span(text) for text in category.texts]
    names = dict(zip(spans, category.texts, strict=True))
    known = [span for span in names if span]
    has_kinds = any(table.dataset.of_type("pillar_kind", "ppks_kind"))
    is_whole = are_apart(known) and (has_kinds or are_all_ages(known))
    if not is_whole and None not in spans:
        questions.refuse_ages(category, table.findings, table.layout, are_apart(known))
        return of_all_values(category, is_open=True)
    parts = [
        (known.index(span) + 1 if is_whole else LEFT_OUT) if span else WHOLE
        for span in spans
    ]
    labels = [names[span] for span in known]
    _tell_blanks(category, table)
    needed = set(range(1, len(labels) + 1)) if is_whole else set()
    return as_split(category, parts, labels, needed, is_strict=not has_kinds)


def of_all_values(category: Category, *, is_open: bool) -> Split:
    """All values of a category as parts, but for one of all together."""
    names = list(dict.fromkeys(spelled(text) for text in category.texts))
    shown = {spelled(text): text for text in reversed(category.texts)}
    parts = [
        WHOLE if sex_of(text) == "both" else names.index(spelled(text)) + 1
        for text in category.texts
    ]
    labels = [shown[name] for name in names]
    needed = set(parts) - {WHOLE}
    blank = len(labels) + 1
    return as_split(category, parts, labels, needed, blank=blank, is_open=is_open)


def _tell_blanks(category: Category, table: Table) -> None:
    blank = (category.codes < 0) & table.has_figures
    questions.tell_blank(category, table.layout.rows[blank], table.findings)


def as_split(
    category: Category,
    parts: Sequence[int],
    names: Sequence[str],
    needed: set[int],
    *,
    blank: int = LEFT_OUT,
    is_strict: bool = False,
    is_open: bool = False,
    has_sexes: bool = False,
) -> Split:
    """The split of these parts, one for each used text, and one of blank cells."""
    by_text = np.full(len(category.cells.texts) + 1, LEFT_OUT, np.int32)
    by_text[list(category.used)] = parts
    by_text[-1] = blank
    return Split(
        category.heading,
        category.cells.codes,
        by_text,
        (*names, "–"),
        frozenset(needed),
        is_strict=is_strict,
        is_open=is_open,
        has_sexes=has_sexes,
    )
