"""A sheet's columns: what is missing, doubled, refused, unknown, or mapped to nothing."""

from __future__ import annotations

from collections.abc import Collection

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.missing import ask_for_missing, ask_which_of_doubled
from imbang.intake.headings.words import is_meaning, is_part_of_sum
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.report.results import Options
from imbang.reference.spelling import plain
from imbang.texts import _, plural

_MOST_UNKNOWN = 5  # columns that are named one by one


def check_columns(
    candidate: Candidate, sheet: Sheet, options: Options, findings: Findings
) -> bool:
    """Whether the columns can be read; everything doubtful about them is told.

    Of those that can, unknown ones are left to `tell_unknown`.
    """
    _tell_wrong_map(candidate, options, findings)
    _tell_refused(candidate, findings)
    ask_which_of_doubled(candidate, findings)
    asked = ask_for_missing(candidate, sheet, findings)
    _tell_left_out(candidate, findings)
    _tell_homes(candidate, findings)
    is_read = candidate.is_whole and not candidate.headings.doubled
    if not is_read:
        tell_unknown(candidate, findings, but=asked)
    return is_read


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


def _tell_homes(candidate: Candidate, findings: Findings) -> None:
    texts = [candidate.headings.texts[at] for at in candidate.headings.homes]
    if texts:
        findings.add(
            "home_columns",
            _(
                "The place served counts; where people live is not read: {columns}.",
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


def tell_unknown(
    candidate: Candidate, findings: Findings, *, but: Collection[int] = ()
) -> None:
    """A warning for each column that is not known; one for all where these are many.

    Nothing is told of the columns in ``but``.
    """
    texts, row = candidate.headings.texts, candidate.heading_rows[-1]
    unknown = [at for at in candidate.headings.unknown if at not in but]
    parts = [at for at in unknown if is_part_of_sum(texts[at].split(BETWEEN)[-1])]
    others = [texts[at] for at in unknown if at not in parts]
    for at in parts:
        findings.add(
            "part_without_sum",
            _(
                "The column counts women or men alone and is not read. Expected beside "
                "it is a column with both together, such as “Jumlah”."
            ),
            row=row,
            column=texts[at],
            severity="warning",
        )
    if len(others) > _MOST_UNKNOWN:
        findings.add(
            "unknown_column",
            _(
                "{n} columns are not known and are not read: {columns}.",
                n=len(others),
                columns=", ".join(map(shown, others)),
            ),
            row=row,
            severity="warning",
        )
        return
    for text in others:
        findings.add(
            "unknown_column",
            _("The column is not known and is not read."),
            row=row,
            column=text,
            severity="warning",
        )
