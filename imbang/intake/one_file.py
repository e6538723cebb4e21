"""One file from its bytes to what was found in it: read, checked, checked again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from imbang.intake.book import check_book
from imbang.intake.files.books import read_book
from imbang.intake.files.cells import Book
from imbang.intake.profiles import Recall, answer, tell_recalled
from imbang.intake.report.log import Findings
from imbang.intake.report.results import CheckedFile
from imbang.intake.sheet import SheetChecks
from imbang.nik import masked_name

_READ = 0.5  # share of the time


def check_one(
    file: str, content: bytes, checks: SheetChecks, recall: Recall | None
) -> CheckedFile:
    """Everything wrong with a file, and what could be imported; Refusal if unreadable.

    Where its office said something before, that answers what is open.
    """
    name = masked_name(file)
    checks.told("reading", None, 0)
    given = [content]
    del content
    book = unwatched(
        lambda: read_book(
            name, given.pop(), lambda s: checks.told("reading", None, _READ * s)
        )
    )
    return check_read(name, book, checks, recall)


def unwatched(read: Callable[[], Book]) -> Book:
    """What is read: cells make no cycles, and walking over millions takes long."""
    gc.disable()
    try:
        return read()
    finally:
        gc.freeze()
        gc.enable()


def check_read(
    file: str, book: Book, checks: SheetChecks, recall: Recall | None
) -> CheckedFile:
    """As `check_one`, of a file that was read before."""
    name = masked_name(file)
    path, findings = Path(name), Findings(name)
    checked = check_book(book, path, checks)
    while recall is not None and checked.office is not None:
        options, taken = answer(
            recall(checked.office),
            checks.options,
            questions=checked.questions,
            sheets=checked.sheets,
            problems=checked.problems,
        )
        if not taken:
            break
        # What is answered may let more be read, and more be asked.
        tell_recalled(taken, checked.office, findings)
        checks = replace(checks, options=options)
        checked = check_book(book, path, checks)
    checked.problems = [*findings.problems, *checked.problems]
    checked.said = checks.options
    return checked
