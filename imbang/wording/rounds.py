"""Offices and rounds of reports, in words; takes the answer of ``rounds``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from imbang import formats
from imbang.drawing.completeness import STATES
from imbang.geometry.names import short_names
from imbang.reference.datasets import load_datasets
from imbang.texts import _

MARKS: Mapping[str, str] = {
    "reported": "■",
    "accepted": "▣",
    "late": "◆",
    "carried": "—",
    "missing": "✕",
}
_NOT_COME = ("carried", "missing")


def state_name(state: str) -> str:
    """A state in words."""
    return {
        "reported": _("Reported"),
        "accepted": _("Accepted with warnings"),
        "late": _("Late"),
        "carried": _("Carried forward"),
        "missing": _("Missing"),
    }[state]


def together(rows: pd.DataFrame, datasets: Collection[str]) -> pd.DataFrame:
    """One row an office and round: of several ``datasets`` the worst state.

    Columns region_code, region_name, month, state; only what is expected.
    """
    told = rows[rows["dataset"].isin(datasets) & rows["is_expected"]]
    order = told["state"].map(STATES.index)
    worst = told.assign(order=order).sort_values("order", kind="stable")
    one = worst.drop_duplicates(["region_code", "month"], keep="last")
    columns = ["region_code", "region_name", "month", "state"]
    return one.sort_values(["region_code", "month"])[columns].reset_index(drop=True)


def dataset_names(rows: pd.DataFrame, datasets: Collection[str]) -> str:
    """Which of the ``datasets`` an office owes, in words."""
    owed = set(rows.loc[rows["is_expected"], "dataset"].unique())
    known = load_datasets()
    return ", ".join(known[key].title for key in datasets if key in owed)


def came(rows: pd.DataFrame, datasets: Collection[str]) -> dict[str, str]:
    """By month whether all, some or none of the reports of ``datasets`` came, those that
    nobody expected among them: where marks stand on a line over time."""
    told = rows[rows["dataset"].isin(datasets)]
    has_come = ~told["state"].isin(_NOT_COME)
    shares = has_come.groupby(told["month"]).mean()
    return {
        str(month): "all" if share == 1 else "some" if share > 0 else "none"
        for month, share in shares.items()
    }


def told(one: pd.DataFrame) -> str:
    """The latest round in words: how many reported, and who did not (of `together`)."""
    month = one["month"].max()
    last = one[one["month"] == month]
    lacking = last[last["state"].isin(_NOT_COME)]
    first = _(
        "Round of {month}: {n} of {m} offices have reported",
        month=formats.month(month),
        n=formats.number(len(last) - len(lacking)),
        m=formats.number(len(last)),
    )
    if lacking.empty or len(lacking) > 4:
        return f"{first}."
    names = short_names(
        dict(zip(lacking["region_code"], lacking["region_name"], strict=True))
    )
    without = ", ".join(
        f"{names[code]} ({state_name(state).lower()})"
        for code, state in zip(lacking["region_code"], lacking["state"], strict=True)
    )
    return _("{first}; not {offices}.", first=first, offices=without)


def months(
    rows: pd.DataFrame, datasets: Collection[str], until: str, most: int
) -> list[str]:
    """The last ``most`` months up to ``until``, itself the last, that end a round of
    ``datasets`` or in which something of theirs came."""
    told = rows[rows["dataset"].isin(datasets) & (rows["month"] <= until)]
    return sorted({*map(str, told["month"]), until})[-most:]


def due(rows: pd.DataFrame, datasets: Collection[str], month: str) -> dict[str, str]:
    """The month of the round that each office, by code, was last to report up to
    ``month``."""
    told = rows[
        rows["dataset"].isin(datasets) & rows["is_expected"] & (rows["month"] <= month)
    ]
    return {
        str(code): str(last)
        for code, last in told.groupby("region_code")["month"].max().items()
    }


def lacking(rows: pd.DataFrame, datasets: Collection[str], month: str) -> set[str]:
    """The offices, by code, of which a report of ``datasets`` did not come in the round
    that they were last to report up to ``month``."""
    told = rows[
        rows["dataset"].isin(datasets) & rows["is_expected"] & (rows["month"] <= month)
    ].sort_values("month", kind="stable")
    last = told.drop_duplicates(["dataset", "region_code"], keep="last")
    return set(last.loc[last["state"].isin(_NOT_COME), "region_code"])
