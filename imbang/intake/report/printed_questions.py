"""Open questions and sheets as lines for the terminal, with the options that answer."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from imbang.formats import grouped
from imbang.intake.report.offers import offered
from imbang.intake.report.problems import shown
from imbang.intake.report.results import LEAVE_OUT, Answer, Question, SheetRead
from imbang.reference.datasets import load_datasets
from imbang.texts import _, plural

_HEADINGS_SHOWN = 4


def sheet_lines(sheet: SheetRead) -> Iterator[str]:
    """What a sheet was taken for, and which of its headings mean which column."""
    if sheet.dataset is None:
        return
    dataset = load_datasets()[sheet.dataset]
    period = f" · {sheet.period}" if sheet.period else ""
    yield "  " + _("Read as {dataset}{period}", dataset=dataset.title, period=period)
    found: dict[str, list[str]] = {}
    for at, key in sorted(sheet.columns.items()):
        if dataset.column(key).type != "ignored":
            found.setdefault(key, []).append(shown(sheet.headings[at]))
    matched = "; ".join(
        f"{_several(texts)} → {dataset.column(key).heading}"
        for key, texts in found.items()
    )
    yield "  " + _("Columns: {matched}", matched=matched)


def _several(headings: Sequence[str]) -> str:
    if len(headings) <= _HEADINGS_SHOWN:
        return ", ".join(headings)
    return _(
        "{first} … {last} ({n} columns)",
        first=headings[0],
        last=headings[-1],
        n=len(headings),
    )


def question_lines(questions: Sequence[Question]) -> Iterator[str]:
    """Each question with what may be said, and the option that says it."""
    if not questions:
        return
    yield _("Open questions. Give the answers as options of the command:")
    for question in questions:
        place = ", ".join(text for text in (question.file, question.sheet) if text)
        yield f"  {question_words(question)} ({place})"
        said = offered(question)
        if question.is_open:
            said.append(Answer(_placeholder(question), _("another")))
        if question.can_leave_out:
            said.append(left_out(question))
        lines = [(_option(question, one), effect_words(question, one)) for one in said]
        width = max(len(option) for option, _label in lines)
        yield from (f"    {option.ljust(width)}  {label}" for option, label in lines)


def question_words(question: Question) -> str:
    """The question as a person asks it."""
    if question.asked:
        return shown(question.asked)
    text = shown(question.text)
    match question.about:
        case "dataset":
            return _("What does this sheet hold?")
        case "heading":
            return _("Which column is “{text}”?", text=text)
        case "kind":
            return _("Which kind is “{text}”?", text=text)
        case "region":
            return _("Which region is “{text}”?", text=text)
        case "choice":
            return _("What does “{text}” mean?", text=text)
        case "period":
            return _("Which period does this tell of?")
        case "office":
            return _("Which office sends this file?")


def effect_words(question: Question, answer: Answer) -> str:
    """What an answer would do, its label among it; the label where that says it all."""
    if answer.effect or answer.key == _placeholder(question):
        return answer.effect or answer.label
    what, n = answer.label, question.row_count
    match question.about:
        case "kind" | "region" | "choice" if n:
            return plural(
                "{n} row is read as {what}",
                "{n} rows are read as {what}",
                n,
                n=grouped(n),
                what=what,
            )
        case "dataset":
            return _("the sheet is read as {what}", what=what)
        case "period":
            return _("rows that name no period are read as {what}", what=what)
        case "office":
            return _("the file counts as that of {what}", what=what)
        case _:
            return what


def left_out(question: Question) -> Answer:
    """The answer that leaves out what is asked about."""
    if question.about == "heading":
        n = len(question.texts)
        words = plural("do not read this column", "do not read these columns", n)
        return Answer(LEAVE_OUT, words, words)
    n = question.row_count
    effect = plural(
        "{n} row is not imported", "{n} rows are not imported", n, n=grouped(n)
    )
    return Answer(LEAVE_OUT, _("do not import these rows"), effect)


def _placeholder(question: Question) -> str:
    match question.about:
        case "dataset":
            return "DATASET"
        case "heading":
            return _("COLUMN")
        case "region" | "office":
            return _("CODE")
        case "period":
            return "YYYY-MM"
        case _:
            return _("KEY")


def _option(question: Question, answer: Answer) -> str:
    """The option that gives this answer, as it is typed in a shell."""
    key, texts = answer.key, answer.of or question.texts
    if key == LEAVE_OUT:
        return " ".join(f"--leave-out {shlex.quote(text)}" for text in texts)
    match question.about:
        case "dataset":
            return f"--dataset {key}"
        case "office":
            return f"--region {key}"
        case "period":
            return f"--period {key}"
        case _:
            option = "--map" if question.about == "heading" else "--value"
            each = (f"{option} {shlex.quote(f'{t}={key}')}" for t in texts)
            return " ".join(each)
