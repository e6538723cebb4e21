"""What people say of findings, as the relation that questions read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imbang.store import snapshots
from imbang.store.workspace import FINDING, Workspace

if TYPE_CHECKING:
    import pyarrow as pa


_KEPT = ("rule", "severity", "dataset", "region_code", "detail")


def table(store: Path) -> pa.Table:
    """All notes, one a row, as the relation ``notes`` that questions read."""
    import pyarrow as pa

    current = snapshots.snapshot_id(store)
    rows = [
        {
            **entry.value,
            "finding_id": finding,
            "owner": entry.value["owner"] or None,
            "note": entry.value["note"] or None,
            "changed_by": entry.changed_by,
            "changed_at": entry.changed_at,
            "is_of_earlier_snapshot": entry.value["snapshot"] != current,
        }
        for finding, entry in Workspace(store).entries(FINDING).items()
    ]
    texts = ("finding_id", *_KEPT, "state", "owner", "note", "changed_by", "changed_at")
    return pa.Table.from_pylist(
        rows,
        schema=pa.schema(
            [
                *[(name, pa.string()) for name in texts],
                ("from_month", pa.int32()),
                ("is_of_earlier_snapshot", pa.bool_()),
            ]
        ),
    )
