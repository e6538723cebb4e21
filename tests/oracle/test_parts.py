"""Figures made part by part are those made in one piece, cell by cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from imbang.disk import duckdb_files
from imbang.progress import silently
from imbang.publishing import engine, parts
from imbang.publishing.figures import building
from imbang.publishing.figures.material import gather
from imbang.publishing.publish import publish
from imbang.publishing.verify import verify
from imbang.questions.indicators import read_all
from imbang.reference import regions
from imbang.reference.datasets import Column, Dataset, load_datasets
from imbang.reference.levels import NATION
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot
from imbang.store.workspace import Workspace

from ..conftest import draft
from ..queries.conftest import need
from ..together import place, without_maps

PROVINCES = ("62", "63", "65")
PEOPLE = [f"{number:064x}" for number in range(30)]
PERIODS = ("2023-01/2023-06", "2023-12", "2024-01/2024-03", "2024-06", "2024-06")
KEYS = (
    "region_code",
    "kind",
    "unit",
    "decile",
    "source",
    "programme",
    "fund_source",
    "indicator",
    "activity",
)
NAMES = ("Siti", "Siti Aminah", "Budi Santoso", "Sitti Aminah", "Made")


def offices(chance: random.Random) -> list[str]:
    found = [NATION]
    for province in PROVINCES:
        at = place(province)
        found += [province, at.city, at.cities[-1], at.city, at.city]
    return [chance.choice(found) for _ in range(110)]


def areas(office: str) -> list[str]:
    """A few regions of every level that an office may report of."""
    found = [NATION]
    for province in PROVINCES:
        at = place(province)
        found += [province, at.city, at.cities[-1], at.district, *at.villages[:3]]
    return [code for code in found if regions.load().is_within(code, office)]


def value(chance: random.Random, column: Column, office: str, dataset: str) -> Any:
    if column.type not in ("region_code", "choice", "ppks_kind", "pillar_kind"):
        blank = chance.random() < (0.05 if column.required else 0.3)
        if blank and column.key not in ("activity", "indicator", "first_day"):
            return None
    match column.type:
        case "region_code":
            anywhere = column.is_anywhere and chance.random() < 0.4
            return chance.choice(areas(NATION if anywhere else office))
        case "choice":
            keys = [one.key for one in column.choices]
            return chance.choice(keys if column.required else [*keys, None])
        case "ppks_kind":
            return chance.choice(["poor", "neglected_elderly", "homeless"])
        case "pillar_kind":
            return chance.choice(["psm", "tksk", "karang_taruna", "psm"])
        case "certificate":
            return chance.choice(["yes", "no", "2023-03-01", None])
        case "date":
            return date(2023, 1, 1) + timedelta(days=chance.randint(0, 500))
        case "year":
            return chance.choice([1980, 1990, 2010, 2023, 2024])
        case "indicator":
            return chance.choice(list(read_all()))
        case "text":
            return text(chance, column.key)
        case _:
            return chance.randint(0, 9) * chance.choice([1, 1, 10])


def text(chance: random.Random, key: str) -> str:
    if key == "name":
        return chance.choice(NAMES)
    if key == "activity":
        return chance.choice(["B-1", "B-2"])
    return chance.choice(["a", "b", "c"])


def row(chance: random.Random, dataset: Dataset, office: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for column in dataset.columns:
        if column.type == "identity":
            made["person_key"] = chance.choice([*PEOPLE, None])
        elif column.type not in ("ignored", "region_name", "period"):
            made[column.key] = value(chance, column, office, dataset.key)
    if dataset.key == "activities":
        made["kind"] = chance.choice(["bimtek", "bimtek", "rakor"])
        made["last_day"] = None
    return made


def world(
    chance: random.Random,
) -> Iterator[tuple[str, str, str, list[dict[str, Any]]]]:
    datasets = list(load_datasets().values())
    people = [one for one in datasets if one.key in ("pillars", "participants")]
    for office in offices(chance):
        dataset = chance.choice([*datasets, *people, *people])
        period = chance.choice(PERIODS)
        rows = [row(chance, dataset, office) for _ in range(chance.randint(1, 12))]
        if dataset.key not in ("pillars", "participants", "case_records"):
            unique = {tuple(one.get(key) for key in KEYS): one for one in rows}
            rows = list(unique.values())
        yield dataset.key, office, period, rows


def record(folder: Path, seed: int) -> Store:
    chance = random.Random(seed)
    store = Store(folder / "store")
    day = date(2023, 7, 1)
    drafts = [draft(*one) for one in world(chance)]
    for first in range(0, len(drafts), 10):
        store.record(
            drafts[first : first + 10],
            by="oracle",
            received_on=day + timedelta(days=first),
            warnings=[
                {
                    "file": "made-up.xlsx",
                    "sheet": "Sheet1",
                    "column": None,
                    "rule": "total",
                    "rows": [3],
                    "labels": ["JUMLAH"],
                }
            ],
        )
    return store


def lacking(
    work: duckdb.DuckDBPyConnection, table: str, there: str
) -> list[tuple[Any, ...]]:
    """Rows of a table, the first few, that another has not as often."""
    numbered = ("marts.psm_persons", "marts.psm_terms", "marts.attendances")
    selected = "* exclude (person_id)" if table.endswith(numbered) else "*"
    return work.execute(
        f"select {selected} from {table} except all select {selected} from {there} "
        "limit 5"
    ).fetchall()


def as_kept(work: duckdb.DuckDBPyConnection, table: str) -> str:
    """A table of the whole, as a snapshot keeps its rows."""
    columns = work.table(f"memory.{table}").columns
    return f"({parts.kept(f'memory.{table}', columns)})"


def differing(store: Store) -> dict[str, Any]:
    """Rows of the whole that the snapshot lacks, and the other way, by table."""
    snapshot = current_snapshot(store.folder)
    assert snapshot is not None
    settings = bearing_on_figures(Workspace(store.folder))
    found = {}
    with duckdb.connect() as whole:
        building.build(whole, gather(store, store.counted(), settings), silently)
        duckdb_files.attach(whole, snapshot.path, "put", read_only=True)
        for step in building.steps():
            if step.table.split(".")[0] not in building.PUBLISHED:
                continue
            ours, theirs = as_kept(whole, step.table), f"put.{step.table}"
            lacks = lacking(whole, ours, theirs), lacking(whole, theirs, ours)
            if lacks != ([], []):
                found[step.table] = lacks
        for table in ("psm_persons", "attendances"):
            # who is known to several provinces is one person there too
            people = "select count(distinct person_id) from {}.marts." + table
            assert (
                whole.execute(people.format("memory")).fetchall()
                == whole.execute(people.format("put")).fetchall()
            )
    return found


@pytest.mark.parametrize("seed", (1, 2))
def test_parts_together_are_the_whole(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stay so when an office sends more: other parts are then kept. Steps are done one
    after the other, or several side by side."""
    monkeypatch.setattr(parts, "SMALL", 1)
    monkeypatch.setattr(engine, "threads", lambda _rows=0: 1 if seed == 1 else 3)
    store = record(tmp_path, seed)
    with without_maps():
        first = publish(store).manifest["parts"]
        assert differing(store) == {}
        office, village = place("63").city, place("63").villages[0]
        more = [draft("ppks", office, "2024-06", [need(village, 7 + seed)])]
        store.record(more, by="oracle", received_on=date(2024, 7, 1))
        published = publish(store).manifest
        second = published["parts"]
        assert first.keys() == second.keys() == {*PROVINCES, NATION}
        assert first["63"]["key"] != second["63"]["key"]
        assert all(first[one]["key"] == second[one]["key"] for one in ("62", "65"))
        assert differing(store) == {}
        assert verify(store, silently) == []
        # nothing is new: neither a part nor the nation's rows are made again
        monkeypatch.setattr(parts, "make", made_again)
        again = publish(store).manifest
    assert again["sha256"] == published["sha256"]
    assert [again[one] for one in ("parts", "figures", "layers")] == [
        published[one] for one in ("parts", "figures", "layers")
    ]


