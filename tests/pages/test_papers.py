"""A new paper tells what has been restated since the ones before it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from imbang.briefs import making
from imbang.briefs.earlier import papers
from imbang.briefs.model import Asked, Brief
from imbang.briefs.source import Snapshots, Source
from imbang.publishing.publish import publish
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import PAPER, Workspace
from imbang.texts import use_language
from tests.conftest import draft
from tests.queries.conftest import need, psm
from tests.together import without_maps

CITY, V1, V2 = "63.71", "63.71.01.1001", "63.71.01.1002"
JUNE = Asked(CITY, "2024-06", "2023-06")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    use_language("id")


def record(store: Store, dataset: str, month: str, rows: Any) -> None:
    sent = draft(dataset, CITY, month, rows)
    store.record([sent], by="tester", received_on=date(2024, 7, 10))


def published(store: Store) -> None:
    with without_maps():
        publish(store)


def made(store: Store, source: Source, asked: Asked = JUNE) -> Brief:
    use_language(asked.lang)
    return making.make(store.folder, asked, source)


def asking(store: Store) -> Source:
    """What asks the snapshot that is now the current one, each question once."""
    return Snapshots(store.folder).source()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A city with papers of June 2024 of two snapshots: then PMKS were sent anew, and the
    norm was set.

    Snapshot 1: 200 and 150 PMKS, 10 PSM in the first village. Snapshot 2: 230 and 150.
    Snapshot 3: the same, norm 20. Papers: Indonesian of 1, English of 1, of 2.
    """
    store = Store(tmp_path_factory.mktemp("papers") / "store")
    for month in ("2023-06", "2024-06"):
        record(store, "ppks", month, [need(V1, 200), need(V2, 150)])
        record(store, "pillars", month, [psm(f"P {n}", V1) for n in range(10)])
    published(store)
    first = asking(store)
    for lang in ("id", "en"):
        one = made(store, first, replace(JUNE, lang=lang))
        papers.keep(store.folder, one, by="Ani")
    record(store, "ppks", "2024-06", [need(V1, 230), need(V2, 150)])
    published(store)
    papers.keep(store.folder, made(store, asking(store)), by="Ani")
    settings.change(Workspace(store.folder), "norm", "20", by="Ani")
    published(store)
    return store


@pytest.fixture(scope="module")
def source(home: Store) -> Source:
    return asking(home)


@pytest.fixture(scope="module")
def brief(home: Store, source: Source) -> Brief:
    """That of June 2024 which is made next, before it is kept."""
    return made(home, source)


def test_what_was_sent_anew_and_what_was_set_are_told_with_their_cause(
    brief: Brief,
) -> None:
    of_norm, of_both = brief.differs
    assert of_norm.title == of_both.title
    assert of_norm.title.startswith("Berbeda dari kertas ")
    norm = {one.label: one for one in of_norm.restated}
    assert "PMKS (PPKS), orang" not in norm
    beyond = norm["PMKS di luar jangkauan, sedikitnya"]
    assert beyond.why.startswith("pengaturan Acuan: –, sekarang 20")
    assert "kiriman" not in beyond.why
    both = {one.label: one for one in of_both.restated}
    needs = both["PMKS (PPKS), orang"]
    assert (needs.before, needs.after) == ("350", "380")
    assert needs.why.startswith(
        "PMKS (PPKS) dari Kota Banjarmasin dikirim ulang 10 Juli"
    )
    assert "pengaturan" not in needs.why
    assert both["PMKS per PSM"].before == "35"
    assert both["PMKS sejak Jun 2023"].why == needs.why
    district = both["Banjarmasin Selatan, PMKS"]
    assert (district.before, district.after) == ("350", "380")
    assert district.why == needs.why
    assert "PSM aktif" not in both


def test_a_paper_in_another_language_is_told_in_ours(
    home: Store, source: Source
) -> None:
    brief = made(home, source, replace(JUNE, lang="en"))
    told = {one.label: one for one in brief.differs[-1].restated}
    assert told["PMKS (PPKS), persons"].text == "PMKS (PPKS), persons: 350, now 380"
    assert told["PMKS (PPKS), persons"].why.startswith(
        "People in need (PPKS) of Kota Banjarmasin sent anew"
    )
    assert told["PMKS since Jun 2023"].before == "0.0%"
    assert len(brief.differs) == 2  # both papers of the first snapshot are as one


def test_nothing_is_told_where_nothing_is_restated(home: Store, source: Source) -> None:
    """Not of another month, region, norm or choice of kinds."""
    for other in (
        replace(JUNE, as_of="2023-06", compare=None),
        replace(JUNE, region="63.71.01"),
        replace(JUNE, kinds="all"),
    ):
        assert made(home, source, other).differs == ()


def test_another_comparison_month_restates_nothing_by_itself(
    home: Store, source: Source, brief: Brief
) -> None:
    keys = {one.label for each in brief.differs for one in each.restated}
    assert any("sejak" in key for key in keys)
    other = made(home, source, replace(JUNE, compare=None))
    told = {one.label for each in other.differs for one in each.restated}
    assert told and not any("sejak" in label for label in told)


def test_a_paper_is_kept_once_a_day_and_its_figures_once(
    home: Store, source: Source, brief: Brief
) -> None:
    workspace = Workspace(home.folder)
    before = len(workspace.entries(PAPER))
    for _again in range(3):
        papers.keep(home.folder, brief, by="Ani")
    assert len(workspace.entries(PAPER)) == before + 1
    assert (
        made(home, source).differs == brief.differs
    )  # from its own figures it does not differ
    [kept] = [
        e for e in workspace.entries(PAPER).values() if e.value["snapshot"] == "000003"
    ]
    assert kept.value["figures"]["ppks_persons"] == [380.0, "380"]


def test_a_snapshot_that_is_gone_is_told(
    home: Store, source: Source, monkeypatch: Any
) -> None:
    monkeypatch.setattr("imbang.decisions.restated.compare", _gone)
    told = [one.why for each in made(home, source).differs for one in each.restated]
    assert set(told) == {
        "terbitan 000001 yang dulu tampil sudah tidak ada",
        "terbitan 000002 yang dulu tampil sudah tidak ada",
    }


def _gone(*_given: Any, **_named: Any) -> None:
    from imbang.refusals import Refusal

    raise Refusal("gone")
