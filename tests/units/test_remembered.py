"""What is remembered for all readers: by all that it was made from, bounded in bytes."""

from __future__ import annotations

import ast
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from imbang import paths
from imbang.app.state import remembered as module
from imbang.app.state.fingerprints import fingerprint, weigh
from imbang.app.state.remembered import Memory, remembered, remembered_as_figures
from imbang.formats import ZONES, use_time_zone
from imbang.texts import use_language


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A memory of this test's own."""
    own = Memory(10_000_000)
    monkeypatch.setattr(module, "MEMORY", own)
    return own


@dataclass(frozen=True)
class Thing:
    name: str
    rows: pd.DataFrame


def table(value: object = 1, name: str = "a") -> pd.DataFrame:
    return pd.DataFrame({name: [value, 2]})


def drawing(norm: float, rows: pd.DataFrame) -> Callable[[str], str]:
    return lambda theme: f"{norm} {len(rows)} {theme}"


DIFFERENT: list[object] = [
    None,
    pd.NA,
    0,
    False,
    0.0,
    "0",
    "",
    b"0",
    (),
    [],
    {},
    (0,),
    ("0",),
    (0, ()),
    ((0,),),
    {"a": 0},
    {"a": 1},
    {"b": 0},
    frozenset({0}),
    date(2024, 6, 1),
    Path("0"),
    Fraction(1, 2),
    0.5,
    table(),
    table(3),
    table(1.0),
    table("1"),
    table(None),
    table(name="b"),
    table().iloc[:1],
    table().set_axis([7, 8]),
    table()["a"],
    table()["a"].to_numpy(),
    table((1,)),
    table([1]),
    pd.Index([1, 2]),
    np.array(["1", 1], dtype=object),
    Thing("x", table()),
    Thing("y", table()),
    Thing("x", table(3)),
    drawing(30, table()),
    drawing(600, table()),
    drawing(30, table(3)),
    len,
    Thing,
]


def test_what_differs_has_another_fingerprint() -> None:
    found: dict[bytes, object] = {}
    for one in (one for one in DIFFERENT if one is not len):
        key = fingerprint(one)
        assert key not in found, (one, found.get(key))
        found[key] = one


def test_what_is_the_same_has_the_same_fingerprint() -> None:
    for make in (
        table,
        lambda: Thing("x", table("1")),
        lambda: drawing(30, table()),
        lambda: {"a": [1, {2, 3}]},
        lambda: table(("1", None)),
    ):
        assert fingerprint(make()) == fingerprint(make())


def test_what_nobody_can_tell_apart_is_refused() -> None:
    for one in (object(), threading.Lock(), iter([]), len):
        with pytest.raises(TypeError, match="has no fingerprint"):
            fingerprint(one)


def test_nothing_given_is_left_out_of_the_key() -> None:
    made: list[object] = []

    @remembered
    def draw(rows: pd.DataFrame, norm: float, *, theme: str = "light") -> str:
        made.append((len(rows), norm, theme))
        return f"{norm} {theme}"

    assert draw(table(), 30.0) == draw(table(), 30.0) == "30.0 light"
    assert draw(table(), 600.0) == "600.0 light"
    assert draw(table(), 30.0, theme="dark") == "30.0 dark"
    draw(table(3), 30.0)
    use_language("en")
    try:
        draw(table(), 30.0)
    finally:
        use_language("id")
    assert len(made) == 5


def test_an_answer_stands_for_itself_without_being_read_again(memory: Memory) -> None:
    @remembered
    def ask(norm: int) -> pd.DataFrame:
        return table(norm)

    answer = ask(30)
    assert memory.key_of(answer) is not None
    assert memory.key_of(table(30)) is None
    assert ask(600) is not answer


def test_a_value_that_is_given_on_as_it_is_stays_known_by_one_key() -> None:
    """Whoever gives back what it was given must not be asked again each time."""
    made: list[str] = []

    @remembered
    def answer() -> pd.DataFrame:
        return table()

    @remembered
    def keep(rows: pd.DataFrame, q: str) -> pd.DataFrame:
        made.append(q)
        return rows

    for _time in range(3):
        assert keep(keep(answer(), "a"), "b") is answer()
    assert made == ["a", "b"]


def test_tables_within_a_kept_value_are_known_too_until_it_goes(memory: Memory) -> None:
    @remembered
    def made(name: str) -> tuple[Thing, pd.DataFrame]:
        return Thing(name, table()), table(3)

    @remembered
    def thing(name: str) -> Thing:
        return Thing(name, table())

    keys = [memory.key_of(part) for part in (made("x")[1], thing("x").rows)]
    assert None not in keys
    assert len({*keys, memory.key_of(thing("x")), memory.key_of(made("x"))}) == 4
    rows = thing("x").rows
    memory.most = 0
    thing("y")
    assert memory.key_of(rows) is None
    assert not memory._known


