"""Columns that are missing or there twice: one question for each, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.kindless import tell_totals
from imbang.intake.headings.one_region import may_be_of_one_region
from imbang.intake.headings.region_columns import level_in
from imbang.intake.headings.words import is_part_of_sum
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.report.results import LEAVE_OUT, Answer, Options
from imbang.intake.values.marks import is_figure
from imbang.intake.values.parsers import Parser, parser_for
from imbang.intake.values.parsing import Rejected
from imbang.reference import regions
from imbang.reference.datasets import MEASURES, Column
from imbang.reference.likeness import OFFERED, likest
from imbang.reference.spelling import plain
from imbang.texts import _

_LOOKED_AT = 40  # rows and distinct values below a heading that say what it may be
_SAMPLES = 2
_LONGEST_SAMPLE = 24
# What nearly any cell could be: only a name that is alike speaks for it.
_ANYTHING = frozenset({"text", "region_name", "identity", "ignored"})
_PERHAPS = 0.01
_WORD = re.compile("[a-z]+")
_OF_CODES = frozenset({"id", "kode", "code", "nama"})
_KINDS = frozenset({"pillar_kind", "ppks_kind", "indicator"})


def ask_for_missing(candidate: Candidate, sheet: Sheet, findings: Findings) -> set[int]:
    """Required columns that are not there: which of the unknown headings is it?

    Returns the positions of headings that are alike, and asked about.
    """
    missing = candidate.headings.lacks(candidate.dataset)
    alike = _alike(candidate, missing)
    asked: set[int] = set()
    if tell_totals(candidate, missing, findings):
        return asked
    for column in missing:
        found = [at for at, likely in alike.items() if column in likely]
        if not found and len(missing) == 1 and _may_be_of_one_region(candidate, column):
            _ask_one_region(candidate, column, findings)
        elif len(found) != 1:
            _ask_of_column(candidate, sheet, column, found, findings)
        elif found[0] not in asked:
            _ask_of_heading(candidate, found[0], alike[found[0]], findings)
        asked |= set(found)
    return asked


def _alike(candidate: Candidate, missing: Sequence[Column]) -> dict[int, list[Column]]:
    """Of each unknown heading the missing columns that are called alike, if any are."""
    names = {plain(name): column for column in missing for name in column.names}
    texts = candidate.headings.texts
    found = {at: likest(plain(texts[at]), names) for at in candidate.headings.unknown}
    if candidate.kinds_at is not None:  # its cells are kinds, whatever it is called
        found[candidate.kinds_at] = [c for c in missing if c.type.endswith("_kind")]
    return {
        at: [one for column in likely for one in _or_others(column, candidate)]
        for at, likely in found.items()
        if likely
    }


def _or_others(column: Column, candidate: Candidate) -> list[Column]:
    """A column that is missing, and those that may stand in its place."""
    dataset = candidate.dataset
    keys = next((g for g in dataset.any_of if column.key in g), (column.key,))
    return [dataset.column(key) for key in keys]


def _ask_of_heading(
    candidate: Candidate, at: int, likely: Sequence[Column], findings: Findings
) -> None:
    text = candidate.headings.texts[at]
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
        offered=[Answer(c.key, c.heading, _read_as(text, c)) for c in likely],
    )


def _may_be_of_one_region(candidate: Candidate, column: Column) -> bool:
    is_region = column.type == "region_code"
    return is_region and may_be_of_one_region(candidate.headings, candidate.dataset)


def _ask_one_region(candidate: Candidate, column: Column, findings: Findings) -> None:
    """Only the region is missing: a column that says it, or the one of all rows."""
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


def _ask_of_column(
    candidate: Candidate,
    sheet: Sheet,
    column: Column,
    alike: Sequence[int],
    findings: Findings,
) -> None:
    """An error for a column that is missing; asked, where there is a heading it may be."""
    texts, row = candidate.headings.texts, candidate.heading_rows[-1]
    what = {
        "heading": column.heading,
        "synonyms": ", ".join(column.synonyms[:6]),
        "found": ", ".join(text for text in texts if text),
    }
    message = (
        _(
            "The column “{heading}” is missing. It may also be called: {synonyms}. "
            "Found: {found}. Call it so, or say which column it is.",
            **what,
        )
        if candidate.headings.unknown
        else _(
            "The column “{heading}” is missing. It may also be called: {synonyms}. "
            "Found: {found}. Add a column of that name.",
            **what,
        )
    )
    findings.add("missing_column", message, row=row, column=column.heading)
    offered = [
        Answer(
            column.key,
            shown(texts[at]),
            _effect(texts[at], column, _below(sheet, at, row)),
            of=(texts[at],),
        )
        for at in _likeliest(candidate, sheet, column, alike)
    ]
    if offered:
        findings.question(
            "heading",
            column.heading,
            rows=[row],
            column=column.heading,
            offered=offered,
            asked=_("Which column is “{column}”?", column=column.heading),
        )


def _likeliest(
    candidate: Candidate, sheet: Sheet, column: Column, alike: Sequence[int]
) -> list[int]:
    """The unknown headings that may be a column's, by their cells, then by their names."""
    row, texts = candidate.heading_rows[-1], candidate.headings.texts
    evidence = {
        at: _evidence(column, below)
        for at in candidate.headings.unknown
        if (below := _below(sheet, at, row))
        and not _is_numbering(below)
        and (at in alike or not _is_other_sort(column, texts[at], below))
    }
    likely = [at for at, share in evidence.items() if share or at in alike]
    likely.sort(key=lambda at: (-evidence[at], at not in alike))
    return likely[:OFFERED]


