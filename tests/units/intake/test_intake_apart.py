"""The process that checks: what it may cost, what it knows, when it ends."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from imbang.intake.apart import checks, reports, wire
from imbang.intake.apart.checks import Needs, Unreadable, check_apart
from imbang.intake.apart.turns import Turns, Unwanted
from imbang.intake.files.sources import Source
from imbang.intake.one_file import check_one
from imbang.intake.profiles import Profile
from imbang.intake.report.printing import as_json
from imbang.intake.report.results import CheckedFile, Options
from imbang.intake.sheet import SheetChecks
from imbang.refusals import Refusal
from tests.units.intake import hostile
from tests.units.intake.conftest import TODAY, identify

SMALL = Source("a.csv", b"a,b\n1,2\n")


def silently(_text: str, _share: float) -> None:
    """Hear nothing."""


def needs(**given: object) -> Needs:
    usual = {"identify": identify, "recall": None, "told": silently}
    return Needs(**{**usual, "wanted": lambda: True, **given})  # type: ignore[arg-type]


def check(source: Source, **given: object) -> CheckedFile:
    return check_apart(source, Options(), TODAY, needs(**given))


def test_what_was_found_comes_over_whole(write) -> None:
    path = write(
        {
            "PPKS": [
                list(hostile.HEADINGS),
                list(hostile.GOOD_ROW),
                ["63.71.01.1001", "Pengemiss", "2024", 3],
            ],
            "Pilar": [
                ["Keadaan: Desember 2024"],
                ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Status"],
                ["3" * 15 + "1", "Warga Rekaan", "PSM", "63.71.01.1001", "Aktif"],
            ],
        }
    )
    source = Source(path.name, path.read_bytes())
    for leave_out in (frozenset[str](), frozenset({"Pengemiss"})):
        options = Options(leave_out=leave_out)
        here = check_one(
            source.name, source.content, SheetChecks(options, identify, TODAY), None
        )
        there = check_apart(source, options, TODAY, needs())
        assert there.problems == here.problems
        assert there.questions == here.questions
        assert (there.said, there.office) == (here.said, here.office)
        assert [d.table for d in there.drafts] == [d.table for d in here.drafts]
        for one, other in zip(here.sheets, there.sheets, strict=True):
            assert (one.headings, one.columns, one.period) == (
                other.headings,
                other.columns,
                other.period,
            )
            assert one.content is not None and other.content is not None
            for mine, theirs in zip(
                one.content.columns, other.content.columns, strict=True
            ):
                assert mine.texts == theirs.texts
                assert mine.is_number == theirs.is_number
                assert mine.codes.tolist() == theirs.codes.tolist()
    assert [draft.dataset for draft in there.drafts] == ["ppks", "pillars"], (
        there.problems
    )


def test_codes_beyond_the_texts_are_refused() -> None:
    checked = check_one(
        "a.csv", SMALL.content, SheetChecks(Options(), list, TODAY), None
    )
    parts = reports.pack(checked)
    parts[2] = (7).to_bytes(4, "little") * 2
    with pytest.raises(wire.BrokenFrame):
        reports.unpack(b"".join(parts))


def test_the_key_and_what_an_office_said_are_asked_for(write) -> None:
    heading = ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Status"]
    row = ["3" * 15 + "1", "Warga Rekaan", "Pekerja Sosial X", "63.71.01.1001", "Aktif"]
    path = write({"Pilar": [["Keadaan: Desember 2024"], heading, row]})
    asked: list[object] = []

    def told(niks):
        asked.append(niks)
        return identify(niks)

    def recall(office: str) -> Profile:
        asked.append(office)
        return Profile(labels={"Pekerja Sosial X": "psm"})

    checked = check(Source(path.name, path.read_bytes()), identify=told, recall=recall)
    assert ["3" * 15 + "1"] in asked
    assert "63.71" in asked
    assert checked.said.labels == {"Pekerja Sosial X": "psm"}
    assert [draft.dataset for draft in checked.drafts] == ["pillars"]


def test_a_key_that_is_not_there_is_no_fault_of_the_file(write) -> None:
    def missing(_niks):
        raise Refusal("no key")

    heading = ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Status"]
    row = ["3" * 15 + "1", "Warga Rekaan", "PSM", "63.71.01.1001", "Aktif"]
    path = write({"Pilar": [["Keadaan: Desember 2024"], heading, row]})
    with pytest.raises(Refusal, match="no key") as raised:
        check(Source(path.name, path.read_bytes()), identify=missing)
    assert not isinstance(raised.value, Unreadable)


def test_a_file_larger_than_any_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MOST_CONTENT", 5)
    with pytest.raises(Unreadable, match="larger than 0 MB"):
        check(SMALL)


def instead(code: str) -> str:
    """A checking process in which ``code`` runs instead of the check."""
    return (
        "from imbang.intake.apart import child, limits\n"
        f"{code}\n"
        "child.check_one = instead\n"
        "child.main()\n"
    )


def answer_of(code: str, **given: object) -> Unreadable:
    """What is said of a file whose process runs ``code``."""
    child = checks._Child()
    child.close()
    child.process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        with pytest.raises(Unreadable) as told:
            child.check(SMALL, Options(), TODAY, needs(**given))
    finally:
        child.close()
    return told.value


def test_one_that_needs_too_much_ends_and_says_at_what() -> None:
    told = answer_of(
        instead(
            "limits.MOST_MEMORY = 700_000_000\n"
            "def instead(_n, _c, checks, _r):\n"
            "    checks.told('cells', 'PPKS', 0.5)\n"
            "    bytearray(700_000_000)\n"
        )
    )
    assert "far more memory" in str(told)
    assert "checking the cells of sheet “PPKS”" in str(told)
    assert told.sheet == "PPKS"


def test_one_that_computes_for_ever_ends_and_says_at_what() -> None:
    told = answer_of(
        instead(
            "limits.seconds_for = lambda _size: 1\n"
            "def instead(_n, _c, checks, _r):\n"
            "    checks.told('table', 'PPKS', 0.5)\n"
            "    while True: pass\n"
        )
    )
    assert "ended after 20 seconds" in str(told)
    assert "looking for the table of sheet “PPKS”" in str(told)


def test_one_that_fails_is_told_without_what_the_file_holds() -> None:
    told = answer_of(instead("def instead(*_): int('not to be told')\n"))
    assert "Imbang itself failed at this file (ValueError, " in str(told)
    assert "not to be told" not in str(told)


def test_one_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "SECONDS", 0.3)
    assert "was ended after" in str(answer_of("import time\ntime.sleep(60)\n"))


def test_one_that_answers_nonsense_is_not_believed() -> None:
    for letter in "BPIOX":
        code = f"import os\nos.write(1, b'{letter}' + (8).to_bytes(8, 'little') + b'12345678')\n"
        assert "damaged" in str(answer_of(code))


def test_it_ends_when_nobody_waits_for_it_any_more() -> None:
    began = time.monotonic()
    child = checks._Child()
    with pytest.raises(Unwanted):
        child.check(
            Source("a.csv", b"a,b\n" * 3_000_000),
            Options(),
            TODAY,
            needs(wanted=lambda: time.monotonic() < began + 0.5),
        )
    assert child.process.poll() is not None
    child.close()


def test_it_knows_no_secret_and_starts_in_no_folder_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMBANG_SECRET", "tell nobody")
    child = checks._Child()
    try:
        told = Path(f"/proc/{child.process.pid}/environ")
        if not told.is_file():
            pytest.skip("this system does not show a process's environment")
        assert b"tell nobody" not in told.read_bytes()
        assert told.with_name("cwd").readlink() != Path.cwd()
    finally:
        child.close()


def test_one_process_checks_file_after_file() -> None:
    check(SMALL)
    (child, _clock), *_rest = checks._idle
    with pytest.raises(Unreadable):
        check(Source("b.csv", b"\x00\x01\x02" * 50))
    check(SMALL)
    assert child in [waiting for waiting, _clock in checks._idle]


def test_a_process_does_not_wait_after_a_large_file() -> None:
    source = Source("a.csv", b"a,b\n" + b"1,2\n" * 600_000)
    assert len(source.content) > 2_000_000
    waiting = len(checks._idle)
    check(source)
    assert len(checks._idle) == max(0, waiting - 1)


def test_an_idle_process_ends() -> None:
    check(SMALL)
    child, clock = checks._idle[-1]
    clock.cancel()
    checks._end_idle(child)
    assert child.process.poll() is not None
    assert child not in [waiting for waiting, _clock in checks._idle]


def test_several_at_once_do_not_mix() -> None:
    def height(rows: int) -> int:
        content = b"a,b\n" + b"1,2\n" * rows
        checked = check(Source(f"{rows}.csv", content))
        assert checked.sheets[0].content is not None
        return checked.sheets[0].content.height

    counts = [3, 500, 7, 900]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(height, counts)) == [count + 1 for count in counts]
    assert len(checks._idle) <= 2


def test_turns_come_in_order_and_are_given_up() -> None:
    turns, order = Turns(1), []
    is_held, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        with turns.taken(lambda _before: None, lambda: True):
            is_held.set()
            may_go.wait(10)

    def later(name: str, wanted: bool) -> None:
        try:
            with turns.taken(lambda _before: None, lambda: wanted):
                order.append(name)
        except Unwanted:
            order.append(f"not {name}")

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait(10)
    later("wanted by nobody", False)
    others = []
    for name in ("first", "second"):
        others.append(threading.Thread(target=later, args=(name, True)))
        others[-1].start()
        while len(turns._line) < len(others) + 1:
            time.sleep(0.01)
    may_go.set()
    for one in (holder, *others):
        one.join(10)
    assert order == ["not wanted by nobody", "first", "second"]
    assert not turns._line


def test_what_ends_a_check_is_a_problem_of_its_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from imbang.intake import checking

    def ended(*_given: object) -> None:
        raise Unreadable("it was too much", "PPKS")

    monkeypatch.setattr(checking, "check_apart", ended)
    report = checking.check_files([SMALL], Options(), identify=list, today=date.today())
    [problem] = report.problems
    assert (problem.file, problem.sheet, problem.rule) == (
        "a.csv",
        "PPKS",
        "unreadable",
    )
    assert report.refused
    assert "it was too much" in as_json(report)
