"""A reader of a Streamlit app who looks at what is drawn (`bench.client`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from streamlit.proto.Element_pb2 import Element

from bench.client import Reader, open_as
from bench.peers.dashboards.protocol import Answer
from bench.peers.views import View

Rows = Callable[[Sequence[Element]], Sequence[Sequence[object]]]


@dataclass
class Looking(Reader):
    """A reader who keeps what the last run drew."""

    drawn: list[Element] = field(default_factory=list)

    def _draw(self, element: Element) -> None:
        self.drawn.append(element)
        super()._draw(element)


class Client:
    """Follows links within one session."""

    def __init__(
        self, reader: Looking, address: Callable[[View], str], rows: Rows
    ) -> None:
        self._reader = reader
        self._address = address
        self._rows = rows

    async def see(self, view: View, *, anew: bool) -> Answer:
        """Open the link of a view; it decides itself what it remembers."""
        reader = self._reader
        reader.query = self._address(view)
        reader.widgets.clear()  # as by a link: nothing that was chosen before
        reader.drawn = []
        start = time.perf_counter()
        run = await reader.load()
        drawn = reader.drawn
        ms = 1000 * (time.perf_counter() - start)
        return Answer(ms, run.bytes, lambda: self._rows(drawn))

    async def close(self) -> None:
        """Leave."""
        await self._reader.socket.close()


async def connect(
    url: str, page: str, address: Callable[[View], str], rows: Rows
) -> Client:
    """Open the app as it shows itself first."""
    reader, _run = await open_as(Looking, url, page, "")
    return Client(reader, address, rows)
