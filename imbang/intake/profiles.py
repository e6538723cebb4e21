"""What an office's officer said of its files once, taken again for what is open.

A profile holds headings, labels, labels left out and, by the headings of a sheet, which
dataset it is. It answers open questions only, never against what is said now, and each
answer is told. What looks like a NIK is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from imbang import nik
from imbang.intake.headings.headings import names_of
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import Problem
from imbang.intake.splits.answers import NEITHER, in_words, is_answer
from imbang.nik import masked
from imbang.reference import regions
from imbang.reference.datasets import Column, load_datasets
from imbang.reference.kinds import KindList, load_kinds
from imbang.reference.spelling import plain, spelled
from imbang.store.workspace import PROFILE, Workspace
from imbang.texts import _

if TYPE_CHECKING:
    from imbang.intake.report.results import Options, Question, Report, SheetRead


@dataclass(frozen=True)
class Profile:
    """What is remembered of one office; keys are texts as they stood in its files."""

    headings: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    datasets: Mapping[str, str] = field(default_factory=dict)


Recall = Callable[[str], Profile]


@dataclass(frozen=True)
class Recalled:
    """One answer taken from a profile: a text and what it means, None where left out."""

    text: str
    meaning: str | None


def recalling(workspace: Workspace) -> Recall:
    """Looks up the profile of an office by its code; an empty one where none is kept."""

    def recall(office: str) -> Profile:
        kept = workspace.get(PROFILE, office) or {}
        left_out = tuple(t for t in kept.pop("leave_out", ()) if not nik.holds(t))
        said = {
            part: {text: key for text, key in texts.items() if not nik.holds(text)}
            for part, texts in kept.items()
        }  # what was kept before every way to write a NIK was known is forgotten
        return Profile(leave_out=left_out, **said)

    return recall


def answer(
    profile: Profile,
    options: Options,
    *,
    questions: Sequence[Question],
    sheets: Sequence[SheetRead],
    problems: Iterable[Problem],
) -> tuple[Options, list[Recalled]]:
    """What the profile adds to what is said of a file, for what is open in it."""
    said = {*map(spelled, (*options.headings, *options.labels, *options.leave_out))}
    left_out = [p.value for p in problems if p.rule == "left_out" and p.value]
    open_texts = {spelled(text): text for text in (*_texts(questions), *left_out)}
    labels = _open(open_texts, _spelled(profile.labels), said)
    skippable = _texts(q for q in questions if q.can_leave_out)
    can_be_left_out = {spelled(text): text for text in skippable}
    skipped = _open(
        can_be_left_out, ((spelled(t), "") for t in profile.leave_out), said
    )
    headings = {
        text: column
        for text, column in _open_headings(profile, sheets)
        if spelled(text) not in said
    }
    dataset = None if options.dataset else _dataset(profile, questions, sheets)
    taken = [Recalled(text, f"“{column.heading}”") for text, column in headings.items()]
    taken += [Recalled(text, _meaning(key)) for text, key in labels.items()]
    taken += [Recalled(text, None) for text in sorted(skipped)]
    taken += [Recalled("", _meaning(dataset))] if dataset else []
    more = replace(
        options,
        dataset=dataset or options.dataset,
        headings={**{t: c.key for t, c in headings.items()}, **options.headings},
        labels={**labels, **options.labels},
        leave_out=options.leave_out | skipped.keys(),
    )
    return more, taken


def _texts(questions: Iterable[Question]) -> list[str]:
    return [text for question in questions for text in question.texts]


def _open(
    texts: Mapping[str, str], kept: Iterable[tuple[str, str]], said: set[str]
) -> dict[str, str]:
    """What is kept of texts that are open, and of which nothing is said now."""
    return {
        texts[name]: key for name, key in kept if name in texts and name not in said
    }


def tell_recalled(taken: Sequence[Recalled], office: str, findings: Findings) -> None:
    """A note for each answer that is taken from what the office said before."""
    where = regions.load().name(office)
    for one in taken:
        if one.meaning is None:
            message = _(
                "“{text}” is left out, as {office} said before.",
                text=one.text,
                office=where,
            )
        elif one.text:
            message = _(
                "“{text}” is read as {key}, as {office} said before.",
                text=one.text,
                key=one.meaning,
                office=where,
            )
        else:
            message = _(
                "A sheet of this form is {dataset}, as {office} said before.",
                dataset=one.meaning,
                office=where,
            )
        findings.add("from_profile", message, value=one.text or None, severity="info")


def _meaning(key: str) -> str:
    """An answer's key in words, where there are any."""
    known = regions.load().names
    if key in known:
        return f"{known[key]} ({key})"
    if key in load_datasets():
        return load_datasets()[key].title
    if is_answer(key):
        return f"“{in_words(key)}”"
    lists: tuple[KindList, ...] = ("ppks_kinds", "pillar_kinds")
    kinds = (load_kinds(which).get(key) for which in lists)
    return next((f"“{kind.label}”" for kind in kinds if kind), f"“{key}”")


