"""What was sent and what was published, in rows: the histories that people look back on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from imbang.access import acting
from imbang.access.rights import Right
from imbang.store.deliveries import Store
from imbang.store.manifests import Delivery, Submission, replaced_by
from imbang.store.snapshots import current_snapshot, snapshots

if TYPE_CHECKING:
    import pandas as pd

SUBMISSION_COLUMNS = (
    "submission_id",
    "dataset",
    "office",
    "period",
    "file",
    "sheets",
    "rows",
    "sha256",
    "recorded_by",
    "received_on",
    "recorded_at",
    "is_sample",
    "state",
    "replaced_by",
    "withdrawn_by",
    "withdrawn_at",
    "is_in_snapshot",
)
SNAPSHOT_COLUMNS = (
    "snapshot_id",
    "made_at",
    "version",
    "is_current",
    "submissions",
    "settings",
)


def submission_history(store: Store) -> pd.DataFrame:
    """Every submission ever accepted, the latest first; ``SUBMISSION_COLUMNS``.

    ``state`` is ``counts``, ``replaced`` (by the submission in ``replaced_by``) or
    ``withdrawn`` (who and when beside it; missing elsewhere); ``is_in_snapshot``
    whether the current snapshot was made from it. ``received_on`` is a date, other
    times are ISO 8601 in UTC. Those of the offices whose files whoever acts imports or
    accepts, or all of them where they may go back to what was.
    """
    import pandas as pd

    rows = seen_of(submission_rows(store))
    return pd.DataFrame(rows, columns=list(SUBMISSION_COLUMNS))


def seen_of(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of `submission_rows` that whoever acts may look at."""
    offices = {row["office"] for row in rows}
    seen = {office for office in offices if _may_look(office)}
    return [row for row in rows if row["office"] in seen]


def submission_rows(store: Store) -> list[dict[str, Any]]:
    """Every submission ever accepted, the latest first, whoever acts."""
    deliveries = store.deliveries()
    sent = store.submissions(deliveries)
    withdrawn = _withdrawn(deliveries)
    replaced = _replaced(sent, withdrawn)
    published = _published(store)
    return [
        {
            "submission_id": one.id,
            "dataset": one.dataset,
            "office": one.office,
            "period": str(one.period),
            "file": one.file,
            "sheets": ", ".join(one.sheets),
            "rows": one.rows,
            "sha256": one.sha256,
            "recorded_by": one.recorded_by,
            "received_on": one.received_on,
            "recorded_at": one.recorded_at,
            "is_sample": one.is_sample,
            "state": _state(one, withdrawn, replaced),
            "replaced_by": replaced.get(one.id),
            "withdrawn_by": withdrawn.get(one.id, {}).get("recorded_by"),
            "withdrawn_at": withdrawn.get(one.id, {}).get("recorded_at"),
            "is_in_snapshot": one.id in published,
        }
        for one in reversed(sent)
    ]


def _may_look(office: str) -> bool:
    who = acting.person()
    own = who.may(Right.IMPORT, office) or who.may(Right.APPROVE, office)
    return own or who.may(Right.GO_BACK)


def snapshot_history(store: Store) -> pd.DataFrame:
    """Every snapshot, the latest first; ``SNAPSHOT_COLUMNS``.

    ``submissions`` counts those it was made from; ``settings`` are those that bear on
    figures, by key, as its manifest holds them (empty in the oldest manifests).
    """
    import pandas as pd

    current = current_snapshot(store.folder)
    rows = []
    for one in reversed(snapshots(store)):
        manifest = one.manifest
        rows.append(
            {
                "snapshot_id": one.id,
                "made_at": manifest["made_at"],
                "version": manifest["version"],
                "is_current": current is not None and current.id == one.id,
                "submissions": len(manifest["submissions"]),
                "settings": manifest.get("settings", {}).get("values", {}),
            }
        )
    return pd.DataFrame(rows, columns=list(SNAPSHOT_COLUMNS))


def _withdrawn(deliveries: Sequence[Delivery]) -> Mapping[str, Mapping[str, Any]]:
    """Submissions taken out of the count → the manifest of the delivery that did it."""
    return {id: one.manifest for one in deliveries for id in one.manifest["withdraws"]}


def _replaced(
    sent: Sequence[Submission], withdrawn: Mapping[str, object]
) -> Mapping[str, str]:
    """Submissions that no longer count → the next one that took their place."""
    return replaced_by(one for one in sent if one.id not in withdrawn)


def _published(store: Store) -> frozenset[str]:
    snapshot = current_snapshot(store.folder)
    return frozenset(snapshot.manifest["submissions"] if snapshot else ())


def _state(
    one: Submission, withdrawn: Mapping[str, object], replaced: Mapping[str, str]
) -> str:
    if one.id in withdrawn:
        return "withdrawn"
    return "replaced" if one.id in replaced else "counts"
