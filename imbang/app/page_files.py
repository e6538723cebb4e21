"""The pages there are: found by listing their folder, each announcing itself.

A page file states ``TITLE``, ``ICON`` and ``SECTION`` as plain texts, which are read
without running it; so adding a page is adding a file. One that works on a store without
figures states ``NEEDS_FIGURES = False``; it goes without the filters of figures.
``NEEDS`` names the rights of which one is needed to see it ("import publish"), where
seeing figures is not enough. One that stands in the menu only where a setting is on names
it: ``ONLY_WITH = "acceptance"``.
"""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

from imbang import paths
from imbang.access.people import Person
from imbang.access.rights import Right

PROFILE = paths.PAGES / "6_profil.py"
"""The page of one region, to which names of regions lead."""


@dataclass(frozen=True)
class PageFile:
    """A page: its file, its English title and section (msgids), its icon; ``only_with``
    is the setting that has to be on for it to stand in the menu, empty for most."""

    path: Path
    title: str
    icon: str
    section: str
    needs_figures: bool
    needs: tuple[Right, ...] = (Right.FIGURES,)
    only_with: str = ""

    @property
    def name(self) -> str:
        """Its name in links."""
        return self.path.stem.partition("_")[2]

    def is_for(self, person: Person) -> bool:
        """Whether somebody may see it: who may see figures, and holds one of its rights."""
        return person.may(Right.FIGURES) and any(map(person.may, self.needs))


@functools.cache
def list_pages(folder: Path = paths.PAGES) -> tuple[PageFile, ...]:
    """The pages of ``folder`` in reading order; ValueError names a silent one."""
    return tuple(
        _announced(path) for path in sorted(folder.glob("[0-9]*_*.py"), key=_order)
    )


def _order(path: Path) -> tuple[int, str]:
    return int(path.name.partition("_")[0]), path.name


def _announced(path: Path) -> PageFile:
    said: dict[str, object] = {
        "NEEDS_FIGURES": True,
        "NEEDS": Right.FIGURES,
        "ONLY_WITH": "",
    }
    for statement in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(statement, ast.Assign):
            continue
        target, value = statement.targets[0], statement.value
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            said[target.id] = value.value
    missing = {"TITLE", "ICON", "SECTION"} - said.keys()
    if missing:
        raise ValueError(f"{path.name} does not announce {', '.join(sorted(missing))}.")
    return PageFile(
        path,
        title=str(said["TITLE"]),
        icon=str(said["ICON"]),
        section=str(said["SECTION"]),
        needs_figures=bool(said["NEEDS_FIGURES"]),
        needs=tuple(map(Right, str(said["NEEDS"]).split())),
        only_with=str(said["ONLY_WITH"]),
    )