def made_again(job: parts.Job, _progress: object) -> None:
    raise AssertionError(f"{job.label} is made again")


def test_a_province_of_which_nothing_counts_any_more_leaves_no_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SMALL", 1)
    store = Store(tmp_path / "store")
    drafts = [
        draft("ppks", at.city, "2024-06", [need(at.villages[0], 7)])
        for at in map(place, PROVINCES)
    ]
    store.record(drafts, by="oracle", received_on=date(2024, 7, 1))
    with without_maps():
        publish(store)
        [gone] = [one for one in store.counted() if one.office == place("62").city]
        store.withdraw([gone], by="oracle")
        assert {*publish(store).manifest["parts"]} == {"63", "65", NATION}
        assert differing(store) == {}
        assert verify(store, silently) == []


def test_what_the_nation_lists_tells_nothing_of_provinces_that_send_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether in all that is one part, or in parts and a nation."""
    monkeypatch.setattr(parts, "SMALL", 1)
    store = Store(tmp_path / "store")
    drafts = [
        draft(
            "pillars",
            place(province).city,
            "2024-03",
            [{"region_code": place(province).villages[0], "kind": "psm"} | person],
        )
        for province, person in (
            ("62", {"name": "Siti", "person_key": PEOPLE[0]}),
            ("63", {"name": "Budi", "person_key": PEOPLE[1]}),
        )
    ]
    meeting = {"activity": "B-1", "kind": "bimtek", "first_day": date(2024, 4, 2)}
    guest = {"activity": "B-1", "name": "Budi", "person_key": PEOPLE[1]}
    drafts += [
        draft("activities", NATION, "2024-06", [meeting]),
        draft("participants", NATION, "2024-06", [guest]),
    ]
    store.record(drafts, by="oracle", received_on=date(2024, 7, 1))
    with without_maps():
        assert {*publish(store).manifest["parts"]} == {"62", "63", NATION}
        assert differing(store) == {}
