"""Facts of one region of ``coverage``, name and value, the same wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.texts import _
from imbang.wording.coverage import verdicts
from imbang.wording.names import STATE_MARKS, state_name

Row = Mapping[str, Any]
Facts = list[tuple[str, str]]


def facts(row: Row, neighbours: pd.DataFrame) -> Facts:
    """All that is told of a region in a card; ``neighbours`` are the regions of the same
    one above, itself among them, as ``coverage`` gives them."""
    return [
        (_("PMKS, persons"), formats.number(row["ppks_persons"])),
        (_("Active PSM"), formats.number(row["psm_active"])),
        (_("PMKS per PSM"), formats.ratio(row["ratio_ppks_per_psm"])),
        (
            _("PMKS beyond reach"),
            formats.least(
                row["uncovered_persons"], is_least=bool(row["is_uncovered_at_least"])
            ),
        ),
        (
            _("PSM lacking"),
            formats.least(row["shortage"], is_least=bool(row["is_uncovered_at_least"])),
        ),
        *further(row, neighbours),
    ]


def further(row: Row, neighbours: pd.DataFrame) -> Facts:
    """What stands beside the figures that cards give."""
    state = str(row["state"])
    told = [(_("State, by its ratio"), f"{STATE_MARKS[state]} {state_name(state)}")]
    if row["level"] != "village":  # none has enough PMKS to be judged
        told.append((_("Verdict"), verdicts.told_verdict(row)))
    told += [
        (
            _("PMKS per PSM, 95 % interval"),
            _interval(row["ratio_low"], row["ratio_high"]),
        ),
        (_("PSM expected"), formats.number(row["expected_psm"], 1)),
        (_("PMKS, families"), formats.number(row["ppks_families"])),
    ]
    if row["level"] != "village":
        none = formats.number(row["villages_no_psm"])
        told.append(
            (
                _("Villages with no PSM yet"),
                f"{none} / {formats.number(row['villages'])}",
            )
        )
    if place := _place(neighbours, str(row["region_code"])):
        told.append((_("Place by PMKS beyond reach"), place))
    return told


def _interval(low: object, high: object) -> str:
    if formats.exists(high):
        return f"{formats.ratio(low)}–{formats.ratio(high)}"
    if formats.exists(low):
        return _("over {low}", low=formats.ratio(low))
    return formats.MISSING


def _place(neighbours: pd.DataFrame, region: str) -> str:
    """Which of them, most people beyond reach first; nothing where that is unknown."""
    ranks = neighbours["uncovered_persons"].rank(ascending=False, method="min")
    own = ranks[neighbours["region_code"] == region]
    known = int(ranks.notna().sum())
    if own.empty or known < 2 or not formats.exists(own.iloc[0]):
        return ""
    return _(
        "no. {place} of {n}",
        place=formats.number(own.iloc[0]),
        n=formats.number(known),
    ).replace(" ", "\N{NO-BREAK SPACE}")
