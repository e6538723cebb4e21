"""The charts and maps of a brief as pictures, drawn without a browser."""

from __future__ import annotations

from pathlib import Path

from imbang.briefs.model import Chart, Map
from imbang.drawing.paper import picture
from imbang.geometry.rings import Rings, read_rings


class Pictures:
    """Draws what a brief shows; the shapes of a store's maps are read once."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._shapes: dict[str, Rings] = {}

    def svg(
        self,
        exhibit: Chart | Map,
        width: float = picture.WIDTH,
        lines: int | None = None,
    ) -> bytes:
        """The figure alone, so many pixels wide, as SVG; ``lines`` over time at most so
        many high."""
        drawn = exhibit.draw("light")
        if lines and drawn.data and all(one.type == "scatter" for one in drawn.data):
            drawn.update_layout(height=min(lines, drawn.layout.height or lines))
        return picture.svg(drawn, width=width, shapes=self._shape, alt=exhibit.alt)

    def png(self, exhibit: Chart | Map, width: float = picture.WIDTH) -> bytes:
        """The same as PNG."""
        return picture.png(exhibit.draw("light"), width=width, shapes=self._shape)

    def _shape(self, address: str) -> Rings:
        if address not in self._shapes:
            self._shapes[address] = read_rings(self._store, address)
        return self._shapes[address]
