"""What a file would do to figures that stand: regions that it no longer tells of.

Read from what counts now, before anything is recorded; nothing here knows of a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow.parquet as pq

from imbang.reference.levels import NATION, ancestors, level_of
from imbang.screens.imports.desk import Item, Replacement
from imbang.store.deliveries import Store
from imbang.store.drafts import Draft
from imbang.store.manifests import Submission

_REGION = "region_code"
COUNTS = frozenset({"ppks", "pillar_counts"})
"""Reports of which each region's stands until its next one, the lowest office's first."""


@dataclass(frozen=True)
class Effect:
    """What becomes of the regions that a draft leaves out of what it replaces.

    ``lost`` are they; ``left_on`` says of how many an earlier submission tells, by its
    last month (as `imbang.periods` counts), the latest first; the others have none.
    """

    replacement: Replacement
    lost: frozenset[str]
    left_on: tuple[tuple[int, int], ...]

    @property
    def are_villages(self) -> bool:
        """Whether all of them are villages."""
        return all(level_of(code) == "village" for code in self.lost)

    @property
    def without(self) -> int:
        """How many would have no figure left."""
        return len(self.lost) - sum(n for _month, n in self.left_on)


def effects(
    store: Store, found: Iterable[Replacement], counted: Sequence[Submission]
) -> Iterator[Effect]:
    """The effect of each draft that leaves out regions of what it replaces."""
    for one in found:
        if one.before is None or one.before not in counted:
            continue
        lost = _regions(store, one.before) - regions_of(one.draft)
        if lost:
            yield Effect(one, lost, tuple(_left_on(store, one.draft, lost, counted)))


def part_of(item: Item) -> str | None:
    """The part of its office's area that all of a file lies in, where it is one.

    A district or a village, of a file that holds counts alone: those of a lower office
    come before those of the one above, region by region.
    """
    drafts = item.report.drafts if item.report else ()
    if not drafts or not all(draft.dataset in COUNTS for draft in drafts):
        return None
    codes = frozenset[str]().union(*map(regions_of, drafts))
    shared = (
        set.intersection(*(set(ancestors(code)) for code in codes)) if codes else ()
    )
    lowest = max(set(shared) - {NATION}, key=len, default=None)
    office = drafts[0].office
    return lowest if lowest and office in ancestors(lowest)[1:] else None


def regions_of(draft: Draft) -> frozenset[str]:
    """The regions that a draft tells of."""
    if _REGION not in draft.table.column_names:
        return frozenset()
    return frozenset(draft.table[_REGION].unique().to_pylist()) - {None}


def _left_on(
    store: Store, draft: Draft, lost: frozenset[str], counted: Sequence[Submission]
) -> Iterator[tuple[int, int]]:
    """Of how many lost regions an earlier submission tells, the latest one first."""
    if draft.dataset not in COUNTS:
        return
    earlier = [
        one
        for one in counted
        if (one.dataset, one.office) == (draft.dataset, draft.office)
        and one.period.last < draft.period.last
    ]
    left = lost
    for one in sorted(earlier, key=lambda one: -one.period.last):
        if told := left & _regions(store, one):
            yield one.period.last, len(told)
        left = left - told


def _regions(store: Store, submission: Submission) -> frozenset[str]:
    file = pq.ParquetFile(store.parquet(submission))
    if _REGION not in file.schema_arrow.names:
        return frozenset()
    column = file.read(columns=[_REGION])[_REGION]
    return frozenset(column.unique().to_pylist()) - {None}
