"""How region codes are built is known in one place only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from imbang import paths
from imbang.reference.levels import LENGTHS, NATION, ancestors_at, around, level_of

NO_REGION_CODES = {
    "imbang/app/login/demo.py: list(names)[:2]",
    "imbang/cli/acceptance.py: text[:13]",  # what was typed, cut short
    "imbang/intake/layout/layout.py: below[:2]",  # rows
    "imbang/intake/places/named.py: sorted(LEVELS, key=lambda level: -counts[level])[:2]",
    "imbang/intake/report/printing.py: line[:2]",  # order and row
    "imbang/nik.py: code[:2]",  # of a NIK, without dots
    "imbang/screens/quality/finding_sections.py: changes[:8]",  # notes
    "imbang/screens/training/sections.py: levels_below(view.region)[:2]",
    "imbang/settings/readers.py: str(given)[:13]",  # what was found, cut short
    "imbang/store/log_chain.py: row[:2]",  # topic and key
}


def cut(source: str) -> Iterator[str]:
    """What ``source`` cuts to the length of a region code, by a slice or `str.slice`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            ends = [node.slice.upper] if node.slice.lower is None else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            ends = node.args if node.func.attr == "slice" else []
        else:
            continue
        lengths = [end.value for end in ends if isinstance(end, ast.Constant)]
        if set(lengths) & set(LENGTHS.values()):
            yield ast.unparse(node)


def test_only_levels_cut_region_codes() -> None:
    root = paths.DASHBOARD.parent
    files: list[Path] = [paths.DASHBOARD, *(root / "pages").glob("*.py")]
    files += (root / "imbang").rglob("*.py")
    found = {
        f"{name}: {text}"
        for file in files
        if not (name := file.relative_to(root).as_posix()).startswith(
            "imbang/reference/"
        )
        for text in cut(file.read_text("utf-8"))
    }
    assert found == NO_REGION_CODES


def test_every_way_to_cut_is_found() -> None:
    source = 'a[:5], rows["code"].str[:8], rows["code"].str.slice(0, 13), a[:3], a[1:5]'
    assert len(list(cut(source))) == 3


def test_the_same_level_for_many_regions() -> None:
    codes = pd.Series([NATION, "63", "63.71", "63.71.01.1001"])
    assert ancestors_at(codes, "regency").tolist() == [NATION, "63", "63.71", "63.71"]
    assert ancestors_at(codes, "nation").tolist() == [NATION] * 4


def test_a_village_is_shown_in_its_district() -> None:
    shown = {one: around(one) for one in (NATION, "63.71", "63.71.01.1001")}
    assert shown == {NATION: NATION, "63.71": "63.71", "63.71.01.1001": "63.71.01"}
    assert level_of(NATION) == "nation"