def test_of_what_took_the_same_the_oldest_go_first() -> None:
    memory = Memory(1_000_000, clock=lambda: 0.0)
    made: list[int] = []

    def ask(number: int) -> Any:
        def make() -> Any:
            made.append(number)
            return np.zeros(100_000, dtype=np.uint8)

        return memory.get(str(number).encode(), make)

    for number in range(200):
        ask(number)
        ask(0)  # in use all the time
        assert memory.size <= 1_000_000
    assert made == list(range(200))
    ask(0)
    ask(199)
    assert len(made) == 200
    ask(150)
    assert made[200:] == [150]
    assert memory.get(b"large", lambda: np.zeros(2_000_000, dtype=np.uint8)).size
    assert memory.size <= 1_000_000


@dataclass
class Making:
    """A memory, and values of so many bytes that take so many seconds to make."""

    memory: Memory
    now: float = 0.0
    made: list[str] = field(default_factory=list)

    def get(self, name: str, seconds: float, size: int = 100_000) -> None:
        def make() -> Any:
            self.made.append(name)
            self.now += seconds
            return np.zeros(size, dtype=np.uint8)

        self.memory.get(name.encode(), make)

    def is_kept(self, name: str) -> bool:
        times = len(self.made)
        self.get(name, 0)
        return len(self.made) == times


@pytest.fixture
def making() -> Making:
    """A memory of a megabyte whose clock goes on by what is made."""
    own = Making(Memory(1_000_000))
    own.memory._clock = lambda: own.now
    return own


def test_what_took_long_outlives_what_did_not(making: Making) -> None:
    making.get("nation", 1.0)
    for number in range(100):
        making.get(f"village {number}", 0.02)
    assert making.memory.size <= 1_000_000
    assert making.is_kept("nation")
    assert making.made == ["nation", *(f"village {number}" for number in range(100))]


def test_what_takes_little_room_outlives_what_takes_much(making: Making) -> None:
    making.get("small", 0.1, 1_000)
    for number in range(30):
        making.get(f"large {number}", 0.1, 300_000)
    assert making.is_kept("small")
    assert not making.is_kept("large 0")


def test_what_nobody_looks_at_goes_however_long_it_took(making: Making) -> None:
    """A snapshot that is not the current one any more must not fill the memory."""
    making.get("before", 1.0)
    for number in range(600):
        making.get(f"now {number}", 0.02)
        making.get("looked at", 1.0)
    assert not making.is_kept("before")
    assert making.made.count("looked at") == 1


def test_nothing_is_left_of_what_goes(making: Making) -> None:
    for number in range(300):
        making.get(f"{number}", number % 7)
    making.memory.most = 0
    making.get("last", 1)
    memory = making.memory
    assert (memory.size, memory._entries, memory._next) == (0, {}, [])
    assert (memory._known, +memory._holders) == ({}, {})


def test_figures_are_kept_once_for_all_languages_and_time_zones() -> None:
    made: list[int] = []

    @remembered_as_figures
    def ask(number: int) -> int:
        made.append(number)
        return number

    assert ask(7) == 7
    use_language("en")
    use_time_zone(max(ZONES))
    try:
        assert ask(7) == 7
    finally:
        use_language("id")
        use_time_zone("")
    assert made == [7]
    assert ask(8) == 8


def size_of(value: object) -> int:
    small, large = weigh(value)
    return small + sum(large.values())


def test_what_several_hold_on_to_counts_once() -> None:
    memory = Memory(4_000_000, clock=lambda: 0.0)
    rows = np.zeros(1_700_000, dtype=np.uint8)
    memory.get(b"rows", lambda: rows)
    alone = memory.size
    assert alone > 1_600_000
    for number in range(5):
        memory.get(b"same %d" % number, lambda: [rows])
    assert memory.size < alone + 100_000
    # pushed out but for the last that holds them, they go on to count
    for number in range(3):
        memory.get(b"new %d" % number, lambda: np.zeros(1_000_000, dtype=np.uint8))
        memory.get(b"same 4", list)
    assert 4_000_000 >= memory.size > 1_600_000
    assert memory.get(b"same 4", list)[0] is rows


