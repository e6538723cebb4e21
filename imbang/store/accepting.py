"""Accepting what an office sent for a month, reopening it, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from imbang import formats
from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk.mishaps import in_words
from imbang.periods import format_month
from imbang.refusals import Misuse, Refusal
from imbang.store import acceptance
from imbang.store.acceptance import ACCEPTED, REOPENED, TOPIC, OfficeMonth
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.store.workspace import Change, Entry, Workspace
from imbang.texts import _

State = Literal["waiting", "reopened", "changed", "accepted"]
LONGEST_REASON = 300
Seen = Mapping[OfficeMonth, Collection[str]]
"""The ids of submissions that somebody saw, by the office's month."""
Sent = tuple[Submission, ...]
Before = Mapping[OfficeMonth, Any]
"""What was kept of offices' months, None where nothing was."""


@dataclass(frozen=True)
class Month:
    """What counts of what an office sent for periods that end in a month.

    ``state``: nobody accepted it yet, it was reopened, something else than what was
    accepted counts, or it is accepted. ``by`` and ``at`` are of the last change of that
    (``at`` UTC, ISO 8601), ``reason`` why it was reopened; empty where there is none.
    """

    office: str
    month: int
    sent: Sent
    state: State
    by: str = ""
    at: str = ""
    reason: str = ""

    @property
    def place(self) -> OfficeMonth:
        """The office and the month."""
        return self.office, self.month

    @property
    def key(self) -> str:
        """As links and the log name it."""
        return acceptance.key_of(self.place)

    @property
    def ids(self) -> tuple[str, ...]:
        """The submissions, in the order of recording."""
        return tuple(one.id for one in self.sent)

    @property
    def last_sent(self) -> str:
        """When the latest of them was recorded (UTC, ISO 8601)."""
        return max(one.recorded_at for one in self.sent)


def months(store: Store) -> list[Month]:
    """Every office's month of which something counts: those not accepted first, of each
    the latest month first."""
    kept = Workspace(store.folder).entries(TOPIC)
    found = [
        _month(place, sent, kept.get(acceptance.key_of(place)))
        for place, sent in acceptance.by_place(store.counted()).items()
    ]
    return sorted(found, key=lambda one: (is_done(one), -one.month, one.office))


def is_done(one: Month) -> bool:
    """Whether nobody waits for its head."""
    return one.state == "accepted"


def _month(place: OfficeMonth, sent: Sent, entry: Entry | None) -> Month:
    if entry is None:
        return Month(*place, sent, "waiting")
    state: State = "accepted"
    if entry.value["state"] == REOPENED:
        state = "reopened"
    elif not acceptance.is_accepted(entry.value, acceptance.named(sent)):
        state = "changed"
    return Month(
        *place,
        sent,
        state,
        entry.changed_by,
        entry.changed_at,
        entry.value.get("reason", ""),
    )


def accept(store: Store, seen: Seen, *, by: str) -> Before:
    """Accept what offices sent, all of them or none; what was kept of each before.

    What is accepted already stays as it is, and is not given back. NotAllowed without the
    right in an office's region, Misuse where acceptance is not kept or nobody says who
    they are, Refusal where something else counts by now than was ``seen``.
    """
    return _keep(store, seen, by, lambda _place, sent, _before: _value(ACCEPTED, sent))


def reopen(store: Store, seen: Seen, *, reason: str, by: str) -> Before:
    """Reopen what was accepted, all of it or none, for a reason that stays on record.

    As `accept`; Misuse without a reason, and where one of them is not accepted.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Misuse(_("Say why it is reopened: the reason stays on record."))
    if len(reason) > LONGEST_REASON:
        raise Misuse(_("This is longer than {n} characters.", n=LONGEST_REASON))

    def reopened(place: OfficeMonth, sent: Sent, before: Any) -> Any:
        if not acceptance.is_accepted(before, acceptance.named(sent)):
            raise Misuse(
                _(
                    "What {office} sent for {month} is not accepted: there is nothing to"
                    " reopen.",
                    **_words(place),
                )
            )
        return {**_value(REOPENED, sent), "reason": reason}

    return _keep(store, seen, by, reopened)


def put_back(store: Store, before: Before, seen: Seen, *, by: str) -> None:
    """Undo what `accept` or `reopen` did to what was ``seen``, on record; as `accept`."""

    def earlier(place: OfficeMonth, sent: Sent, _now: Any) -> Any:
        value = before[place]
        if value and value["submissions"] != acceptance.named(sent):
            raise _changed(place)
        return value

    _keep(store, {place: seen[place] for place in before}, by, earlier)


def _keep(
    store: Store,
    seen: Seen,
    by: str,
    make: Callable[[OfficeMonth, Sent, Any], Any],
) -> Before:
    """Keep of each office's month what ``make`` gives of what counts and was kept."""
    if not by.strip():
        raise Misuse(_("Say who you are: the log keeps who accepted what."))
    for office in {office for office, _index in seen}:
        acting.require(Right.APPROVE, office)
    workspace = Workspace(store.folder)
    if not acceptance.is_kept(workspace):
        raise Misuse(
            _(
                "Acceptance is not kept in this store. To begin: imbang settings set"
                " acceptance on"
            )
        )
    with in_words(store.folder), store.writing():
        kept = workspace.entries(TOPIC)
        counting = acceptance.by_place(store.counted())
        values: dict[str, Any] = {}
        before: dict[OfficeMonth, Any] = {}
        for place, ids in seen.items():
            sent = counting.get(place, ())
            _refuse_others(place, sent, ids)
            key = acceptance.key_of(place)
            was = kept[key].value if key in kept else None
            value = make(place, sent, was)
            if value != was:
                before[place], values[key] = was, value
        workspace.put_all(TOPIC, values, by=by.strip())
    return before


def _value(state: str, sent: Sent) -> dict[str, Any]:
    return {"state": state, "submissions": acceptance.named(sent)}


def _refuse_others(place: OfficeMonth, sent: Sent, ids: Collection[str]) -> None:
    if not sent and not ids:
        raise Misuse(
            _("Nothing that {office} sent for {month} counts.", **_words(place))
        )
    if {one.id for one in sent} != {*ids}:
        raise _changed(place)


def _changed(place: OfficeMonth) -> Refusal:
    return Refusal(
        _(
            "Meanwhile something else counts of what {office} sent for {month}. Look"
            " again at what it is; nothing was changed.",
            **_words(place),
        )
    )


def _words(place: OfficeMonth) -> dict[str, str]:
    office, month = place
    return {
        "office": acceptance.office_told(office),
        "month": formats.month(format_month(month)),
    }


def history(store: Store, place: OfficeMonth | None = None) -> list[Change]:
    """Who accepted and reopened what when, the latest first: of one office's month, or of
    all."""
    key = None if place is None else acceptance.key_of(place)
    found = Workspace(store.folder).changes(TOPIC, most=5_000)
    return [one for one in found if key is None or one.key == key]
