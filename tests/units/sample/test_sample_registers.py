"""Registers of the sample: published totals, made-up people, and their troubles."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from sample_sheets import INDONESIA, PILLARS

from tools.sample.people import MADE_UP_SERIALS
from tools.sample.south_kalimantan import OFFICES


@pytest.mark.parametrize(
    ("kind", "published"),
    [("psm", 892), ("lks", 154), ("karang_taruna", 14), ("tksk", 154)],
)
def test_reported_pillars_of_february_2023_equal_the_published(
    roles, counts, kind, published
):
    registered = roles[(roles["round"] == "2023-02") & (roles["kind"] == kind)]
    counted = counts[(counts["round"] == "2023-02") & (counts["kind"] == kind)]
    assert len(registered) + counted["count"].sum() == published


def test_every_kind_is_one_of_the_twelve_of_the_province(roles):
    in_use = PILLARS[PILLARS["in_kalsel_2023"] == "true"]["key"]
    assert set(roles["kind"]) == set(in_use)


def test_every_nik_is_well_formed_and_made_up(roles):
    people = roles[roles["NIK"] != ""]
    assert people["NIK"].map(type).eq(str).all(), "a NIK is text"
    parts = people["NIK"].str.extract(r"^(\d{6})(\d\d)(\d\d)(\d\d)(\d{4})$")
    assert parts.notna().all(axis=None)
    assert all(INDONESIA.normalise(list(parts[0])))
    assert parts[4].astype(int).isin(list(MADE_UP_SERIALS)).all()
    day, is_female = parts[1].astype(int) % 40, parts[1].astype(int) > 40
    born = parts[3].map(lambda yy: ("20" if yy < "30" else "19") + yy)
    pd.to_datetime(born + "-" + parts[2] + "-" + day.astype(str), format="%Y-%m-%d")
    stated = people["Jenis Kelamin"].str.startswith("P")
    assert (stated == is_female).all()
    years = people["Tahun Lahir"]
    assert (years[years != ""].astype(int) == born[years != ""].astype(int)).all()


def test_six_to_eight_in_a_hundred_people_have_several_roles(roles):
    known = roles[(roles["round"] == "2024-12") & (roles["NIK"] != "")]
    kinds = known.groupby("NIK")["kind"].nunique()
    assert 0.06 <= (kinds > 1).mean() <= 0.085
    assert (kinds > 2).sum() >= 5
    psm = known[known["kind"] == "psm"].groupby("NIK")["region"].nunique()
    assert 2 <= (psm > 1).sum() <= 15
    offices = known.groupby("NIK")["office"].nunique()
    assert 1 <= (offices > 1).sum() <= 10


def test_pairs_of_roles_that_the_offices_named_are_there(roles):
    first = roles[(roles["round"] == "2023-02") & (roles["NIK"] != "")]
    holders = first.groupby("kind")["NIK"].agg(set)
    for other in ("tksk", "social_companion", "tagana"):
        assert len(holders["psm"] & holders[other]) >= 20


@pytest.mark.parametrize("name", ["2023-02", "2024-12"])
def test_registers_are_stale_in_part_and_differently_by_office(roles, name):
    year_before = date(int(name[:4]) - 1, int(name[5:]), 28)
    of_round = roles[roles["round"] == name]
    stale = of_round["confirmed"].map(lambda day: day is None or day < year_before)
    shares = stale.groupby(of_round["office"]).mean()
    assert shares.min() > 0.1 and shares.max() < 0.55
    assert shares.max() > 1.8 * shares.min()


def test_rows_that_do_not_count_or_are_not_valid_are_there_but_few(roles):
    last = roles[roles["round"] == "2024-12"]
    psm = last[last["kind"] == "psm"]
    person = last[last["Jenis Kelamin"] != ""]
    assert 0.02 <= (person["NIK"] == "").mean() <= 0.06
    assert 5 <= (psm["Status"] == "Tidak Aktif").sum() <= 40
    assert 3 <= (psm["Tanggal Selesai"] != "").sum() <= 30
    assert 5 <= (psm["Tahun Lahir"] == "").sum() <= 20
    years = psm["Tahun Lahir"].replace("", None).dropna().astype(int)
    assert 1 <= (years >= 2007).sum() <= 8
    assert 3 <= (psm["region"].str.len() == 8).sum() <= 12
    untrained = psm["Sertifikat"].isin(["Tidak", ""])
    assert 0.3 <= untrained.mean() <= 0.45


def test_some_kinds_are_not_collected_by_some_offices(roles):
    kinds = roles.groupby("office")["kind"].agg(set)
    assert "community_extension_worker" not in kinds["63.72"]
    assert "lk3" not in kinds["63.02"]
    assert all(
        {"psm", "tksk", "lks"} <= kinds[o.code] for o in OFFICES if not o.counts_only
    )


def test_the_office_that_sends_counts_only_reports_every_village(roles, counts):
    assert set(counts["office"]) == {"63.11"}
    assert "63.11" not in set(roles["office"])
    psm = counts[counts["kind"] == "psm"].groupby("round")["region"].nunique()
    assert (psm == 157).all()


def test_most_villages_have_no_psm(roles, counts):
    psm = roles[(roles["round"] == "2024-06") & (roles["kind"] == "psm")]
    serving = psm[(psm["Status"] != "Tidak Aktif") & (psm["Tanggal Selesai"] == "")]
    counted = counts[(counts["round"] == "2024-06") & (counts["kind"] == "psm")]
    villages = {*serving["region"], *counted[counted["count"] > 0]["region"]}
    without = 2016 - sum(len(code) == 13 for code in villages)
    assert without == pytest.approx(1387, abs=30)
