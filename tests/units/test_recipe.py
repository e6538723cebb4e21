"""What a snapshot was made by: a change of it is noticed, whichever file it is in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imbang import paths
from imbang.publishing import recipe


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the code, as it lies where Imbang is installed."""
    copy = tmp_path / "imbang"
    for path in paths.PACKAGE.rglob("*.py"):
        target = copy / path.relative_to(paths.PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return copy


def test_the_code_is_part_of_the_recipe() -> None:
    assert recipe.recipe()["code"] == recipe.hash_code(paths.PACKAGE)


def test_code_that_makes_figures_changes_the_recipe(package: Path) -> None:
    usual = recipe.hash_code(package)
    assert usual == recipe.hash_code(paths.PACKAGE)
    for name in (
        "publishing/figures/building.py",
        "publishing/figures/indicator_rows.py",
        "questions/rules.py",
        "analysis/verdicts.py",
        "analysis/placement/__init__.py",
        "geometry/__init__.py",
        "geometry/layers.py",
        "reference/levels.py",
    ):
        path = package / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        assert recipe.hash_code(package) != usual, name
        path.write_bytes(before)
    assert recipe.hash_code(package) == usual


def test_other_code_does_not(package: Path) -> None:
    usual = recipe.hash_code(package)
    for name in ("wording/summary.py", "drawing/bars.py", "intake/checking.py"):
        (package / name).write_text("")
    (package / "analysis" / "__pycache__").mkdir()
    (package / "analysis" / "__pycache__" / "verdicts.cpython-314.pyc").touch()
    assert recipe.hash_code(package) == usual


def test_the_code_is_read_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs is what was loaded, whatever an update puts in its place meanwhile."""
    before = recipe.recipe()
    monkeypatch.setattr(paths, "PACKAGE", Path("nowhere"))
    assert recipe.recipe() == before


@pytest.mark.parametrize("layer", ["staging", "intermediate", "marts", "checks"])
def test_files_of_one_name_are_told_apart(
    layer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``pillars.sql`` of staging is not that of the marts."""
    shutil.copytree(paths.QUERIES, tmp_path / "queries")
    monkeypatch.setattr(paths, "QUERIES", tmp_path / "queries")
    usual = recipe.recipe()["queries"]
    for path in (tmp_path / "queries" / layer).glob("*.sql"):
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        assert recipe.recipe()["queries"] != usual, path
        path.write_bytes(before)
