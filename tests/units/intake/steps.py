"""Counting steps: lines of Python that run, and what each regular expression may cost.

A clock says how busy a machine is; steps say how an algorithm grows. A regular expression
runs within the interpreter where nothing counts, so that each call is charged what it may
cost at worst: the square of its text's length, or the length for those patterns that
cannot do worse, named in ``LINEAR``.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

import imbang
from imbang import intake, reference
from imbang.intake.headings.words import names_region
from imbang.intake.one_file import check_one
from imbang.intake.places import bps
from imbang.intake.places.gazetteer import LEVELS, gazetteer
from imbang.intake.report.results import Options
from imbang.intake.sheet import SheetChecks
from imbang.reference import levels

# Linear by construction: single signs and classes; runs that no other part of the pattern
# can take a piece of and that begin at one place only (a bracket, the text's beginning).
LINEAR = frozenset(
    [
        ("intake.headings.headings", "_BRACKETS"),
        ("reference.spelling", "_NO_LETTER"),
        ("reference.kind_labels", "_BRACKETS"),
        ("reference.kind_labels", "_NUMBERED"),
        ("reference.kind_labels", "_COUNTED"),
        ("intake.subjects.lines", "_TOKEN"),
        ("intake.subjects.names", "_PLACE_BEFORE"),
        ("intake.places.names", "_WORD"),
        ("intake.places.names", "_ROMAN"),
        ("intake.places.names", "_INSIDE_WORDS"),
        ("intake.layout.titles", "_SPACES"),
        ("intake.values.parsing", "_SPACES"),
        ("intake.values.parsing", "_NIK"),
        ("intake.values.parsing", "_NIK_INSIDE"),
        ("intake.values.parsing", "re"),
        ("intake.report.problems", "_LONG_NUMBER"),
        ("intake.report.problems", "_QUOTED"),
        ("intake.report.problems", "re"),
        ("intake.values.marks", "_TOTAL"),
        ("intake.values.marks", "_FOOTER"),
        ("intake.values.marks", "_FOOTER_NEEDS_SIGN"),
        ("intake.values.marks", "_PLACE_AND_DATE"),
        ("intake.values.marks", "_STAR"),
        ("intake.values.marks", "_GROUP"),
        ("intake.values.marks", "_CODE"),
        ("intake.values.marks", "_NUMBERED"),
        ("intake.layout.group_titles", "_COUNTED"),
        ("intake.layout.group_titles", "_LEVELS"),
        ("intake.headings.rows", "_REMARK"),
        ("intake.places.bps", "_WRITTEN"),
        ("intake.headings.words", "_REGION"),
        ("reference.regions", "_WRITTEN"),
        ("intake.headings.words", "_REGION_PREFIX"),
        ("reference.regions", "_NUMBER_CELL"),
        ("reference.office_titles", "re"),
        ("intake.values.amounts", "_FLOAT"),
        ("intake.values.dates", "re"),
    ]
)

_PACKAGE = f"{Path(imbang.__file__).parent}{os.sep}"
"""Where the lines are that count: the folder it is cloned into may be called so, too."""


class Steps:
    """How many steps have run."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, work: Callable[[], object]) -> int:
        """The steps of one piece of work, those of its regular expressions among them."""
        before, hook = self.count, sys.gettrace()
        sys.settrace(self._trace)
        try:
            work()
        finally:
            sys.settrace(hook)
        return self.count - before

    def _trace(self, frame: FrameType, _event: str, _arg: object) -> Any:
        return self._line if frame.f_code.co_filename.startswith(_PACKAGE) else None

    def _line(self, _frame: FrameType, event: str, _arg: object) -> Any:
        if event == "line":
            self.count += 1
        return self._line


class _Charged:
    """A pattern, or the module of them, whose calls are charged."""

    def __init__(self, real: Any, steps: Steps, *, is_linear: bool) -> None:
        self._real, self._steps, self._is_linear = real, steps, is_linear

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if not callable(found) or name in {"compile", "escape"}:
            return found

        def charged(*given: Any, **named: Any) -> Any:
            long = max((len(one) for one in given if isinstance(one, str)), default=0)
            self._steps.count += long if self._is_linear else long * long
            return found(*given, **named)

        return charged


def build_tables() -> None:
    """Build what a process builds once, at whichever text first needs it: no step of it."""
    nation = gazetteer(levels.NATION)
    for level in LEVELS:
        nation.exact("Tapin", level, (levels.NATION,))
    names_region("Tapin")
    bps.region_of("6305010001")
    check = SheetChecks(Options(), lambda niks: [*niks], date(2025, 3, 31))
    table = b"Kode Wilayah,Jenis PMKS,Jumlah\n63.05,Pemulung,3\n"
    check_one("a.csv", table, check, None)


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """The step counter, with every regular expression of the intake charged."""
    steps = Steps()
    for module in _modules():
        name = module.__name__.removeprefix("imbang.")
        for key, value in vars(module).items():
            is_linear = (name, key) in LINEAR
            if value is re or isinstance(value, re.Pattern):
                patch.setattr(module, key, _Charged(value, steps, is_linear=is_linear))
            elif isinstance(value, tuple) and _holds_patterns(value):
                patch.setattr(module, key, _wrapped(value, steps, is_linear=is_linear))
    yield steps


def _modules() -> Iterator[ModuleType]:
    for package in (intake, reference):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.ispkg:
                yield importlib.import_module(found.name)


def _holds_patterns(values: tuple[Any, ...]) -> bool:
    return any(
        isinstance(one, re.Pattern) or (isinstance(one, tuple) and _holds_patterns(one))
        for one in values
    )


def _wrapped(value: Any, steps: Steps, *, is_linear: bool) -> Any:
    if isinstance(value, tuple):
        return tuple(_wrapped(one, steps, is_linear=is_linear) for one in value)
    is_pattern = isinstance(value, re.Pattern)
    return _Charged(value, steps, is_linear=is_linear) if is_pattern else value
