"""What settings do to figures: at the next publish, and as worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.disk import durable
from imbang.publishing.publish import publish
from imbang.publishing.recipe import is_outdated
from imbang.publishing.verify import accept, verify
from imbang.questions.asking import ask
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

from .conftest import need, psm

CITY, DISTRICT = "63.71", "63.71.01"
V1, V2 = "63.71.01.1001", "63.71.01.1002"
Record = Callable[..., Store]


@pytest.fixture
def store(record: Record) -> Store:
    """101 poor and 50 beggars in one village, 9 poor in the next; PSM in the first.

    One of the two PSM is a women's leader too, whom the default set does not hold.
    """
    roles = [psm("a", V1), psm("b", V1), psm("c", V1, kind="women_leader")]
    record("pillars", CITY, "2024-12", [*roles, psm("a", V1, kind="women_leader")])
    rows = [need(V1, 101), need(V1, 50, kind="beggar"), need(V2, 9)]
    return record("ppks", CITY, "2024-12", rows)


def coverage(store: Store, **given: str) -> Any:
    asked = {"region": DISTRICT, "level": "village", "as_of": "2024-12", **given}
    return ask(store.folder, "coverage", **asked).set_index("region_code").loc[V1]


def everybody(store: Store) -> Any:
    asked = {"region": CITY, "level": "regency", "as_of": "2024-12"}
    return ask(store.folder, "pillar_ladder", **asked).iloc[0]


def put(store: Store, key: str, text: str) -> None:
    settings.change(Workspace(store.folder), key, text, by="Ani")


def test_the_norm_takes_effect_at_the_next_publish(store: Store) -> None:
    first = publish(store)
    # 160 PMKS to 2 PSM in the whole province, its own ratio
    columns = ["norm_numerator", "norm_denominator", "norm_source", "norm_left_out"]
    assert coverage(store)[columns].tolist() == [160, 2, "own_ratio", 12]
    put(store, "norm", "75.25")
    assert coverage(store)["norm_source"] == "own_ratio"
    second = publish(store)
    row = coverage(store)
    assert row[columns[:3]].tolist() == [301, 4, "setting"]
    assert pd.isna(row["norm_left_out"])
    assert row["norm_is_default"]
    # 151 PMKS to 2 PSM, each of whom 75.25 are met by: half a person beyond reach
    assert row[["state", "shortage", "uncovered_persons"]].tolist() == ["short", 1, 0.5]
    asked = coverage(store, norm="75.5")
    assert asked[["state", "norm_source"]].tolist() == ["proportionate", "asked"]
    assert not asked["norm_is_default"]
    # the same settings again, the same figures again
    settings.reset(Workspace(store.folder), "norm", by="Ani")
    third = publish(store)
    made = [one.manifest for one in (first, second, third)]
    assert made[0]["figures"] == made[2]["figures"] != made[1]["figures"]
    assert made[0]["settings"] == made[2]["settings"]
    assert made[0]["settings"]["sha256"] != made[1]["settings"]["sha256"]
    # a manifest of before there were settings means the defaults
    old = {key: value for key, value in made[2].items() if key != "settings"}
    durable.write_json(third.path.with_suffix(".json"), old)
    accept(store, by="Ani")
    assert verify(store, lambda _text, _share: None) == []
    assert settings.waiting(store) == {}


def test_counted_kinds_are_what_pmks_adds_up(store: Store) -> None:
    put(store, "counted_kinds", "without_poor")
    publish(store)
    row = coverage(store)
    assert row[["ppks_persons", "kinds_counted"]].tolist() == [50, 25]
    # all of them, or others, on request
    asked = coverage(store, kinds="all")
    assert asked[["ppks_persons", "kinds_counted"]].tolist() == [151, 26]
    assert coverage(store, kinds="poor")["ppks_persons"] == 101
    # the next village has reported nothing of what is counted
    below = {"region": V2, "level": "village", "as_of": "2024-12"}
    [next_one] = ask(store.folder, "coverage", **below).to_dict("records")
    assert next_one["ppks_status"] == "not_reported"
    # and the province's own ratio counts the same kinds
    assert row["norm"] == 25
    # figures are checked with the settings they were made with
    put(store, "counted_kinds", "poor")
    assert verify(store, lambda _text, _share: None) == []
    assert settings.waiting(store) == {"counted_kinds": ("without_poor", "poor")}
    # a person publishes, not the next start of the server
    assert not is_outdated(store)


def test_all_kinds_together_are_those_of_the_set(store: Store) -> None:
    steps = ["roles", "persons", "active"]
    put(store, "counted_kinds", "poor,beggar")
    publish(store)
    assert everybody(store)[steps].tolist() == [2, 2, 2]
    put(store, "kind_set", "tksk,psm,women_leader")
    publish(store)
    assert everybody(store)[steps].tolist() == [4, 3, 3]
    # a kind by itself is what it is, in the set or not
    asked = {"region": CITY, "level": "regency", "as_of": "2024-12", "kind": "psm"}
    assert ask(store.folder, "pillar_ladder", **asked)["persons"].tolist() == [2]
    [row] = ask(store.folder, "settings").to_dict("records")
    assert list(row["pillar_kinds"]) == ["psm", "tksk", "women_leader"]
    assert list(row["ppks_kinds"]) == ["beggar", "poor"]
