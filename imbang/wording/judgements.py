"""Judgements of indicators in words and marks, and legends that count them.

The words say which side is worse, not which is lower: of some figures more is better, of
some less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import pandas as pd

from imbang import formats
from imbang.analysis.judgement import JUDGEMENTS, Judgement
from imbang.drawing.tables import Cell, Column
from imbang.formats import exists
from imbang.texts import _
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS
from imbang.wording.indicator_names import writer
from imbang.wording.names import in_sentence

Legend = list[tuple[str, str, str]]


def name(judgement: Judgement, against: object) -> str:
    """A judgement of a figure held ``against`` its target, or its province."""
    if against == "target":
        return {
            "clearly_short": _("Clearly short of the target"),
            "probably_short": _("Probably short of the target"),
            "undecided": _("Not told apart"),
            "enough": _("Probably reaches the target"),
            "ample": _("Clearly reaches the target"),
            "unknown": _("Not known"),
        }[judgement]
    return {
        "clearly_short": _("Clearly worse"),
        "probably_short": _("Probably worse"),
        "undecided": _("Not told apart"),
        "enough": _("Probably better"),
        "ample": _("Clearly better"),
        "unknown": _("Not known"),
    }[judgement]


def told(row: Mapping[str, Any]) -> str:
    """The mark and the words of a row of ``indicator_values``, with the province's figure
    where that is what it is held against; empty where it is not judged."""
    judgement = of_row(row)
    if judgement is None:
        return ""
    said = f"{JUDGEMENT_MARKS[judgement]} {name(judgement, row['against'])}"
    if row["against"] == "target":
        return said
    value = writer(row["unit"])(row["reference"])
    return _("{said}; province {value}", said=said, value=value)


def told_reference(rows: pd.DataFrame, province: str) -> str:
    """What rows of one indicator are held against, to stand below a heading; empty where
    none of them is judged."""
    held = rows[rows["judgement"].notna()]
    if held.empty:
        return ""
    unit, kinds = str(held["unit"].iloc[0]), set(held["against"])
    references = held["reference"].unique()
    value = writer(unit)(references[0])
    if len(kinds) > 1:
        return _(
            "against the target, where there is none against {region}", region=province
        )
    if kinds == {"target"} and len(references) > 1:
        return _("each against its own target")
    if kinds == {"target"}:
        return _("against the target of {value}", value=value)
    if len(references) > 1:
        return _("each against its own province")
    return _("against {region} as a whole, {value}", region=province, value=value)


def legend(rows: pd.DataFrame) -> Legend:
    """Key, mark and words, and number of rows of each judgement, in order."""
    shared = shared_by(rows)
    counts = rows["judgement"].value_counts()
    return [
        (
            judgement,
            f"{JUDGEMENT_MARKS[judgement]} {in_sentence(name(judgement, shared))}",
            formats.number(int(counts.get(judgement, 0))),
        )
        for judgement in JUDGEMENTS
    ]


def shared_by(rows: pd.DataFrame) -> object:
    """What all rows are held against, None where that differs."""
    against = rows["against"].dropna().unique()
    return against[0] if len(against) == 1 else None


def is_judged(rows: pd.DataFrame) -> bool:
    """Whether all figures of these rows are judged, and there is one."""
    known = rows[rows["value"].notna()]
    return bool(len(known) and known["judgement"].notna().all())


def column(write: Callable[[object], str]) -> Column:
    """A column of judgements, below each the limits of chance around the reference."""

    def cell(row: Mapping[str, Any]) -> Cell:
        judgement = of_row(row)
        if judgement is None:
            return {"text": formats.MISSING, "mark": "", "tone": ""}
        return {
            "text": name(judgement, row["against"]),
            "mark": JUDGEMENT_MARKS[judgement],
            "tone": judgement,
            "under": told_limits(row, write),
        }

    return Column("judgement", _("Judgement"), "state", cell)


def of_row(row: Mapping[str, Any]) -> Judgement | None:
    """The judgement of a row of ``indicator_values``, None where it is not judged."""
    found = row["judgement"]
    return cast(Judgement, found) if isinstance(found, str) else None


def told_limits(row: Mapping[str, Any], write: Callable[[object], str]) -> str:
    """What chance leaves around the reference; empty where nothing is left to chance."""
    if not exists(row["limit_low_95"]):
        return ""
    return _(
        "95 % limits: {low}–{high}",
        low=write(row["limit_low_95"]),
        high=write(row["limit_high_95"]),
    )


def counted(rows: pd.DataFrame) -> str:
    """How many rows are clearly on either side, in one sentence; empty where none of
    them is judged."""
    judged = rows[rows["judgement"].notna() & (rows["judgement"] != "unknown")]
    if judged.empty:
        return ""
    short, ample = (
        int((judged["judgement"] == j).sum()) for j in ("clearly_short", "ample")
    )
    shared = shared_by(judged)
    return _(
        "{n} of {m} {short}, {k} {ample}; of the others chance alone may be the cause",
        n=formats.number(short),
        m=formats.number(len(judged)),
        short=in_sentence(name("clearly_short", shared)),
        k=formats.number(ample),
        ample=in_sentence(name("ample", shared)),
    )
