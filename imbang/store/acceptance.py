"""What is accepted: an office's month, with the submissions that were accepted.

An entry of the workspace for each office and month, ``63.71 2026-06``: its state, the
submissions by id with their SHA-256, and the reason where it was reopened. An office's
month is all that counts of what it sent for periods that end in that month; what was sent
of a part of its area is its own. It is accepted while exactly what was accepted counts
(docs/decisions/acceptance.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import formats
from imbang.periods import format_month, parse_month
from imbang.reference import regions
from imbang.reference.levels import ancestor
from imbang.refusals import Refusal
from imbang.store.manifests import Submission, number_of
from imbang.store.workspace import ACCEPTANCE, SETTING, Entry, Workspace
from imbang.texts import _

if TYPE_CHECKING:
    import pyarrow as pa

    from imbang.store.drafts import Draft

TOPIC = ACCEPTANCE
IS_KEPT = "acceptance"
"""The setting that says whether the store keeps acceptance."""
ACCEPTED, REOPENED = "accepted", "reopened"

OfficeMonth = tuple[str, int]
"""An office (the code of a regency, a province or the nation) and a month's index."""
Named = Mapping[str, str]
"""The SHA-256 of submissions by their ids."""


class Locked(Refusal):
    """A change of what an office sent for a month that its head has accepted."""


def is_kept(workspace: Workspace) -> bool:
    """Whether the store keeps acceptance at all."""
    return workspace.get(SETTING, IS_KEPT) is True


def place_of(one: Submission | Draft) -> OfficeMonth:
    """The office's month that a submission belongs to, or would."""
    return ancestor(one.office, "regency"), one.period.last


def key_of(place: OfficeMonth) -> str:
    """The key of its entry."""
    return f"{place[0]} {format_month(place[1])}"


def place_at(key: str) -> OfficeMonth:
    """The office's month of a key; ValueError for what is none."""
    office, _blank, month = key.partition(" ")
    return office, parse_month(month)


def named(submissions: Iterable[Submission]) -> dict[str, str]:
    """Submissions as an acceptance names them."""
    return {one.id: one.sha256 for one in submissions}


def by_place(
    submissions: Iterable[Submission],
) -> dict[OfficeMonth, tuple[Submission, ...]]:
    """Submissions by the office's month that they belong to."""
    found: dict[OfficeMonth, list[Submission]] = {}
    for one in submissions:
        found.setdefault(place_of(one), []).append(one)
    return {place: tuple(sent) for place, sent in found.items()}


def is_accepted(value: Mapping[str, Any] | None, counting: Named) -> bool:
    """Whether an entry's value accepts exactly what counts."""
    return (
        value is not None
        and value["state"] == ACCEPTED
        and value["submissions"] == counting
    )


def refuse_locked(
    workspace: Workspace,
    changed: Iterable[OfficeMonth],
    counting: Sequence[Submission],
) -> None:
    """Locked where one of the offices' months ``changed`` is accepted; ``counting`` is
    what counts. The caller holds `imbang.store.deliveries.Store.writing`."""
    if not is_kept(workspace):
        return
    entries, wanted = workspace.entries(TOPIC), {*changed}
    found = by_place(one for one in counting if place_of(one) in wanted)
    held = {
        place: entry
        for place, sent in sorted(found.items())
        if (entry := entries.get(key_of(place))) is not None
        and is_accepted(entry.value, named(sent))
    }
    if held:
        raise Locked(
            " ".join([*map(_told, held, held.values()), _way_on(next(iter(held)))])
        )


def _told(place: OfficeMonth, entry: Entry) -> str:
    return _(
        "What {office} sent for {month} is locked: {name} accepted it on {when}.",
        office=office_told(place[0]),
        month=formats.month(format_month(place[1])),
        name=entry.changed_by,
        when=formats.moment(entry.changed_at),
    )


def _way_on(place: OfficeMonth) -> str:
    return _(
        "Nothing was changed. The head of the office can reopen it on the page"
        " Acceptance; or: imbang acceptance reopen {office} {month} --reason WHY",
        office=place[0],
        month=format_month(place[1]),
    )


def office_told(office: str) -> str:
    """An office by its region's name and code."""
    known = regions.load()
    if office not in known.names:
        return office
    return f"{known.name(office)} ({office})"


def table(store: Path, published: Named) -> pa.Table:
    """Who accepted each of the ``published`` submissions when, null where nobody did: the
    relation ``acceptance`` that questions read. It is empty where none is kept."""
    import pyarrow as pa

    workspace = Workspace(store)
    accepted: dict[tuple[str, str], Entry] = {}
    kept = is_kept(workspace)
    if kept:
        for entry in workspace.entries(TOPIC).values():
            if entry.value["state"] == ACCEPTED:
                accepted |= dict.fromkeys(entry.value["submissions"].items(), entry)
    found = [(id, accepted.get((id, sha256))) for id, sha256 in published.items()]
    rows = [
        {
            "submission_id": number_of(id),
            "accepted_by": entry.changed_by if entry else None,
            "accepted_at": entry.changed_at if entry else None,
        }
        for id, entry in found
        if kept
    ]
    return pa.Table.from_pylist(
        rows,
        schema=pa.schema(
            [
                ("submission_id", pa.int64()),
                ("accepted_by", pa.string()),
                ("accepted_at", pa.string()),
            ]
        ),
    )
