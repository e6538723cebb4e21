"""What the map of coverage can show beside PMKS beyond reach: ratios, verdicts, spots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis import class_breaks
from imbang.analysis.class_breaks import Scheme
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.analysis.judgement import steps_of
from imbang.drawing.maps import value_map
from imbang.drawing.maps.value_map import Classes
from imbang.texts import _
from imbang.wording.coverage import verdicts

Legend = list[tuple[str, str, str]]
_CLUSTERS = ("low_low", "low_high", "none", "high_low", "high_high")
"""From few PSM to many, as judgements go from short to ample."""


@dataclass(frozen=True)
class Shown:
    """What a map shows: classes (n), its legend, and what each region says."""

    classes: Classes
    legend: Legend
    hover: Sequence[str]


def shown_name(shown: str) -> str:
    """What the map can show, in words."""
    return {
        "uncovered": _("PMKS beyond reach"),
        "smoothed": _("PMKS per PSM, smoothed"),
        "verdict": _("Verdict"),
        "spots": _("Hot and cold spots"),
    }[shown]


def scheme_name(scheme: Scheme) -> str:
    """How classes are broken, in words."""
    return {
        "policy": _("Steps of the norm"),
        "quantiles": _("As many in each class"),
        "natural": _("Natural breaks"),
        "equal": _("Classes of equal width"),
        "deviations": _("Deviations from the mean"),
    }[scheme]


def smoothed(rows: pd.DataFrame, scheme: Scheme) -> Shown:
    """``rows`` with ``smoothed_ratio`` in classes: half the norm, the norm, twice the
    norm, or those of a scheme."""
    values = rows["smoothed_ratio"].to_numpy(dtype=float)
    norm = rows["norm"].dropna()
    policy = [f * float(norm.iloc[0]) for f in (0.5, 1, 2)] if len(norm) else ()
    limits = class_breaks.limits(values, scheme, policy)
    steps = class_breaks.steps(values, limits)
    classes = Classes(limits, steps, from_zero=False, ramp="need")
    hover = [
        _("smoothed: {ratio} PMKS per PSM", ratio=formats.ratio(row["smoothed_ratio"]))
        + f"<br>{_counts(row)}"
        for row in _records(rows)
    ]
    return Shown(classes, value_map.legend(classes, write=formats.number), hover)


def verdict(rows: pd.DataFrame) -> tuple[Classes, Sequence[str]]:
    """``rows`` with ``judgement`` as classes, and what each says."""
    steps = steps_of(rows["judgement"].to_numpy(dtype=object))
    hover = [
        f"{verdicts.JUDGEMENT_MARKS[row['judgement']]} {verdicts.told_verdict(row)}<br>"
        + f"{_counts(row)}<br>"
        + _("PSM expected: {n}", n=formats.number(row["expected_psm"], 1))
        for row in _records(rows)
    ]
    return Classes((), steps, ramp="judged"), hover


def spots(rows: pd.DataFrame) -> Shown:
    """``rows`` with ``cluster`` by cluster."""
    order = {cluster: step for step, cluster in enumerate(_CLUSTERS)}
    steps = np.asarray(rows["cluster"].map(order).fillna(UNKNOWN), dtype=np.int8)
    hover = [
        f"{cluster_name(row['cluster'])}<br>{_counts(row)}" for row in _records(rows)
    ]
    classes = Classes((), steps, ramp="judged")
    legend: Legend = [
        (key, cluster_name(cluster), formats.number(n))
        for step, (key, cluster) in enumerate(zip(classes.keys, _CLUSTERS, strict=True))
        if (n := int((steps == step).sum()))
    ]
    unknown = formats.number(int((steps == UNKNOWN).sum()))
    legend.append(("unknown", _("without neighbours, PMKS or reports"), unknown))
    return Shown(classes, legend, hover)


def cluster_name(cluster: str) -> str:
    """A cluster in words: the region's own rate of PSM, then that of its neighbours."""
    return {
        "low_low": _("cold spot: few PSM, and few around"),
        "high_high": _("hot spot: many PSM, and many around"),
        "low_high": _("few PSM among neighbours with many"),
        "high_low": _("many PSM among neighbours with few"),
        "none": _("not apart from chance"),
        "island": _("no neighbours"),
        "left_out": _("no PMKS or no report"),
    }[cluster]


def told_spots(rows: pd.DataFrame) -> str:
    """How many cold and hot spots there are, in one sentence."""
    cold, hot = (int((rows["cluster"] == c).sum()) for c in ("low_low", "high_high"))
    if cold + hot == 0:
        return _("No cluster of few or of many PSM stands out from chance")
    return _(
        "{cold} regions lie in cold spots (few PSM per PMKS), {hot} in hot spots",
        cold=formats.number(cold),
        hot=formats.number(hot),
    )


def _counts(row: Mapping[str, Any]) -> str:
    return _(
        "PMKS: {ppks}, PSM: {psm}",
        ppks=formats.number(row["ppks_persons"]),
        psm=formats.number(row["psm_active"]),
    )


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        dict(zip(rows.columns, row, strict=True))
        for row in rows.itertuples(index=False)
    ]
