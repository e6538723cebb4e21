"""A sheet's columns: what is missing, doubled, refused, unknown, or mapped to nothing."""

from __future__ import annotations

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.missing import ask_for_missing, ask_which_of_doubled
from imbang.intake.headings.words import is_meaning, is_part_of_sum
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.reference.spelling import plain
from imbang.texts import _, plural


def check_columns(
    candidate: Candidate, sheet: Sheet, options: Options, findings: Findings
) -> bool:
    """Whether the columns can be read; everything doubtful about them is told."""
    _tell_wrong_map(candidate, options, findings)
    _tell_refused(candidate, findings)
    ask_which_of_doubled(candidate, findings)
    asked = ask_for_missing(candidate, sheet, findings)
    _tell_unknown(candidate, asked, findings)
    _tell_left_out(candidate, findings)
    return candidate.is_whole and not candidate.headings.doubled


def _tell_wrong_map(candidate: Candidate, options: Options, findings: Findings) -> None:
    """What a heading of this sheet is said to be, and is neither a column nor a value."""
    dataset, texts = candidate.dataset, candidate.headings.texts
    standing = {plain(part) for t in texts for part in (t, *t.split(BETWEEN))}
    for heading, key in options.headings.items():
        if plain(heading) not in standing or is_meaning(key, dataset):
            continue
        findings.add(
            "option",
            _(
                "“{key}” is no column of {dataset}; its columns are: {known}.",
                key=key,
                dataset=dataset.title,
                known=", ".join(column.heading for column in dataset.columns),
            ),
            column=heading,
        )


def _tell_left_out(candidate: Candidate, findings: Findings) -> None:
    texts = [candidate.headings.texts[at] for at in candidate.headings.left_out]
    if texts:
        findings.add(
            "left_out_column",
            plural(
                "Left out as asked and not read: the column {columns}.",
                "Left out as asked and not read: the columns {columns}.",
                len(texts),
                columns=", ".join(f"“{text}”" for text in texts),
            ),
            row=candidate.heading_rows[-1],
            severity="info",
        )


def _tell_refused(candidate: Candidate, findings: Findings) -> None:
    """An error for each column that Imbang does not take; one answer leaves all out."""
    texts, row = candidate.headings.texts, candidate.heading_rows[-1]
    for position, refused in candidate.headings.refused.items():
        findings.add(
            "refused_column",
            _(
                "Imbang takes no {what}. Delete the column and send the file again, or "
                "leave it out.",
                what=refused.label,
            ),
            row=row,
            column=texts[position],
        )
    found = list(dict.fromkeys(texts[at] for at in candidate.headings.refused))
    if found:
        findings.question(
            "heading",
            found[0],
            also=found[1:],
            rows=[row],
            column=found[0],
            can_leave_out=True,
            asked=_(
                "Imbang does not take {columns}. Leave them out?",
                columns=", ".join(f"“{text}”" for text in found),
            ),
        )


def _tell_unknown(candidate: Candidate, asked: set[int], findings: Findings) -> None:
    for position in candidate.headings.unknown:
        if position in asked:
            continue
        text = candidate.headings.texts[position]
        is_part = is_part_of_sum(text.split(BETWEEN)[-1])
        findings.add(
            "part_without_sum" if is_part else "unknown_column",
            _(
                "The column counts women or men alone and is not read. Expected beside "
                "it is a column with both together, such as “Jumlah”."
            )
            if is_part
            else _("The column is not known and is not read."),
            row=candidate.heading_rows[-1],
            column=text,
            severity="warning",
        )
