"""What the answers say of one region, gathered for sentences and cards to tell.

Takes the frames of `imbang.questions.asking.ask`; knows neither texts nor the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from imbang.analysis.matched import Changes
from imbang.analysis.norm import Norm, norm_of
from imbang.formats import exists
from imbang.reference.levels import LENGTHS, Level, ancestors_at, level_of

_PSM_DATASETS = ("pillars", "pillar_counts")


@dataclass(frozen=True)
class Standing:
    """The figures of one region at one month; None where there is none.

    ``is_least``: there may be more uncovered than told, because villages are unknown.
    """

    ppks: int | None
    psm: int | None
    ratio: float | None
    uncovered: float | None
    valid: int | None
    named: int | None
    counted: int | None = None
    is_least: bool = False

    @property
    def valid_share(self) -> float | None:
        """Valid PSM as a share of the active ones who are known by name."""
        return (
            self.valid / self.named if self.valid is not None and self.named else None
        )

    @property
    def uncovered_share(self) -> float | None:
        """Uncovered persons as a share of PMKS."""
        if self.uncovered is None or not self.ppks:
            return None
        return self.uncovered / self.ppks


@dataclass(frozen=True)
class Place:
    """One of the regions that a region is divided into, with people uncovered."""

    name: str
    level: str
    uncovered: float
    is_least: bool = False


@dataclass(frozen=True)
class Reports:
    """Who has sent what: regencies with both sides."""

    offices: int
    complete: int
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Age:
    """How old is what figures rest on: the ``share`` (0 to 1) of it that is of the
    ``latest`` month (YYYY-MM), and the month of the ``oldest``."""

    share: float
    latest: str
    oldest: str


@dataclass(frozen=True)
class Situation:
    """All that the summary of a region tells."""

    name: str
    level: str
    as_of: str
    compare: str | None
    now: Standing
    changes: Changes | None
    norm: Norm | None
    kinds_counted: int
    villages: int
    villages_unknown: int
    villages_no_psm: int
    worst: tuple[Place, ...]
    places: int
    reports: Reports
    age: Age | None


def summarise(
    own: pd.DataFrame,
    ladder: pd.DataFrame,
    parts: pd.DataFrame,
    offices: pd.DataFrame,
    ages: pd.DataFrame,
    as_of: str,
    since: tuple[str, Changes] | None,
) -> Situation:
    """The situation of the region in ``own`` (one row of coverage).

    ``ladder`` is the region's row of pillar_ladder for PSM, ``parts`` the coverage of
    what the region is divided into, ``offices`` the answer of data_age, ``ages`` that of
    figure_age, ``since`` the comparison month with what has changed since.
    """
    row = own.iloc[0]
    return Situation(
        name=str(row["region_name"]),
        level=str(row["level"]),
        as_of=as_of,
        compare=since[0] if since else None,
        now=_standing(own, ladder),
        changes=since[1] if since else None,
        norm=norm_in_force(own, parts),
        kinds_counted=int(row["kinds_counted"]),
        villages=int(row["villages"]),
        villages_unknown=int(row["villages_unknown"]),
        villages_no_psm=_whole(row["villages_no_psm"]) or 0,
        worst=_worst(parts),
        places=len(parts),
        reports=_reports(offices),
        age=_age(ages),
    )


def norm_in_force(own: pd.DataFrame, parts: pd.DataFrame) -> Norm | None:
    """The norm of a region's parts, and that of its villages where provinces differ."""
    norm = norm_of(parts)
    low, high = own[["uncovered_norm_low", "uncovered_norm_high"]].iloc[0]
    if norm is None or not low < high:
        return norm
    return replace(norm, provinces=(float(low), float(high)))


def _standing(coverage: pd.DataFrame, ladder: pd.DataFrame) -> Standing:
    row = coverage.iloc[0]
    return Standing(
        ppks=_whole(row["ppks_persons"]),
        psm=_whole(row["psm_active"]),
        ratio=_real(row["ratio_ppks_per_psm"]),
        uncovered=_real(row["uncovered_persons"]),
        valid=_whole(ladder["valid"].iloc[0]),
        named=_whole(ladder["active"].iloc[0]),
        counted=_whole(ladder["counts_only"].iloc[0]),
        is_least=bool(row["is_uncovered_at_least"]),
    )


def _worst(parts: pd.DataFrame) -> tuple[Place, ...]:
    ranked = parts[parts["uncovered_persons"] > 0].nlargest(3, "uncovered_persons")
    columns = ["region_name", "level", "uncovered_persons", "is_uncovered_at_least"]
    return tuple(
        Place(str(name), str(level), float(n), bool(is_least))
        for name, level, n, is_least in ranked[columns].itertuples(index=False)
    )


def _age(ages: pd.DataFrame) -> Age | None:
    """The age of PMKS and PSM of the villages."""
    rows = ages[ages["dataset"] == "coverage"]
    if rows.empty:
        return None
    row = rows.iloc[0]
    share = float(row["villages_latest"] / row["villages"])
    return Age(share, str(row["latest"]), str(row["oldest"]))


def _reports(offices: pd.DataFrame) -> Reports:
    """Regencies that have sent both PMKS and PSM."""
    regencies = offices[offices["office_code"].str.len() == LENGTHS["regency"]]
    sent = regencies[regencies["period"].notna()]
    with_psm = set(sent.loc[sent["dataset"].isin(_PSM_DATASETS), "office_code"])
    with_ppks = set(sent.loc[sent["dataset"] == "ppks", "office_code"])
    complete = with_psm & with_ppks
    names = dict(zip(regencies["office_code"], regencies["office_name"], strict=True))
    return Reports(
        offices=len(names),
        complete=len(complete),
        lacking=tuple(names[code] for code in sorted(names) if code not in complete),
    )


def ages_by_region(ages: pd.DataFrame, codes: pd.Series[str]) -> pd.Series[float]:
    """How many months old the oldest latest report of each region is, as `Reports` has
    it: of the regencies inside it, else of the one that it lies in.

    ``ages`` is the answer of data_age, ``codes`` are regions of one level.
    """
    level: Level = (
        "province" if (codes.map(level_of) == "province").all() else "regency"
    )
    regencies = ages[ages["office_code"].map(level_of) == "regency"]
    oldest = regencies.groupby(ancestors_at(regencies["office_code"], level))
    return ancestors_at(codes, level).map(oldest["months_old"].max())


def _whole(value: object) -> int | None:
    return int(value) if exists(value) else None  # type: ignore[call-overload]


def _real(value: object) -> float | None:
    return float(value) if exists(value) else None  # type: ignore[arg-type]