def remember(
    workspace: Workspace, report: Report, options: Options, *, by: str
) -> None:
    """Keep what was said of the files of an import that was accepted, by their offices."""
    for file, office in report.offices.items():
        sheets = [sheet for sheet in report.sheets if sheet.file == file]
        said = _used(options.of(file), sheets)
        if said == Profile():
            continue
        before = recalling(workspace)(office)
        skipped = {*before.leave_out, *said.leave_out} - said.labels.keys()
        labels = {**before.labels, **said.labels}
        kept = Profile(
            headings={**before.headings, **said.headings},
            labels={t: k for t, k in labels.items() if t not in said.leave_out},
            leave_out=tuple(sorted(skipped)),
            datasets={**before.datasets, **said.datasets},
        )
        workspace.put(PROFILE, office, asdict(kept), by=by)


def _used(options: Options, sheets: Sequence[SheetRead]) -> Profile:
    """What is said of texts that stand in these sheets."""
    wanted = {*map(spelled, (*options.labels, *options.leave_out))}
    headings = {spelled(text) for sheet in sheets for text in sheet.headings}
    found = headings | (_cells(sheets) & wanted if wanted else set())
    is_dataset = options.dataset is not None
    return Profile(
        headings={t: k for t, k in options.headings.items() if spelled(t) in headings},
        labels={
            text: key
            for text, key in options.labels.items()
            if _is_kept(text, found) and key != NEITHER  # of one file's rows alone
        },
        leave_out=tuple(t for t in sorted(options.leave_out) if _is_kept(t, found)),
        datasets={_signature(s): s.dataset for s in sheets if is_dataset and s.dataset},
    )


def _is_kept(text: str, found: set[str]) -> bool:
    return spelled(text) in found and masked(text) == text


def _cells(sheets: Sequence[SheetRead]) -> set[str]:
    return {
        spelled(text)
        for sheet in sheets
        if sheet.content is not None
        for cells in sheet.content.columns
        for text in cells.texts
    }


def _signature(sheet: SheetRead) -> str:
    """What sheets of one form have in common: their headings."""
    return "|".join(sorted({spelled(text) for text in sheet.headings if text}))


def _spelled(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((spelled(text), key) for text, key in said.items())


def _open_headings(
    profile: Profile, sheets: Sequence[SheetRead]
) -> Iterator[tuple[str, Column]]:
    """Headings that are not read, of columns that the sheet lacks so far."""
    known = dict(_spelled(profile.headings))
    for sheet in sheets:
        if sheet.dataset is None:
            continue
        dataset = load_datasets()[sheet.dataset]
        read = set(sheet.columns.values())
        for at, text in enumerate(sheet.headings):
            said = (
                known.get(spelled(text)) if text and at not in sheet.columns else None
            )
            key = names_of(dataset).get(plain(said)) if said else None
            if key is not None and key not in read:
                yield text, dataset.column(key)


def _dataset(
    profile: Profile, questions: Sequence[Question], sheets: Sequence[SheetRead]
) -> str | None:
    """The dataset of a sheet that could be several, if one of that form was said."""
    for question in questions:
        if question.about == "dataset":
            sheet = next(
                s for s in sheets if s.sheet == question.sheet and s.dataset is None
            )
            key = profile.datasets.get(_signature(sheet))
            if key in {answer.key for answer in question.offered}:
                return key
    return None
