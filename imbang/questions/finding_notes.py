"""What people say of findings: state, owner and note, kept in the store's workspace.

A finding that the data no longer show counts as mended by itself. One that somebody
marked as mended is open again when a later snapshot still shows it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from imbang import periods
from imbang.questions import asking
from imbang.refusals import Misuse
from imbang.store import snapshots
from imbang.store.finding_notes import _KEPT
from imbang.store.workspace import FINDING, Workspace
from imbang.texts import _

STATES = ("open", "explained", "mended")


def note(
    store: Path,
    finding: str,
    *,
    by: str,
    state: str | None = None,
    owner: str | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """Say something of a finding; what is None stays, an empty text takes it back.

    Returns what stands now. Raises Misuse for a finding that was never found, or a
    state that is none.
    """
    if state is not None and state not in STATES:
        raise Misuse(
            _(
                "{state} is no state of a finding: {states}.",
                state=state,
                states=", ".join(STATES),
            )
        )
    workspace = Workspace(store)
    before = workspace.get(FINDING, finding) or {}
    value = {
        **_found(store, finding, before),
        "state": state or before.get("state", "open"),
        "owner": before.get("owner", "") if owner is None else owner.strip(),
        "note": before.get("note", "") if note is None else note.strip(),
        "snapshot": before.get("snapshot"),
    }
    if state is not None:
        value["snapshot"] = snapshots.snapshot_id(store)
    workspace.put(FINDING, finding, value, by=by)
    return value


def _found(store: Path, finding: str, before: dict[str, Any]) -> dict[str, Any]:
    """The finding as it is kept with its note, for when the data no longer show it."""
    spans = asking.ask(store, "finding", finding=finding).to_dict("records")
    if spans:
        latest = spans[0]
        month = periods.parse_month(latest["from_month"])
        return {name: latest[name] for name in _KEPT} | {"from_month": month}
    if not before:
        raise Misuse(_("There is no finding {finding}.", finding=finding))
    return {name: before[name] for name in (*_KEPT, "from_month")}
