"""Import: check files, then record what they hold, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from imbang import log
from imbang.access import acting
from imbang.access.rights import Right
from imbang.intake.files.sources import File, Source, open_source
from imbang.progress import Progress, silently
from imbang.refusals import Refusal, refuse_nik
from imbang.store import identity
from imbang.store.deliveries import Store, user_name
from imbang.store.slots import Slot
from imbang.store.workspace import Workspace

if TYPE_CHECKING:
    from imbang.intake.report.problems import Problem
    from imbang.intake.report.results import Options, Report

Warned = dict[str, Any]
UNKNOWN = "unknown"  # of files that were taken for no dataset
_LABELS = 5


@dataclass(frozen=True)
class Outcome:
    """What became of an import; ``delivery`` is None when it was refused."""

    report: Report
    delivery: str | None


def check(
    files: Sequence[File],
    options: Options,
    progress: Progress = silently,
    *,
    store: Store | None = None,
    wanted: Callable[[], bool] = lambda: True,
) -> Report:
    """Everything that is wrong with ``files``; nothing is stored, no key is made.

    With a store, what the files' offices said before answers what is open. A file of an
    office whose files whoever acts may not import has an error. Raises
    Unwanted when nobody waits for it any more, as ``wanted`` says; NotAllowed where they
    may import none.
    """
    from imbang.intake.checking import check_files
    from imbang.intake.profiles import recalling

    acting.require(Right.IMPORT)
    report = check_files(
        files,
        options,
        identify=identity.new_key().identify,
        progress=progress,
        recall=recalling(Workspace(store.folder)) if store else None,
        wanted=wanted,
    )
    _tell("check", report, is_well=not report.refused)
    return report


def import_files(
    store: Store,
    files: Sequence[File],
    options: Options,
    *,
    by: str | None = None,
    received_on: date | None = None,
    is_sample: bool = False,
    replacing: Mapping[Slot, str | None] | None = None,
    without_sample: bool = False,
    progress: Progress = silently,
    wanted: Callable[[], bool] = lambda: True,
) -> Outcome:
    """Check ``files`` and record their submissions as one delivery.

    With an error in any of them, or nothing in them, no byte of the store changes.
    Raises Refusal when they hold identities and the store's key is not at hand, and
    Overtaken when other submissions count by now than those in ``replacing``.
    ``without_sample`` takes the sample out of the store by the same delivery. What was
    said of the files is remembered of their offices. Misuse where ``by``, or what
    something is said to mean, holds a NIK. ``wanted`` and NotAllowed as for `check`.
    """
    from imbang.intake.checking import check_files
    from imbang.intake.profiles import recalling, remember

    acting.require(Right.IMPORT)
    refuse_nik(by or user_name(), *_meanings(options))
    keyring = _Keyring(store)
    opened = [_opened(file) for file in files]
    workspace = Workspace(store.folder)
    with _telling() as told:
        report = check_files(
            opened,
            options,
            identify=keyring.identify,
            progress=progress,
            recall=recalling(workspace),
            wanted=wanted,
        )
        told.append(report)
        if report.refused or not report.drafts:
            _tell("import", report, is_well=False)
            return Outcome(report, None)
        workspace.check()  # what is remembered after would be refused
        delivery = store.record(
            report.drafts,
            by=by,
            received_on=received_on or date.today(),
            is_sample=is_sample,
            fingerprint=keyring.key.fingerprint if keyring.key else None,
            sources={
                one.name: keyring.seal(one.content)
                for one in opened
                if isinstance(one, Source)
            },
            warnings=kept_warnings(report.problems),
            replacing=replacing,
            without_sample=without_sample,
        )
    _tell("import", report, is_well=True, delivery=delivery)
    remember(workspace, report, options, by=by or user_name())
    return Outcome(report, delivery)


@contextmanager
def _telling() -> Iterator[list[Report]]:
    """Tell of an import that is refused in the middle, with its report once there is one."""
    found: list[Report] = []
    try:
        yield found
    except Refusal as refusal:
        report = found[0] if found else None
        _tell("import", report, is_well=False, refused_by=type(refusal).__name__)
        raise


def _tell(name: str, report: Report | None, *, is_well: bool, **facts: Any) -> None:
    """Tell whoever runs Imbang what became of files: how many sheets or submissions of
    which dataset, and of a refusal the rules that were broken."""
    drafts = [one.dataset for one in report.drafts] if report else []
    sheets = [one.dataset or UNKNOWN for one in report.sheets] if report else []
    problems = report.problems if report else ()
    log.event(
        name,
        outcome="accepted" if is_well else "refused",
        datasets=Counter(drafts or sheets or [UNKNOWN]),
        rules=Counter(one.rule for one in problems if one.severity == "error"),
        **facts,
    )


def kept_warnings(problems: Iterable[Problem]) -> list[Warned]:
    """What the check warned of, for the record: like warnings of a sheet together.

    Each names file, sheet, column and rule, the rows that were named, and the first
    texts it was about; no message, because that is in the language of whoever imported.
    """
    found: dict[tuple[str | None, ...], Warned] = {}
    for one in problems:
        if one.severity != "warning":
            continue
        place = {"file": one.file, "sheet": one.sheet, "column": one.column}
        kept = found.setdefault(
            (*place.values(), one.rule),
            {**place, "rule": one.rule, "rows": [], "labels": []},
        )
        if one.row is not None:
            kept["rows"].append(one.row)
        if one.value not in (None, *kept["labels"]) and len(kept["labels"]) < _LABELS:
            kept["labels"].append(one.value)
    return list(found.values())


def _meanings(options: Options) -> Iterator[str]:
    """What headings and labels of files are said to mean, which is remembered."""
    yield from (*options.headings.values(), *options.labels.values())
    for one in options.files.values():
        yield from _meanings(one)


def _opened(file: File) -> File:
    """The file read once, so that what is checked is what is kept; else as it was."""
    try:
        return open_source(file)
    except Refusal:  # the check says so, in its place
        return file


class _Keyring:
    """Asks for the key only when a first identity is read."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.key: identity.Key | None = None

    def identify(self, niks: Sequence[str]) -> list[str]:
        """As `imbang.store.identity.Key.identify`; nothing to identify needs no key."""
        if not niks:
            return []
        if self.key is None:
            self.key = identity.key_for(self.store.fingerprint())
        return self.key.identify(niks)

    def seal(self, content: bytes) -> str | None:
        """As `imbang.store.identity.Key.seal`; None where the store's key is not at hand.

        A store that holds no identities has none, and it is not made for this: whoever
        loses it could import no register afterwards.
        """
        if self.key is None:
            self.key = _key_at_hand(self.store.fingerprint())
        return None if self.key is None else self.key.seal(content)


def _key_at_hand(fingerprint: str | None) -> identity.Key | None:
    try:
        key = identity.load_key()
    except Refusal:
        return None
    return key if key is not None and key.fingerprint == fingerprint else None
