"""What a broken file of the store means: what it affects, and what mends it."""

from __future__ import annotations

import re
from typing import Literal

from imbang.refusals import Refusal
from imbang.texts import _

State = Literal["changed", "missing", "foreign"]

_SNAPSHOT = re.compile(r"snapshots/(\d+)\.(?:duckdb|json)")
_MANIFEST = re.compile(r"deliveries/(\d+)/manifest\.json")
_SUBMISSION = re.compile(r"deliveries/\d+/(\d+-\d+)-.*\.parquet")


class Broken(Refusal):
    """A file of the store is not what was written to it.

    ``name`` is its path in the store, with slashes.
    """

    def __init__(
        self, name: str, state: State = "changed", *, text: str | None = None
    ) -> None:
        super().__init__(told(name, state) if text is None else text)
        self.name = name


class Unprovable(Broken):
    """Neither file of the seal can be trusted: nothing says what was stored."""

    def __init__(self) -> None:
        super().__init__(
            "seal.json",
            text=_(
                "seal.json and seal.next.json are missing or damaged. It affects the "
                "proof of what was stored: nothing is recorded or published without it. "
                "Restore the whole store from a backup; or seal what is here, on "
                "record: imbang verify --accept --by NAME."
            ),
        )


def told(name: str, state: State = "changed") -> str:
    """What is wrong with a file, what that affects and what mends it."""
    if state == "foreign":
        return _(
            "{file}: does not belong in the store. Look what it is, and move it out.",
            file=_cut(name),
        )
    affected, mending = _affected(name), _mending(name)
    if state == "missing":
        return _(
            "{file}: missing. It affects {affected}. {mending}",
            file=name,
            affected=affected,
            mending=mending,
        )
    return _(
        "{file}: damaged, or changed by something other than Imbang. It affects "
        "{affected}. {mending}",
        file=name,
        affected=affected,
        mending=mending,
    )


def _affected(name: str) -> str:
    if found := _MANIFEST.fullmatch(name):
        return _("what delivery {id} brought, and all figures from it", id=found[1])
    if found := _SUBMISSION.fullmatch(name):
        return _("submission {id}, and all figures from it", id=found[1])
    if found := _SNAPSHOT.fullmatch(name):
        return _(
            "snapshot {id}, which cannot be read or gone back to as it is", id=found[1]
        )
    kinds = {
        "seal": _("the proof of what was stored"),
        "current": _("which snapshot is read"),
        "identity": _("imports of files with NIK"),
        "workspace": _("settings, notes and scenarios, and who changed them when"),
        "boundaries": _("the real map"),
        "geometry": _("a map"),
    }
    return kinds.get(_kind(name), _("what it holds"))


def _mending(name: str) -> str:
    if _MANIFEST.fullmatch(name) or _SUBMISSION.fullmatch(name):
        return _("Restore {file} from a backup.", file=name)
    if _SNAPSHOT.fullmatch(name):
        return _(
            "Restore {file} from a backup; or work the figures out anew: imbang publish.",
            file=name,
        )
    ways = {
        "seal": _("The next command that records something writes it anew."),
        "current": _("Choose one: imbang rollback ID; or imbang publish."),
        "identity": _("Restore it from any backup of this store: it never changes."),
        "workspace": _(
            "Restore it from the last backup, then: imbang verify --accept --by NAME."
        ),
        "boundaries": _(
            "Restore the folder boundaries from the last backup; or remove it, "
            "imbang verify --accept --by NAME, and load the boundaries again."
        ),
        "geometry": _(
            "Draw it again: imbang publish, for the real map imbang boundaries load."
        ),
    }
    return ways.get(_kind(name), _("Restore {file} from a backup.", file=name))


def _kind(name: str) -> str:
    return name.replace("/", ".").partition(".")[0]


def _cut(name: str) -> str:
    return name if len(name) <= 120 else name[:119] + "…"