def test_what_nobody_holds_any_more_does_not_count() -> None:
    memory = Memory(2_000_000, clock=lambda: 0.0)
    rows = np.zeros(1_500_000, dtype=np.uint8)
    memory.get(b"one", lambda: [rows])
    memory.get(b"two", lambda: [rows])
    memory.get(b"other", lambda: np.zeros(1_000_000, dtype=np.uint8))
    assert 1_000_000 < memory.size < 1_100_000


def test_a_size_counts_all_that_is_held() -> None:
    plain = size_of({"a": "x"})
    assert size_of({"a": "x" * 100_000}) > plain + 99_000
    rows = pd.DataFrame(
        {"n": np.zeros(50_000), "t": [f"word {n}" for n in range(50_000)]}
    )
    assert size_of([rows]) >= rows.memory_usage(deep=True).sum()
    assert size_of((rows, rows)) < 2 * size_of(rows)
    words = pd.DataFrame({"t": [f"word {n}" for n in range(50_000)]}, dtype=object)
    assert size_of(rows.iloc[::2]) >= 50_000 * 8  # keeps all of the column
    for table in (rows, words):
        usage = table.memory_usage(deep=True).sum()
        assert 0.9 * usage < size_of(table) < 1.1 * usage  # and counts it once


def test_readers_who_ask_at_once_wait_for_one_answer() -> None:
    made = []

    @remembered
    def ask(norm: int) -> object:
        made.append(norm)
        time.sleep(0.1)
        return object()

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _reader: ask(30), range(8)))
    assert made == [30]
    assert len(set(map(id, answers))) == 1


def test_what_fails_is_told_to_all_and_tried_again() -> None:
    made = []

    @remembered
    def ask(norm: int) -> int:
        made.append(norm)
        time.sleep(0.05)
        if len(made) == 1:
            raise LookupError("moved")
        return norm

    with ThreadPoolExecutor(4) as readers:
        ended = [readers.submit(ask, 30) for _ in range(4)]
    assert {type(one.exception()) for one in ended} == {LookupError}
    assert ask(30) == 30
    assert len(made) == 2


def test_a_reader_who_leaves_takes_nobody_along() -> None:
    """Streamlit ends the run of a reader who clicks on with a BaseException."""

    class Left(BaseException):
        pass

    made = []
    begun = threading.Event()

    @remembered
    def ask(norm: int) -> int:
        made.append(norm)
        begun.set()
        time.sleep(0.05)
        if len(made) == 1:
            raise Left
        return norm

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(ask, 30)
        begun.wait()
        second = readers.submit(ask, 30)
    assert isinstance(first.exception(), Left)
    assert second.result() == 30


