"""The screens of a meeting, all of them: the browser shows one at a time on a projector,
a telephone and paper have them one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import canvas, figures
from imbang.app.shown.canvas import Below
from imbang.app.state import answers, coverage, meetings, session
from imbang.app.state.view import View
from imbang.briefs.model import Exhibit, Map, Screen, Table
from imbang.drawing import enlarged
from imbang.drawing.tables import Cell
from imbang.geometry.layers import LayerSet
from imbang.paths import ASSETS
from imbang.reference.levels import NATION, lower_level, toward
from imbang.screens.meeting import bar_section, decision_section, markup, places
from imbang.texts import _

_CHART_HEIGHT = 300  # pixels of the screen of 1280 × 720


def show_meeting(view: View) -> None:
    """The screens, the nearest to the one in view first, and the bar under them."""
    keys = meetings.keys()
    here = places.current(view, keys)
    st.html(f"<style>{(ASSETS / 'stage.css').read_text('utf-8')}{_first(here)}</style>")
    back = _way_back(view)
    with st.container(key="meeting"):
        st.title(_title(view), anchor=False)
        holders = {key: st.container(key=f"screen_{key}") for key in keys}
        found: dict[str, Screen] = {}
        for key in nearest_first(keys, here):
            screen = meetings.screen(view, key)
            if screen is not None:
                found[key] = screen
                with holders[key]:
                    _show_screen(view, screen, back)
        shown = [found[key] for key in keys if key in found]
        bar_section.show_bar(view, shown, back[1] if back else None)
    decision_section.show_decision(view)


def nearest_first(keys: Sequence[str], here: str) -> list[str]:
    """The screens in the order in which they are wanted: the one in view, the next one,
    the one before, and so on."""
    at = keys.index(here) if here in keys else 0
    return sorted(keys, key=lambda key: (abs(keys.index(key) - at), -keys.index(key)))


def _first(here: str) -> str:
    """What is seen until the browser's own program takes over."""
    return f"@media screen and (min-width: 641px) {{ .st-key-screen_{here} {{ opacity: 1; visibility: visible; }} }}"


def _title(view: View) -> str:
    return _(
        "{region}, {month}",
        region=answers.region_name(view),
        month=formats.month(view.as_of),
    )


def _way_back(view: View) -> tuple[str, str] | None:
    """The words and the address of the way back to where one went down."""
    above = places.back(view)
    if above is None:
        return None
    return _("Back to {region}", region=answers.region_name(above)), places.link(above)


def _show_screen(view: View, screen: Screen, back: tuple[str, str] | None) -> None:
    st.html(markup.head(screen, back))
    if screen.numbers or screen.sentences:
        st.html(markup.support(screen))
    for n, exhibit in enumerate(_drawn(screen)):
        with st.container(key=f"exhibit_{n}_{screen.key}"):
            _show_exhibit(view, screen.key, exhibit)
    if told := markup.notes(screen):
        st.html(told)


def _drawn(screen: Screen) -> Iterator[Exhibit]:
    """The exhibits that show something."""
    for exhibit in screen.exhibits:
        if isinstance(exhibit, Map) or len(exhibit.rows):
            yield exhibit


def _show_exhibit(view: View, key: str, exhibit: Exhibit) -> None:
    def go(code: str | None) -> None:
        _go_down(key, code)

    if isinstance(exhibit, Table):
        head = markup.exhibit_head(exhibit.title, exhibit.under)
        st.html(head + markup.table(exhibit, _link(view, key)))
        return
    figure = meetings.figure(exhibit, figures.theme(), _CHART_HEIGHT)
    if not figure.data:
        return
    st.html(markup.exhibit_head(exhibit.title, exhibit.under))
    if isinstance(exhibit, Map):
        _show_map(view, key, exhibit, go)
        return
    left_out = (figure.layout.meta or {}).get("left_out", 0)
    if told := markup.keys(enlarged.keys(figure), left_out):
        st.html(told)
    figures.show_figure(
        figure, key=f"chart_{key}_{exhibit.key}", alt=exhibit.alt, on_choose=go
    )


def _show_map(
    view: View, key: str, exhibit: Map, go: Callable[[str | None], None]
) -> None:
    layers = _layers(view)
    if layers is None:
        return
    below = layers.layers.get(lower_level(view.region))
    with st.container(key=f"ground_{key}_{exhibit.key}"):
        canvas.show_canvas(
            meetings.figure(exhibit, figures.theme(), _CHART_HEIGHT),
            layers,
            key=f"canvas_{key}_{exhibit.key}",
            alt=exhibit.alt,
            theme=figures.theme(),
            picked=None,
            opens=_("Go there"),
            below=Below(below) if below else None,
            on_pick=go,
            on_open=go,
        )
    st.html(markup.legend(exhibit))


def _layers(view: View) -> LayerSet | None:
    source = coverage.SOURCE
    return source.layers(view.region, view.map) or source.layers(
        view.region, "hexagons"
    )


def _go_down(key: str, code: str | None) -> None:
    """Show the same screen of the region that was pressed, a level down: for callbacks."""
    view = session.current()
    region = toward(view.region, code) if code else view.region
    if region != view.region:
        session.show(places.down(view, key, region))


def _link(view: View, key: str) -> markup.Link:
    def link(cell: Cell) -> str | None:
        if number := cell.get("decision"):
            return places.link(places.opened(view, key, decision=number))
        code = cell.get("region")
        if code in (None, view.region, NATION):
            return None
        return places.link(places.down(view, key, code))

    return link
