"""A plain Streamlit app: two choices and a map, with its shapes in the figure."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import streamlit as st

_FOLDER = Path(os.environ["PEERS_FOLDER"])


@st.cache_data
def spans() -> pd.DataFrame:
    """All villages with the months in which their figures stand."""
    return pd.read_parquet(_FOLDER / "shown" / "village_spans.parquet")


@st.cache_data
def shapes(province: str) -> Any:
    """The shapes of a province's villages."""
    return json.loads((_FOLDER / "shapes" / f"{province}.json").read_text("utf-8"))


@st.cache_data
def figures_of(province: str, month: int) -> pd.DataFrame:
    """A province's villages as of a month."""
    rows = spans()
    return rows[
        (rows["province_code"] == province)
        & (rows["from_month"] <= month)
        & (rows["to_month"] > month)
    ]


provinces = sorted(spans()["province_code"].unique())
asked = st.query_params.get("province", provinces[0])
month = int(st.query_params.get("month", spans()["from_month"].max()))
province = st.selectbox("Province", provinces, index=provinces.index(asked))
st.plotly_chart(
    px.choropleth(
        figures_of(province, month),
        geojson=shapes(province),
        locations="code",
        color="ppks",
        custom_data=["ppks", "psm"],
        hover_name="name",
    )
)
