"""Whatever is remembered is what would be worked out now, whichever field changed.

Pages are read one after another in one process, each field varied and then as before, with
a memory that works everything out again beside what it has kept, and compares.
"""

from __future__ import annotations

import ast
import json
import shutil
import types
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.app.shown import figures
from imbang.app.state import remembered
from imbang.app.state.fingerprints import fingerprint
from imbang.app.state.remembered import Memory
from imbang.intake.outlines.loading import load_boundaries
from imbang.publishing.publish import publish
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.conftest import draft
from tests.pages.conftest import VILLAGES, reading
from tests.pages.drawn import components_told, figures_drawn
from tests.pages.test_pages import words

USUAL = {"region": "63.71", "as_of": "2024-06", "compare": "none", "level": "village"}
FIELDS: dict[str, dict[str, str]] = {
    "norm": {"norm": "30"},
    "kinds": {"kinds": "without_poor"},
    "month": {"as_of": "2023-06"},
    "comparison": {"compare": "2023-06"},
    "level": {"level": "district"},
    "language": {"lang": "en"},
    "theme": {},
}
KEEPERS = {"remembered", "remembered_as_figures"}
COLOURINGS = ("smoothed", "verdict", "spots")
# dear to ask twice, and SQL sees nothing of a page: done in one test only
DEAR = {
    "imbang.app.state.answers._answer",
    "imbang.screens.imports.difference_sections._compared",
}
# page, its section, and the fields that the page has no use for
SECTIONS: list[tuple[str, str, set[str]]] = [
    ("3_cakupan_psm", "map", set()),
    ("9_penempatan", "effect", {"comparison", "level"}),
]


class Doubting(Memory):
    """Works out again what it has kept, once a reading, and notes of which functions.

    While a page is read nothing changes: asked twice there is as good as asked once.
    """

    def __init__(self) -> None:
        super().__init__(10**9)
        self.kept: set[bytes] = set()
        self.doubted: set[bytes] = set()
        self.again: set[str] = set()
        self.trusted: set[str] = set()
        self.wrong: list[str] = []

    def get(self, key: bytes, make: Callable[[], Any]) -> Any:
        name = name_of(make)
        is_kept = key in self.kept
        self.kept.add(key)
        kept = super().get(key, make)
        if is_kept and key not in self.doubted and name not in self.trusted:
            self.doubted.add(key)
            self.again.add(name)
            if content(kept) != content(make()):
                self.wrong.append(name)
        return kept


def name_of(make: Callable[[], Any]) -> str:
    """The function whose answer ``make`` works out."""
    cells = cast("types.FunctionType", make).__closure__ or ()
    [own] = [
        cell.cell_contents
        for cell in cells
        if isinstance(cell.cell_contents, types.FunctionType)
    ]
    return f"{own.__module__}.{own.__qualname__}"


def content(value: Any) -> object:
    return value.to_json() if isinstance(value, go.Figure) else fingerprint(value)


