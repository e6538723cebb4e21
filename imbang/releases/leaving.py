"""A release of a store: made of the snapshot that is read, put on record, then given.

On record first: a release that the record does not know could not be kept apart from by
the next one; one that is on record and never left harms nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.progress import Progress, silently
from imbang.questions import asking
from imbang.reference.levels import LEVELS, Level, level_of
from imbang.refusals import Misuse, Refusal, refuse_nik
from imbang.releases import making, record
from imbang.releases.attack.bounds import Contradiction
from imbang.releases.attack.report import Attack, attack
from imbang.releases.files import MANIFEST, About
from imbang.settings.letterhead import letterhead
from imbang.store.snapshots import current_snapshot
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.texts.signs import one_line


def about(
    store: Path,
    region: str,
    as_of: str,
    *,
    licence: str = "",
    made_up: str = "",
    accepted: Iterable[str] = (),
) -> About:
    """What a release says of itself, of the snapshot that is read; Misuse where the
    licence, as somebody typed it, holds a NIK. ``made_up`` says what of the figures is, ``accepted`` how many offices stand
    behind them, where that is kept."""
    refuse_nik(licence)
    licence = one_line(licence).strip()
    named = asking.ask(store, "region_path", region=region)
    snapshot = current_snapshot(store)
    number = "" if snapshot is None else snapshot.id
    return About(
        region=region,
        region_name=str(named.iloc[-1]["region_name"]),
        as_of=as_of,
        snapshot=number,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        office=letterhead(Workspace(store)).office,
        licence=licence
        or _("No licence was given: ask the office before you pass it on."),
        sources=[
            _(
                "Reports and registers of offices, Imbang, snapshot {id}",
                id=number,
            ),
            *accepted,
        ],
        made_up=made_up,
    )


def leave(
    store: Path,
    about: About,
    *,
    lowest: Level,
    by: str,
    progress: Progress = silently,
) -> making.Release:
    """Make a release and put it on record. Refusal where it would tell too much, or
    another was put on record meanwhile; Misuse for a level above the region; NotAllowed
    without the right to decide."""
    acting.require(Right.DECIDE)
    if LEVELS.index(lowest) < LEVELS.index(level_of(about.region)):
        raise Misuse(_("--level is above the region. A release goes down from it."))
    known = record.numbers(store)
    made = making.make(
        partial(asking.ask_table, store),
        about,
        lowest=lowest,
        earlier=record.latest(store, about.region),
        progress=progress,
    )
    progress(_("putting it on record"), 0.95)
    record.keep(store, made.files, made.counts, by=by, known=known)
    return made


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a release into a folder; what describes it last."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*(one for one in files if one != MANIFEST), MANIFEST):
        durable.write_bytes(folder / name, files[name])


def refuse_others(folder: Path) -> None:
    """Refusal where a folder holds anything but an earlier release."""
    if not folder.exists():
        return
    there = [path.name for path in folder.iterdir()] if folder.is_dir() else [""]
    if there and "disclosure.json" not in there:
        raise Refusal(
            _(
                "{folder} holds other files. Name a folder that is empty, or one with a "
                "release.",
                folder=folder,
            )
        )


def attacked(folder: Path, before: Path | None, *, exactly: bool) -> Attack:
    """Attack the files in a folder; Refusal where it holds no release."""
    try:
        files = _read(folder)
        earlier = None if before is None else _read(before)
        return attack(files, earlier, exactly=exactly)
    except Contradiction:
        raise Refusal(_("No counts fit all that these files show.")) from None


def _read(folder: Path) -> dict[str, bytes]:
    needed = ("regions.csv", "kinds.csv", "needs.csv", "pillars.csv")
    try:
        return {name: (folder / name).read_bytes() for name in needed}
    except OSError:
        raise Refusal(_("{folder} holds no release.", folder=folder)) from None
