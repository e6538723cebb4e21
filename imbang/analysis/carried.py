"""Which figures are carried forward: told by reports older than the round in view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from imbang.reference.levels import Level, ancestors_at


def carried(
    rows: pd.DataFrame, level: Level, due: Sequence[tuple[str, Mapping[str, str]]]
) -> pd.Series[bool]:
    """Which regions of ``level`` (n, in their order in ``rows``) have a figure that
    nothing of the round renewed.

    ``rows`` are those of ``coverage`` at all levels; ``due`` gives by column of periods
    (``ppks_period``, ``psm_period``) the month of the round that each regency's office
    was last to report. Of a region with regions inside the newest of theirs counts: a
    few villages left out of a report make no old figure of the whole. Unknown figures
    are not carried.
    """
    own = rows[rows["level"] == level]
    inside = rows[rows["region_code"].str.len() >= own["region_code"].str.len().min()]
    belongs = ancestors_at(inside["region_code"], level)
    offices = ancestors_at(own["region_code"], "regency")
    found = pd.Series(data=False, index=own.index)
    for column, months in due:
        newest = inside[column].fillna("").groupby(belongs.to_numpy()).max()
        told = own["region_code"].map(newest).fillna("")
        found |= (told != "") & (told < offices.map(months).fillna(""))
    return found
