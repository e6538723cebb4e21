"""Reading Plotly's figures as browsers do: arrays may be packed."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np


def values(packed: Any) -> list[Any]:
    """A list of values, or of lists of them."""
    if not isinstance(packed, dict):
        return list(packed)
    found = np.frombuffer(base64.b64decode(packed["bdata"]), np.dtype(packed["dtype"]))
    if "shape" in packed:
        found = found.reshape([int(size) for size in str(packed["shape"]).split(",")])
    listed: list[Any] = found.tolist()
    return listed


def villages(figure: Any) -> list[tuple[object, ...]]:
    """Village, PMKS and PSM of the one map of a figure: locations and customdata."""
    trace = figure["data"][0]
    told = values(trace["customdata"])
    return [
        (code, *row[:2])
        for code, row in zip(values(trace["locations"]), told, strict=True)
    ]