def every_remembered() -> Iterator[str]:
    for path in (paths.ROOT / "imbang").rglob("*.py"):
        module = ".".join(path.relative_to(paths.ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            marked = getattr(node, "decorator_list", [])
            names = {ast.unparse(one) for one in marked}
            if isinstance(node, ast.FunctionDef) and names & KEEPERS:
                yield f"{module}.{node.name}"


@pytest.fixture(scope="module")
def store(tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny store with a second kind, boundaries, a setting and two snapshots."""
    folder = tmp_path_factory.mktemp("remembered") / "store"
    shutil.copytree(tiny_store, folder)
    kept = Store(folder)
    for month, many in (("2023-06", 70), ("2024-06", 95)):
        rows = [
            {"region_code": code, "kind": kind, "unit": "person", "count": count}
            for code, (poor, _psm) in VILLAGES.items()
            for kind, count in (("poor", poor), ("beggar", many))
        ]
        sent = draft("ppks", "63.71", month, rows)
        kept.record([sent], by="tester", received_on=date(2024, 8, 1))
    settings.change(Workspace(folder), "city", "Banjarmasin", by="tester")
    publish(kept)
    areas = []
    for at, code in enumerate(VILLAGES):
        west, east = 114.5 + at / 10, 114.6 + at / 10
        ring = [[west, -3.3], [east, -3.3], [east, -3.4], [west, -3.4], [west, -3.3]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        areas.append(
            {"type": "Feature", "properties": {"code": code}, "geometry": shape}
        )
    file = folder.parent / "areas.json"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": areas}))
    load_boundaries(folder, file, "code")
    return folder


@pytest.fixture
def memory(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doubting]:
    own = Doubting()
    monkeypatch.setattr(remembered, "MEMORY", own)
    for _folder in reading(store):
        yield own


def read(page: str, **query: str) -> tuple[list[str], str]:
    """What the browser draws of the charts of a page, and all that it says."""
    cast("Doubting", remembered.MEMORY).doubted.clear()
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params.update(query)
    app.switch_page(str(paths.PAGES / f"{page}.py"))
    app.query_params.update(query)
    app.run()
    assert not app.exception
    drawn = figures_drawn(app)
    return drawn, words(app) + "".join(components_told(app))


def test_every_field_twice(memory: Doubting, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.trusted = DEAR
    for page, tab, without in SECTIONS:
        usual = USUAL | {"tab": tab}
        fields = ["", *(field for field in FIELDS if field not in without)]
        rounds = []
        for _time in range(2):
            seen = {}
            for field in fields:
                with monkeypatch.context() as here:
                    if field == "theme":
                        here.setattr(figures, "theme", lambda: "dark")
                    seen[field] = read(page, **usual | FIELDS.get(field, {}))
            rounds.append(seen)
        first, second = rounds
        assert first[""][0], page
        assert first == second
        same = [field for field in fields[1:] if first[field] == first[""]]
        assert same == [], (page, tab)
    assert memory.wrong == []


def test_every_colouring_twice(memory: Doubting) -> None:
    memory.trusted = DEAR
    usual = USUAL | {"level": "district"}
    seen = [read("3_cakupan_psm", **usual)]
    for _time in range(2):
        for shown in COLOURINGS:
            seen.append(read("3_cakupan_psm", **usual, shown=shown, map="boundaries"))
        seen.append(read("3_cakupan_psm", **usual))
    assert seen[1:5] == seen[5:]
    assert seen[0] == seen[4]
    assert len({str(one) for one in seen}) == 1 + len(COLOURINGS)
    assert memory.wrong == []


def test_every_function_is_asked_again(memory: Doubting) -> None:
    """None that is remembered goes unseen by what is compared here."""
    asked: list[tuple[str, dict[str, str]]] = [
        ("3_cakupan_psm", {"shown": "spots", "map": "boundaries"}),
        ("3_cakupan_psm", {"tab": "scatter"}),
        ("3_cakupan_psm", {"tab": "time", "shown": "smoothed"}),
        ("3_cakupan_psm", {"compare": "2023-06"}),
        ("6_profil", {}),
        ("6_rapat", {}),
        ("6_rapat", {"screen": "decisions"}),
        ("9_penempatan", {"tab": "reach"}),
        ("11_impor_data", {"tab": "sent"}),
        ("11_impor_data", {"tab": "published", "after": "000002", "before": "000001"}),
    ]
    for page, query in asked:
        assert read(page, **USUAL | query) == read(page, **USUAL | query)
    assert set(every_remembered()) - memory.again == set()
    assert memory.wrong == []


def test_what_is_kept_too_long_is_seen(memory: Doubting) -> None:
    """A function that looks at what it is not given is found out."""
    norm = [30]

    @remembered.remembered
    def ask(level: str) -> str:
        return f"{level} {norm[0]}"

    ask("village")
    norm[0] = 600
    ask("village")
    assert [one.rpartition(".")[2] for one in memory.wrong] == ["ask"]
