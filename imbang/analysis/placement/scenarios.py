"""Scenarios of placement: what a plan was asked for, kept by name in the workspace.

A scenario keeps the question and its norm, not the answer: opened again it is answered
from the figures of the day, and says with which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from imbang.analysis.placement.requests import Request, read
from imbang.reference.ratios import parse_ratio
from imbang.store import named
from imbang.store.workspace import SCENARIO, Entry, Workspace

TOPIC = SCENARIO


@dataclass(frozen=True)
class Scenario:
    """A question of placement by name.

    ``norm`` is PMKS per PSM, exactly (``162.5``, ``36202/223``), "" without one;
    ``kinds`` the choice of counted kinds, "" for those of the settings; ``own`` the
    request as a link has it.
    """

    name: str
    region: str
    as_of: str
    norm: str
    kinds: str
    own: Mapping[str, str]

    @property
    def exact_norm(self) -> Fraction | None:
        return parse_ratio(self.norm) if self.norm else None

    @property
    def request(self) -> Request:
        return read(self.own)


def save(workspace: Workspace, scenario: Scenario, *, by: str) -> str:
    """Keep a scenario by its name. Misuse without a name, or without somebody."""
    value = asdict(scenario)
    del value["name"]
    return named.save(workspace, TOPIC, scenario.name, value, by=by)


def remove(workspace: Workspace, name: str, *, by: str) -> None:
    """Take a scenario away; the log keeps it."""
    named.remove(workspace, TOPIC, name, by=by)


def saved(workspace: Workspace) -> dict[str, tuple[Scenario, Entry]]:
    """All scenarios by name, with who saved each when."""
    return {
        name: (_read(name, entry.value), entry)
        for name, entry in named.kept(workspace, TOPIC).items()
    }


def last_removed(workspace: Workspace) -> Scenario | None:
    """The scenario that was taken away last, if nothing has happened since."""
    gone = named.last_removed(workspace, TOPIC)
    return None if gone is None else _read(*gone)


def _read(name: str, value: Mapping[str, Any]) -> Scenario:
    return Scenario(name=name, **value)
