"""The region that is selected on a page: one for its map, lists, charts and search.

The first press on a region selects it, wherever it stands; the second goes a level down
towards it. What is selected is a choice of the page, and so in its link.
"""

from __future__ import annotations

from imbang.app.state import session
from imbang.app.state.view import View
from imbang.reference import regions
from imbang.reference.levels import level_of, toward
from imbang.texts import _
from imbang.wording.names import full_name


def mark(code: str | None) -> None:
    """Select a region, or none any more: for callbacks."""
    session.show(session.current().marking(code))


def press(code: str) -> None:
    """Select a region; go a level down towards it where it is selected: for callbacks."""
    if code == session.current().marked:
        open_(code)
    else:
        mark(code)


def open_(code: str) -> None:
    """Go a level down towards a region: for callbacks."""
    session.go_to(toward(session.current().region, code))


def what_opens(view: View, code: str) -> str:
    """What a second press on a region leads to, in words."""
    down = toward(view.region, code)
    return _("Go to {region}", region=_name(down))


def what_press_does(view: View, code: str) -> str:
    """What a press on a region does, in words; nothing for the one in view."""
    if code == view.region:
        return ""
    if code == view.marked:
        return what_opens(view, code)
    return _("Select {region}", region=_name(code))


def _name(code: str) -> str:
    return full_name(regions.load().names.get(code, code), level_of(code))
