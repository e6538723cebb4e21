"""A chart, a map or a table to take along: as a picture, as a sentence, as a link.

Pictures are made when their button is pressed, in the language of the page.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from imbang import paths
from imbang.app import elements as st
from imbang.app.components import component
from imbang.app.shown import chosen, sources
from imbang.app.shown.where import later, link, standing
from imbang.app.state import answers
from imbang.drawing.colours import Theme
from imbang.drawing.tables import Column
from imbang.texts import _


@dataclass(frozen=True)
class Subject:
    """What is taken along: its sentence, what is drawn in which unit, how it is drawn,
    the legend of a map as key, label and number, notes on what is drawn."""

    title: str
    under: str
    draw: Callable[[Theme], go.Figure] | None
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    columns: Sequence[Column] = ()
    legend: Sequence[tuple[str, str, str]] = ()
    notes: Sequence[str] = ()


@functools.cache
def _component() -> Callable[..., None]:
    html = '<div class="copying"></div>'
    return component("imbang_copying", program="copying", html=html)


def offer(subject: Subject, name: str, *, key: str) -> None:
    """A button that opens: pictures named ``name``, the sentence and the link, to be
    copied. ``key`` tells them apart on a page."""
    address = link()
    where = [standing(), " · ".join(chosen.noted()), *sources.origins()]
    rests = [line for line in where if line]
    made_of = filter(None, [answers.told_snapshot(), address])
    foot = [*subject.notes, *rests, *made_of]
    with st.popover(
        _("Picture and link"),
        icon=":material/ios_share:",
        type="tertiary",
        key=f"take{key}",
    ):
        with st.container(key=f"pictures{key}", horizontal=True):
            for kind, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
                st.download_button(
                    _("Picture ({kind})", kind=kind.upper()),
                    later(_maker(subject, foot, kind)),
                    f"{name}.{kind}",
                    mime,
                    key=f"{kind}{key}",
                    icon=":material/image:",
                    on_click="ignore",
                )
        _component()(
            key=f"copy{key}",
            data={
                "fields": [
                    {"label": label, "text": text, "button": button}
                    for label, text, button in (
                        (
                            _("As a sentence"),
                            _sentence(subject, rests),
                            _("Copy sentence"),
                        ),
                        (_("Link to this page"), address, _("Copy link")),
                    )
                    if text
                ],
                "copied": _("Copied"),
                "select": _("Marked: press Ctrl+C"),
            },
        )


def _sentence(subject: Subject, where: Sequence[str]) -> str:
    """What is drawn in words, for a letter or a message: where, when and by whom known."""
    under = f" ({subject.under})" if subject.under else ""
    told = [f"{subject.title}{under}", *where]
    return " ".join(line if line.endswith(".") else f"{line}." for line in told)


def _maker(subject: Subject, foot: Sequence[str], kind: str) -> Callable[[], bytes]:
    store = paths.store_folder()

    def make() -> bytes:
        # matplotlib takes half a second to load: only where a picture is asked for
        from imbang.drawing.paper import picture, swatches
        from imbang.geometry.rings import read_rings

        frame = picture.Frame(subject.title, subject.under, foot)
        if subject.draw is None:
            canvas = picture.table(subject.rows, subject.columns, frame)
        else:
            canvas = picture.compose(
                subject.draw("light"),
                frame,
                entries=swatches.entries(subject.legend),
                shapes=lambda address: read_rings(store, address),
            )
        if kind == "png":
            return picture.to_png(canvas)
        return picture.to_svg(canvas, title=subject.title, alt=subject.under)

    return make
