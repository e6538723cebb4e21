"""One reader of the dashboard, without a browser: Streamlit's own protocol.

Speaks as Streamlit's script in the browser does (streamlit 1.67): binary BackMsg out,
ForwardMsg in, over ``/_stcore/stream``. It says which widgets it has with which values,
follows the URL that the server writes, and keeps large elements for as long as a browser
does, so that the server may send a reference in their place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TypeVar

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

KEPT_RUNS = 2  # Streamlit's global.maxCachedMessageAge
_CHOICES = ("selectbox", "button_group", "text_input")


@dataclass(frozen=True)
class Run:
    """One run of the script: from the request to its end; bytes as they came, packed."""

    ms: float
    bytes: int


class Weighing(ClientConnection):
    """A connection that weighs what comes over it, packed as it is."""

    received = 0

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        super().data_received(data)


@dataclass
class Widget:
    """A widget on the page: its element and the value it has."""

    element: Element
    state: WidgetState


@dataclass
class Reader:
    """A session. `open_reader` connects one."""

    socket: Weighing
    page: str
    query: str = ""
    page_hash: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, Widget] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _kept: dict[str, tuple[Element, int]] = field(default_factory=dict)
    _runs: int = 0

    @property
    def view(self) -> str:
        """What is shown: page and URL."""
        return f"{self.page}?{self.query}"

    async def load(self) -> Run:
        """Run the page as a browser does that has just opened it."""
        return await self._run([])

    async def turn_to(self, page: str) -> Run:
        """Choose another page in the navigation; its URL begins empty."""
        self.page, self.query, self.page_hash = page, "", self.pages[page]
        return await self._run([])

    async def press(self, key: str) -> Run:
        """Press a button."""
        pressed = WidgetState(id=self.find(key).element.button.id, trigger_value=True)
        return await self._run([pressed])

    async def choose(self, key: str, option: int) -> Run:
        """Choose an option of a selectbox or a row of buttons, by its place."""
        widget = self.find(key)
        if widget.element.WhichOneof("type") == "selectbox":
            widget.state.string_value = widget.element.selectbox.options[option]
        else:
            chosen = widget.element.button_group.options[option].content
            widget.state.string_array_value.data[:] = [chosen]
        return await self._run([])

    async def write(self, key: str, text: str) -> Run:
        """Write into a text field."""
        self.find(key).state.string_value = text
        return await self._run([])

    def find(self, key: str) -> Widget:
        """The widget of a key; of a key that ends in ``_``, the first that begins so.

        Raises KeyError where the page has none.
        """
        for name, widget in self.widgets.items():
            if name == key or (key.endswith("_") and name.startswith(key)):
                return widget
        raise KeyError(f"{key} is not on {self.view}: {sorted(self.widgets)}")

    def has(self, key: str) -> bool:
        """Whether the page has such a widget."""
        try:
            self.find(key)
        except KeyError:
            return False
        return True

    async def _run(self, pressed: list[WidgetState]) -> Run:
        request = BackMsg(rerun_script=self._state(pressed)).SerializeToString()
        self._seen.clear()
        before = self.socket.received
        start = time.perf_counter()
        await self.socket.send(request)
        while True:
            payload = await self.socket.recv(decode=False)
            message = ForwardMsg.FromString(payload)
            if self._is_end(message):
                break
            self._take(message)
        spent = 1000 * (time.perf_counter() - start)
        self._forget()
        return Run(spent, self.socket.received - before)

    def _state(self, pressed: list[WidgetState]) -> ClientState:
        state = ClientState(
            query_string=self.query,
            page_script_hash=self.page_hash,
            page_name="" if self.page_hash else self.page,
            cached_message_hashes=self._kept,
        )
        # A field without a value is not sent: an empty selectbox, a button not pressed.
        known = (widget.state for widget in self.widgets.values())
        state.widget_states.widgets.extend(s for s in known if s.WhichOneof("value"))
        state.widget_states.widgets.extend(pressed)
        state.context_info.locale = "id-ID"
        state.context_info.timezone = "Asia/Makassar"
        state.context_info.color_scheme = "light"
        return state

    def _is_end(self, message: ForwardMsg) -> bool:
        """Whether the script has ended; RuntimeError where it could not."""
        if message.WhichOneof("type") != "script_finished":
            return False
        if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise RuntimeError(f"{self.view} does not compile")
        return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self.page_hash = message.new_session.page_script_hash
            case "navigation":
                listed = message.navigation.app_pages
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in listed
                }
                self.page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self._draw(message.delta.new_element)
                if message.metadata.cacheable:
                    self._kept[message.hash] = message.delta.new_element, self._runs
            case "ref_hash":
                element, _ = self._kept[message.ref_hash]
                self._kept[message.ref_hash] = element, self._runs
                self._draw(element)

    def _draw(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception" or (
            kind == "alert" and element.alert.format == Alert.ERROR
        ):
            raise RuntimeError(f"{self.view} failed: {element}")
        if kind not in (*_CHOICES, "button"):
            return
        id: str = getattr(element, kind).id
        key = id.split("-", 2)[-1]
        self._seen.add(key)
        before = self.widgets.get(key)
        if before is None or before.state.id != id or _is_set(element):
            self.widgets[key] = Widget(element, _value(id, element))
        else:
            before.element = element

    def _forget(self) -> None:
        """Let go of widgets that are gone, and of elements not used for a while."""
        self.widgets = {k: w for k, w in self.widgets.items() if k in self._seen}
        self._runs += 1
        oldest = self._runs - KEPT_RUNS
        self._kept = {h: kept for h, kept in self._kept.items() if kept[1] >= oldest}


R = TypeVar("R", bound=Reader)


async def open_reader(url: str, page: str = "", query: str = "") -> tuple[Reader, Run]:
    """Connect to the dashboard at ``url`` and open a page of it."""
    return await open_as(Reader, url, page, query)


async def open_as(of: type[R], url: str, page: str, query: str) -> tuple[R, Run]:
    """As `open_reader`, for a kind of reader."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    # packed, as browsers ask for it, and messages of any size
    socket = await connect(
        address,
        create_connection=Weighing,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        compression="deflate",
        open_timeout=60,
        ping_interval=None,  # as browsers: the server asks whether a client is there
    )
    assert isinstance(socket, Weighing)
    reader = of(socket, page, query)
    return reader, await reader.load()


def _is_set(element: Element) -> bool:
    """Whether the server gives the widget a value."""
    kind = element.WhichOneof("type")
    return kind in _CHOICES and bool(getattr(element, kind).set_value)


def _value(id: str, element: Element) -> WidgetState:
    """The state of a widget as it comes from the server."""
    state = WidgetState(id=id)
    match element.WhichOneof("type"):
        case "selectbox":
            box = element.selectbox
            if box.set_value:
                if box.raw_value:
                    state.string_value = box.raw_value
            elif box.HasField("default"):
                state.string_value = box.options[box.default]
        case "button_group":
            group = element.button_group
            places = [group.options[place].content for place in group.default]
            chosen = group.raw_values if group.set_value else places
            state.string_array_value.data[:] = list(chosen)
            state.string_array_value.SetInParent()
        case "text_input":
            field_ = element.text_input
            state.string_value = field_.value if field_.set_value else field_.default
    return state
