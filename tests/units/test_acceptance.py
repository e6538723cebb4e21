"""An office's month is accepted, locked, reopened: who, what exactly, and what is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imbang import paths
from imbang.access import acting
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.periods import parse_month
from imbang.refusals import Misuse, Refusal
from imbang.settings import settings
from imbang.store import accepting
from imbang.store.acceptance import Locked
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.conftest import draft

JUNE = parse_month("2026-06")
HEAD = ("63.71", JUNE)
ROWS = [{"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 4}]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two offices' June: counts of half a year and of a month, of one a kecamatan's."""
    made = Store(tmp_path / "store")
    send(made, "63.71", "2026-01/2026-06")
    send(made, "63.71", "2026-06", "pillar_counts")
    send(made, "63.72", "2026-06")
    turn(made, "on")
    return made


def turn(store: Store, text: str) -> None:
    settings.change(Workspace(store.folder), "acceptance", text, by="admin")


def send(
    store: Store, office: str, period: str, dataset: str = "ppks", **how: Any
) -> str:
    rows = [
        {**row, "region_code": f"{office[:5]}.01.1001"}
        | ({"kind": "psm"} if dataset == "pillar_counts" else {})
        for row in ROWS
    ]
    return store.record(
        [draft(dataset, office, period, rows)],
        by="officer",
        received_on=date(2026, 7, 1),
        **how,
    )


def month(store: Store, place: tuple[str, int] = HEAD) -> accepting.Month:
    return next(one for one in accepting.months(store) if one.place == place)


def accept(
    store: Store, *places: tuple[str, int], by: str = "Head"
) -> accepting.Before:
    seen = {place: month(store, place).ids for place in places or (HEAD,)}
    return accepting.accept(store, seen, by=by)


def content(store: Store) -> dict[str, bytes]:
    found = (one for one in store.folder.rglob("*") if one.is_file())
    return {one.name: one.read_bytes() for one in found if ".lock" not in one.name}


def test_an_office_s_month_is_all_that_ends_in_it(store: Store) -> None:
    send(store, "63.71.01", "2026-06")  # a part of its area is its own
    send(store, "63.71", "2026-05")
    assert [
        (one.office, one.month, one.ids, one.state) for one in accepting.months(store)
    ] == [
        ("63.71", JUNE, ("000001-1", "000002-1", "000004-1"), "waiting"),
        ("63.72", JUNE, ("000003-1",), "waiting"),
        ("63.71", JUNE - 1, ("000005-1",), "waiting"),
    ]


@pytest.mark.parametrize(
    ("office", "period", "dataset"),
    [
        ("63.71", "2026-01/2026-06", "ppks"),  # in place of what was accepted
        ("63.71", "2026-06", "pillar_counts"),
        ("63.71", "2026-06", "ppks"),  # beside it: another period that ends there
        ("63.71", "2026-06", "population"),  # late
        ("63.71.01", "2026-06", "ppks"),  # a part of its area
    ],
)
def test_what_was_accepted_is_locked(
    store: Store, office: str, period: str, dataset: str
) -> None:
    accept(store, by="Ibu Kepala")
    before = content(store)
    with pytest.raises(Locked) as refused:
        send(store, office, period, dataset)
    told = str(refused.value)
    assert "Kota Banjarmasin (63.71)" in told
    assert "Juni 2026" in told
    assert "Ibu Kepala" in told
    assert re.search(r"\d+ \w+ 20\d\d, \d\d\.\d\d", told)
    assert "imbang acceptance reopen 63.71 2026-06" in told
    assert content(store) == before


def test_one_locked_draft_among_others_refuses_all(store: Store) -> None:
    accept(store)
    both = [
        draft("ppks", "63.72", "2026-07", []),
        draft("ppks", "63.71", "2026-06", []),
    ]
    with pytest.raises(Locked):
        store.record(both, by="officer", received_on=date(2026, 8, 1))
    assert len(store.submissions()) == 3


def test_withdrawing_is_refused_too(store: Store) -> None:
    accept(store)
    sent = [one for one in store.counted() if one.office == "63.71"]
    with pytest.raises(Locked):
        store.withdraw(sent[:1], by="officer")
    assert len(store.counted()) == 3


def test_other_months_and_offices_go_on(store: Store) -> None:
    accept(store)
    for office, period in (
        ("63.71", "2026-05"),
        ("63.71", "2026-07"),
        ("63.72", "2026-06"),
        ("63", "2026-06"),
    ):
        send(store, office, period)
    assert month(store).state == "accepted"


def test_nothing_is_locked_where_none_is_kept(store: Store) -> None:
    accept(store)
    turn(store, "off")
    send(store, "63.71", "2026-06", "pillar_counts")
    with pytest.raises(Misuse):
        accept(store)
    turn(store, "on")
    # what counts is not what was accepted: so it is not, and nothing is locked
    assert month(store).state == "changed"
    send(store, "63.71", "2026-06", "pillar_counts")
    accept(store)
    assert month(store).state == "accepted"


def test_reopening_needs_a_reason_and_stays_on_record(store: Store) -> None:
    accept(store)
    seen = {HEAD: month(store).ids}
    with pytest.raises(Misuse):
        accepting.reopen(store, seen, reason="  ", by="Head")
    accepting.reopen(store, seen, reason="Angka desa\nsalah", by="Head")
    one = month(store)
    assert (one.state, one.reason, one.by) == ("reopened", "Angka desa salah", "Head")
    send(store, "63.71", "2026-06", "pillar_counts")
    assert month(store).state == "reopened"
    accept(store, by="Deputy")
    assert [
        (each.changed_by, each.after["state"])
        for each in accepting.history(store, HEAD)
    ] == [("Deputy", "accepted"), ("Head", "reopened"), ("Head", "accepted")]


