"""What earlier publications said of the same figure: whether it was revised since."""

from __future__ import annotations

import pandas as pd

from imbang import formats, paths
from imbang.questions import asking
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot, snapshots

_MOST = 5


def of_indicator(indicator: str, region: str, level: str, as_of: str) -> pd.DataFrame:
    """The figure in the latest publications, the current one first: ``snapshot``,
    ``published``, ``value``.

    Publications that this version cannot read, or that have no figure, are left out;
    empty where only the current one tells it.
    """
    store = Store(paths.store_folder())
    current = current_snapshot(store.folder)
    found: list[dict[str, object]] = []
    for snapshot in reversed(snapshots(store)):
        if len(found) > _MOST or (current and snapshot.id > current.id):
            continue
        try:
            answer = asking.ask_snapshot(
                snapshot, "indicator_values", region=region, level=level, as_of=as_of
            ).to_pandas()
        except Refusal:
            continue
        rows = answer[(answer["indicator"] == indicator) & answer["value"].notna()]
        if len(rows):
            told = formats.moment(snapshot.manifest["made_at"])
            found.append(
                {
                    "snapshot": snapshot.id,
                    "published": told,
                    "value": rows["value"].iloc[0],
                }
            )
    return pd.DataFrame(found if len(found) > 1 else [])
