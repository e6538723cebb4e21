"""Why a figure of the past is no longer what was shown: what was sent or set since.

The causes are those of `imbang.publishing.differences`, between the snapshot that was
shown and the current one. They are where the change may come from, not proof.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from imbang.decisions.figures import OF_COVERAGE
from imbang.decisions.records import Decision
from imbang.periods import parse_month
from imbang.publishing.differences import Differences, Sent, compare
from imbang.questions.indicators import indicators
from imbang.reference.levels import Level, is_within, level_of
from imbang.refusals import Refusal
from imbang.store.damage import Broken
from imbang.store.deliveries import Store

_SET = {"norm": "ppks", "counted_kinds": "ppks", "kind_set": "pillars"}
_DIFFERENCES: dict[str, tuple[str, ...]] = {
    "ratio": ("ppks_persons", "psm_active"),
    "psm_per_1000_ppks": ("ppks_persons", "psm_active"),
}


@dataclass(frozen=True)
class Causes:
    """What may have brought a restated figure: submissions that came, went or took
    another's place, keys of settings, and rules (``reference``, ``queries``, ``code``),
    which are named where neither of the others did it.

    ``is_known`` is False where the snapshot that was shown cannot be read any more.
    """

    submissions: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    is_known: bool = True


def causes(folder: Path, decision: Decision, current: str) -> Causes:
    """What may have changed the figure of a decision between the snapshot it was shown in
    and the ``current`` one of the store in ``folder``."""
    found = since(
        Store(folder), decision.snapshot, current, decision.region, decision.as_of
    )
    if found is None:
        return Causes(is_known=False)
    return causes_of(found, decision.figure, decision.region)


def since(
    store: Store,
    snapshot: str,
    current: str,
    region: str,
    as_of: str,
    *,
    level: Level | None = None,
) -> Differences | None:
    """What is not the same any more in the ``current`` snapshot as in another, of a region
    or of those of a ``level`` in it, as of a month: only what was sent of that month or
    before. None where the snapshot cannot be read."""
    try:
        found = compare(
            store,
            snapshot,
            current,
            region=region,
            level=level or level_of(region),
            as_of=as_of,
        )
    except (Broken, Refusal):  # cleaned away, or not what was published
        return None
    return replace(found, submissions=_of_then(found, as_of))


def causes_of(
    found: Differences,
    figure: str,
    region: str,
    sources: Collection[str] | None = None,
) -> Causes:
    """What may have changed a figure of a region. ``sources`` are the datasets that feed
    a figure that is neither of coverage nor an indicator."""
    told = _told(found, figure, region) or _fed(found, figure, region, sources)
    if told.submissions or told.settings:
        return told
    return Causes(rules=found.rules)


def _told(found: Differences, figure: str, region: str) -> Causes | None:
    """The causes of a figure of coverage, as the comparison tells them."""
    if found.figures is None or figure not in OF_COVERAGE:
        return None
    names = _DIFFERENCES.get(figure, (figure,))
    if figure in ("uncovered_persons", "shortage"):
        names = (*names, "norm")
    rows = found.figures[
        found.figures["region_code"].eq(region) & found.figures["figure"].isin(names)
    ]
    known = {one.submission.id for one in found.submissions}
    sent = (id for id in _split(rows["submissions"]) if id in known)
    return Causes(tuple(sent), _split(rows["settings"]))


def _of_then(found: Differences, as_of: str) -> tuple[Sent, ...]:
    """What was sent of a month or before: the rest bears on nothing."""
    month = parse_month(as_of)
    return tuple(
        one for one in found.submissions if one.submission.period.first <= month
    )


def _split(texts: Iterable[object]) -> tuple[str, ...]:
    """The parts of texts with commas between, each once, in their order."""
    parts = (
        part for text in texts if isinstance(text, str) for part in text.split(", ")
    )
    return tuple(sorted(set(parts)))


def _fed(
    found: Differences, figure: str, region: str, sources: Collection[str] | None
) -> Causes:
    """What changed among all that feeds the figure, from offices in or above the region."""
    about = indicators().get(figure)
    fed = set(sources or ("ppks", "pillars", "pillar_counts"))
    if about is not None:
        fed = {*about.sources}
    sent = (one for one in found.submissions if _bears(one, fed, region))
    return Causes(
        tuple(sorted(one.submission.id for one in sent)),
        tuple(key for key in sorted(found.settings) if _SET.get(key) in fed),
    )


def _bears(one: Sent, sources: set[str], region: str) -> bool:
    office = one.submission.office
    near = is_within(office, region) or is_within(region, office)
    return one.submission.dataset in sources and near
