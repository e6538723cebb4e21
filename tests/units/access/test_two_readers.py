"""What is remembered for all readers gives nobody what another one may see."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imbang.access import acting
from imbang.access.acting import NotAllowed, acting_as
from imbang.access.people import NOBODY, OPERATOR, READER, Grant, Person
from imbang.access.rights import Right, Role
from imbang.app import elements as st
from imbang.app.shown import where
from imbang.app.state import answers
from imbang.app.state import remembered as module
from imbang.app.state.remembered import Memory, remembered
from imbang.intake import importing
from imbang.intake.files.sources import Source
from imbang.intake.report.results import Report
from imbang.questions import asking
from imbang.screens.imports.check_jobs import Job
from imbang.screens.imports.desk import Item
from imbang.store import snapshots
from imbang.store.deliveries import Store

CITY, OTHER = "63.71", "63.72"
OF_CITY = Person("a", "Ani", (Grant(Role.OFFICER, CITY),))
OF_OTHER = Person("b", "Budi", (Grant(Role.OFFICER, OTHER),))
VIEWER = Person("c", "Cici", (Grant(Role.VIEWER),))
ASKED = {"region": "63", "as_of": "2024-06"}


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A memory of this test's own."""
    own = Memory(10_000_000)
    monkeypatch.setattr(module, "MEMORY", own)
    return own


@pytest.fixture
def read(two_cities: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The store of two cities, as the one that this process's pages read."""
    monkeypatch.setenv("IMBANG_STORE", str(two_cities))
    monkeypatch.setattr(
        st, "session_state", {"imbang_snapshot": snapshots.snapshot_id(two_cities)}
    )
    yield two_cities


def seen(who: Person) -> set[str]:
    """The regions of the findings that somebody is given."""
    with acting_as(who):
        return set(answers.ask("findings", **ASKED)["region_code"])


@pytest.mark.parametrize("first", [OPERATOR, OF_CITY, OF_OTHER])
def test_one_remembered_answer_gives_each_their_own(
    read: Path, memory: Memory, first: Person
) -> None:
    seen(first)
    size = memory.size
    assert seen(OF_CITY) == {CITY}
    assert seen(OF_OTHER) == {OTHER}
    assert seen(OPERATOR) == {CITY, OTHER}
    assert memory.size == size  # it was worked out once
    for who in (VIEWER, NOBODY):
        with pytest.raises(NotAllowed):
            seen(who)


def test_figures_are_refused_to_nobody_even_where_they_are_remembered(
    read: Path,
) -> None:
    with acting_as(VIEWER):
        assert len(answers.ask("finding_counts", **ASKED))
    with acting_as(NOBODY), pytest.raises(NotAllowed):
        answers.ask("finding_counts", **ASKED)


def test_what_is_made_for_all_is_made_without_what_some_may_see(read: Path) -> None:
    @remembered
    def drawn(region: str) -> int:
        assert not acting.person().may(Right.NAMES)
        return len(asking.ask(read, "findings", region=region, as_of="2024-06"))

    with acting_as(OF_CITY), pytest.raises(NotAllowed):
        drawn(CITY)


def test_who_acts_is_the_reader_only_while_it_is_made() -> None:
    made: list[Person] = []

    @remembered
    def make(_number: int) -> int:
        made.append(acting.person())
        return 1

    with acting_as(OF_CITY):
        make(1)
        assert acting.person() is OF_CITY
    assert made == [READER]


def test_work_beside_a_session_is_done_as_whoever_began_it() -> None:
    """Threads begin without: what a page gives them is said there."""
    found: list[Person] = []
    with acting_as(OF_CITY):
        beside = threading.Thread(target=lambda: found.append(acting.person()))
        beside.start()
        beside.join()
    assert found == [OPERATOR]


def test_a_file_is_made_later_as_whoever_it_was_offered_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask() -> bytes:
        acting.require(Right.FINDINGS, CITY)
        return acting.person().name.encode()

    with acting_as(OF_CITY):
        make = where.later(ask)
    monkeypatch.setattr(acting, "_found", [lambda: OF_CITY])
    assert make() == b"Ani"
    # their role was taken since, their login is over, or another one sits there
    demoted = Person(OF_CITY.subject, "Ani", (Grant(Role.VIEWER),))
    other = Person("d", "Dedi", OF_CITY.grants)
    for now in (demoted, NOBODY, other):
        monkeypatch.setattr(acting, "_found", [lambda now=now: now])
        with pytest.raises(NotAllowed):
            make()


def test_a_file_is_checked_beside_the_page_as_whoever_dropped_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Person] = []

    def check(*_given: object, **_named: object) -> Report:
        found.append(acting.person())
        return Report((), ())

    monkeypatch.setattr(importing, "check", check)
    with acting_as(OF_OTHER):
        job = Job(Item(Source("a.csv", b"")), Store(tmp_path), lambda: True)
    assert job.wait(10)
    assert found == [OF_OTHER]


def test_only_what_is_remembered_takes_whole_answers() -> None:
    """`asking.whole` gives all rows, whoever asks: one place may."""
    from imbang import paths

    used = [
        path.relative_to(paths.ROOT).as_posix()
        for path in (paths.ROOT / "imbang").rglob("*.py")
        if "asking.whole(" in path.read_text("utf-8")
    ]
    assert used == ["imbang/app/state/answers.py"]
