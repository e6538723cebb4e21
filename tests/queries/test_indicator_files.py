"""A file of queries/indicators explains itself, is held to its grain, and can be added."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imbang import paths
from imbang.cli.main import app
from imbang.publishing.publish import publish
from imbang.questions import indicators
from imbang.questions.asking import ask
from imbang.reference.datasets import load_datasets
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.snapshots import snapshot_id

from .conftest import need
from .indicator_store import CITY, V1, V2

Record = Callable[..., Store]
DOMAIN = {
    "input": "psm_active psm_per_1000_ppks villages_with_psm_pct psm_trained_pct "
    "pillar_kinds_present regencies_with_slrt_pct budget_realised_pct",
    "process": "psm_trained_this_year_pct register_current_pct ipsm_met_quarterly_pct "
    "dtks_verified_pct reporting_rate_pct",
    "output": "ppks_assisted ppks_assisted_by_psm dtks_valid_pct referrals_completed_pct",
    "outcome": "cases_with_psm_pct ppks_handled_pct villages_proportionate_pct "
    "coverage_gini days_to_close_median",
    "impact": "ppks_per_1000_population ppks_change_pct ppks_independent_pct",
}
DOC = paths.ROOT / "docs" / "indicators.md"
PLAIN = "psm_active"


def test_the_chain_is_that_of_the_contract() -> None:
    chain: dict[str, set[str]] = {}
    for one in indicators.indicators().values():
        chain.setdefault(one.chain_level, set()).add(one.key)
    for level, keys in DOMAIN.items():  # offices may have more of their own
        assert set(keys.split()) <= chain[level]
    assert list(chain) == list(DOMAIN)


@pytest.mark.parametrize("key", indicators.indicators())
def test_a_header_fits_its_key_and_its_sources(key: str) -> None:
    one = indicators.indicators()[key]
    assert (one.unit == "percent") == key.endswith("_pct")
    assert (one.unit == "per 1000") == ("_per_1000_" in key)
    assert set(one.sources) <= load_datasets().keys()
    for name in ("meaning", "numerator", "denominator"):
        for code in ("id", "en"):
            assert one.texts[f"{name}_{code}"].endswith("."), f"{name}_{code}"
    assert key not in one.led_by


@pytest.fixture
def queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the queries, which publishing reads instead of them."""
    copy = tmp_path / "queries"
    shutil.copytree(paths.QUERIES, copy)
    monkeypatch.setattr(paths, "QUERIES", copy)
    indicators.indicators.cache_clear()
    yield copy
    indicators.indicators.cache_clear()


# what the refusal names, for a text replaced by another
WRONG = {
    "unit": ("-- unit: persons\n", ""),
    "meaning_en": ("-- meaning_en: ", "-- meaning: "),
    "input, process": ("chain_level: input", "chain_level: effect"),
    "minimum_denominator": ("minimum_denominator: 1", "minimum_denominator: few"),
    "chance none": ("unit: persons\n", "unit: persons\n-- chance: little\n"),
    "nothing_such": ("led_by: none", "led_by: nothing_such"),
    "share": ("active as numerator", "1 as share, active as numerator"),
    "from_month": ("    from_month,\n", ""),
    "numerator": ("active as numerator", "active as denominator"),
    f"numerator {V1}": ("where kind = 'psm'", "where kind in ('psm', 'tksk')"),
    "nothing_there": ("from marts.pillar_figures", "from marts.nothing_there"),
}


@pytest.mark.parametrize("said", WRONG)
def test_a_wrong_file_is_named_and_nothing_is_published(
    said: str, queries: Path, record: Record
) -> None:
    people = [{"region_code": V1, "kind": kind, "count": 2} for kind in ("psm", "tksk")]
    store = record("pillar_counts", CITY, "2024-12", people)
    before = _published_once(store)
    file = queries / "indicators" / f"{PLAIN}.sql"
    right, wrong = WRONG[said]
    assert right in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(right, wrong), "utf-8")
    indicators.indicators.cache_clear()
    with pytest.raises(Refusal) as refused:
        publish(store)
    assert f"{PLAIN}.sql" in str(refused.value)
    for word in said.split():
        assert word in str(refused.value)
    assert snapshot_id(store.folder) == before


def _published_once(store: Store) -> str | None:
    """The id of a snapshot that stands in for one published before."""
    from imbang.disk import durable

    store.snapshots_folder.mkdir(parents=True, exist_ok=True)
    (store.snapshots_folder / "000001.duckdb").touch()
    durable.write_json(store.snapshots_folder / "000001.json", {"id": "000001"})
    from imbang.store.snapshots import Snapshot, switch_to

    switch_to(store, Snapshot("000001", store.snapshots_folder / "000001.duckdb"))
    return snapshot_id(store.folder)


def test_the_walk_through_adds_an_indicator(queries: Path, record: Record) -> None:
    """The documentation's own block, word for word, on a copy of the queries."""
    text = DOC.read_text("utf-8")
    [key] = re.findall(r"Write `queries/indicators/(\w+)\.sql`", text)
    [sql] = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    (queries / "indicators" / f"{key}.sql").write_text(sql, "utf-8")
    rows = [need(V1, 30), need(V1, 10, kind="neglected_elderly"), need(V2, 9)]
    store = record("ppks", CITY, "2024-12", rows)
    publish(store)
    found = ask(
        store.folder, "indicator_values", region=V1, level="village", as_of="2024-12"
    ).set_index("indicator")
    columns = ["numerator", "denominator", "value", "status", "chain_level"]
    assert found.loc[key, columns].tolist() == [10, 40, 25, "reported", "impact"]
    # nobody counts the elderly of the other village, and 9 are too few to be shown
    other = ask(
        store.folder, "indicator_values", region=V2, level="village", as_of="2024-12"
    ).set_index("indicator")
    assert other.loc[key, "status"] == "not_reported"
    listed = json.loads(
        CliRunner().invoke(app, ["indicators", "--format", "json"]).output
    )
    assert key in {one["indicator"] for one in listed}


def test_too_small_a_denominator_shows_no_value(queries: Path, record: Record) -> None:
    file = queries / "indicators" / "psm_per_1000_ppks.sql"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("minimum_denominator: 1", "minimum_denominator: 10"), "utf-8"
    )
    record("ppks", CITY, "2024-12", [need(V1, 9), need(V2, 10)])
    count = {"kind": "psm", "count": 1}
    counts = [{"region_code": code, **count} for code in (V1, V2)]
    store = record("pillar_counts", CITY, "2024-12", counts)
    publish(store)
    found = ask(
        store.folder, "indicator_values", region=CITY, level="village", as_of="2024-12"
    ).set_index(["region_code", "indicator"])
    few = found.loc[(V1, "psm_per_1000_ppks")]
    assert few["value"] != few["value"]  # none
    assert (few["numerator"], few["denominator"]) == (1, 9)
    assert found.loc[(V2, "psm_per_1000_ppks"), "value"] == 100
