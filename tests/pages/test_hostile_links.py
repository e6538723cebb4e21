"""Whatever a link says, a page is shown: nothing of it comes to SQL, a path or a mark."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from imbang import paths
from imbang.app.page_files import PageFile
from imbang.app.state.view import _SHARED, Choices
from tests.pages.hostile import HIDDEN, _texts
from tests.pages.test_pages import PAGES, opened

TRACE = "hostile-mark"
VALUES = (
    f"' or 1=1; drop table marts.coverage; -- {TRACE}",
    f"../../../../etc/passwd/{TRACE}\0\r\nSet-Cookie: a=b",
    f"{TRACE}{'9' * 100_000}",
    f"\u202e{{0.__class__}} %s ${{x}} [[{TRACE}]]",
    "9" * 5_000,
    "-1",
    "",
    f"63.71' union select '{TRACE}",
)
ASKS_FILES = ("open", "os.", "shutil.", "glob.", "sqlite3.connect", "subprocess.")


class Watch:
    """What is asked of the disk and of other programs while it is on."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.is_on = False
        sys.addaudithook(self)

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if self.is_on and event.startswith(ASKS_FILES) and TRACE in repr(given):
            self.seen.append(f"{event}: {given!r:.200}")


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    watch = Watch()  # which cannot be taken away again, only put out
    yield watch
    watch.is_on = False


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every choice that pages look up in their link from here on."""
    found: set[str] = set()
    look_up = Choices.__getitem__

    def noting(self: Choices, name: str) -> str:
        found.add(name)
        return look_up(self, name)

    monkeypatch.setattr(Choices, "__getitem__", noting)
    return found


def test_the_watch_sees(watch: Watch, tmp_path: Path) -> None:
    watch.is_on = True
    (tmp_path / TRACE).write_text("x")
    watch.is_on = False
    assert watch.seen
    watch.seen.clear()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_no_link_breaks_a_page_or_reaches_the_disk(
    served: Path, page: PageFile, names: set[str], watch: Watch
) -> None:
    app = opened(page, region="63.71")
    assert not app.exception
    watch.is_on = True
    known = [*sorted(_SHARED), *sorted(names)[:18]]
    for first in (0, 3):
        asked = {
            name: VALUES[(first + place) % len(VALUES)]
            for place, name in enumerate(known)
        }
        app.query_params.clear()
        app.query_params.update(asked)
        app.run()
        assert not app.exception, asked
        told = [text for _where, text in _texts(app) if TRACE in text]
        assert [text for text in told if HIDDEN.search(text)] == []
        assert [text for text in told if "9" * 250 in text] == []
    watch.is_on = False
    assert watch.seen == []


def test_what_is_said_twice_is_taken_once(served: Path) -> None:
    app = opened()
    app.query_params["region"] = ["63", "63.71"]
    app.run()
    assert not app.exception
    assert not app.warning


# Whoever makes figures from files of the product puts statements together from names of
# the product; what they are asked with is bound to `$names` and `?`.
MAY_PUT_TOGETHER = ("publishing/", "disk/duckdb_files.py", "questions/asking.py")
RUNS_SQL = {"execute", "executemany", "executescript", "sql"}


def test_no_statement_is_put_together_where_texts_of_people_are() -> None:
    found = []
    for path in sorted((paths.ROOT / "imbang").rglob("*.py")):
        inside = path.relative_to(paths.ROOT / "imbang").as_posix()
        if inside.startswith(MAY_PUT_TOGETHER):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in RUNS_SQL
                and node.args
                and not isinstance(node.args[0], ast.Constant)
            ):
                found.append(f"{inside}: {ast.unparse(node.args[0])}")
    assert sorted(found) == [
        "store/log_chain.py: SCHEMA[1]",
        "store/log_chain.py: f'drop {kind} if exists {name}'",
        "store/log_chain.py: f'select {_LOGGED} from log order by id'",
        "store/log_chain.py: f'select {_LOGGED} from log order by id'",
        "store/log_chain.py: statement",
        "store/workspace.py: sql",  # `_rows`, which is given whole ones
    ]
