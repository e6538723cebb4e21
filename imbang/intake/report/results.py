"""What goes into a check and what comes out: options, drafts of submissions, report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from imbang.intake.files.cells import Book, Sheet
from imbang.intake.report.problems import Problem, Severity
from imbang.nik import masked as masked
from imbang.nik import masked_name as masked_name
from imbang.periods import Period
from imbang.reference.spelling import spelled
from imbang.store.drafts import Draft


@dataclass(frozen=True)
class Options:
    """What the officer says beside the files.

    ``headings`` maps a sheet's heading to a column key (or its heading in the
    template), ``labels`` a value to its key; ``leave_out`` holds values whose rows are
    not imported, and headings of columns that are not read. Each text is looked for
    among all of them, wherever it stands. ``region`` and ``period`` are for files that
    do not say. ``files`` holds, by name, what is said of one file alone, in place of all
    this.
    """

    dataset: str | None = None
    region: str | None = None
    period: Period | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    leave_out: frozenset[str] = frozenset()
    files: Mapping[str, Options] = field(default_factory=dict)

    @property
    def given(self) -> Mapping[str, str]:
        """What is said of headings; LEAVE_OUT of columns that are not read."""
        left_out = dict.fromkeys(self.leave_out, LEAVE_OUT)
        return {**left_out, **self.labels, **self.headings}

    @property
    def meanings(self) -> Mapping[str, str]:
        """What is said of values, by `spelled` text."""
        said = {**self.headings, **self.labels}
        return {spelled(text): key for text, key in said.items()}

    def of(self, file: str) -> Options:
        """What holds for the file of this name."""
        return self.files.get(file, self)


LEAVE_OUT = "-"  # the answer that rows of a value, or a column, are left out
About = Literal["dataset", "heading", "kind", "region", "choice", "period", "office"]


@dataclass(frozen=True)
class Answer:
    """One answer that a question offers: what is said with it, and its words.

    ``effect`` is what it would do, as a clause that needs no other words ("3 rows are
    read as …"); blank where `Question.rows` and ``label`` say it all. ``of`` are the
    texts that it is said of, where these are not the question's.
    """

    key: str
    label: str
    effect: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What only an officer can say before a file is taken, most likely answers first.

    ``text`` is what stands in the file; the answer is said under it, in
    ``Options.headings`` for a heading, in ``Options.labels`` for a kind, a region or
    another value, in ``Options.leave_out`` where its rows or its column may be left out.
    ``also`` are further texts of which the same is said. Questions about the dataset,
    the period and the office have no text. ``rows`` are the sheet's
    own numbers, from 1, the first `imbang.intake.report.log.MOST_ALIKE` of
    ``row_count``. ``asked`` is the question as a person asks it, where ``about`` and
    ``text`` do not say it. Each open question is also an error among the problems.
    """

    file: str
    sheet: str | None
    about: About
    text: str
    rows: tuple[int, ...] = ()
    column: str | None = None
    offered: tuple[Answer, ...] = ()
    can_leave_out: bool = False
    asked: str = ""
    row_count: int = 0
    also: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether other answers than those offered may be given."""
        if self.about in ("kind", "region", "period", "office"):
            return True
        return not self.asked and not (self.offered or self.can_leave_out)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that the answer is said of."""
        return (self.text, *self.also)


@dataclass(frozen=True, eq=False)
class SheetRead:
    """How one sheet was understood; ``dataset`` is None where it is none.

    ``headings`` are its headings by column of the sheet, ``columns`` the dataset's
    column key of each column that is read (positions from 0), ``heading_rows`` the
    sheet's own numbers. ``content`` holds what was read, NIKs among it: never shown but
    through `imbang.intake.report.problems.shown`, never stored.
    """

    file: str
    sheet: str | None
    dataset: str | None
    heading_rows: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    columns: Mapping[int, str] = field(default_factory=dict)
    period: Period | None = None
    rows: int = 0
    content: Sheet | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Report:
    """All that was found, and what could be imported; no drafts when refused.

    ``offices`` holds, by file, the office it was taken to come from, if any was
    recognised, and ``said`` the answers it was read with, an office's earlier ones among
    them; ``sheets`` and ``questions`` are in the order of the files. ``books`` holds what
    was read of each file that could be: it goes with the `Source` that is checked again.
    """

    problems: tuple[Problem, ...]
    drafts: tuple[Draft, ...]
    has_identities: bool = False
    sheets: tuple[SheetRead, ...] = ()
    questions: tuple[Question, ...] = ()
    offices: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Options] = field(default_factory=dict)
    books: Mapping[str, Book] = field(default_factory=dict, repr=False)

    @property
    def refused(self) -> bool:
        """Whether anything found is an error."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass
class CheckedFile:
    """What became of one file."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    has_identities: bool = False
    sheets: list[SheetRead] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    office: str | None = None
    said: Options = field(default_factory=Options)
    book: Book | None = field(default=None, repr=False)


def in_order(problems: Iterable[Problem], sheets: Sequence[SheetRead]) -> list[Problem]:
    """Problems of one file in the order in which a person meets their cells.

    What is about the file comes first, then sheet by sheet, row by row, from the left;
    of a cell what is worse comes first.
    """
    order = {read.sheet: n for n, read in enumerate(sheets)}
    places = {
        (read.sheet, heading): at
        for read in sheets
        for at, heading in reversed(list(enumerate(read.headings)))
    }
    return sorted(
        problems,
        key=lambda p: (
            order.get(p.sheet, len(order)) if p.sheet is not None else -1,
            p.row or 0,
            -1 if p.column is None else places.get((p.sheet, p.column), len(places)),
            _WORST.index(p.severity),
        ),
    )


_WORST: tuple[Severity, ...] = ("error", "warning", "info")
