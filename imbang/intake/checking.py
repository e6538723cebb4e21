"""Checking files: everything wrong with them, and what could be imported if nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from imbang.access import acting
from imbang.access.rights import Right
from imbang.intake.apart.checks import Needs, Unreadable, check_apart
from imbang.intake.files.sources import File, open_source
from imbang.intake.profiles import Recall
from imbang.intake.report import offers
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import CheckedFile, Options, Report, in_order
from imbang.nik import masked_name
from imbang.progress import Progress, silently
from imbang.reference import regions
from imbang.reference.datasets import load_datasets
from imbang.refusals import Refusal
from imbang.store.drafts import Draft
from imbang.texts import _

__all__ = ["Draft", "Options", "Report", "check_files"]


def check_files(
    files: Sequence[File],
    options: Options,
    *,
    identify: Callable[[Sequence[str]], list[str]],
    today: date | None = None,
    progress: Progress = silently,
    recall: Recall | None = None,
    wanted: Callable[[], bool] = lambda: True,
) -> Report:
    """Check files whole: problems with their place, and drafts when there is no error.

    ``identify`` turns NIKs of sixteen digits into identities, in the order given; no
    NIK is kept. ``today`` is for tests; ``progress`` hears what is done; ``recall``
    gives what an office said before, for what is open. A file that cannot be read, or
    costs too much, is a problem like any other; nothing is raised for what a file holds.
    Raises Unwanted when nobody waits for it any more, as ``wanted`` says.
    """
    day = today or date.today()
    wrong_options = _check_options(options, files)
    if wrong_options:
        return Report(tuple(wrong_options), ())
    checked = []
    for number, file in enumerate(files):
        part = _Part(progress, masked_name(file.name), number, len(files))
        needs = Needs(identify, recall, part, wanted)
        checked.append(_check_file(file, options.of(file.name), day, needs))
    problems = [
        problem for file in checked for problem in in_order(file.problems, file.sheets)
    ]
    drafts = [draft for file in checked for draft in file.drafts]
    problems += given_twice(drafts)
    problems += [problem for file in checked for problem in _of_others(file)]
    refused = any(problem.severity == "error" for problem in problems)
    return Report(
        problems=tuple(problems),
        drafts=() if refused else tuple(drafts),
        has_identities=any(file.has_identities for file in checked),
        sheets=tuple(sheet for file in checked for sheet in file.sheets),
        questions=tuple(asked for file in checked for asked in file.questions),
        offices={file.name: file.office for file in checked if file.office},
        said={file.name: file.said for file in checked},
        books={file.name: file.book for file in checked if file.book is not None},
    )


def _check_options(options: Options, files: Sequence[File]) -> list[Problem]:
    """What the officer said that means nothing; told with the first file."""
    findings = Findings(files[0].name if files else "")
    if options.dataset is not None and options.dataset not in load_datasets():
        findings.add(
            "option",
            _(
                "There is no dataset “{name}”; there are: {known}.",
                name=options.dataset,
                known="; ".join(
                    f"{one.key} – {one.label}" for one in offers.datasets()
                ),
            ),
        )
    if options.region is not None and not regions.load().code_for(options.region):
        findings.add(
            "option",
            _(
                "“{code}” is no region that is known; expected a Kemendagri code such "
                "as 63.71.",
                code=options.region,
            ),
        )
    return findings.problems


@dataclass(frozen=True)
class _Part:
    """Progress within one of several files."""

    progress: Progress
    file: str
    number: int
    of: int

    def __call__(self, text: str, share: float) -> None:
        told = _("{file}: {what}", file=self.file, what=text)
        self.progress(told, (self.number + share) / self.of)


def _check_file(file: File, options: Options, today: date, needs: Needs) -> CheckedFile:
    name = masked_name(file.name)
    findings = Findings(name)
    try:
        source = open_source(file)
    except Refusal as reason:
        findings.add("unreadable", str(reason))
        return CheckedFile(Path(name).name, findings.problems)
    try:
        return check_apart(source, options, today, needs)
    except Unreadable as reason:
        findings.sheet = reason.sheet
        findings.add("unreadable", str(reason))
    return CheckedFile(Path(name).name, findings.problems)


def given_twice(drafts: Sequence[Draft]) -> list[Problem]:
    """Errors where two files give the same: the second would silently replace the first."""
    keys = Counter(part for draft in drafts for part in _parts(draft))
    problems = []
    for draft in drafts:
        if max(keys[part] for part in _parts(draft)) < 2:
            continue
        findings = Findings(draft.file)
        findings.add(
            "given_twice",
            _(
                "{dataset} of {office} for {period} stands in several of these files. "
                "Put it into one file, or import the files one after the other.",
                dataset=load_datasets()[draft.dataset].title,
                office=regions.load().name(draft.office),
                period=draft.period,
            ),
        )
        problems += findings.problems
    return problems


def _of_others(file: CheckedFile) -> list[Problem]:
    """An error where a file is of an office whose files whoever acts may not import."""
    findings = Findings(file.name)
    offices = {*(draft.office for draft in file.drafts), file.office}
    for office in sorted(code for code in offices if code):
        if not acting.person().may(Right.IMPORT, office):
            findings.add(
                "not_yours",
                _(
                    "This file is of {office} ({code}). You may import files of {regions}.",
                    office=regions.load().name(office),
                    code=office,
                    regions=", ".join(
                        regions.load().name(code)
                        for code in acting.person().regions(Right.IMPORT)
                    ),
                ),
            )
    return findings.problems


def _parts(draft: Draft) -> list[tuple[object, ...]]:
    """What a draft tells of, part by part where its dataset is sent so."""
    *place, tells = draft.slot
    return [(*place, part) for part in tells or ("",)]
