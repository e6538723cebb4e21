"""What the page Impor Data says in sentences: verdicts, questions, problems in groups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from imbang import formats
from imbang.intake.report import offers
from imbang.intake.report.grouping import columns_words, rows_words, together
from imbang.intake.report.printed_questions import effect_words, left_out
from imbang.intake.report.problems import Problem, Severity, shown
from imbang.intake.report.results import (
    Answer,
    Question,
    Report,
    SheetRead,
)
from imbang.intake.splits.answers import in_words
from imbang.reference import regions
from imbang.reference.datasets import load_datasets
from imbang.reference.kinds import load_kinds
from imbang.reference.levels import NATION, ancestor
from imbang.screens.imports.desk import Said, Verdict, unasked, verdict
from imbang.texts import _, plural
from imbang.wording import deliveries

VERDICT_MARKS: dict[Verdict, str] = {"ready": "✓", "asks": "?", "refused": "✕"}
_EFFECTS_SHOWN = 4
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def verdict_words(report: Report) -> str:
    """What becomes of a file, in a few words."""
    found = counted(report.problems)
    if verdict(report) == "asks":
        return found_words(report, "error")
    if report.refused:
        return _("Cannot be taken: {errors}", errors=found_words(report, "error"))
    if found["warning"]:
        return _(
            "Can be taken, with {warnings}",
            warnings=severity_words("warning", found["warning"]),
        )
    return _("Can be taken")


def found_words(report: Report, severity: Severity) -> str:
    """How much of a severity was found, the same wherever it is counted.

    Errors that an answer puts right are counted as the questions they are.
    """
    asked = len(report.questions) if severity == "error" else 0
    n = counted(unasked(report))[severity]
    questions = plural(
        "{count} question to answer",
        "{count} questions to answer",
        asked,
        count=formats.number(asked),
    )
    parts = [questions] if asked else []
    return ", ".join(
        [*parts, *([severity_words(severity, n)] if n or not asked else [])]
    )


def counted(problems: Iterable[Problem]) -> dict[Severity, int]:
    """How many problems there are of each severity."""
    found: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        found[problem.severity] += 1
    return found


def severity_words(severity: Severity, n: int) -> str:
    """``12 kesalahan``."""
    count = formats.number(n)
    if severity == "error":
        return plural("{count} error", "{count} errors", n, count=count)
    if severity == "warning":
        return plural("{count} warning", "{count} warnings", n, count=count)
    return plural("{count} note", "{count} notes", n, count=count)


@dataclass(frozen=True)
class Group:
    """Problems that say the same: where they are, in words, and the message."""

    place: str
    message: str
    severity: Severity
    count: int


def groups(problems: Sequence[Problem]) -> list[Group]:
    """Problems of one sheet that say the same, together; the most frequent first."""
    found = [
        Group(_place(one.columns, one.rows), one.message, one.severity, one.count)
        for one in together(problems)
    ]
    return sorted(
        found, key=lambda group: (SEVERITIES.index(group.severity), -group.count)
    )


def _place(columns: Sequence[str], rows: Sequence[int | None]) -> str:
    return ", ".join(filter(None, (columns_words(columns), rows_words(rows))))


def question_place(question: Question) -> str:
    """Where in the file it came up."""
    parts = [_("sheet {sheet}", sheet=question.sheet)] if question.sheet else []
    place = _place([question.column] if question.column else [], question.rows)
    return " · ".join([*parts, *([place] if place else [])])


def effects(question: Question) -> list[str]:
    """What the offered answers would do, where more than their labels is to be said."""
    told = [one.effect for one in question.offered if one.effect]
    if not told and question.offered:
        first = effect_words(question, question.offered[0])
        told = [first] if first != question.offered[0].label else []
    return [_("If chosen: {effect}", effect=text) for text in told[:_EFFECTS_SHOWN]]


def offered(
    question: Question,
    sheet: SheetRead | None,
    office: str | None,
    provinces: Collection[str] = (),
) -> list[Answer]:
    """The answers to choose from: those the check thinks likely first, then the others.

    Of places, those in the provinces that the store has data of come before others.
    """
    likely = near_first(question.offered, provinces)
    known = {answer.key for answer in likely}
    others = [one for one in _others(question, sheet, office) if one.key not in known]
    others = near_first(others, provinces)
    if question.can_leave_out:
        others.append(_capital(left_out(question)))
    return likely + others


def _capital(answer: Answer) -> Answer:
    return Answer(answer.key, answer.label[0].upper() + answer.label[1:])


def near_first(answers: Sequence[Answer], provinces: Collection[str]) -> list[Answer]:
    """Answers that name a place in one of the provinces before the others."""
    return sorted(answers, key=lambda a: ancestor(a.key, "province") not in provinces)


def _others(
    question: Question, sheet: SheetRead | None, office: str | None
) -> list[Answer]:
    if question.about == "dataset":
        return offers.datasets()
    if question.about == "heading" and not question.asked:
        return columns_of(sheet)
    if question.about == "kind":
        return _kinds(sheet)
    if question.about == "region":
        return _regions(office)
    if question.about == "office":
        return offices()
    return []


def columns_of(sheet: SheetRead | None) -> list[Answer]:
    """The columns that a sheet of this dataset may have, in the template's order."""
    if sheet is None or sheet.dataset is None:
        return []
    columns = load_datasets()[sheet.dataset].columns
    return [Answer(column.key, column.heading) for column in columns]


def _kinds(sheet: SheetRead | None) -> list[Answer]:
    if sheet is None or sheet.dataset is None:
        return []
    types = {column.type for column in load_datasets()[sheet.dataset].columns}
    listed = []
    if "pillar_kind" in types:
        listed += [*load_kinds("pillar_kinds").values()]
    if "ppks_kind" in types:
        listed += [*load_kinds("ppks_kinds").values()]
    return [Answer(kind.key, kind.label) for kind in listed]


def _regions(office: str | None) -> list[Answer]:
    if office is None:
        return []
    names = regions.load()
    return [
        Answer(code, f"{names.name(code)} ({code})") for code in names.within(office)
    ]


def offices() -> list[Answer]:
    """Every office that may send: the provinces and regencies, by name."""
    known = regions.load()
    names = known.names
    codes = [*known.below(NATION, "province"), *known.below(NATION, "regency")]
    return [
        Answer(c, f"{names[c]} ({c})") for c in sorted(codes, key=lambda c: names[c])
    ]


def said_words(said: Said, sheets: Sequence[SheetRead]) -> str:
    """An answer that was given, in words."""
    if said.about == "leave_out":
        return _("“{text}”: not imported", text=shown(said.text))
    if said.about == "dataset":
        return _("Holds {dataset}", dataset=deliveries.dataset_title(said.key))
    if said.about == "office":
        return _("From {office}", office=deliveries.office_name(said.key))
    if said.about == "period":
        return _("Tells of {period}", period=said.key)
    return f"“{shown(said.text)}” → {_meaning(said, sheets)}"


def _meaning(said: Said, sheets: Sequence[SheetRead]) -> str:
    known = {
        answer.key: answer.label
        for sheet in sheets
        for answer in (*columns_of(sheet), *_kinds(sheet))
    }
    if said.key in known:
        return known[said.key]
    if part := in_words(said.key):
        return part
    names = regions.load()
    return names.name(said.key) if said.key in names.names else said.key
