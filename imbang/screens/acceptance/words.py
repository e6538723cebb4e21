"""Sentences of the page Acceptance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imbang import formats
from imbang.periods import format_month
from imbang.screens.acceptance.changes import Moved
from imbang.store.accepting import Month, is_done
from imbang.texts import _, plural
from imbang.wording.deliveries import dataset_title, office_name


def title(found: Sequence[Month]) -> str:
    """How much waits for heads of offices."""
    waiting = [one for one in found if not is_done(one)]
    if not found:
        return _("Nothing that offices here sent counts yet")
    if not waiting:
        return _("All that offices here sent is accepted")
    n, m = len(waiting), len({one.office for one in waiting})
    return plural(
        "{n} monthly report waits for acceptance, from {offices}",
        "{n} monthly reports wait for acceptance, from {offices}",
        n,
        n=formats.number(n),
        offices=plural("{n} office", "{n} offices", m, n=formats.number(m)),
    )


def rule() -> str:
    """What accepting means."""
    return _(
        "A head accepts all that their office sent for periods that end in a month. It is"
        " locked then: an import into it is refused until the head reopens it. Figures"
        " say how many of the offices they rest on are accepted."
    )


def name(one: Month) -> str:
    """``Kota Banjarmasin · Juni 2026``."""
    return f"{office_name(one.office)} · {month(one)}"


def month(one: Month) -> str:
    """The month as people write it."""
    return formats.month(format_month(one.month))


def state_name(state: str) -> str:
    """How an office's month stands, in a word or two."""
    return {
        "waiting": _("Waits"),
        "reopened": _("Reopened"),
        "changed": _("Changed since"),
        "accepted": _("Accepted"),
    }[state]


def state_told(one: Month) -> str:
    """How it stands, by whom and since when."""
    if one.state == "waiting":
        return _("Nobody has accepted this yet.")
    told = {"name": one.by, "when": formats.moment(one.at)}
    if one.state == "accepted":
        return _("Accepted by {name}, {when}; it is locked.", **told)
    if one.state == "reopened":
        return _("Reopened by {name}, {when}: {reason}", **told, reason=one.reason)
    return _(
        "{name} accepted it ({when}), but something else counts since; it has to be"
        " accepted again.",
        **told,
    )


def moved(one: Moved) -> tuple[str, str]:
    """A figure's name, and from what to what it moved since when."""
    names = {"ppks_persons": _("PMKS (persons)"), "psm_active": _("Active PSM")}
    told = _(
        "{before} → {now} ({change} since {month})",
        before=formats.number(one.before),
        now=formats.number(one.now),
        change=formats.signed(one.now - one.before),
        month=formats.month(one.since),
    )
    return names[one.figure], told


def left_out(found: Mapping[str, int]) -> str:
    """Which datasets no longer tell of regions; empty where all do."""
    if not found:
        return ""
    told = ", ".join(
        f"{dataset_title(key)} ({formats.number(n)})" for key, n in found.items()
    )
    return _("Regions of the report before are left out: {datasets}.", datasets=told)


def missing(datasets: Sequence[str]) -> str:
    """What of the month has not come; empty where all has."""
    if not datasets:
        return ""
    names = ", ".join(map(dataset_title, datasets))
    return _(
        "Not sent yet for this month: {datasets}. Once it is accepted, they can come only"
        " after reopening.",
        datasets=names,
    )


def findings(count: int, grave: int) -> str:
    """How many findings are open, and how many of them matter most."""
    if not count:
        return _("No finding is open here for this month.")
    return plural(
        "{n} finding is open, {grave} of high severity.",
        "{n} findings are open, {grave} of high severity.",
        count,
        n=formats.number(count),
        grave=formats.number(grave),
    )


def logged(before: str | None, after: str | None) -> str:
    """What a line of the log says was done."""
    if after == "accepted":
        return _("Accepted") if before is None else _("Accepted again")
    if after == "reopened":
        return _("Reopened")
    return _("Taken back")
