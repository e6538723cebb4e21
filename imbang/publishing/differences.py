"""What is not the same in two snapshots: which figures, and what may have brought it.

Figures are those that pages show, asked of both snapshots by the same questions. What
bears on them is in the manifests: submissions, settings, and the rules they were made by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from imbang import paths
from imbang.questions.asking import ask_snapshot
from imbang.reference.levels import NATION
from imbang.refusals import Refusal
from imbang.settings import settings
from imbang.store.damage import Broken
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission, replaced_by
from imbang.store.snapshots import Snapshot, current_snapshot, find, snapshots
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_STEPS = ("changed", "feeds", "causes")


@dataclass(frozen=True)
class Sent:
    """A submission that only one of the snapshots was made from.

    ``what`` is ``added``, ``removed`` or ``replaced``; then ``before`` is the one whose
    place it took.
    """

    what: str
    submission: Submission
    before: Submission | None = None


@dataclass(frozen=True)
class Differences:
    """What changed from snapshot ``before`` to ``after``.

    ``figures`` has one row a region and figure that changed (region_code, region_name,
    figure, before, after, change, state_before, state_after, and the submissions and
    settings that may have brought it, with commas between), in the order of regions;
    None where one of the snapshots cannot be asked by this version. ``settings`` has
    values before and after by key; ``rules`` says which of ``reference``, ``queries``
    and ``code`` are not the same.
    """

    before: str
    after: str
    as_of: str | None
    figures: pd.DataFrame | None
    submissions: tuple[Sent, ...]
    settings: Mapping[str, tuple[Any, Any]]
    rules: tuple[str, ...]


def compare(
    store: Store,
    before: str | None = None,
    after: str | None = None,
    *,
    region: str = NATION,
    level: str = "regency",
    as_of: str | None = None,
) -> Differences:
    """The differences between two snapshots, the current one and that before it unless
    told otherwise; ``as_of`` is a month as text, the last one with data unless given.

    Raises Refusal where there are no such snapshots.
    """
    new = _after(store) if after is None else find(store, after)
    old = _before(store, new) if before is None else find(store, before)
    sent = _sent(store, old, new)
    set_ = _set(old, new)
    figures = None
    try:
        as_of = as_of or _last_month(new)
        asked = {"region": region, "level": level, "as_of": as_of}
        figures = _figures(old, new, asked, sent, set_)
    except Broken:
        raise
    except Refusal:  # made by another version, which asks otherwise
        pass
    return Differences(old.id, new.id, as_of, figures, sent, set_, _rules(old, new))


def _after(store: Store) -> Snapshot:
    snapshot = current_snapshot(store.folder)
    if snapshot is None:
        raise Refusal(_("There is nothing to compare yet: nothing is published."))
    return snapshot


def _before(store: Store, snapshot: Snapshot) -> Snapshot:
    earlier = [one for one in snapshots(store) if one.id < snapshot.id]
    if not earlier:
        raise Refusal(
            _("Snapshot {id} is the first: there is none before it.", id=snapshot.id)
        )
    return earlier[-1]


def _sent(store: Store, old: Snapshot, new: Snapshot) -> tuple[Sent, ...]:
    by_id = {one.id: one for one in store.submissions()}
    gone, come = (
        [
            one
            for id in this.manifest["submissions"]
            if id not in other.manifest["submissions"] and (one := by_id.get(id))
        ]
        for this, other in ((old, new), (new, old))
    )
    replaced = replaced_by([*gone, *come])
    before = {replaced[one.id]: one for one in gone if one.id in replaced}
    return (
        *(
            Sent("replaced" if one.id in before else "added", one, before.get(one.id))
            for one in come
        ),
        *(Sent("removed", one) for one in gone if one.id not in replaced),
    )


def _set(old: Snapshot, new: Snapshot) -> Mapping[str, tuple[Any, Any]]:
    before, after = (settings.of_manifest(one.manifest) for one in (old, new))
    return {
        key: (value, after[key]) for key, value in before.items() if value != after[key]
    }


def _rules(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    before, after = old.manifest["recipe"], new.manifest["recipe"]
    return tuple(name for name in sorted(after) if before.get(name) != after[name])


def _last_month(snapshot: Snapshot) -> str:
    """The last month with data: what pages show when first opened."""
    months = ask_snapshot(snapshot, "scope").column("last_month").to_pylist()
    return max(months, default=f"{date.today():%Y-%m}")


def _figures(
    old: Snapshot,
    new: Snapshot,
    asked: Mapping[str, str],
    sent: Sequence[Sent],
    set_: Mapping[str, object],
) -> pd.DataFrame:
    import duckdb

    areas = _areas(old, new, asked)
    with duckdb.connect() as work:
        for side, snapshot in (("before", old), ("after", new)):
            for name, answer in _answers(snapshot, asked, areas).items():
                work.register(f"{name}_{side}", answer)
        work.register("sources", _sources(sent, set_))
        for step in _STEPS:
            work.execute(f"create temp table {step} as {_sql(step)}")
        found: pd.DataFrame = work.execute(_sql("figures")).df()
    return found


def _areas(old: Snapshot, new: Snapshot, asked: Mapping[str, str]) -> list[str]:
    """The regions to ask about: of the whole nation only the provinces that either
    snapshot has data of, where what is below them is asked: their figures rest on
    nothing beyond, and 80,000 villages that nobody reports on change nothing."""
    if asked["region"] != NATION or asked["level"] in ("nation", "province"):
        return [asked["region"]]
    found = {
        code
        for one in (old, new)
        for code in ask_snapshot(one, "scope").column("region_code").to_pylist()
    }
    return sorted(found) or [NATION]


def _answers(
    snapshot: Snapshot, asked: Mapping[str, str], areas: Sequence[str]
) -> dict[str, pa.Table]:
    import pyarrow as pa

    def ask(question: str, **more: str) -> pa.Table:
        told = [
            ask_snapshot(snapshot, question, **{**asked, **more, "region": area})
            for area in areas
        ]
        return pa.concat_tables(told, promote_options="default")

    return {
        "coverage": ask("coverage"),
        "psm": ask("pillar_ladder", kind="psm"),
        "pillars": ask("pillar_ladder"),
    }


def _sources(sent: Sequence[Sent], set_: Mapping[str, object]) -> pa.Table:
    """What is not the same and may feed figures: datasets of submissions, settings."""
    import pyarrow as pa

    names = ("source", "submission_id", "office")
    rows: list[tuple[str | None, ...]] = [
        (one.submission.dataset, one.submission.id, one.submission.office)
        for one in sent
    ]
    rows += [(key, None, None) for key in set_]
    return pa.Table.from_pylist(
        [dict(zip(names, row, strict=True)) for row in rows],
        schema=pa.schema([(name, pa.string()) for name in names]),
    )


def _sql(name: str) -> str:
    return (paths.QUERIES / "differences" / f"{name}.sql").read_text("utf-8")
