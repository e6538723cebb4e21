"""What an import looks like before it is accepted: files, answers, what is replaced.

The desk of one officer: the files that were dropped, what was said about each, and what
the check found. Nothing here is stored, and nothing knows of a screen.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Literal

from imbang.intake.checking import given_twice
from imbang.intake.files.cells import Book
from imbang.intake.files.sources import Source
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import (
    LEAVE_OUT,
    Answer,
    Options,
    Question,
    Report,
)
from imbang.periods import parse_period
from imbang.reference import regions
from imbang.reference.likeness import are_alike
from imbang.reference.spelling import spelled
from imbang.store.drafts import Draft
from imbang.store.manifests import Submission
from imbang.store.slots import Slot

Verdict = Literal["ready", "asks", "refused"]
_SURE = 88.0  # of 100: two letters of a longer word, none of a short one


@dataclass(frozen=True)
class Item:
    """One file: its bytes, what was said about it, and its check, None until made.

    ``is_known`` says whether it was checked before: what its office said earlier is
    taken at the first check only, so that each of it can be taken back.
    """

    source: Source
    options: Options = field(default_factory=Options)
    report: Report | None = None
    is_known: bool = False

    @property
    def name(self) -> str:
        """The file's name, by which it is known on the desk."""
        return self.source.name


@dataclass(frozen=True)
class Desk:
    """The files of an import to be, in the order they came."""

    items: tuple[Item, ...] = ()

    def put(self, sources: Iterable[Source]) -> Desk:
        """With further files; one of a known name takes its place and keeps its answers.

        Files of one name that come together are told apart by a number.
        """
        items = {item.name: item for item in self.items}
        come: list[str] = []
        for source in sources:
            name = _told_apart(source.name, come)
            come.append(name)
            known = items.get(name)
            options = known.options if known else Options()
            items[name] = Item(replace(source, name=name), options)
        return Desk(tuple(items.values()))

    def without(self, name: str) -> Desk:
        """Without the file of this name."""
        return Desk(tuple(item for item in self.items if item.name != name))

    def answered(self, name: str, options: Options) -> Desk:
        """With other answers about a file, which has to be checked again."""
        return self._changed(name, options=options, report=None)

    def checked(self, name: str, report: Report) -> Desk:
        """With what the check of a file found, and the answers it was read with."""
        said = report.said.get(name)
        answers = {} if said is None else {"options": said}
        desk = self._changed(name, report=report, is_known=True, **answers)
        return desk._read(name, report.books.get(name))

    def _read(self, name: str, book: Book | None) -> Desk:
        """With what was read of a file, so that an answer does not read it again."""
        [item] = (item for item in self.items if item.name == name)
        return self._changed(name, source=replace(item.source, book=book))

    def _changed(self, name: str, **values: object) -> Desk:
        return Desk(
            tuple(
                replace(item, **values) if item.name == name else item  # type: ignore[arg-type]
                for item in self.items
            )
        )

    @property
    def unchecked(self) -> tuple[Item, ...]:
        """The files that are still to be checked."""
        return tuple(item for item in self.items if item.report is None)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files themselves."""
        return tuple(item.source for item in self.items)

    @property
    def options(self) -> Options:
        """All that was said, file by file, as an import takes it."""
        return Options(files={item.name: item.options for item in self.items})

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What would be recorded."""
        return tuple(d for i in self.items if i.report for d in i.report.drafts)

    @property
    def clashes(self) -> list[Problem]:
        """Files that tell the same: only one of them can be taken."""
        return given_twice(self.drafts)

    @property
    def is_ready(self) -> bool:
        """Whether all of it can be accepted."""
        reports = [item.report for item in self.items]
        return (
            any(report and report.drafts for report in reports)
            and not any(report is None or report.refused for report in reports)
            and not self.clashes
        )


def _told_apart(name: str, others: Sequence[str]) -> str:
    """``name``, or with a number behind it where there is one of that name."""
    path = PurePath(name)
    numbered = (f"{path.stem} ({n}){path.suffix}" for n in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in others)


def verdict(report: Report) -> Verdict:
    """Whether a file can be taken, waits for answers, or has to be mended first."""
    if not report.refused:
        return "ready"
    return "asks" if report.questions else "refused"


