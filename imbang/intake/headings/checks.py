"""A sheet's columns: what is missing, doubled, refused, unknown, or mapped to nothing."""

from __future__ import annotations

from collections.abc import Collection

from imbang.intake.headings.choosing import Candidate
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.one_region import may_be_of_one_region
from imbang.intake.headings.words import is_meaning, is_part_of_sum
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.report.results import Answer, Options
from imbang.reference.datasets import Column
from imbang.reference.likeness import likest
from imbang.reference.spelling import plain
from imbang.texts import _, plural

_MOST_UNKNOWN = 5  # columns that are named one by one


def check_columns(candidate: Candidate, options: Options, findings: Findings) -> bool:
    """Whether the columns can be read; everything doubtful about them is told.

    Of those that can, unknown ones are left to `tell_unknown`.
    """
    _tell_wrong_map(candidate, options, findings)
    _tell_refused(candidate, findings)
    _ask_which_of_doubled(candidate, findings)
    asked = _tell_missing(candidate, findings)
    _tell_left_out(candidate, findings)
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
                known=", ".join(column.key for column in dataset.columns),
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


def _ask_which_of_doubled(candidate: Candidate, findings: Findings) -> None:
    texts = candidate.headings.texts
    for key, positions in candidate.headings.doubled.items():
        column = candidate.dataset.column(key)
        found = [texts[at] for at in positions]
        message = _(
            "Several columns are “{heading}”: {found}. Keep one, or say which it is.",
            heading=column.heading,
            found=", ".join(found),
        )
        row = candidate.heading_rows[-1]
        findings.add("doubled_column", message, row=row, column=found[1])
        if len(set(map(plain, found))) < len(found):
            continue  # called the same, they cannot be told apart by an answer
        offered = [Answer(key, column.heading)]
        for text in found:
            findings.question("heading", text, rows=[row], column=text, offered=offered)


def _tell_missing(candidate: Candidate, findings: Findings) -> set[int]:
    """Required columns that are not there: asked, where an unknown heading is alike.

    Returns the positions of these headings.
    """
    missing = candidate.headings.lacks(candidate.dataset)
    names = {plain(name): column for column in missing for name in column.names}
    asked: set[int] = set()
    told: set[str] = set()
    for position in candidate.headings.unknown:
        text = candidate.headings.texts[position]
        likely = likest(plain(text), names)
        if position == candidate.kinds_at:  # its cells are kinds, whatever it is called
            likely = [column for column in missing if column.type.endswith("_kind")]
        if not likely:
            continue
        asked.add(position)
        told |= {column.key for column in likely}
        findings.ask(
            "unclear_column",
            _(
                "The heading “{heading}” is not known, and a column is missing: "
                "{columns}. Is it this one?",
                heading=text,
                columns=_(" or ").join(f"“{column.heading}”" for column in likely),
            ),
            "heading",
            text,
            rows=[candidate.heading_rows[-1]],
            column=text,
            offered=[Answer(column.key, column.heading) for column in likely],
        )
    for column in missing:
        if column.key in told:
            continue
        if len(missing) == 1 and column.type == "region_code":
            _ask_one_region(candidate, column, findings)
        else:
            _tell_one_missing(candidate, column, findings)
    return asked


def _ask_one_region(candidate: Candidate, column: Column, findings: Findings) -> None:
    """Only the region is missing: a column that says it, or the one of all rows."""
    if not may_be_of_one_region(candidate.headings, candidate.dataset):
        _tell_one_missing(candidate, column, findings)
        return
    findings.ask(
        "region_missing",
        _(
            "No column says which region a row is of, and no title names the one of "
            "all. Expected a column “{heading}” or “{name}”; or write the region above "
            "the table, or say it. Found: {found}.",
            heading=column.heading,
            name=next(c.heading for c in candidate.dataset.of_type("region_name")),
            found=", ".join(text for text in candidate.headings.texts if text),
        ),
        "office",
        rows=[candidate.heading_rows[-1]],
        column=column.heading,
        asked=_("Which region are all these figures of?"),
    )


def _tell_one_missing(candidate: Candidate, column: Column, findings: Findings) -> None:
    findings.add(
        "missing_column",
        _(
            "The column “{heading}” is missing. It may also be called: {synonyms}. "
            "Found: {found}. Call it so, or say which column it is.",
            heading=column.heading,
            synonyms=", ".join(column.synonyms[:6]),
            found=", ".join(text for text in candidate.headings.texts if text),
        ),
        row=candidate.heading_rows[-1],
        column=column.heading,
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
