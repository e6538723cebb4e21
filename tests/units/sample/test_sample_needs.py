"""People in need and inhabitants of the sample: how many, where, and how they move."""

from __future__ import annotations

import pandas as pd
import pytest
from sample_sheets import as_number, read_all


def persons(needs: pd.DataFrame, name: str) -> pd.Series:
    """Persons in need by village; NaN where nothing is reported."""
    of_round = needs[(needs["round"] == name) & needs["is_person"]]
    return of_round.groupby("region")["Jumlah"].sum(min_count=1)


def test_needs_are_as_many_and_as_uneven_as_planned(needs):
    villages = persons(needs, "2024-06")
    assert villages.sum() == pytest.approx(140_000, rel=0.02)
    assert len(villages) - villages.isna().sum() == 2016 - 40
    assert 8 <= (villages == 0).sum() <= 20
    by_office = villages.groupby(villages.index.str[:5]).mean()
    assert by_office["63.71"] > 300 and by_office["63.72"] > 200
    assert by_office.drop(["63.71", "63.72"]).max() < 100


def test_needs_grow_by_about_three_percent_a_year_differently_by_office(needs):
    before, after = persons(needs, "2023-12"), persons(needs, "2024-12")
    offices = after.index.str[:5]
    grown = (
        after.groupby(offices).sum() / before.groupby(before.index.str[:5]).sum() - 1
    )
    assert after.sum() / before[after.index].sum() - 1 == pytest.approx(0.03, abs=0.01)
    assert grown.min() < 0.02 and grown.max() > 0.05


def test_offices_report_18_to_26_kinds(needs):
    kinds = needs.groupby(["office", "round"])["Jenis PMKS"].nunique()
    assert kinds.between(18, 26).all()


def test_stocks_follow_from_flows(needs):
    keys = ["region", "Jenis PMKS"]
    before = needs[needs["round"] == "2023-12"].set_index(keys)["Jumlah"]
    year = needs[needs["round"] == "2024-12"].set_index(keys)
    expected = before.reindex(year.index) + year["Masuk"] - year["Keluar"]
    known = expected.notna() & year["Jumlah"].notna()
    assert known.sum() > 10_000
    assert (expected[known] == year["Jumlah"][known]).all()
    assert (year["Mandiri"] <= year["Keluar"])[year["Mandiri"].notna()].all()


def test_inhabitants_are_more_than_those_in_need(needs):
    people = read_all("Penduduk")
    assert set(people["round"]) == {"2023-02", "2023-12", "2024-12"}
    last = people[people["round"] == "2023-12"].set_index("region")
    inhabitants = last["Jumlah Penduduk"].map(as_number)
    assert len(inhabitants) == 2016
    assert inhabitants.sum() == pytest.approx(4_200_000, rel=0.02)
    assert (
        inhabitants > 2 * persons(needs, "2023-12").reindex(inhabitants.index)
    ).sum()
    in_need = persons(needs, "2023-12").dropna()
    assert (inhabitants[in_need.index] > 2 * in_need).all()
