"""The statements of `bench/peers/sql`, for the engines that speak SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "sql"
_GIVEN = re.compile(r"\$(\w+)")

# Columns that queries look rows up by, of the tables of each design.
INDEXES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "base": {
        "regions": ("code", "province_code, level"),
        "reports": (
            "region_code, kind, month, count",
            "kind, region_code, month, count",
        ),
        "pillar_counts": ("region_code, kind, month",),
        "registers": ("office, month",),
        "roles": ("office, month, kind", "kind, identity"),
    },
    "marts": {
        "regions": ("region_id", "province_code, level", "level"),
        "ppks": ("region_id, from_month",),
        "pillar_figures": ("region_id, kind, from_month",),
        "psm_persons": ("region_id, from_month",),
    },
    "shown": {"village_spans": ("province_code, from_month",)},
}


def statement(design: str, question: str, mark: str = r"$\1") -> str:
    """The statement of a question; ``mark`` is how the engine writes a parameter."""
    text = (_FOLDER / design / f"{question}.sql").read_text("utf-8")
    bare = re.sub(r"--.*", "", text)
    return _GIVEN.sub(mark, bare)


def indexes(design: str) -> list[str]:
    """The statements that make the indexes."""
    return [
        f"create index {table}_by_{number} on {table} ({columns})"
        for table, made in INDEXES[design].items()
        for number, columns in enumerate(made)
    ]


def taken(text: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is asked, that which the statement takes."""
    return {
        key: value for key, value in asked.items() if re.search(rf"\W{key}\b", text)
    }
