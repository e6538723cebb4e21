"""How much of what figures rest on is accepted: by hand, and against a plain calculation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pytest

from imbang.periods import format_month, parse_month
from imbang.publishing.figures import building
from imbang.questions.asking import sql_values
from imbang.questions.catalogue import bind, questions
from imbang.reference import regions
from imbang.reference.levels import LEVELS, ancestor, is_within, level_of
from imbang.settings import settings
from imbang.store import acceptance
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.store.workspace import Workspace

from ..conftest import draft
from .conftest import Row, need, psm, workshop

PROVINCE = "63"
OFFICES = ("63.71", "63.72", "63.01", "63.71.01", "63")
START, END = parse_month("2023-01"), parse_month("2024-12")
VILLAGES = {
    office: [
        code
        for code in regions.load().names
        if code.startswith(f"{office}.") and level_of(code) == "village"
    ][:3]
    for office in OFFICES
}
VILLAGES[PROVINCE] = [VILLAGES["63.71"][0], VILLAGES["63.01"][0]]


@dataclass(frozen=True)
class One:
    """A submission as it was made up: its rows told by region and how they are added."""

    dataset: str
    office: str
    last: int
    told: tuple[tuple[str, str], ...]  # region, kind or flow


def made_up(seed: int, count: int) -> list[One]:
    dice = random.Random(seed)
    found = []
    for _n in range(count):
        office = dice.choice(OFFICES)
        dataset = dice.choice(["ppks", "pillars", "cases"])
        if office.count(".") == 2:
            dataset = "ppks"  # of a part counts alone
        villages = dice.sample(VILLAGES[office], dice.randint(1, len(VILLAGES[office])))
        word = {
            "ppks": ("poor", "neglected_elderly"),
            "pillars": ("psm",),
            "cases": ("monthly", "cumulative"),
        }[dataset]
        kind = dice.choice(word)
        last = dice.randint(START, END)
        found.append(One(dataset, office, last, tuple((v, kind) for v in villages)))
    return found


def rows(one: One) -> list[Row]:
    if one.dataset == "ppks":
        return [need(region, 4, kind=kind) for region, kind in one.told]
    if one.dataset == "pillars":
        return [psm(f"{one.office} {v} {one.last}", v) for v, _kind in one.told]
    return [
        {
            "region_code": region,
            "kind": "poor",
            "handled": 1,
            "flow": flow,
            "period_from": one.last if flow == "monthly" else 12 * (one.last // 12),
        }
        for region, flow in one.told
    ]


@dataclass(frozen=True)
class World:
    """What was made up, as it was recorded, and the tables made of it."""

    store: Store
    sent: dict[str, tuple[Submission, One]]
    work: duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    store = Store(tmp_path_factory.mktemp("acceptance"))
    ones = made_up(18, 140)
    store.record(
        [draft(o.dataset, o.office, format_month(o.last), rows(o)) for o in ones],
        by="tester",
        received_on=date(2025, 1, 10),
    )
    settings.change(Workspace(store.folder), "acceptance", "on", by="t")
    every = store.submissions()
    counting = {each.id for each in store.counted()}
    sent = {
        each.id: (each, one)
        for each, one in zip(every, ones, strict=True)
        if each.id in counting
    }
    with workshop(store) as work:
        for macro in building.macros():
            work.execute(macro.replace("create macro", "create or replace macro"))
        yield World(store, sent, work)


def used(world: World, region: str, as_of: int) -> set[str]:
    """Which submissions figures of a region take, one region's report after the other."""
    place = ancestor(region, "regency")
    latest: dict[Any, tuple[Any, str]] = {}
    found = set()
    for id, (each, one) in world.sent.items():
        order = (one.last, LEVELS.index(level_of(one.office)), number(id))
        if one.last > as_of:
            continue
        if one.dataset == "pillars":
            key: Any = ("pillars", one.office)
            if key not in latest or order > latest[key][0]:
                latest[key] = order, id
            continue
        for told, kind in one.told:
            if not is_within(told, place):
                continue
            if one.dataset == "ppks":
                key = ("ppks", told, kind)
            elif one.last // 12 != as_of // 12:
                continue
            elif kind == "monthly":
                found.add(id)
                continue
            else:
                key = ("cases", one.office, told)
            if key not in latest or order > latest[key][0]:
                latest[key] = order, id
        assert each.period.last == one.last
    for _order, id in latest.values():
        each, one = world.sent[id]
        tells = (
            one.dataset != "pillars"
            or is_within(one.office, place)
            or any(
                one.office == PROVINCE and is_within(village, place)
                for village, _kind in one.told
            )
        )
        if tells:
            found.add(id)
    return found


def number(id: str) -> int:
    return int(id.partition("-")[2])


def expected(world: World, region: str, as_of: int, accepted: set[str]) -> Any:
    """Offices in their order, how many of their submissions are used and accepted."""
    found: dict[str, list[int]] = {}
    for id in used(world, region, as_of):
        office = ancestor(world.sent[id][0].office, "regency")
        counts = found.setdefault(office, [0, 0])
        counts[0] += 1
        counts[1] += id in accepted
    return [(office, *counts) for office, counts in sorted(found.items())]


