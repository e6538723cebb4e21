"""The events to be drawn on a chart over time of what is in view."""

from __future__ import annotations

from collections.abc import Collection

from imbang import paths
from imbang.app.state.view import View
from imbang.drawing.events import Mark
from imbang.settings import events
from imbang.store.workspace import Workspace
from imbang.wording.exhibits import events as wording


def within(
    view: View, datasets: Collection[str], months: Collection[str]
) -> tuple[Mark, ...]:
    """Those that touch the region in view and ``datasets``, in the ``months`` (YYYY-MM) that
    the chart spans."""
    workspace = Workspace(paths.store_folder())
    return wording.marks(events.touching(workspace, view.region, datasets), months)
