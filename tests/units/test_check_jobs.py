"""Checks beside a page: in its language, told in words when they fail, given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from imbang import texts
from imbang.intake import importing
from imbang.intake.apart import checks
from imbang.intake.files.sources import Source
from imbang.screens.imports import check_jobs
from imbang.screens.imports.check_jobs import Job
from imbang.screens.imports.desk import Item
from imbang.store.deliveries import Store

SMALL = Item(Source("a.csv", b"a,b\n1,2\n"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = texts.language()
    texts.use_language("en")
    yield
    texts.use_language(before)


def begun(folder: Path, item: Item = SMALL, *, is_open: bool = True) -> Job:
    return Job(item, Store(folder / "store"), lambda: is_open)


def test_a_file_is_checked_in_the_language_of_its_page(tmp_path: Path) -> None:
    job = begun(tmp_path)
    assert job.wait(30)
    assert job.report is not None
    assert "which Imbang does not count" in job.report.problems[0].message
    assert job.text.startswith("a.csv: ")


def test_a_failure_is_told_without_what_the_file_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        int("6371014101900001 is no number")

    monkeypatch.setattr(importing, "check", fail)
    job = begun(tmp_path)
    assert job.wait(30)
    assert job.report is not None and job.report.refused
    [problem] = job.report.problems
    assert "Imbang itself failed at this file (ValueError, test_check_jobs.py:" in (
        problem.message
    )
    assert "checking error=ValueError" in caplog.text
    assert "test_check_jobs.py" in caplog.text
    assert "6371014101900001" not in caplog.text + problem.message


@pytest.mark.parametrize("how", ["removed", "closed"])
def test_its_process_ends_when_nobody_wants_the_report(
    tmp_path: Path, how: str
) -> None:
    before = {child.process.pid for child, _clock in checks._idle}
    long = Item(Source("a.csv", b"Kode Wilayah,Jenis PMKS\n" + b"x,y\n" * 1_500_000))
    job = begun(tmp_path, long, is_open=how != "closed")
    while not job.text and not job.wait(0.05):
        pass
    if how == "removed":
        job.give_up()
    assert job.wait(20)
    assert job.is_given_up
    assert job.report is None
    assert {child.process.pid for child, _clock in checks._idle} <= before
    assert not checks.turns._line


def test_two_work_at_once_and_a_third_says_that_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, working = threading.Event(), []

    def check(_child: object, source: Source, *_given: object) -> None:
        working.append(source.name)
        may_go.wait(20)
        raise checks.Unreadable("done")

    monkeypatch.setattr(checks._Child, "check", check)
    jobs = [begun(tmp_path, Item(Source(f"{n}.csv", b"x"))) for n in "abc"]
    until = time.monotonic() + 20
    while not any("waiting" in job.text for job in jobs) and time.monotonic() < until:
        time.sleep(0.02)
    assert len(working) == 2
    [last] = [job for job in jobs if job.item.name not in working]
    assert last.text == f"{last.item.name}: waiting until 1 other file is checked"
    may_go.set()
    assert all(job.wait(20) for job in jobs)
    assert len(working) == 3
    assert check_jobs.checks.turns._line == []
