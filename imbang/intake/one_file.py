"""One file from its bytes to what was found in it: read, checked, checked again."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

from imbang.intake.book import check_book
from imbang.intake.files.books import read_book
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
    gc.disable()  # cells make no cycles, and walking over millions of them takes long
    book = read_book(name, content, lambda s: checks.told("reading", None, _READ * s))
    gc.freeze()
    gc.enable()
    del content
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
