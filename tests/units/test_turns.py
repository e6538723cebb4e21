"""Turns of runs: how many at once, in what order, and that none is left waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.app.turns import TURNS, Turns

WAIT_S = 30  # only a fault lets it pass


@dataclass
class Run:
    """A thread that wants a turn, and keeps it until it is told to end."""

    turns: Turns
    order: list[int]
    number: int
    has_begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self.thread = threading.Thread(target=self._take)
        self.thread.start()

    def _take(self) -> None:
        with self.turns.turn():
            self.order.append(self.number)
            self.has_begun.set()
            self.may_end.wait(WAIT_S)

    def end(self) -> None:
        self.may_end.set()
        self.thread.join(WAIT_S)
        assert not self.thread.is_alive()


@contextmanager
def runs(turns: Turns, count: int) -> Iterator[tuple[list[Run], list[int]]]:
    """Runs that came one after the other, and the order in which they had a turn."""
    order: list[int] = []
    made = [Run(turns, order, number) for number in range(count)]
    for came, run in enumerate(made, 1):
        run.start()
        for _try in range(1000 * WAIT_S):
            if len(turns._since) + len(turns._waiting) == came:
                break
            threading.Event().wait(0.001)
        else:
            pytest.fail("a run does not wait")
    try:
        yield made, order
    finally:
        for run in made:
            run.may_end.set()
        for run in made:
            run.thread.join(WAIT_S)


def test_no_more_than_so_many_at_once_in_the_order_they_came() -> None:
    turns = Turns(2)
    with runs(turns, 5) as (made, order):
        assert all(run.has_begun.wait(WAIT_S) for run in made[:2])
        assert not any(run.has_begun.is_set() for run in made[2:])
        made[1].end()
        assert made[2].has_begun.wait(WAIT_S)
        assert not made[3].has_begun.is_set()
        made[0].end()
        made[2].end()
        assert all(run.has_begun.wait(WAIT_S) for run in made)
    assert sorted(order[:2]) == [0, 1]
    assert order[2] == 2
    assert sorted(order[3:]) == [3, 4]
    assert not turns._since
    assert not turns._waiting


def test_who_takes_long_keeps_nobody_waiting() -> None:
    now = [0.0]
    turns = Turns(1, long_s=0.01, clock=lambda: now[0])
    with runs(turns, 3) as (made, _order):
        assert made[0].has_begun.wait(WAIT_S)
        assert not made[1].has_begun.wait(0.05)
        now[0] = 1.0
        assert made[1].has_begun.wait(WAIT_S)
        assert not made[2].has_begun.is_set()
        made[0].end()  # which is no reason to let in another
        assert not made[2].has_begun.wait(0.05)
        made[1].end()
        assert made[2].has_begun.wait(WAIT_S)


@pytest.mark.parametrize("fault", [ValueError, SystemExit])
def test_a_run_that_fails_gives_its_turn_back(fault: type[BaseException]) -> None:
    turns = Turns(1)
    with pytest.raises(fault), turns.turn():
        raise fault
    with turns.turn():
        assert len(turns._since) == 1
    assert not turns._since


def test_who_leaves_while_waiting_is_not_waited_for() -> None:
    turns = Turns(1, long_s=0.01, clock=lambda: 0.0)

    class Gone(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            raise SystemExit

    with turns.turn():
        patched = pytest.MonkeyPatch()
        patched.setattr("imbang.app.turns.threading.Event", Gone)
        with pytest.raises(SystemExit), turns.turn():
            pass
        patched.undo()
        assert not turns._waiting
    with turns.turn():
        assert len(turns._since) == 1


def test_a_run_of_a_page_takes_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    @contextmanager
    def turn() -> Iterator[None]:
        taken.append("begun")
        yield
        taken.append("ended")

    monkeypatch.setenv("IMBANG_STORE", str(tmp_path))
    monkeypatch.setattr(TURNS, "turn", turn)
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=60).run()
    assert not app.exception
    assert taken == ["begun", "ended"]
