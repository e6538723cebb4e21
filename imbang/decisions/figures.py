"""The figures that a decision may be about, as a page shows them: value and parts.

Those of coverage are asked of ``coverage`` and ``pillar_ladder``, all others of
``indicator_values``. Answers come through a callable ``ask(question, **params)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from imbang.decisions.records import Shown
from imbang.formats import exists
from imbang.questions.indicators import indicators
from imbang.reference import regions
from imbang.reference.levels import NATION, level_of
from imbang.reference.ratios import parse_ratio
from imbang.reference.units import UNITS

if TYPE_CHECKING:
    import pandas as pd

Ask = Callable[..., "pd.DataFrame"]

OF_COVERAGE: Mapping[str, tuple[str, ...]] = {
    "psm_active": ("psm",),
    "psm_valid": ("psm",),
    "ppks_persons": ("ppks",),
    "ratio": ("psm", "ppks"),
    "psm_per_1000_ppks": ("psm", "ppks"),
    "uncovered_persons": ("psm", "ppks"),
    "shortage": ("psm", "ppks"),
}
"""Figures of coverage, by what they are made of."""
BY_NORM = ("uncovered_persons", "shortage")
_LESS_IS_BETTER = ("ratio", "uncovered_persons", "shortage", "ppks_persons")


@dataclass(frozen=True)
class Asked:
    """A figure of a region; ``norm`` and ``kinds`` None where the settings decide."""

    figure: str
    region: str
    norm: Fraction | None = None
    kinds: str | None = None


def known() -> tuple[str, ...]:
    """All figures that a decision may be about."""
    return tuple(dict.fromkeys([*OF_COVERAGE, *indicators()]))


def is_there(figure: str, region: str) -> bool:
    """Whether there is such a figure, and such a region."""
    is_region = region == NATION or region in regions.load().names
    return is_region and figure in known()


def asked(figure: str, region: str, norm: str, kinds: str) -> Asked:
    """A figure as a decision keeps it; ValueError for a norm that is none."""
    return Asked(figure, region, parse_ratio(norm) if norm else None, kinds or None)


def is_better(figure: str) -> int:
    """1 where more is better, -1 where less is, 0 where neither is."""
    if figure in OF_COVERAGE:
        return -1 if figure in _LESS_IS_BETTER else 1
    direction = indicators()[figure].direction
    return {"up": 1, "down": -1}.get(direction, 0)


def digits(figure: str, value: object) -> int:
    """With how many decimals a figure is told."""
    if figure == "ratio":
        return 0 if exists(value) and float(value) > 19.95 else 1  # type: ignore[arg-type]
    if figure in indicators():
        return UNITS[indicators()[figure].unit].digits
    return 0


def read(ask: Ask, one: Asked, as_of: str) -> Shown:
    """A figure as of a month."""
    if one.figure not in OF_COVERAGE:
        rows = ask(
            "indicator_values",
            region=one.region,
            level=level_of(one.region),
            as_of=as_of,
        )
        return _shown(rows[rows["indicator"] == one.figure])
    if one.figure == "psm_valid":
        ladder = ask(
            "pillar_ladder",
            region=one.region,
            level=level_of(one.region),
            as_of=as_of,
            kind="psm",
        )
        return _shown(ladder.rename(columns={"valid": "value"}))
    row = own_row(ask, one, as_of)
    ppks, psm = row["ppks_persons"], row["psm_active"]
    if one.figure == "ratio":
        return _parts(row["ratio_ppks_per_psm"], ppks, psm)
    if one.figure == "psm_per_1000_ppks":
        known = exists(ppks) and exists(psm) and ppks > 0
        return _parts(1000 * psm / ppks if known else None, psm, ppks)
    return _parts(row[one.figure], None, None)


def own_row(ask: Ask, one: Asked, as_of: str) -> Mapping[str, Any]:
    """The row of ``coverage`` of the region itself."""
    rows = ask(
        "coverage",
        region=one.region,
        level=level_of(one.region),
        as_of=as_of,
        norm=one.norm,
        kinds=one.kinds,
    )
    return dict(rows[rows["region_code"] == one.region].iloc[0])


def norm_of(ask: Ask, one: Asked, as_of: str) -> Fraction | None:
    """The norm that a figure of coverage was made with, as of a month; None without one,
    or where the provinces of the nation have several."""
    row = own_row(ask, one, as_of)
    for name in ("uncovered_norm", "norm"):
        parts = row[f"{name}_numerator"], row[f"{name}_denominator"]
        if all(map(exists, parts)):
            return Fraction(*(int(part) for part in parts))
        if name == "uncovered_norm" and exists(row["uncovered_norm_low"]):
            return None  # of several provinces
    return None


def _shown(rows: pd.DataFrame) -> Shown:
    if rows.empty:
        return Shown(None)
    row = rows.iloc[0]
    return _parts(row["value"], row.get("numerator"), row.get("denominator"))


def _parts(value: Any, numerator: Any, denominator: Any) -> Shown:
    return Shown(
        float(value) if exists(value) else None,
        int(numerator) if exists(numerator) else None,
        int(denominator) if exists(denominator) else None,
    )
