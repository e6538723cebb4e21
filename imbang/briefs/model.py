"""What a meeting is about, as data: the question, and its screens with all they tell.

Texts are in the language that the brief was asked in. Figures, drawings and rows are
those of the pages: nothing is worked out a second time by whoever shows or prints them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import Theme
from imbang.drawing.tables import Column
from imbang.geometry.layers import MapName
from imbang.settings.letterhead import Letterhead
from imbang.texts import Language, _
from imbang.wording.cards import Tone
from imbang.wording.counted_kinds import kinds_asked

Unit = Literal[
    "persons", "villages", "offices", "figures", "percent", "ratio", "places", "rupiah"
]
Draw = Callable[[Theme], go.Figure]
_BESIDE_WORDS = 60  # letters of a row that has room beside sentences


@dataclass(frozen=True)
class Asked:
    """What a brief is of, as a link says it: equal ones have the same brief.

    ``region`` is a code of regions, `levels.NATION` for all of Indonesia; ``as_of`` and
    ``compare`` are months (YYYY-MM), None where nothing is compared with; ``norm`` is
    exact, in PMKS persons to one PSM, None where the office's setting or the province's
    own ratio holds; ``kinds`` is the choice of counted kinds as a link has it, "" for
    those of the settings.
    """

    region: str
    as_of: str
    compare: str | None = None
    norm: Fraction | None = None
    kinds: str = ""
    map: MapName = "hexagons"
    scenario: str = ""
    lang: Language = "id"

    @property
    def kinds_counted(self) -> str | None:
        """The counted kinds as questions take them; None for those of the settings."""
        return kinds_asked(self.kinds)


@dataclass(frozen=True)
class BigNumber:
    """One figure of a screen, large.

    ``key`` is the figure's own name, the same in every brief: what a decision points at.
    ``text`` is how it is shown, ``value`` the figure itself in ``unit`` (percent as a
    share of 1; None where it is not known); ``change`` since the comparison month, in
    words; ``note`` what the figure means, or what it is of; ``judgement`` whether the
    change is for the better.
    """

    key: str
    label: str
    text: str
    value: float | None
    unit: Unit
    change: str = ""
    note: str = ""
    judgement: Tone = "plain"


@dataclass(frozen=True)
class Legend:
    """One line of the legend of a map: the key of its colour, its name, how many regions
    (as they are written).

    ``key`` is a step of `imbang.analysis.coverage_steps`, ``no_psm``, ``short``, ``idle``
    or ``unknown``, as the legend of the page has them.
    """

    key: str
    label: str
    count: str


@dataclass(frozen=True)
class Chart:
    """A chart: what it says (``title``), what is drawn in which unit (``under``), itself
    in words (``alt``), its figure in a theme, and its figures as a table.

    ``draw`` gives a figure as the pages have it, its texts in the language spoken when it
    is called. ``rows`` hold every row, ``columns`` say how each is written. ``left_out``
    of a drawn figure (``layout.meta``) is how many rows it has no room for.
    """

    key: str
    title: str
    under: str
    alt: str
    draw: Draw
    rows: pd.DataFrame
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Map:
    """A map, with the same parts as a chart; ``legend`` counts the regions of each
    colour, ``level`` is what they are."""

    key: str
    title: str
    under: str
    alt: str
    draw: Draw
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    legend: tuple[Legend, ...]
    level: str


@dataclass(frozen=True)
class Table:
    """A table: ``rows`` hold every row in the order shown, ``columns`` say how each cell
    is written.

    In a meeting the first ``shown`` rows and the ``brief_columns`` (keys) are seen, with
    ``order`` saying what comes first and `told_shown` how many there are in all; paper
    and files have the whole.
    """

    key: str
    title: str
    under: str
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    order: str
    brief_columns: tuple[str, ...]
    shown: int = 8

    @property
    def seen_columns(self) -> tuple[Column, ...]:
        """The columns that a meeting sees."""
        return tuple(c for c in self.columns if c.key in self.brief_columns)

    @property
    def seen_rows(self) -> pd.DataFrame:
        """The rows that a meeting sees."""
        return self.rows.head(self.shown)


Exhibit = Chart | Map | Table


@dataclass(frozen=True)
class Screen:
    """One screen of a meeting: one message, and what supports it.

    ``key`` is its name in links and settings, ``name`` what a list of screens calls it;
    ``message`` stands as its title; of ``sentences`` there are at most three, of
    ``numbers`` four, of ``exhibits`` two. ``notes`` say what limits the figures,
    ``sources`` what they rest on; ``events`` are those of the notes that explain an event
    on a chart. ``page`` is the page that tells more, by its address.
    ``is_empty``: there is nothing to show but the message, which says why, and the
    sentences, which say what to do.
    """

    key: str
    name: str
    message: str
    page: str
    sentences: tuple[str, ...] = ()
    numbers: tuple[BigNumber, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True)
class Snapshot:
    """What a brief rests on: the snapshot's number, the hash of its file (SHA-256), and
    when it was published (UTC, ISO 8601)."""

    id: str
    sha256: str
    made_at: str


@dataclass(frozen=True)
class Restated:
    """A figure that an earlier paper had otherwise, for the same region and month: its
    name, how it was written then and is now, and what may have brought that."""

    label: str
    before: str
    after: str
    why: str

    @property
    def text(self) -> str:
        """From what to what, without why."""
        told = {"label": self.label, "before": self.before, "after": self.after}
        return _("{label}: {before}, now {after}", **told)

    @property
    def sentence(self) -> str:
        """From what to what, and why."""
        return _("{told}; {why}.", told=self.text, why=self.why)


@dataclass(frozen=True)
class Earlier:
    """Earlier papers from which a brief differs in the same figures; ``title`` names
    them by their days."""

    title: str
    restated: tuple[Restated, ...]

    def by_cause(self) -> dict[str, list[Restated]]:
        """The figures by what may have brought their change."""
        found: dict[str, list[Restated]] = {}
        for one in self.restated:
            found.setdefault(one.why, []).append(one)
        return found


@dataclass(frozen=True)
class Brief:
    """All that a meeting about one region shows, and paper takes along.

    ``name`` is the region in a sentence; ``title`` names the brief; ``filters`` are what
    was asked for, name and value in words; ``made_up`` says so where figures of the
    sample are among them, else ""; ``method`` is how the figures are worked out and
    ``sources`` what they rest on, a sentence each, every one once; ``differs`` is what
    was restated since earlier papers for the same region and month, the latest first
    (`imbang.briefs.papers`). One that ``is_internal`` holds small counts as they are.
    """

    asked: Asked
    name: str
    level: str
    title: str
    filters: tuple[tuple[str, str], ...]
    snapshot: Snapshot
    letterhead: Letterhead
    made_up: str
    screens: tuple[Screen, ...]
    method: tuple[str, ...]
    sources: tuple[str, ...]
    differs: tuple[Earlier, ...] = ()
    is_internal: bool = True

    def screen(self, key: str) -> Screen | None:
        """The screen of a key; None where this brief has none."""
        return next((one for one in self.screens if one.key == key), None)


def told_shown(table: Table, shown: int | None = None) -> str:
    """How many rows of a table a meeting sees (or ``shown``), of how many; empty where it
    sees all."""
    seen = table.shown if shown is None else shown
    if len(table.rows) <= seen:
        return ""
    return _(
        "{n} of {m}, {order}",
        n=formats.number(seen),
        m=formats.number(len(table.rows)),
        order=table.order,
    )


def stands_alone(exhibit: Exhibit) -> bool:
    """Whether a meeting sees an exhibit without words beside it: maps, and tables whose
    rows would be broken there."""
    if not isinstance(exhibit, Table):
        return isinstance(exhibit, Map)
    rows: list[dict[Any, Any]] = exhibit.seen_rows.to_dict("records")
    letters = (
        max((len(str(column.write(row)["text"])) for row in rows), default=0)
        for column in exhibit.seen_columns
    )
    return sum(letters) > _BESIDE_WORDS
