"""The sample taken out: nothing left of it, nothing back, and a first import of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner, Result

from imbang import demo, paths
from imbang.app.page_files import PageFile, list_pages
from imbang.cli.main import app as command
from imbang.progress import silently
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.questions.catalogue import questions
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot
from tests.conftest import draft
from tests.pages.conftest import CITY, reading
from tests.pages.test_import_page import GOOD, accept, drop, opened, said, workbook

PAGES = list_pages()
OTHER = "63.72"


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def counts(office: str, *, village: str, of: int) -> list[object]:
    rows = [{"region_code": village, "kind": "poor", "unit": "person", "count": of}]
    return [draft("ppks", office, "2024-06", rows)]


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store that holds the sample alone: two submissions of one office."""
    store = Store(tmp_path_factory.mktemp("sampled") / "store")
    for number in (7, 9):
        store.record(
            counts(CITY, village="63.71.01.1001", of=number),  # type: ignore[arg-type]
            by="sample",
            received_on=date(2024, 7, 1),
            is_sample=True,
        )
    publish(store)
    return store.folder


@pytest.fixture(scope="module")
def removed(sampled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That store, the sample taken out by the command."""
    folder = tmp_path_factory.mktemp("removed") / "store"
    shutil.copytree(sampled, folder)
    assert run("demo", "--remove", "--store", str(folder)).exit_code == 0
    return folder


@pytest.fixture
def emptied(removed: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it as the store that pages read."""
    shutil.copytree(removed, tmp_path / "emptied")
    yield from reading(tmp_path / "emptied")


@pytest.fixture
def own_store(sampled: Path, tmp_path: Path) -> Iterator[Path]:
    """The sample, to which an officer may add, as the store that pages read."""
    shutil.copytree(sampled, tmp_path / "own")
    yield from reading(tmp_path / "own")


def test_nothing_of_the_sample_is_left(removed: Path) -> None:
    store = Store(removed)
    assert store.counted() == store.sample() == []
    snapshot = current_snapshot(removed)
    assert snapshot is not None
    assert snapshot.id == "000002"
    assert snapshot.manifest["submissions"] == {}
    assert asking.ask(removed, "scope").empty
    told = run("verify", "--store", str(removed))
    assert told.exit_code == 0, told.output


def test_an_old_removal_is_carried_through(sampled: Path, tmp_path: Path) -> None:
    """Withdrawn, but still what readers see: as earlier versions left it."""
    store = Store(shutil.copytree(sampled, tmp_path / "old"))
    demo.remove(store)
    assert demo.is_published(store)
    assert run("demo", "--remove", "--store", str(store.folder)).exit_code == 0
    assert not demo.is_published(store)


def test_a_store_that_held_something_stays_empty(
    removed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = []
    monkeypatch.setattr(
        demo, "fill", lambda store, _told, **_left: filled.append(store)
    )
    copy = Store(shutil.copytree(removed, tmp_path / "copy"))
    demo.ensure(copy, silently)
    sent = Store(tmp_path / "sent")  # withdrawn before anything was published
    sent.record([], by="sample", received_on=date(2024, 7, 1), is_sample=True)
    published = []
    made = current_snapshot(removed)
    monkeypatch.setattr(demo, "publish", lambda at, _told, **_by: published.append(at))
    with monkeypatch.context() as patched:
        patched.setattr(
            demo, "current_snapshot", lambda _at: made if published else None
        )
        demo.ensure(sent, silently)
    assert published == [sent]
    assert filled == []
    new = Store(tmp_path / "new")
    with monkeypatch.context() as patched:
        patched.setattr(demo, "current_snapshot", lambda _at: made if filled else None)
        demo.ensure(new, silently)
    assert filled == [new]


def test_publishing_nothing_ends_well(emptied: Path) -> None:
    told = run("publish", "--store", str(emptied))
    assert told.exit_code == 0
    assert "kosong" in told.stderr or "empty" in told.stderr


@pytest.mark.parametrize("question", questions())
def test_every_question_is_answered_of_an_empty_store(
    removed: Path, question: str
) -> None:
    given = {
        "region": "63",
        "level": "regency",
        "month": "2024-12",
        "indicator": "psm_active",
        "pillar_kind": "psm",
        "ppks_kind": "poor",
        "finding": "0" * 12,
        "count": "3",
    }
    asked = questions()[question]
    named = {p.name: given.get(p.type) for p in asked.parameters}
    if question == "placement":
        named = {"region": "63", "level": "regency", "as_of": "2024-12", "posts": "3"}
    asking.ask(removed, question, **named)


def test_a_query_says_that_there_is_nothing(removed: Path) -> None:
    told = run("query", "scope", "--store", str(removed), "--format", "csv")
    assert told.exit_code == 0
    assert "kosong" in told.stderr or "empty" in told.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_an_empty_store_leads_to_the_import(
    removed: Path, monkeypatch: pytest.MonkeyPatch, page: PageFile, language: str
) -> None:
    monkeypatch.setenv("IMBANG_STORE", str(removed))
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params["lang"] = language
    if page != PAGES[0]:
        app.switch_page(str(page.path))
    app.run()
    assert not app.exception
    assert not app.error
    if page.needs_figures:
        reason = {
            "id": "Data contoh sudah dikeluarkan",
            "en": "The sample was taken out",
        }
        assert reason[language] in said(app)
        [link] = app.get("page_link")
        assert link.proto.page == "impor_data"


def test_the_first_import_takes_the_sample_out(own_store: Path) -> None:
    store = Store(own_store)
    app = drop(opened(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    assert app.checkbox(key="without_sample").value is True
    accept(app)
    assert [one.is_sample for one in store.counted()] == [False]
    assert store.sample() == []
    app.button(key="undo").click().run()
    assert not app.exception
    assert store.counted() == []  # none of the sample is back, the replaced one neither


def test_both_are_kept_where_the_officer_says_so_and_every_page_says_so(
    own_store: Path,
) -> None:
    store = Store(own_store)
    app = drop(opened(lang="id"), ("ppks.xlsx", workbook(GOOD)))
    app.checkbox(key="without_sample").uncheck().run()
    accept(app)
    # the same office and period: the sample's is replaced, and back when that is undone
    assert [one.is_sample for one in store.counted()] == [False]
    app.button(key="undo").click().run()
    assert [one.is_sample for one in store.counted()] == [True]
    mix(store)
    for page in PAGES:
        app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
        app.query_params["lang"] = "id"
        if page != PAGES[0]:
            app.switch_page(str(page.path))
        app.run()
        assert not app.exception
        warned = " ".join(one.value for one in app.warning)
        expected = page.needs_figures or page.path.stem == "11_impor_data"
        assert ("data contoh" in warned.lower()) is expected, page.path.stem


def mix(store: Store) -> None:
    rows = counts(OTHER, village="63.72.01.1001", of=3)
    store.record(rows, by="own", received_on=date(2024, 7, 1))  # type: ignore[arg-type]
    publish(store)


def test_the_command_line_tells_a_mixture(own_store: Path) -> None:
    told = run("query", "scope", "--store", str(own_store), "--format", "csv")
    assert "rekaan" in told.stderr or "made up" in told.stderr
    mix(Store(own_store))
    told = run("query", "scope", "--store", str(own_store), "--format", "csv")
    assert "1 dari 2 dinas" in told.stderr or "1 of 2 offices" in told.stderr
    assert told.stdout.startswith("region_code,")  # standard output is the answer alone


def test_one_office_may_have_both(own_store: Path) -> None:
    store = Store(own_store)
    rows = [
        {"region_code": "63.71.01.1001", "kind": "psm", "unit": "person", "count": 1}
    ]
    own = draft("pillar_counts", CITY, "2024-06", rows)
    store.record([own], by="own", received_on=date(2024, 7, 1))
    publish(store)
    told = run("query", "scope", "--store", str(own_store))
    assert "1 dari 1 dinas" in told.stderr or "1 of 1 offices" in told.stderr


def test_the_sample_is_taken_out_on_the_page(
    own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imbang.screens.imports import publication

    begun = []
    monkeypatch.setattr(publication, "begin", begun.append)
    app = opened(lang="en")
    assert "made-up sample counts alone" in said(app)
    app.button(key="remove_sample").click().run()
    assert not app.exception
    assert Store(own_store).counted() == []
    assert len(begun) == 1
    assert "remove_sample" not in {button.key for button in app.button}
