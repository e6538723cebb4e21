"""pandas on frames in memory, sorted by what rows are looked up by."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from bench.peers.answers import Asked, Rows
from bench.peers.engines.protocol import Ask

Frame: TypeAlias = pd.DataFrame
_FOREVER = 999999


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Nothing is made: the files are read by each process."""


def open_tables(folder: Path, design: str) -> Ask:
    """Answers from the frames."""
    kept = {
        file.stem: pd.read_parquet(file) for file in (folder / design).glob("*.parquet")
    }
    tables = {name: _lean(frame) for name, frame in kept.items()}
    answers = _BASE if design == "base" else _MARTS

    def ask(question: str, asked: Asked) -> Rows:
        answer: Frame = answers[question](tables, **asked)
        return list(answer.itertuples(index=False, name=None))

    return ask


def _lean(frame: Frame) -> Frame:
    """Words that are written again and again become numbers."""
    words = [name for name in ("kind", "unit", "level") if name in frame]
    return frame.astype(dict.fromkeys(words, "category"))


def _within(table: Frame, codes: pd.Series) -> Frame:
    """Rows of a table in the order of its region codes, from the first to the last."""
    first, last = codes.min(), codes.max()
    column = table["region_code"]
    return table.iloc[column.searchsorted(first) : column.searchsorted(last, "right")]


def _counted(tables: dict[str, Frame]) -> pd.Series:
    kinds = tables["ppks_kinds"]
    return kinds.loc[(kinds["is_counted"] == 1) & (kinds["unit"] == "person"), "kind"]


def _latest(reports: Frame, month: int) -> Frame:
    """The last report of each region and kind up to a month."""
    told = reports[reports["month"] <= month]
    return told.drop_duplicates(["region_code", "kind"], keep="last")


def _listed(tables: dict[str, Frame], month: int) -> Frame:
    """Roles of the registers in force, and whether each is active."""
    registers = tables["registers"]
    told = registers[registers["month"] <= month]
    in_force = told.drop_duplicates("office", keep="last")
    roles = tables["roles"].merge(in_force, on=["office", "month"])
    active = (roles["is_active"] == 1) & (roles["start_month"] <= month)
    return roles.assign(is_active=active & (roles["end_month"] > month))


def _people(roles: Frame, by: list[str]) -> pd.Series:
    """Distinct identities of groups; a row without one is somebody of its own."""
    grouped = roles.groupby(by, observed=True)["identity"]
    return grouped.nunique() + grouped.size() - grouped.count()


def _base_coverage(tables: dict[str, Frame], province: str, month: int) -> Frame:
    regions = tables["regions"]
    inside = regions[regions["province_code"] == province]
    reports = _within(tables["reports"], inside["code"])
    reports = reports[reports["kind"].isin(_counted(tables))]
    needs = _latest(reports, month).groupby("region_code")["count"].sum()
    listed = _listed(tables, month)
    listed = listed[(listed["kind"] == "psm") & listed["office"].isin(inside["code"])]
    active = listed[listed["is_active"]]
    covered = inside["regency_code"].isin(listed["office"])
    found = inside.assign(
        ppks=inside["code"].map(needs),
        psm=inside["code"]
        .map(_people(active, ["region_code"]))
        .fillna(0)
        .where(covered),
    )
    villages = found[found["level"] == "village"]
    known = villages[villages["psm"].notna() & villages["ppks"].notna()]
    normed = active[active["office"].isin(known["regency_code"])]
    people = normed["identity"].nunique() + int(normed["identity"].isna().sum())
    return _stated(villages, int(known["ppks"].sum()), people)


def _stated(villages: Frame, numerator: int, denominator: int) -> Frame:
    """Villages with their state against a norm."""
    ppks, psm = villages["ppks"], villages["psm"]
    has_norm = numerator > 0 and denominator > 0
    state = np.select(
        [
            ppks == 0,
            ppks.isna() | psm.isna(),
            psm == 0,
            np.full(len(villages), not has_norm),
            denominator * ppks > numerator * psm,
        ],
        ["not_needed", "unknown", "no_psm", "unknown", "short"],
        "proportionate",
    )
    return villages[["code", "ppks", "psm"]].assign(state=state)


def _base_trend(tables: dict[str, Frame], month: int) -> Frame:
    reports = tables["reports"]
    is_asked = reports["kind"].isin(_counted(tables)) & (reports["month"] <= month)
    told = reports[is_asked]
    before = told.groupby(["region_code", "kind"], observed=True)["count"].shift()
    needs = (told["count"] - before.fillna(0)).groupby(told["month"]).sum()
    registers = tables["registers"]
    until = registers.groupby("office")["month"].shift(-1).fillna(_FOREVER)
    roles = tables["roles"]
    roles = roles[(roles["kind"] == "psm") & (roles["is_active"] == 1)]
    terms = roles.merge(registers.assign(until=until), on=["office", "month"])
    terms = pd.DataFrame(
        {
            "identity": terms["identity"].fillna("row " + terms["id"].astype(str)),
            "first": np.maximum(terms["month"], terms["start_month"]),
            "until": np.minimum(terms["until"], terms["end_month"]).astype(int),
        }
    )
    served = _merged(terms[terms["first"] < terms["until"]])
    psm = (
        served["first"].value_counts().sub(served["until"].value_counts(), fill_value=0)
    )
    start = min(needs.index.min(), psm.index.min())
    months = pd.RangeIndex(start, month + 1)
    return pd.DataFrame(
        {
            "month": months,
            "psm": psm.reindex(months).cumsum().ffill(),
            "ppks": needs.reindex(months).cumsum().ffill(),
        }
    )


