"""Figures that West Java's open-data portal published come back as published."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from imbang.cli.main import app
from imbang.questions.asking import ask

CASE = (
    Path(__file__).parents[1] / "units/intake/cases/ppks_west_java_printed_values.csv"
)

# Read off the file by eye: regency, kind, unit, year, count. Two labels are one kind
# in the first two: 139 + 187 and 290 + 53.
BY_HAND = [
    ("32.78", "street_child", "person", 2020, 326),
    ("32.77", "street_child", "person", 2020, 343),
    ("32.01", "street_child", "person", 2014, 208),
    ("32.01", "child_in_conflict_with_law", "person", 2014, 886),
    ("32.01", "neglected_toddler", "person", 2014, 918),
    ("32.01", "person_with_disability", "person", 2015, 7358),
    ("32.03", "person_with_hiv", "person", 2015, 5),
    ("32.05", "vulnerable_woman", "person", 2015, 39705),
    ("32.76", "scavenger", "person", 2020, 492),
    ("32.79", "natural_disaster_victim", "person", 2014, 0),
    ("32.79", "poor", "family", 2020, 11834),
    ("32.79", "troubled_family", "family", 2020, 0),
    ("32.79", "remote_indigenous_community", "family", 2020, 0),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("west_java") / "store"
    for command in (["import", str(CASE)], ["publish"]):
        done = CliRunner().invoke(app, [*command, "--store", str(folder)])
        assert done.exit_code == 0, done.output
    return folder


def needs(store: Path, year: int) -> pd.DataFrame:
    asked = {"region": "32", "level": "regency", "as_of": f"{year}-12"}
    answer = ask(store, "needs", **asked)
    return answer.set_index(["region_code", "kind", "unit"])


@pytest.mark.parametrize(("region", "kind", "unit", "year", "count"), BY_HAND)
def test_published_figures(
    store: Path, region: str, kind: str, unit: str, year: int, count: int
) -> None:
    row = needs(store, year).loc[(region, kind, unit)]
    assert (row["count"], row["period"]) == (count, str(year))
    assert row["status"] == ("reported" if count else "reported_zero")


@pytest.mark.parametrize("year", [2014, 2015, 2020])
def test_every_published_figure_is_there(store: Path, year: int) -> None:
    """The sums over kinds, from the file alone: no label is lost or counted twice."""
    published = pd.read_csv(CASE, dtype={"kode_kabupaten_kota": str})
    published = published[
        (published["tahun"] == year)
        & ~published["jenis_masalah"].isin(["KELUARGA RENTAN", "LAIN LAIN"])
    ]
    expected = published.groupby("kode_kabupaten_kota")["jumlah"].sum()
    answer = needs(store, year)
    answer = answer[answer["period"] == str(year)].reset_index()
    counted = answer.groupby(answer["region_code"].str.replace(".", ""))["count"].sum()
    assert counted.to_dict() == expected.to_dict()


def test_a_year_is_seen_from_its_last_month(store: Path) -> None:
    answer = ask(store, "needs", region="32.05", level="regency", as_of="2015-11")
    assert set(answer["status"]) <= {"not_reported", "not_collected"}


def test_old_figures_hold_with_their_age(store: Path) -> None:
    answer = needs(store, 2020)
    assert answer.loc[("32.05", "vulnerable_woman", "person"), "period"] == "2015"