def unasked(report: Report) -> list[Problem]:
    """The problems that no open question puts right, in the order of the sheet."""
    places = {
        (question.sheet, column, row)
        for question in report.questions
        for column in (question.column, *question.also)
        for row in question.rows or (None,)
    }
    return [
        problem
        for problem in report.problems
        if problem.severity != "error"
        or (problem.sheet, problem.column, problem.row) not in places
    ]


def sure(question: Question) -> Answer | None:
    """The answer that may be taken unseen: what stands in the file all but says it.

    A proposal is sure where its name is the text of the file, spelled otherwise or with a
    slip in it, and no other proposal's is. None where the officer has to choose.
    """
    alike = [one for one in question.offered if _says(question.text, one)]
    first = question.offered[0] if question.offered else None
    return first if alike == [first] else None


def _says(text: str, offered: Answer) -> bool:
    named = {offered.label, regions.load().names.get(offered.key, offered.label)}
    return are_alike(spelled(text), [spelled(name) for name in named], _SURE)


def answer(
    options: Options, question: Question, said: str, of: Sequence[str] = ()
) -> Options:
    """``options`` with the answer to a question: a key that was offered, or LEAVE_OUT.

    ``of`` as in `imbang.intake.report.results.Answer`.
    """
    texts = of or question.texts
    if said == LEAVE_OUT:
        return replace(options, leave_out=options.leave_out | {*texts})
    if question.about == "dataset":
        return replace(options, dataset=said)
    if question.about == "office":
        return replace(options, region=said)
    if question.about == "period":
        return replace(options, period=parse_period(said))
    answers = dict.fromkeys(texts, said)
    if question.about == "heading":
        return replace(options, headings={**options.headings, **answers})
    return replace(options, labels={**options.labels, **answers})


def name_heading(options: Options, heading: str, column: str | None) -> Options:
    """``options`` where a heading means a column, or is left out; None takes that back."""
    rest = {text: key for text, key in options.headings.items() if text != heading}
    left_out = options.leave_out - {heading}
    if column == LEAVE_OUT:
        left_out |= {heading}
    elif column is not None:
        rest[heading] = column
    return replace(options, headings=rest, leave_out=left_out)


@dataclass(frozen=True)
class Said:
    """One answer that was given: about what, about which text, and its key."""

    about: Literal["dataset", "office", "period", "heading", "label", "leave_out"]
    text: str
    key: str


def all_said(options: Options) -> list[Said]:
    """Every answer in ``options``, so that each can be looked at and taken back."""
    single = {
        "dataset": options.dataset,
        "office": options.region,
        "period": str(options.period) if options.period else None,
    }
    return [
        *(Said(about, "", key) for about, key in single.items() if key),  # type: ignore[arg-type]
        *(Said("heading", text, key) for text, key in options.headings.items()),
        *(Said("label", text, key) for text, key in options.labels.items()),
        *(Said("leave_out", text, LEAVE_OUT) for text in sorted(options.leave_out)),
    ]


def take_back(options: Options, said: Said) -> Options:
    """``options`` without one answer."""
    if said.about == "heading":
        return name_heading(options, said.text, None)
    if said.about == "label":
        rest = {text: k for text, k in options.labels.items() if text != said.text}
        return replace(options, labels=rest)
    if said.about == "leave_out":
        return replace(options, leave_out=options.leave_out - {said.text})
    name = {"dataset": "dataset", "office": "region", "period": "period"}[said.about]
    return replace(options, **{name: None})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Replacement:
    """What becomes of one slot: the draft, and what counts now, None if nothing does."""

    draft: Draft
    before: Submission | None


def replacements(
    drafts: Sequence[Draft], counted: Iterable[Submission]
) -> list[Replacement]:
    """For each draft the submission that it will replace."""
    counts = list(counted)
    return [Replacement(draft, _before(draft, counts)) for draft in drafts]


def _before(draft: Draft, counted: Iterable[Submission]) -> Submission | None:
    *place, tells = draft.slot
    before = (o for o in counted if [o.dataset, o.office, o.period] == place)
    return next((one for one in before if {*one.tells} <= {*tells}), None)


def shrunk(found: Iterable[Replacement]) -> list[Replacement]:
    """Those with less than half the rows of what they replace: perhaps only a part."""
    return [r for r in found if r.before and 2 * r.draft.table.num_rows < r.before.rows]


def told(found: Iterable[Replacement]) -> Mapping[Slot, str | None]:
    """What someone was told, for `imbang.store.deliveries.Store.record` to hold against the store."""
    return {r.draft.slot: r.before.id if r.before else None for r in found}