def test_what_is_not_accepted_cannot_be_reopened(store: Store) -> None:
    with pytest.raises(Misuse):
        accepting.reopen(store, {HEAD: month(store).ids}, reason="x", by="Head")
    with pytest.raises(Misuse):
        accepting.accept(store, {("63.71", JUNE + 5): ()}, by="Head")


def test_only_what_was_seen_is_accepted(store: Store) -> None:
    seen = {HEAD: month(store).ids, ("63.72", JUNE): month(store, ("63.72", JUNE)).ids}
    send(store, "63.71", "2026-06", "pillar_counts")
    with pytest.raises(Refusal):
        accepting.accept(store, seen, by="Head")
    assert {one.state for one in accepting.months(store)} == {"waiting"}


def test_accepting_again_changes_nothing(store: Store) -> None:
    accept(store)
    assert accept(store, by="Other") == {}
    assert month(store).by == "Head"


def test_undo_sets_back_what_was(store: Store) -> None:
    places = (HEAD, ("63.72", JUNE))
    seen = {place: month(store, place).ids for place in places}
    before = accept(store, *places)
    accepting.put_back(store, before, seen, by="Head")
    assert {one.state for one in accepting.months(store)} == {"waiting"}
    accept(store)
    before = accepting.reopen(store, {HEAD: seen[HEAD]}, reason="x", by="Head")
    accepting.put_back(store, before, seen, by="Head")
    assert month(store).state == "accepted"
    assert len(accepting.history(store, HEAD)) == 5


def test_reopening_is_not_undone_over_what_was_sent_since(store: Store) -> None:
    accept(store)
    seen = {HEAD: month(store).ids}
    before = accepting.reopen(store, seen, reason="x", by="Head")
    send(store, "63.71", "2026-06", "pillar_counts")
    now = {HEAD: month(store).ids}
    for given in (seen, now):
        with pytest.raises(Refusal):
            accepting.put_back(store, before, given, by="Head")
    assert month(store).state == "reopened"


def test_the_sample_can_always_be_taken_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    send(store, "63.71", "2026-06", is_sample=True)
    turn(store, "on")
    accept(store)
    with pytest.raises(Locked):
        send(store, "63.71", "2026-06")
    send(store, "63.71", "2026-06", "pillar_counts", without_sample=True)
    assert month(store).state == "changed"
    assert not [one for one in store.counted() if one.is_sample]


@pytest.mark.parametrize(
    ("role", "region", "may"),
    [
        (Role.HEAD, "63.71", True),
        (Role.HEAD, "63", True),
        (Role.HEAD, "63.72", False),
        (Role.OFFICER, "63.71", False),
        (Role.ADMINISTRATOR, "ID", False),
        (Role.VIEWER, "ID", False),
        (Role.PLANNER, "ID", False),
    ],
)
def test_only_its_head_accepts_and_reopens(
    store: Store, role: Role, region: str, may: bool
) -> None:
    person = Person("s", "P", (Grant(role, region),))
    seen = {HEAD: month(store).ids}

    def attempt(work: Callable[[], object]) -> None:
        with acting.acting_as(person):
            if may:
                work()
                return
            with pytest.raises(acting.NotAllowed):
                work()

    attempt(lambda: accepting.accept(store, seen, by="P"))
    assert (month(store).state == "accepted") == may
    accept(store)
    attempt(lambda: accepting.reopen(store, seen, reason="x", by="P"))
    assert (month(store).state == "reopened") == may


def test_no_nik_and_nobody_s_name(store: Store) -> None:
    seen = {HEAD: month(store).ids}
    with pytest.raises(Misuse):
        accepting.accept(store, seen, by=" ")
    accept(store)
    with pytest.raises(Misuse):
        accepting.reopen(store, seen, reason="NIK 6371014203909001", by="Head")
    assert month(store).state == "accepted"


_RACE = """
import sys
from pathlib import Path
from imbang.refusals import Refusal
from imbang.store import accepting
from imbang.store.deliveries import Store
from tests.units.test_acceptance import HEAD, month, send
store, what = Store(Path(sys.argv[1])), sys.argv[2]
while True:
    seen = {HEAD: month(store).ids}
    print("ready", flush=True)
    if not sys.stdin.readline():
        break
    try:
        if what == "accept":
            accepting.accept(store, seen, by="Head")
        else:
            send(store, "63.71", "2026-06", "pillar_counts")
        print("done", flush=True)
    except Refusal as refusal:
        print(type(refusal).__name__, flush=True)
    sys.stdin.readline()
"""


class Racer:
    """A process that does one thing each time it is told to."""

    def __init__(self, store: Store, what: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _RACE, str(store.folder), what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=paths.ROOT,
        )

    def tell(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def test_two_processes_never_accept_what_another_changes(store: Store) -> None:
    """Who comes second is refused: an acceptance never names what does not count, nor is
    anything recorded into what is accepted."""
    both = [Racer(store, what) for what in ("accept", "send")]
    for _round in range(6):
        assert [one.said() for one in both] == ["ready", "ready"]
        for one in both:
            one.tell()
        accepted, sent = (one.said() for one in both)
        assert (accepted, sent) in {("done", "Locked"), ("Refusal", "done")}
        is_accepted = month(store).state == "accepted"
        assert is_accepted == (accepted == "done")
        if is_accepted:
            seen = {HEAD: month(store).ids}
            accepting.reopen(store, seen, reason="again", by="Head")
        for one in both:
            one.tell()
    for one in both:
        one.process.communicate(timeout=60)
