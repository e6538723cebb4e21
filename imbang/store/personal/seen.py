"""Who saw names of people: when, of which region, where and how many; never the names.

Every place that hands out names calls `record` first: what cannot be put on record is not
shown. The log is the store's (`imbang.store.log_chain`), so that nobody takes a line out of
it unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imbang.access import acting
from imbang.access.rights import Right
from imbang.store.workspace import SEEN, Change, Workspace
from imbang.texts import _

_ONE_LOOK = timedelta(hours=1)
_LOOKED_BACK = 200


@dataclass(frozen=True)
class Look:
    """Somebody saw ``rows`` rows with names of ``region``, by ``what`` (a question or a
    page by its key)."""

    at: str
    who: str
    region: str
    what: str
    rows: int


def record(store: Path, region: str, rows: int, what: str) -> None:
    """Put on record that who acts now is shown ``rows`` rows with names; nothing for none.

    The same look within an hour (person, region, place, number of rows) is one: a page runs
    anew at every press. NotAllowed without the right to names in that region; whatever
    keeps it from being recorded is raised, and no name may be shown then. The operator is
    not recorded: they sit at the files themselves.
    """
    person = acting.require(Right.NAMES, region)
    if rows == 0 or person.is_operator:
        return
    workspace = Workspace(store)
    who = person.name or "-"
    value = {
        "region_code": region,
        "what": what,
        "rows": rows,
        "subject": person.subject,
    }
    since = (datetime.now(UTC) - _ONE_LOOK).isoformat(timespec="seconds")
    for one in workspace.changes(SEEN, most=_LOOKED_BACK):
        if one.changed_at < since:
            break
        if one.changed_by == who and one.after == value:
            return
    workspace.add(SEEN, value, by=who)


def looks(store: Path, *, most: int = 500) -> list[Look]:
    """The log, latest first; NotAllowed without the right to read it."""
    acting.require(Right.PEOPLE)
    return [_look(one) for one in Workspace(store).changes(SEEN, most=most)]


def _look(one: Change) -> Look:
    said = one.after
    return Look(
        one.changed_at, one.changed_by, said["region_code"], said["what"], said["rows"]
    )


def told_place(what: str) -> str:
    """Where names were shown, in words; its key where this version has none like it."""
    return {
        "import": _("Files being imported"),
    }.get(what, what)
