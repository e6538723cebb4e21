"""Papers that were written before: what stood on them, and what has been restated since.

Each brief that is written is put on record: what it was of, the snapshot, its figures. A
new one for the same region, month, norm and kinds knows from which of them it differs.
Not recorded are counts of what is owed, found or proposed, which move by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from imbang import formats
from imbang.access import acting
from imbang.access.rights import Right
from imbang.briefs.earlier.causes import Reasons
from imbang.briefs.model import BigNumber, Brief, Earlier, Restated, Table
from imbang.drawing.tables import Column
from imbang.formats import exists
from imbang.reference.ratios import write_ratio
from imbang.settings.settings import person
from imbang.store.workspace import PAPER, Entry, Workspace
from imbang.texts import _
from imbang.wording import moved

_MOVING = ("chain", "gaps", "proposal", "decisions")  # screens whose numbers are counts
_SINCE = ("ppks_index", "psm_index")  # figures that rest on the comparison month too
_CELLS = {
    "region_code": ("ppks_persons", "psm_active", "uncovered_persons"),
    "indicator": ("value",),
}
"""Which columns of tables are kept, by the column that names their rows."""

Kept = tuple[float | None, str]  # a figure, None where it was not known, and its text


@dataclass(frozen=True)
class Paper:
    """What stood on a paper, and when it was written (UTC, ISO 8601)."""

    number: str
    written_at: str
    snapshot: str
    compare: str
    lang: str
    figures: Mapping[str, Kept]

    @property
    def day(self) -> date:
        """The day it was written on, where the office is."""
        return formats.local_day(self.written_at)


@dataclass(frozen=True)
class Now:
    """A figure as a brief has it: of which region and screen; ``write`` writes another
    value of it likewise."""

    key: str
    region: str
    screen: str
    label: str
    value: float | None
    text: str
    write: Callable[[float | None], str]


def keep(store: Path, brief: Brief, *, by: str) -> None:
    """Put a brief that is written on record, once a day while its figures stay.

    Misuse without somebody who writes it; Broken and NotAllowed as `Workspace.add`.
    """
    acting.require(Right.DECIDE)
    workspace = Workspace(store)
    figures = {one.key: (one.value, one.text) for one in _figures(brief)}
    told: dict[str, Any] = {
        "of": _of(brief),
        "compare": brief.asked.compare or "",
        "lang": brief.asked.lang,
        "snapshot": brief.snapshot.id,
    }
    last = next(iter(papers(workspace, brief)), None)
    if last is None or last.figures != figures:
        told["figures"] = figures
    elif last.day == formats.local_day(datetime.now(UTC).isoformat()):
        return
    else:
        told["figures_of"] = last.number
    workspace.add(PAPER, told, by=person(by))


def differences(store: Path, brief: Brief) -> tuple[Earlier, ...]:
    """From which earlier papers a brief differs, the latest first, and in what; those
    that differ in the same are named together."""
    now = list(_figures(brief))
    found: dict[tuple[tuple[str, float | None], ...], list[Paper]] = {}
    told: dict[tuple[tuple[str, float | None], ...], tuple[Restated, ...]] = {}
    reasons: dict[str, Reasons] = {}
    for paper in papers(Workspace(store), brief):
        if paper.snapshot == brief.snapshot.id:
            continue
        causes = reasons.setdefault(
            paper.snapshot, Reasons(store, paper.snapshot, brief.asked)
        )
        if restated := dict(_restated(paper, now, brief, causes)):
            values = tuple((key, paper.figures[key][0]) for key in restated)
            found.setdefault(values, []).append(paper)
            told.setdefault(values, tuple(restated.values()))
    return tuple(Earlier(_title(found[values]), told[values]) for values in found)


def papers(workspace: Workspace, brief: Brief) -> list[Paper]:
    """The papers of a brief's region, month, norm and kinds, the latest first."""
    entries = workspace.entries(PAPER)
    wanted = _of(brief)
    of_these = (one for one in entries.values() if one.value["of"] == wanted)
    return [_read(one, entries) for one in of_these][::-1]


def _read(entry: Entry, entries: Mapping[str, Entry]) -> Paper:
    value = entry.value
    figures = entries[value.get("figures_of", entry.key)].value["figures"]
    return Paper(
        entry.key,
        entry.changed_at,
        value["snapshot"],
        value["compare"],
        value["lang"],
        {key: (number, text) for key, (number, text) in figures.items()},
    )


def _of(brief: Brief) -> dict[str, str]:
    asked = brief.asked
    return {
        "region": asked.region,
        "as_of": asked.as_of,
        "norm": write_ratio(asked.norm) if asked.norm else "",
        "kinds": asked.kinds,
    }


def _restated(
    paper: Paper, now: list[Now], brief: Brief, causes: Reasons
) -> Iterator[tuple[str, Restated]]:
    """The figures that are another now, by their keys."""
    is_same = paper.compare == (brief.asked.compare or "")
    for one in now:
        if one.key not in paper.figures or (one.key in _SINCE and not is_same):
            continue
        value, text = paper.figures[one.key]
        if paper.lang != brief.asked.lang:
            text = one.write(value)
        shown = one.text if paper.lang == brief.asked.lang else one.write(one.value)
        if text != shown:
            told = causes.told(one.key, one.screen, one.region)
            yield one.key, Restated(one.label, text, one.text, told)


def _title(papers: list[Paper]) -> str:
    """Papers by their days, the latest first."""
    days = dict.fromkeys(formats.day(one.day) for one in papers)
    return _("Differs from the paper of {days}", days=", ".join(days))


def _figures(brief: Brief) -> Iterator[Now]:
    """The figures of a brief that can be restated, each once."""
    seen: set[str] = set()
    for one in (*_numbers(brief), *_cells(brief)):
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _numbers(brief: Brief) -> Iterator[Now]:
    for screen in brief.screens:
        for one in screen.numbers:
            if screen.key not in _MOVING:
                region, write = brief.asked.region, _writer(one)
                yield Now(
                    one.key, region, screen.key, one.label, one.value, one.text, write
                )


def _writer(one: BigNumber) -> Callable[[float | None], str]:
    if one.key in _SINCE:
        return lambda share: moved.points(None if share is None else 100 + 100 * share)
    if one.unit == "percent":
        return formats.percent
    return formats.ratio if one.unit == "ratio" else formats.number


def _cells(brief: Brief) -> Iterator[Now]:
    for screen in brief.screens:
        tables = (one for one in screen.exhibits if isinstance(one, Table))
        for table in tables:
            for name, kept in _CELLS.items():
                rows = table.rows
                if name in rows and rows[name].is_unique:
                    columns = [c for c in table.columns if c.sorts_by in kept]
                    for row in rows.to_dict("records"):
                        for column in columns:
                            yield _cell(brief, screen.key, table, name, column, row)


def _cell(
    brief: Brief,
    screen: str,
    table: Table,
    name: str,
    column: Column,
    row: Mapping[Any, Any],
) -> Now:
    source = column.sorts_by
    value = row[source]
    if name == "region_code":
        region, label = row[name], f"{row['region_name']}, {column.label}"
    else:
        [named] = (one for one in table.columns if one.key == name)
        region, label = brief.asked.region, str(named.write(row)["text"])
    return Now(
        f"{row[name]}/{source}",
        region,
        screen,
        label,
        float(value) if exists(value) else None,
        str(column.write(row)["text"]),
        lambda other: str(column.write({**row, source: other})["text"]),
    )
