"""Tables of the page on coverage beside its list: verdicts, unevenness, need."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.evenness import Real
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row
from imbang.screens.coverage import map_kinds
from imbang.texts import _
from imbang.wording.coverage.coverage_table import verdict_column
from imbang.wording.names import level_name


def verdict_columns(level: str, parents: Mapping[str, str]) -> tuple[Column, ...]:
    """Regions with what is expected, what would not be unusual, and the verdict."""

    def limits(row: Row) -> Cell:
        low, high = row["limit_low_95"], row["limit_high_95"]
        if not formats.exists(low):
            return {"text": formats.MISSING}
        return {"text": f"{formats.number(low)}–{formats.number(high)}"}

    return (
        columns.region(level_name(level), under=parents),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("PSM")),
        columns.number("expected_psm", _("PSM expected"), digits=1),
        Column(
            "limits",
            _("95 % limits"),
            "number",
            limits,
            source="limit_low_95",
            parts=(
                columns.number("limit_low_95", _("95 % limits, from")),
                columns.number("limit_high_95", _("95 % limits, to")),
            ),
        ),
        verdict_column(beside_limits=True),
    )


def by_deviation(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows from the shortest by their limits to the most ample; last those without a
    verdict, the largest of them first."""
    return rows.sort_values(
        ["deviation", "expected_psm"], ascending=[True, False], kind="stable"
    )


_CLUSTER_ORDER = ("low_low", "low_high", "high_low", "high_high", "none")


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a map, those that want most attention first."""
    if "smoothed_ratio" in rows:
        return rows.sort_values("smoothed_ratio", ascending=False, kind="stable")
    if "cluster" in rows:
        order = {cluster: i for i, cluster in enumerate(_CLUSTER_ORDER)}
        rank = rows["cluster"].map(order).fillna(len(order))
        return rows.iloc[np.argsort(rank.to_numpy(), kind="stable")]
    return by_deviation(rows)


def map_columns(
    rows: pd.DataFrame, level: str, parents: Mapping[str, str]
) -> tuple[Column, ...]:
    """Regions with what the map shows of them."""
    shared = (
        columns.region(level_name(level), under=parents),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("PSM")),
        columns.number("ratio_ppks_per_psm", _("PMKS per PSM")),
    )
    if "smoothed_ratio" in rows:
        return (*shared, columns.number("smoothed_ratio", _("smoothed")))
    if "cluster" in rows:
        return (*shared, Column("cluster", _("Cluster"), "text", _cluster))
    return (
        *shared,
        columns.number("expected_psm", _("PSM expected"), digits=1),
        verdict_column(),
    )


def _cluster(row: Row) -> Cell:
    return {"text": map_kinds.cluster_name(row["cluster"])}


def scatter_columns(level: str, parents: Mapping[str, str]) -> tuple[Column, ...]:
    """Regions with need and PSM."""
    return (
        columns.region(level_name(level), under=parents),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("PSM")),
        columns.number("ratio_ppks_per_psm", _("PMKS per PSM")),
        columns.least(
            "uncovered_persons",
            _("PMKS beyond reach"),
            is_least="is_uncovered_at_least",
        ),
    )


def curve_rows(across: Real, upwards: Real) -> pd.DataFrame:
    """The Lorenz curve at every tenth of PMKS."""
    shares = pd.Series(range(1, 11)) / 10
    return pd.DataFrame(
        {"ppks_share": shares, "psm_share": np.interp(shares, across, upwards)}
    )


def curve_columns() -> tuple[Column, ...]:
    """The curve as a table."""
    return (
        columns.percent("ppks_share", _("Least served PMKS")),
        columns.percent("psm_share", _("Share of active PSM"), digits=1),
    )


def part_columns(level: str) -> tuple[Column, ...]:
    """Regions with the unevenness inside each."""
    return (
        columns.region(level_name(level)),
        columns.number("places", _("Known places")),
        columns.number("gini", _("Gini"), digits=2),
        columns.percent("without", _("PMKS where there is no PSM")),
    )
