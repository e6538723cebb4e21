"""A release made whole: counted, hidden, attacked, described; or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from imbang.progress import Progress, silently
from imbang.reference.levels import Level
from imbang.refusals import Refusal
from imbang.releases import files as written
from imbang.releases import hiding, safety, system, tables
from imbang.releases.attack.bounds import Contradiction
from imbang.releases.attack.report import COLUMNS, Attack, attack
from imbang.releases.before import Earlier, carried, joined
from imbang.releases.system import Cells
from imbang.releases.tables import KEY, Ask
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd

_MOST_TRIES = 12


@dataclass(frozen=True)
class Release:
    """The files of a release by name; the true counts with what of them is hidden."""

    files: Mapping[str, bytes]
    counts: pd.DataFrame
    attacked: Attack

    @property
    def hidden(self) -> int:
        """How many counts are hidden."""
        return int(self.counts["hidden"].sum())

    @property
    def small(self) -> int:
        """How many of them are small themselves."""
        return int(self.counts["is_small"].sum())


def make(
    ask: Ask,
    about: written.About,
    *,
    lowest: Level,
    earlier: Earlier | None = None,
    progress: Progress = silently,
) -> Release:
    """The release of a region and month down to a level.

    Refusal where something hidden could be worked out and no further hiding prevents it.
    """
    progress(_("counting"), 0.0)
    counted = set(ask("settings").to_pylist()[0]["ppks_kinds"])
    regions = tables.regions(ask, about.region, lowest, about.as_of)
    counts = tables.counts(ask, about.region, lowest, about.as_of, sorted(counted))
    return of_counts(counts, regions, counted, about, earlier, progress)


def of_counts(
    counts: pd.DataFrame,
    regions: pd.DataFrame,
    counted: set[str],
    about: written.About,
    earlier: Earlier | None = None,
    progress: Progress = silently,
) -> Release:
    """Like `make`, of counts at hand."""
    counts = carried(counts, regions, earlier)
    own = system.build(counts, regions, counted)
    hidden, files, attacked = _hide(counts, regions, counted, own, earlier, progress)
    has = counts["count"].notna().to_numpy()
    true = counts.assign(hidden=False, is_small=False)
    true.loc[has, "hidden"] = hidden[: has.sum()]
    true.loc[has, "is_small"] = own.is_small[: has.sum()]
    beside = safety.told(attacked, true, None if earlier is None else earlier.number)
    described = written.described(about, files, beside)
    return Release({**files, **beside, written.MANIFEST: described}, true, attacked)


def _hide(
    counts: pd.DataFrame,
    regions: pd.DataFrame,
    counted: set[str],
    own: Cells,
    earlier: Earlier | None,
    progress: Progress,
) -> tuple[np.ndarray, dict[str, bytes], Attack]:
    """What is hidden, the files, and the attack that found nothing in them."""
    cells, places = own, _places(own)
    if earlier is not None:
        then = system.build(
            earlier.counts.assign(as_before=False),
            earlier.regions,
            set(earlier.counted),
        )
        was_hidden = then.frame["hidden"].eq(True) & then.is_published
        cells, added = joined(own, then, was_hidden.to_numpy(bool))
        places = {**places, **{("before", *key): one for key, one in added.items()}}
    hidden = np.zeros(len(cells.value), dtype=bool)
    shown = np.zeros(len(cells.value), dtype=bool)
    of_own = own.frame["was_hidden"].eq(True).to_numpy(bool) & own.is_published
    hidden[: len(of_own)] = of_own & own.frame["as_before"].to_numpy(bool)
    shown[: len(of_own)] = ~of_own & own.frame["as_before"].to_numpy(bool)
    hidden = hiding.begin(cells, hidden=hidden, shown=shown)
    # what the earlier release hides moves freely; it is not ours to hide
    hidden[len(own.value) :] = True
    before = None if earlier is None else earlier.files
    has = counts["count"].notna().to_numpy()
    for tried in range(_MOST_TRIES):
        progress(_("attacking, try {n}", n=tried + 1), 0.2 + 0.06 * tried)
        files = written.write(
            counts, regions, _rows(has, hidden), _rows(has, own.adds_up), counted
        )
        try:
            found = attack(files, before)
        except Contradiction:
            raise Refusal(_contradicts()) from None
        if found.exposed.empty:
            return hidden[: len(own.value)], files, found
        exposed = {places[key] for key in _keys(found.exposed) if key in places}
        lost = hiding.protect(cells, hidden, shown, sorted(exposed))
        if len(lost) == len(exposed):
            break
    raise Refusal(_refused(found))


def _places(own: Cells) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for one, key in enumerate(own.frame[KEY].itertuples(index=False)):
        found[("this", *key)] = found[("both", *key)] = one
    return found


def _keys(exposed: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(exposed[["release", *COLUMNS]].itertuples(index=False, name=None))


def _rows(has: np.ndarray, of_cells: np.ndarray) -> np.ndarray:
    """Of each row of counts what there is of each cell; False where it has no figure."""
    found = np.zeros(len(has), dtype=bool)
    found[has] = of_cells[: has.sum()]
    return found


def _contradicts() -> str:
    return _(
        "The release before and the figures of this one contradict each other. Nothing "
        "was written."
    )


def _refused(found: Attack) -> str:
    worst = found.exposed.head(5)
    return _(
        "{n} small counts could be worked out from this release, and hiding more does not "
        "prevent it ({cells}). Nothing was written. Try it down to a higher level.",
        n=len(found.exposed),
        cells="; ".join(
            f"{row.file} {row.region_code} {row.kind} {row.measure}"
            for row in worst.itertuples()
        ),
    )