def told(world: World, region: str, as_of: int) -> list[Any]:
    published = {id: each.sha256 for id, (each, _one) in world.sent.items()}
    table = acceptance.table(world.store.folder, published)
    world.work.register("acceptance", table)
    question = questions()["acceptance"]
    asked = bind(question, {"region": region, "as_of": format_month(as_of)})
    given = sql_values(question, asked, world.work)
    return world.work.execute(question.sql, given).df().to_dict("records")


def accept(world: World, places: Sequence[acceptance.OfficeMonth]) -> set[str]:
    """Have these offices' months accepted, and no others; the submissions of them."""
    workspace = Workspace(world.store.folder)
    by_place = acceptance.by_place(each for each, _one in world.sent.values())
    before = workspace.entries(acceptance.TOPIC)
    values: dict[str, Any] = dict.fromkeys(before)
    for place in places:
        named = acceptance.named(by_place[place])
        values[acceptance.key_of(place)] = {"state": "accepted", "submissions": named}
    workspace.put_all(acceptance.TOPIC, values, by="Head")
    return {each.id for place in places for each in by_place[place]}


def test_the_share_is_that_of_a_plain_calculation(world: World) -> None:
    dice = random.Random(1)
    every = sorted({acceptance.place_of(each) for each, _one in world.sent.values()})
    shares = set()
    for share in (0.0, 0.5, 0.9, 1.0):
        accepted = accept(world, [one for one in every if dice.random() < share])
        for _n in range(12):
            region = dice.choice(
                ["63", "63.71", "63.72", "63.01", "63.71.01", VILLAGES["63.71"][0]]
            )
            as_of = dice.randint(START, END + 8)
            found = told(world, region, as_of)
            assert [
                (row["region_code"], row["submissions"], row["accepted"])
                for row in found
            ] == expected(world, region, as_of, accepted), (region, format_month(as_of))
            for row in found:
                is_whole = row["submissions"] == row["accepted"]
                assert bool(row["is_accepted"]) == is_whole
                assert (row["accepted_by"] == "Head") == is_whole
            shares.add(tuple(row["is_accepted"] for row in found))
    assert len(shares) > 8


def test_a_hash_that_is_not_the_published_one_accepts_nothing(world: World) -> None:
    every = {acceptance.place_of(each) for each, _one in world.sent.values()}
    accept(world, sorted(every))
    published = dict.fromkeys(world.sent, "0" * 64)
    table = acceptance.table(world.store.folder, published)
    assert table.num_rows == len(world.sent)
    assert table["accepted_by"].null_count == table.num_rows


def test_no_office_is_told_of_where_acceptance_is_not_kept(world: World) -> None:
    workspace = Workspace(world.store.folder)
    settings.change(workspace, "acceptance", "off", by="t")
    try:
        assert told(world, "63", END) == []
    finally:
        settings.change(workspace, "acceptance", "on", by="t")


@pytest.fixture(scope="module")
def by_hand(record_once: Callable[..., Store]) -> Iterator[World]:
    """Two cities' needs: of one a second report of one village of two, cases of three
    months; and what was taught in the year before."""
    v1, v2 = VILLAGES["63.71"][:2]
    record_once("ppks", "63.71", "2024-06", [need(v1, 4), need(v2, 5)])
    record_once("ppks", "63.71", "2024-12", [need(v1, 6)])
    record_once("ppks", "63.72", "2023-12", [need(VILLAGES["63.72"][0], 7)])
    monthly = {"region_code": v1, "kind": "poor", "handled": 1, "flow": "monthly"}
    record_once("cases", "63.71", "2024-02", [monthly])
    record_once("cases", "63.71", "2024-03", [monthly])
    taught = {"activity": "B1", "kind": "training", "first_day": date(2023, 5, 2)}
    store = record_once("activities", "63.72", "2023-05", [taught])
    settings.change(Workspace(store.folder), "acceptance", "on", by="t")
    with workshop(store) as work:
        yield World(store, {one.id: (one, None) for one in store.counted()}, work)  # type: ignore[misc]


def test_worked_out_by_hand(by_hand: World) -> None:
    def offices(as_of: str) -> dict[str, tuple[int, int]]:
        rows = told(by_hand, "63", parse_month(as_of))
        return {r["region_code"]: (r["submissions"], r["accepted"]) for r in rows}

    city, other = "63.71", "63.72"
    june, december = (city, parse_month("2024-06")), (city, parse_month("2024-12"))
    accept(by_hand, [june])
    # June's needs, and the cases of February and March of the same year
    assert offices("2024-06") == {city: (3, 1), other: (2, 0)}
    # the second village still rests on June
    assert offices("2024-12") == {city: (4, 1), other: (2, 0)}
    # a new year: cases begin anew; needs are carried forward, as who was taught is
    assert offices("2025-01") == {city: (2, 1), other: (2, 0)}
    accept(by_hand, [june, december, (other, parse_month("2023-12"))])
    assert offices("2025-01") == {city: (2, 2), other: (2, 1)}
    [waits] = [
        row["open_months"]
        for row in told(by_hand, "63", parse_month("2025-01"))
        if not row["is_accepted"]
    ]
    assert waits == "2023-05"
    # before anything was sent
    assert offices("2023-04") == {}
    assert offices("2023-05") == {other: (1, 0)}
