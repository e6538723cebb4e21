"""How much of what is shown the heads of offices have accepted, where that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from imbang import paths
from imbang.app.state import answers
from imbang.app.state.view import View
from imbang.store import acceptance
from imbang.store.damage import Broken
from imbang.store.workspace import Workspace
from imbang.wording.messages import acceptance as wording


def is_kept() -> bool:
    """Whether the store keeps acceptance."""
    return acceptance.is_kept(Workspace(paths.store_folder()))


def told(view: View) -> Sequence[str]:
    """How many of the offices on which figures of the view rest are accepted, in a
    sentence; nothing where acceptance is not kept, or what people keep cannot be read."""
    try:
        if view.is_blank or not is_kept():
            return ()
    except Broken:  # figures go on, and the page says what is broken
        return ()
    rows = answers.ask("acceptance", region=view.region, as_of=view.as_of)
    return wording.told(rows.to_dict("records"), as_of=view.as_of)
