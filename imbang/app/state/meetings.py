"""Screens of meetings, made once for all readers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from imbang import paths
from imbang.app.state import answers, coverage
from imbang.app.state.remembered import remembered
from imbang.app.state.view import View
from imbang.briefs import choice, making
from imbang.briefs.model import Asked, Chart, Draw, Map, Screen
from imbang.decisions.answer import answer
from imbang.drawing import enlarged
from imbang.drawing.colours import Theme
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace


def keys() -> tuple[str, ...]:
    """The screens of a meeting, in the order that the office has set."""
    chosen = settings.current(Workspace(paths.store_folder()))
    return choice.keys(chosen["meeting_screens"])


def screen(view: View, key: str) -> Screen | None:
    """One screen of the region in view; None where it has none of this key."""
    store = paths.store_folder()
    version = Workspace(store).version(), date.today()
    asked = coverage.asked_by(view)
    return _screen(store, answers.snapshot() or "", version, asked, key)


def decisions(view: View) -> pd.DataFrame:
    """Decisions about the region in view and what lies in it, held against the figures of
    its month (`imbang.decisions.answer`)."""
    store = paths.store_folder()
    version = Workspace(store).version()
    return _decisions(store, answers.snapshot() or "", version, view.as_of, view.region)


def figure(exhibit: Chart | Map, theme: Theme, height: int) -> go.Figure:
    """What an exhibit draws, a chart so large that a room can read it; ``height`` in
    pixels. The names of a map are as large as its style sheet says."""
    return _figure(exhibit.draw, theme, None if isinstance(exhibit, Map) else height)


@remembered
def _screen(
    store: Path,
    snapshot: str,  # noqa: ARG001 -- part of what is remembered
    version: tuple[int, date],  # noqa: ARG001 -- part of what is remembered
    asked: Asked,
    key: str,
) -> Screen | None:
    return making.make_screen(store, asked, coverage.SOURCE, key)


@remembered
def _decisions(
    store: Path,
    snapshot: str,  # noqa: ARG001 -- part of what is remembered
    version: int,  # noqa: ARG001 -- part of what is remembered
    as_of: str,
    region: str,
) -> pd.DataFrame:
    source = coverage.SOURCE
    return answer(Store(store), source.ask, as_of, within=region, take=source.take)


@remembered
def _figure(draw: Draw, theme: Theme, height: int | None) -> go.Figure:
    figure = draw(theme)
    return figure if height is None else enlarged.enlarge(figure, height=height)
