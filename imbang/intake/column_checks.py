"""A sheet's columns: what is missing, doubled, refused, unknown, or mapped to nothing."""

from __future__ import annotations

from imbang.intake.choosing import Candidate
from imbang.intake.findings import Findings
from imbang.intake.headings import names_of, plain
from imbang.intake.results import Options
from imbang.texts import _


def check_columns(candidate: Candidate, options: Options, findings: Findings) -> bool:
    """Whether the columns can be read; everything doubtful about them is told."""
    _tell_wrong_map(candidate, options, findings)
    _tell_refused(candidate, findings)
    _tell_doubled(candidate, findings)
    _tell_missing(candidate, findings)
    _tell_unknown(candidate, findings)
    return candidate.is_whole and not candidate.headings.doubled


def _tell_wrong_map(candidate: Candidate, options: Options, findings: Findings) -> None:
    dataset = candidate.dataset
    for heading, key in options.headings.items():
        if plain(key) in names_of(dataset):
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


def _tell_refused(candidate: Candidate, findings: Findings) -> None:
    for position, refused in candidate.headings.refused.items():
        findings.add(
            "refused_column",
            _(
                "Imbang takes no {what}. Delete the column and send the file again.",
                what=refused.label,
            ),
            row=candidate.heading_rows[-1],
            column=candidate.headings.texts[position],
        )


def _tell_doubled(candidate: Candidate, findings: Findings) -> None:
    texts = candidate.headings.texts
    for key, positions in candidate.headings.doubled.items():
        findings.add(
            "doubled_column",
            _(
                "Several columns are “{heading}”: {found}. Keep one, or say which with "
                "--map.",
                heading=candidate.dataset.column(key).heading,
                found=", ".join(texts[at] for at in positions),
            ),
            row=candidate.heading_rows[-1],
            column=texts[positions[1]],
        )


def _tell_missing(candidate: Candidate, findings: Findings) -> None:
    for column in candidate.headings.lacks(candidate.dataset):
        findings.add(
            "missing_column",
            _(
                "The column “{heading}” is missing. It may also be called: {synonyms}. "
                "Found: {found}. Or name it with --map 'HEADING={key}'.",
                heading=column.heading,
                synonyms=", ".join(column.synonyms[:6]),
                found=", ".join(text for text in candidate.headings.texts if text),
                key=column.key,
            ),
            row=candidate.heading_rows[-1],
            column=column.heading,
        )


def _tell_unknown(candidate: Candidate, findings: Findings) -> None:
    for position in candidate.headings.unknown:
        findings.add(
            "unknown_column",
            _("The column is not known and is not read."),
            row=candidate.heading_rows[-1],
            column=candidate.headings.texts[position],
            severity="warning",
        )