def _below(sheet: Sheet, at: int, row: int) -> list[str]:
    """The first different texts under a heading."""
    codes = sheet.columns[at].codes[row + 1 :][:_LOOKED_AT]
    return [
        sheet.columns[at].texts[code]
        for code in dict.fromkeys(codes[codes >= 0].tolist())
    ]


def _is_other_sort(column: Column, heading: str, below: Sequence[str]) -> bool:
    """Whether figures or words are expected and something else is there, as of places."""
    are_figures = 2 * sum(map(is_figure, below)) >= len(below)
    if column.type in MEASURES:
        lowest = heading.split(BETWEEN)[-1]
        return not are_figures or _is_of_places(heading) or is_part_of_sum(lowest)
    return column.type in _KINDS and (are_figures or _is_of_places(heading))


def _is_of_places(heading: str) -> bool:
    if level_in(heading) is not None:
        return True
    return not _OF_CODES.isdisjoint(_WORD.findall(heading.casefold()))


def _is_numbering(texts: Sequence[str]) -> bool:
    """Whether cells only number the rows."""
    return list(texts) == [str(n) for n in range(1, len(texts) + 1)]


def _evidence(column: Column, texts: Sequence[str]) -> float:
    """How far cells can be those of a column, from 0 to 1 (deep codes of regions: more)."""
    if column.type in _ANYTHING:
        return 0
    codes = [code for code in regions.load().normalise(texts) if code]
    if column.type == "region_code":
        return len(codes) / len(texts) * max(map(len, codes), default=0)
    if column.type in MEASURES and 2 * sum(len(c) > 2 for c in codes) > len(texts):
        return 0
    parse = parser_for(column, Options(), date.max)
    share = sum(_is_read(parse, text) for text in texts) / len(texts)
    # Kinds that nobody knows are words like any others.
    return max(share, _PERHAPS) if column.type in _KINDS and len(texts) > 1 else share


def _is_read(parse: Parser, text: str) -> bool:
    try:
        return parse(text, False) is not None
    except Rejected:
        return False


def _effect(text: str, column: Column, below: Sequence[str]) -> str:
    """What a heading is read as, and what stands under it."""
    cut = [shown(cell)[:_LONGEST_SAMPLE].strip() for cell in below[:_SAMPLES]]
    return f"{_read_as(text, column)} ({', '.join([*cut, '…'])})"


def _read_as(text: str, column: Column) -> str:
    return _("“{text}” is read as “{column}”", text=shown(text), column=column.heading)


def ask_which_of_doubled(candidate: Candidate, findings: Findings) -> None:
    """One question for columns that say the same: which is read, or is left out."""
    texts, row = candidate.headings.texts, candidate.heading_rows[-1]
    values = {value.at for value in candidate.headings.values}
    for key, positions in candidate.headings.doubled.items():
        column = candidate.dataset.column(key)
        found = [texts[at] for at in positions]
        message = _(
            "Several columns are “{heading}”: {found}. Keep one, or say which it is.",
            heading=column.heading,
            found=", ".join(found),
        )
        findings.add("doubled_column", message, row=row, column=found[1])
        if len(set(map(plain, found))) < len(found):
            continue  # called the same, they cannot be told apart by an answer
        findings.question(
            "heading",
            column.heading,
            rows=[row],
            column=found[1],
            offered=[_left_out(text) for text in reversed(found)]
            if values & set(positions)
            else [Answer(key, t, _read_as(t, column), of=(t,)) for t in found],
            asked=_(
                "Which of these is read: {found}?",
                found=", ".join(f"“{shown(text)}”" for text in found),
            ),
        )


def _left_out(text: str) -> Answer:
    return Answer(LEAVE_OUT, _("“{text}” is not read", text=shown(text)), of=(text,))
