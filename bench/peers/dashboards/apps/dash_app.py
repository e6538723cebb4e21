"""A small Dash app: two choices and a map, whose shapes the browser fetches once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

_FOLDER = Path(os.environ["PEERS_FOLDER"])
_SPANS = pd.read_parquet(_FOLDER / "shown" / "village_spans.parquet")
_PROVINCES = sorted(_SPANS["province_code"].unique())
_FIRST, _LAST = int(_SPANS["from_month"].min()), int(_SPANS["from_month"].max())

app = Dash(__name__, assets_folder=str(_FOLDER / "shapes"), compress=True)
server = app.server
app.layout = html.Div(
    [
        dcc.Dropdown(_PROVINCES, _PROVINCES[0], id="province"),
        dcc.Dropdown(list(range(_FIRST, _LAST + 1)), _LAST, id="month"),
        dcc.Graph(id="map"),
    ]
)


def draw(province: str, month: int) -> Any:
    """The map of a province's villages as of a month."""
    rows = _SPANS[
        (_SPANS["province_code"] == province)
        & (_SPANS["from_month"] <= month)
        & (_SPANS["to_month"] > month)
    ]
    return px.choropleth(
        rows,
        geojson=app.get_asset_url(f"{province}.json"),
        locations="code",
        color="ppks",
        custom_data=["ppks", "psm"],
        hover_name="name",
    )


app.callback(
    Output("map", "figure"), Input("province", "value"), Input("month", "value")
)(draw)
