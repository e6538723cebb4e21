"""The benchmark's made-up nation: a piece of it is taken in, published and added up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.scale import sending
from bench.scale.needs import KINDS, Needs
from bench.scale.registers import Registers
from bench.scale.world import World, make_world
from imbang import nik
from imbang.publishing.inspect import inspect
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.reference import levels
from imbang.reference.datasets import load_datasets
from imbang.reference.schemas import arrow_schema
from imbang.store import identity
from imbang.store.deliveries import Store
from imbang.store.drafts import Draft


@pytest.fixture(scope="module")
def world() -> World:
    """A town in each of two provinces, three half-years."""
    return make_world(provinces=2, regencies=1, half_years=3)


@pytest.fixture(scope="module")
def store(tmp_path_factory, world) -> Store:
    store = Store(tmp_path_factory.mktemp("scale") / "store")
    sending.write(store, world)
    return store


@pytest.fixture(scope="module")
def needs(world) -> pd.DataFrame:
    """Every figure that was made: region_code, kind, period_to, count."""
    made = []
    for province in world.provinces:
        stock = Needs(province, fill=world.fill)
        for month in world.needs_rounds:
            stock.pass_months(month, 6)
            made += [draft.table.to_pandas() for _office, draft in stock.sent(month)]
    return pd.concat(made).dropna(subset="count")


def tables(store: Store, dataset: str) -> pd.DataFrame:
    sent = [s for s in store.submissions() if s.dataset == dataset]
    return pd.concat(
        pq.read_table(store.parquet(one)).to_pandas().assign(office=one.office)
        for one in sent
    )


def test_the_same_seed_makes_the_same_files(store, world, tmp_path) -> None:
    again = Store(tmp_path / "again")
    sending.write(again, world)
    made = [(one.slot, one.received_on, one.sha256) for one in store.submissions()]
    assert made == [(s.slot, s.received_on, s.sha256) for s in again.submissions()]


@pytest.fixture(scope="module")
def registers() -> Registers:
    """Those of a whole province."""
    [made] = sending.all_registers(make_world(provinces=1), identity.new_key())
    return made


@pytest.fixture(scope="module")
def drafts(registers) -> list[Draft]:
    """What the province sends in a year beside people in need."""
    world = make_world(provinces=1, half_years=2)
    return [
        draft
        for month in world.rounds
        for _office, draft in sending.half_year(registers, month, world)
    ]


def test_every_dataset_is_sent_as_it_is_stored(drafts) -> None:
    assert {one.dataset for one in drafts} == {*load_datasets()} - {"ppks"}
    for one in drafts:
        assert one.table.schema.equals(arrow_schema(load_datasets()[one.dataset]))


def test_nothing_is_sent_that_an_import_refuses(drafts) -> None:
    stored = {"nik": "person_key", "period": "period_to"}
    for one in drafts:
        rows, dataset = one.table.to_pandas(), load_datasets()[one.dataset]
        for keys in dataset.unique:
            known = rows[[stored.get(key, key) for key in keys]].dropna()
            assert not known.duplicated().any(), (one.dataset, keys)
        for earlier, later in dataset.in_order:
            assert not (rows[earlier] > rows[later]).any(), (one.dataset, later)
        for column in (c for c in dataset.columns if c.required):
            assert rows[column.key].notna().all(), (one.dataset, column.key)


def test_nobody_is_twice_on_the_list_of_an_activity(registers) -> None:
    everywhere = len(registers.province.offices)
    invited = registers.participants(np.random.default_rng(0), 10**6, everywhere)
    people = registers.roles.person[invited].tolist()
    assert len(people) == len({*people}) > 1_000
    assert len(people) < (registers.roles.person >= 0).sum()


def test_the_store_is_as_it_was_recorded(store) -> None:
    assert inspect(store).texts == []
    assert store.counted() == store.submissions()


def test_no_nik_is_in_it(store) -> None:
    for one in store.submissions():
        table = pq.read_table(store.parquet(one))
        for field in table.schema:
            if field.type == pa.string() and field.name != "person_key":
                texts = [t for t in table[field.name].unique().to_pylist() if t]
                assert not [text for text in texts if nik.resembles(text)]


def test_people_serve_in_two_provinces(store) -> None:
    people = tables(store, "pillars").dropna(subset="person_key")
    offices = people.groupby("person_key")["office"].nunique()
    assert 1 <= (offices > 1).sum() < len(offices) / 50


def test_a_province_is_the_same_in_a_larger_world(world) -> None:
    key = identity.new_key()
    larger = make_world(provinces=3, regencies=1, half_years=3)
    alone, among_others = (sending.all_registers(w, key) for w in (world, larger))
    for one, other in zip(alone, among_others, strict=False):
        for month in world.rounds:
            sent, again = (r.sent(month, world.rounds) for r in (one, other))
            for (_office, draft), (_same, found) in zip(sent, again, strict=True):
                assert draft.table.equals(found.table)


def test_its_figures_add_up_to_what_was_made(store, world, needs) -> None:
    publish(store)
    last = needs.sort_values("period_to").groupby(["region_code", "kind"]).tail(1)
    for province in world.provinces:
        [office] = province.offices
        mine = last[levels.ancestors_at(last["region_code"], "regency") == office]
        expected = mine.groupby("kind")["count"].sum().astype(int).to_dict()
        assert len(expected) > len(KINDS) / 2
        asked = {"region": office, "level": "regency", "as_of": "2026-06"}
        found = asking.ask(store.folder, "needs", **asked).dropna(subset="count")
        assert dict(zip(found["kind"], found["count"], strict=True)) == expected