# what is kept otherwise, and why it stays small
KNOWN = {
    "imbang/store/deliveries.py:_known": "manifests, which never change, by their hashes",
    "imbang/store/deliveries.py:_counting": "what follows from them, by the same hashes",
    "imbang/publishing/background.py:_last": "one publication a store",
    "imbang/publishing/recipe.py:_hash_file": "2,048 hashes of files, by their time of change",
    "imbang/publishing/referring.py:_kept": "the reference tables made last, 5 MB",
    "imbang/app/login/configuration.py:_used": "one login's file",
    "imbang/app/login/downloads.py:_owners": "one a file that Streamlit keeps",
    "imbang/app/login/kept.py:_ended_here": "logins ended here that would still hold",
    "imbang/app/opening.py:_can_be_read": "two snapshots of before",
    "imbang/app/programs.py:program": "one a program",
    "imbang/disk/duckdb_files.py:_aliases": "one link a store",
    "imbang/nik.py:_folded_sign": "one a sign",
    "imbang/questions/asking.py:_open": "eight snapshots, the oldest closed",
    "imbang/intake/apart/checks.py:_idle": "two processes",
    "imbang/store/snapshots.py:_manifest": "the manifests read last, by their time of change",
    "imbang/store/seal.py:_paired": "four stores, by the very bytes of their seals",
    "imbang/formats.py:_month": "10,000 months as text, less than 2 MB",
    "imbang/app/state/fingerprints.py:_code": "4,096 functions",
    "imbang/formats.py:_written": "50,000 numbers as text, some 8 MB",
    "imbang/formats.py:_parsed": "two locales",
    "imbang/drawing/paper/fonts.py:width": "20,000 widths of words, some 4 MB",
    "imbang/geometry/schematic.py:_drawn": "eight provinces, while publishing",
    "imbang/questions/indicators.py:_read": "one an indicator",
    "imbang/questions/headers.py:tables_read": "one a file of queries",
    "imbang/publishing/figures/building.py:_in_order": "the macros",
    "imbang/publishing/snapshot_file.py:reference": "one, as long as a publish runs",
    "imbang/publishing/figures/nothing.py:_looks": "how tables look, of eight versions",
    "imbang/reference/datasets.py:_read_datasets": "one folder",
    "imbang/reference/datasets.py:_read_refused": "one folder",
    "imbang/intake/places/gazetteer.py:gazetteer": "four areas",
    "imbang/reference/spelling.py:_plain": "8,192 headings",
    "imbang/intake/headings/headings.py:names_of": "one a dataset",
    "imbang/intake/headings/headings.py:refused_names": "one a dataset",
    "imbang/intake/headings/one_region.py:_by_name": "at most eight offices",
    "imbang/intake/headings/region_columns.py:_region_column": "a bounded number",
    "imbang/intake/headings/region_columns.py:_tokens": "a bounded number",
    "imbang/intake/headings/words.py:_is_period": "a bounded number",
    "imbang/intake/values/ages.py:is_span": "a bounded number",
    "imbang/intake/headings/titled.py:_any_of": "one a column of a dataset",
    "imbang/intake/headings/titled.py:_words": "a bounded number",
    "imbang/intake/subjects/lines.py:_subject_of": "a bounded number",
    "imbang/intake/values/choices.py:_by_name": "one a column of a dataset",
    "imbang/reference/kind_labels.py:kinds_by_name": "two lists",
    "imbang/reference/kind_labels.py:_meanings": "two lists",
    "imbang/reference/kinds.py:load_kinds": "two lists",
    "imbang/intake/places/names.py:_spellings": "100,000 names",
    "imbang/app/page_files.py:list_pages": "one folder",
    "imbang/screens/method/entries.py:written": "two languages",
    "imbang/texts/__init__.py:_catalogue": "two languages",
    "imbang/app/state/remembered.py:remembered": "the way itself",
    "imbang/app/state/answers.py:_seen": "the snapshot noticed last",
    "imbang/app/metrics.py:_question": "two a question",
    "imbang/log.py:_listeners": "one: the metrics",
    "imbang/access/acting.py:_names_listeners": "one: who saw names",
}
_CACHES = {
    "cache",
    "lru_cache",
    "cache_data",
    "cache_resource",
    "cached",
    "Cache",
    "LRUCache",
    "TTLCache",
}
_MADE_EMPTY = {
    "dict",
    "list",
    "set",
    "OrderedDict",
    "defaultdict",
    "deque",
    "WeakValueDictionary",
}


def kept_otherwise(path: Path) -> Iterator[str]:
    """Functions with a cache of their own that take something, and empty containers of a
    module, which are there to be filled."""
    tree = ast.parse(path.read_text("utf-8"))
    decorators = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            given = node.args
            takes = given.posonlyargs + given.args + given.kwonlyargs
            decorators |= set(node.decorator_list)
            for one in node.decorator_list:
                if _name(one) in _CACHES and (takes or "st." in ast.unparse(one)):
                    yield node.name
    for node in ast.walk(tree):
        is_called = isinstance(node, ast.Call) and node not in decorators
        if is_called and _name(node) in _CACHES:
            yield f"line {node.lineno}"
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_empty(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (ast.unparse(target) for target in targets)


def _name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(called).rpartition(".")[2]


def _is_empty(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Call):
        return _name(node) in _MADE_EMPTY and not node.args
    is_empty_dict = isinstance(node, ast.Dict) and not node.keys
    return is_empty_dict or (isinstance(node, ast.List) and not node.elts)


def everywhere() -> Iterator[str]:
    files = [
        paths.DASHBOARD,
        *paths.PAGES.glob("*.py"),
        *(paths.ROOT / "imbang").rglob("*.py"),
    ]
    for path in files:
        name = path.relative_to(paths.ROOT).as_posix()
        yield from (f"{name}:{one}" for one in kept_otherwise(path))


def test_nothing_is_kept_in_another_way() -> None:
    assert set(everywhere()) - KNOWN.keys() == set()


def test_other_ways_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(
        "import functools as f\nimport streamlit as st\n_kept = {}\n_more: list[int] = []\n"
        "@f.lru_cache(maxsize=9)\ndef a(x): ...\n@st.cache_data\ndef b(): ...\n"
        "@st.cache_resource(max_entries=4)\ndef c(x): ...\n@f.cache\ndef fine(): ...\n"
        "d = st.cache_data(len)\n"
    )
    assert set(kept_otherwise(path)) >= {"_kept", "_more", "a", "b", "c", "line 13"}
    assert "fine" not in set(kept_otherwise(path))
