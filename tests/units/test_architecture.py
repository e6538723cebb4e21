"""The house stays as docs/architecture.md says: packages, sizes, and what it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imbang import paths

PAGE = (paths.ROOT / "docs" / "architecture.md").read_text("utf-8")
PACKAGES = sorted(
    file.parent.relative_to(paths.ROOT)
    for file in (paths.ROOT / "imbang").rglob("__init__.py")
)
# one package for each page: told once for all of them
SCREENS = Path("imbang/screens")


def modules(folder: Path) -> list[Path]:
    found = (paths.ROOT / folder).glob("*.py")
    return [one for one in found if one.name != "__init__.py"]


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_every_package_is_told_of(package: Path) -> None:
    if package.parent != SCREENS:
        assert package == Path("imbang") or f"`{package.as_posix()}/`" in PAGE


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_no_folder_is_a_heap(package: Path) -> None:
    assert len(modules(package)) <= (10 if package == Path("imbang") else 20)


def test_what_it_names_is_there() -> None:
    roots = (paths.ROOT, paths.ROOT / "imbang")
    named = set(re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", PAGE))
    assert len(named) > 40
    for name in named - {"pages/NUMBER_name.py", "imbang/screens/name/"}:
        if not re.search(r"[A-Z]{3}", name):
            assert any((root / name).exists() for root in roots), name


def test_every_folder_of_sql_is_told_of() -> None:
    for folder in (one for one in paths.QUERIES.iterdir() if one.is_dir()):
        assert f"`{folder.name}`" in PAGE


def test_the_formatter_has_few_exceptions() -> None:
    mark = "fmt: " + "skip"
    files = [
        file
        for folder in ("imbang", "tests", "tools", "bench", "pages")
        for file in (paths.ROOT / folder).rglob("*.py")
    ]
    assert sum(file.read_text("utf-8").count(mark) for file in files) <= 20
