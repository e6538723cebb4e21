"""Making a brief: every screen there is, and what they all rest on.

A screen is a module of `imbang.briefs.content`, found by listing it. It says ``KEY``, its
name in links, and ``ORDER``, its place; ``name()`` is what a list of screens calls it, and
``make(context)`` gives the screen, or None where this region has none.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

from imbang import formats
from imbang.analysis.placement import scenarios
from imbang.briefs import content
from imbang.briefs.context import Context
from imbang.briefs.earlier import papers
from imbang.briefs.model import Asked, Brief, Screen, Snapshot
from imbang.briefs.region import Region
from imbang.briefs.source import Snapshots, Source
from imbang.refusals import Refusal
from imbang.settings import events
from imbang.settings.letterhead import letterhead
from imbang.store import snapshots
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.wording import sample
from imbang.wording.counted_kinds import kinds_names


class Content(Protocol):
    """What a module of `imbang.briefs.content` has."""

    KEY: str
    ORDER: int

    def name(self) -> str: ...
    def make(self, context: Context) -> Screen | None: ...


@functools.cache
def contents() -> tuple[Content, ...]:
    """The screens there are, in the order of a meeting."""
    names = [one.name for one in pkgutil.iter_modules(content.__path__)]
    found = [importlib.import_module(f"{content.__name__}.{name}") for name in names]
    return tuple(sorted(cast("list[Content]", found), key=lambda one: one.ORDER))


def screen_names() -> dict[str, str]:
    """The screens by key, in the order of a meeting, for a choice of them."""
    return {one.KEY: one.name() for one in contents()}


def make(
    store: Path, asked: Asked, source: Source, *, keys: Sequence[str] | None = None
) -> Brief:
    """The brief that is asked for, in the language now spoken.

    ``keys`` are the screens wanted in their order, all where none are named; those that
    are not known are left out. Refusal where nothing is published.
    """
    workspace = Workspace(store)
    region = Region(asked, source)
    context = _context(region, store)
    screens = tuple(
        screen for one in _wanted(keys) if (screen := one.make(context)) is not None
    )
    made_up = sample.told(source.ask("scope").to_dict("records"))
    brief = Brief(
        asked=asked,
        name=context.name,
        level=region.level,
        title=_(
            "{region}, {month}", region=context.name, month=formats.month(asked.as_of)
        ),
        filters=_filters(context),
        snapshot=_snapshot(store),
        letterhead=letterhead(workspace),
        made_up=made_up or "",
        screens=screens,
        method=_once(
            note
            for screen in screens
            for note in screen.notes
            if note not in screen.events
        ),
        sources=context.all_sources(),
    )
    return replace(brief, differs=papers.differences(store, brief))


def of_store(store: Path, asked: Asked, *, keys: Sequence[str] | None = None) -> Brief:
    """One brief of a store, without the app; for several share `Snapshots.source`."""
    return make(store, asked, Snapshots(store).source(), keys=keys)


def make_screen(store: Path, asked: Asked, source: Source, key: str) -> Screen | None:
    """One screen of a brief alone; None where there is none of this key."""
    context = _context(Region(asked, source), store)
    one = next((one for one in contents() if key == one.KEY), None)
    return one.make(context) if one else None


def _context(region: Region, store: Path) -> Context:
    workspace = Workspace(store)
    kept = [event for event, _entry in events.kept(workspace).values()]
    return Context(region, scenarios.saved(workspace), Store(store), kept)


def _wanted(keys: Sequence[str] | None) -> Sequence[Content]:
    if keys is None:
        return contents()
    known = {one.KEY: one for one in contents()}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def _filters(context: Context) -> tuple[tuple[str, str], ...]:
    """What was asked for, in words, whether chosen or as it is by itself."""
    asked, norm = context.asked, context.situation.norm
    compare = formats.month(asked.compare) if asked.compare else _("nothing")
    shown = formats.norm(norm.value, norm.provinces, 1) if norm else formats.MISSING
    found = [
        (_("Region"), context.name),
        (_("As of"), formats.month(asked.as_of)),
        (_("Compared with"), compare),
        (_("Norm"), _("{norm} PMKS to one PSM", norm=shown)),
        (_("Kinds of PMKS counted"), kinds_names()[asked.kinds]),
    ]
    if asked.scenario:
        found.append((_("Scenario"), asked.scenario))
    return tuple(found)


def _snapshot(store: Path) -> Snapshot:
    found = snapshots.current_snapshot(store)
    if found is None:
        raise Refusal(_("Nothing is published yet."))
    manifest = found.manifest
    return Snapshot(found.id, manifest["sha256"], manifest["made_at"])


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, where it stands first."""
    return tuple(dict.fromkeys(texts))
