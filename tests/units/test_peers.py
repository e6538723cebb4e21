"""The comparison with others: one small world by hand, and what it rests on."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.peers import results, running
from bench.peers.answers import Asked, digest
from bench.peers.dashboards import figures
from bench.peers.engines import with_duckdb, with_pandas, with_sqlite
from imbang import paths

PEERS = paths.ROOT / "bench" / "peers"
FAR = 999999
FIRST, SECOND, OTHER = "63.01.01.1001", "63.01.01.1002", "63.02.01.1001"


def region(number: int, code: str, level: str) -> dict[str, object]:
    return {
        "region_id": number,
        "code": code,
        "level": level,
        "province_code": code[:2],
        "regency_code": code[:5] if level != "province" else None,
    }


def role(
    register: int,
    village: str,
    identity: str | None,
    *,
    active: int = 1,
    start: int = 0,
) -> dict[str, object]:
    return {
        "office": "63.01",
        "month": register,
        "region_code": village,
        "kind": "psm",
        "identity": identity,
        "is_active": active,
        "start_month": start,
        "end_month": FAR,
    }


ROLES = [
    role(10, FIRST, "c"),
    role(20, FIRST, "a"),
    role(20, FIRST, "a"),
    role(20, FIRST, None),
    role(20, SECOND, "a", start=21),
    role(20, SECOND, "b", active=0),
]
REPORTS = [
    (FIRST, "child", "person", 10, 3),
    (FIRST, "elderly", "person", 10, 5),
    (FIRST, "elderly", "person", 20, 7),
    (FIRST, "family", "family", 10, 9),
    (SECOND, "elderly", "person", 10, 0),
    (OTHER, "elderly", "person", 25, 4),
]
TABLES: dict[str, list[dict[str, object]]] = {
    "regions": [
        region(1, "63", "province"),
        region(2, "63.01", "regency"),
        region(3, FIRST, "village"),
        region(4, SECOND, "village"),
        region(5, "63.02", "regency"),
        region(6, OTHER, "village"),
    ],
    "ppks_kinds": [
        {"kind": kind, "unit": unit, "is_counted": 1}
        for kind, unit in (
            ("child", "person"),
            ("elderly", "person"),
            ("family", "family"),
        )
    ],
    "pillar_kinds": [
        {"kind": kind, "served_depth": 4, "is_in_use": 1}
        for kind in ("psm", "karang_taruna")
    ],
    "reports": [
        dict(zip(("region_code", "kind", "unit", "month", "count"), row, strict=True))
        for row in REPORTS
    ],
    "pillar_counts": [
        {"region_code": OTHER, "kind": "karang_taruna", "month": 12, "count": 2}
    ],
    "registers": [{"office": "63.01", "month": month} for month in (10, 20)],
    "roles": [{"id": number, **row} for number, row in enumerate(ROLES)],
}
ANSWERS: dict[str, tuple[Asked, list[tuple[object, ...]]]] = {
    "coverage": (
        {"province": "63", "month": 20},
        [
            (FIRST, 10, 2, "proportionate"),
            (SECOND, 0, 0, "not_needed"),
            (OTHER, None, None, "unknown"),
        ],
    ),
    "trend": (
        {"month": 20},
        [*((month, 1, 8) for month in range(10, 20)), (20, 2, 10)],
    ),
    "roles": ({"month": 20}, [("63.01", "psm", 2), ("63.02", "karang_taruna", 2)]),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("peers")
    (made / "base").mkdir()
    for name, rows in TABLES.items():
        pq.write_table(pa.Table.from_pylist(rows), made / "base" / f"{name}.parquet")
    return made


@pytest.mark.parametrize("engine", [with_duckdb, with_sqlite, with_pandas])
def test_what_offices_sent_is_counted_as_by_hand(
    engine: ModuleType, folder: Path
) -> None:
    engine.build(folder, "base", tuple(TABLES))
    ask = engine.open_tables(folder, "base")
    for question, (asked, rows) in ANSWERS.items():
        assert digest([ask(question, asked)]) == digest([rows]), question


def test_answers_are_the_same_by_what_they_say() -> None:
    told = [("a", 1, None), ("b", 2, 3)]
    assert digest([told]) == digest([[("b", 2.0, np.int64(3)), ("a", 1, np.nan)]])
    assert digest([told]) != digest([[("a", 1, 0), ("b", 2, 3)]])
    assert digest([told]) != digest([told[:1], told[1:]])


def test_whoever_differs_or_fails_is_named() -> None:
    def row(who: str, answers: str) -> results.Row:
        return results.Row(who, "base", "trend", 2.0, 3.0, 1.0, 9.0, answers, 3)

    rows = [row("imbang", "x"), row("pandas", "x"), row("sqlite", "y")]
    rows.append(results.failed("polars", "base", RuntimeError("no memory")))
    wrong = results.disagreements(rows)
    assert len(wrong) == 2
    assert wrong[0].startswith("polars")
    assert wrong[1].startswith("trend: sqlite")
    assert results.disagreements(rows[:2]) == []
    assert "| 1 ×, 1 × |" in results.ratios(rows)


def test_packed_arrays_are_read_as_browsers_do() -> None:
    packed = {"dtype": "i2", "bdata": "AQACAAMABAA=", "shape": "2, 2"}
    assert figures.values(packed) == [[1, 2], [3, 4]]
    assert figures.values(["63"]) == ["63"]


PARENT = """
import pathlib, subprocess, sys, time
child = subprocess.Popen(["sleep", "60"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(60)
"""


def test_what_is_started_is_ended_with_its_children(tmp_path: Path) -> None:
    told = tmp_path / "child"
    with (
        pytest.raises(ZeroDivisionError),
        running.started([sys.executable, "-c", PARENT, told]) as process,
    ):
        while not (told.exists() and told.read_text()):
            time.sleep(0.02)
        raise ZeroDivisionError
    assert process.poll() is not None
    for _ in range(500):  # a kill is soon, not at once
        if _is_over(int(told.read_text())):
            break
        time.sleep(0.02)
    assert _is_over(int(told.read_text()))


def _is_over(pid: int) -> bool:
    """Gone, or dead and not yet buried by whoever inherited it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


@pytest.mark.parametrize("lock", sorted(PEERS.glob("*.lock")), ids=lambda one: one.name)
def test_versions_are_pinned_without_addresses(lock: Path) -> None:
    lines = lock.read_text("utf-8").splitlines()
    assert lines
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!]+", line) for line in lines)
