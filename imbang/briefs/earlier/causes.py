"""Why a figure of an earlier paper is another now, in words: what was sent or set since."""

from __future__ import annotations

import functools
from pathlib import Path

from imbang import formats
from imbang.briefs.model import Asked
from imbang.decisions import restated
from imbang.publishing.differences import Differences, Sent
from imbang.reference import regions
from imbang.reference.datasets import load_datasets
from imbang.reference.levels import Level, level_of, lower_level
from imbang.settings.settings import SETTINGS, as_text
from imbang.store.deliveries import Store
from imbang.store.snapshots import snapshot_id
from imbang.texts import _, plural
from imbang.wording.names import full_name

_FIGURES = {"ratio_ppks_per_psm": "ratio"}
"""Figures of briefs by the name that decisions have for them, where it is another."""
_FEEDS = {
    "growth": ("ppks", "pillars", "pillar_counts"),
    "people": ("pillars", "pillar_counts", "participants"),
    "training": ("pillars", "activities", "participants"),
    "verification": ("verification", "services", "cases", "case_records"),
}
"""The datasets of screens whose figures are those of neither coverage nor indicators."""
_MOST = 3  # submissions told of one figure


class Reasons:
    """What came between a snapshot and the current one, asked once for many figures."""

    def __init__(self, store: Path, snapshot: str, asked: Asked) -> None:
        self._store, self._snapshot, self._asked = Store(store), snapshot, asked

    def told(self, key: str, screen: str, region: str) -> str:
        """What may have restated a figure, by its key in a brief, of a region that is the
        brief's or one of those below it."""
        is_own = region == self._asked.region
        found = self._own if is_own else self._below
        if found is None:
            return _("snapshot {id}, which was shown, is gone", id=self._snapshot)
        causes = restated.causes_of(found, _figure(key), region, _FEEDS.get(screen))
        by_id = {one.submission.id: one for one in found.submissions}
        told = [_sent(by_id[id]) for id in causes.submissions[:_MOST]]
        if (left := len(causes.submissions) - _MOST) > 0:
            told.append(
                plural(
                    "{n} further submission",
                    "{n} further submissions",
                    left,
                    n=formats.number(left),
                )
            )
        is_held = screen not in _FEEDS  # against a norm
        told += [_set(k, found) for k in causes.settings if is_held or k != "norm"]
        if causes.rules:
            told.append(_("by reference data or rules of counting"))
        return "; ".join(told) or _("the cause is not known")

    @functools.cached_property
    def _own(self) -> Differences | None:
        return self._since(level_of(self._asked.region))

    @functools.cached_property
    def _below(self) -> Differences | None:
        return self._since(lower_level(self._asked.region))

    def _since(self, level: Level) -> Differences | None:
        if (current := snapshot_id(self._store.folder)) is None:
            return None
        return restated.since(
            self._store,
            self._snapshot,
            current,
            self._asked.region,
            self._asked.as_of,
            level=level,
        )


def _figure(key: str) -> str:
    """The figure of a key in a brief: a number's, or a cell's by row and column."""
    row, _sign, column = key.partition("/")
    if column and column != "value":
        return column
    return _FIGURES.get(row, row)


def _sent(one: Sent) -> str:
    """A submission that came, went or took another's place."""
    sent = one.submission
    told = {
        "dataset": load_datasets()[sent.dataset].title,
        "office": full_name(regions.load().name(sent.office), level_of(sent.office)),
        "day": formats.day(sent.received_on),
        "id": sent.id,
    }
    if one.what == "removed":
        return _("{dataset} of {office} taken back (submission {id})", **told)
    if one.what == "replaced":
        return _("{dataset} of {office} sent anew {day} (submission {id})", **told)
    return _("{dataset} of {office} sent {day} (submission {id})", **told)


def _set(key: str, found: Differences) -> str:
    before, after = (as_text(value) or formats.MISSING for value in found.settings[key])
    return _(
        "setting {name}: {before}, now {after}",
        name=_(SETTINGS[key].name),
        before=before,
        after=after,
    )