def _merged(terms: Frame) -> Frame:
    """Terms of the same person that touch or overlap as one."""
    terms = terms.sort_values(["identity", "first", "until"])
    reached = terms.groupby("identity")["until"].cummax()
    reached = reached.groupby(terms["identity"]).shift()
    island = (reached.isna() | (terms["first"] > reached)).cumsum()
    return terms.groupby(island).agg({"first": "min", "until": "max"})


def _base_roles(tables: dict[str, Frame], month: int) -> Frame:
    listed = _listed(tables, month)
    active = _people(listed[listed["is_active"]], ["office", "kind"])
    held = listed[["office", "kind"]].drop_duplicates()
    held = held.merge(active.rename("count").reset_index(), "left")
    counts = _latest(tables["pillar_counts"], month)
    codes = tables["regions"].set_index("code")["regency_code"]
    counts = counts.assign(office=counts["region_code"].map(codes))
    both = pd.concat(
        [
            part[["office", "kind", "count"]].fillna({"count": 0})
            for part in (held, counts)
        ]
    )
    kinds = tables["pillar_kinds"]
    used = kinds[(kinds["is_in_use"] == 1) & (kinds["served_depth"] >= 2)]["kind"]
    both = both[both["kind"].isin(used)].astype({"kind": str})
    return both.groupby(["office", "kind"])["count"].sum().reset_index()


def _standing(table: Frame, month: int) -> Frame:
    return table[(table["from_month"] <= month) & (table["to_month"] > month)]


def _marts_coverage(tables: dict[str, Frame], province: str, month: int) -> Frame:
    regions = tables["regions"]
    inside = regions[regions["province_code"] == province]
    first, last = inside["region_id"].min(), inside["region_id"].max()

    def asked(name: str) -> Frame:
        table = tables[name]
        column = table["region_id"]
        rows = slice(column.searchsorted(first), column.searchsorted(last, "right"))
        return _standing(table.iloc[rows], month)

    figures = asked("pillar_figures")
    figures = figures[figures["kind"] == "psm"].set_index("region_id")
    needs = asked("ppks").set_index("region_id")["ppks_persons"]
    found = inside.assign(
        ppks=inside["region_id"].map(needs),
        psm=inside["region_id"].map(figures["active"]),
        counts_only=inside["region_id"].map(figures["counts_only"]),
    )
    regencies = found[found["level"] == "regency"]
    regencies = regencies[regencies["ppks"].notna() & regencies["psm"].notna()]
    people = asked("psm_persons")
    people = people[people["region_id"].isin(regencies["region_id"])]
    return _stated(
        found[found["level"] == "village"],
        int(regencies["ppks"].sum()),
        int(regencies["counts_only"].sum()) + people["person_id"].nunique(),
    )


def _marts_trend(tables: dict[str, Frame], month: int) -> Frame:
    figures, needs = tables["pillar_figures"], tables["ppks"]
    nation = figures.iloc[: figures["region_id"].searchsorted(0, "right")]
    nation = nation[nation["kind"] == "psm"]
    needed = needs.iloc[: needs["region_id"].searchsorted(0, "right")]
    start = min(nation["from_month"].min(), needed["from_month"].min())
    months = pd.DataFrame({"month": range(start, month + 1)})
    for table, value in ((nation, "active"), (needed, "ppks_persons")):
        spans = table[["from_month", "to_month", value]]
        spans = spans.assign(from_month=spans["from_month"].astype("int64"))
        months = pd.merge_asof(months, spans, left_on="month", right_on="from_month")
        months[value] = months[value].where(months["month"] < months["to_month"])
        months = months.drop(columns=["from_month", "to_month"])
    return months


def _marts_roles(tables: dict[str, Frame], month: int) -> Frame:
    regions, kinds = tables["regions"], tables["pillar_kinds"]
    used = kinds[(kinds["is_in_use"] == 1) & (kinds["served_depth"] >= 2)]["kind"]
    regencies = regions.loc[regions["level"] == "regency", ["region_id", "code"]]
    figures = _standing(tables["pillar_figures"], month)
    figures = figures[figures["kind"].isin(used)]
    answer = figures.merge(regencies, on="region_id")[["code", "kind", "active"]]
    return answer.astype({"kind": str})


_BASE: dict[str, Any] = {
    "coverage": _base_coverage,
    "trend": _base_trend,
    "roles": _base_roles,
}
_MARTS: dict[str, Any] = {
    "coverage": _marts_coverage,
    "trend": _marts_trend,
    "roles": _marts_roles,
}
