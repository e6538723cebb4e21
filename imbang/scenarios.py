"""Scenarios of placement: what a plan was asked for, kept by name in the workspace.

A scenario keeps the question and its norm, not the answer: opened again it is answered
from the figures of the day, and says with which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from imbang.placement.requests import Request, read
from imbang.refusals import Misuse
from imbang.texts import _
from imbang.workspace import Entry, Workspace

TOPIC = "scenario"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Scenario:
    """A question of placement by name.

    ``norm`` is PMKS per PSM as an exact fraction (``144808/892``), ``kinds`` the choice
    of counted kinds, "" for those of the settings; ``own`` the request as a link has it.
    """

    name: str
    region: str
    as_of: str
    norm: str
    kinds: str
    own: Mapping[str, str]

    @property
    def request(self) -> Request:
        return read(self.own)


def save(workspace: Workspace, scenario: Scenario, *, by: str) -> None:
    """Keep a scenario; one of the same name is replaced, and the log tells.

    Misuse without a name for the scenario or for who saves it.
    """
    name = scenario.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Misuse(
            _("Give the scenario a name of up to {n} characters.", n=LONGEST_NAME)
        )
    if not by.strip():
        raise Misuse(_("Say who saves the scenario."))
    value = asdict(scenario)
    del value["name"]
    workspace.put(TOPIC, name, value, by=by.strip())


def remove(workspace: Workspace, name: str, *, by: str) -> None:
    """Take a scenario away; the log keeps it."""
    workspace.put(TOPIC, name, None, by=by.strip() or "?")


def saved(workspace: Workspace) -> dict[str, tuple[Scenario, Entry]]:
    """All scenarios by name, with who saved each when."""
    return {
        name: (_read(name, entry.value), entry)
        for name, entry in workspace.entries(TOPIC).items()
    }


def last_removed(workspace: Workspace) -> Scenario | None:
    """The scenario that was taken away last, if nothing has happened to its name since."""
    for change in workspace.changes(TOPIC, most=1):
        if change.after is None and change.before is not None:
            return _read(change.key, change.before)
    return None


def _read(name: str, value: Mapping[str, Any]) -> Scenario:
    return Scenario(name=name, **value)
