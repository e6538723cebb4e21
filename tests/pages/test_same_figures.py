"""What two pages tell of one thing is one figure: read off the pages of the sample, at
four levels and in three months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.conftest import reading
from tests.pages.views import MONTHS, REGIONS, view


@pytest.fixture(autouse=True)
def _sample(sample_store: Path) -> Iterator[None]:
    yield from reading(sample_store)  # type: ignore[misc]


def said(page: str, region: str, months: tuple[str, str], tab: str = "") -> str:
    """All that a page of the sample says."""
    return view(page, region, months, "id", {"tab": tab} if tab else {}).said


def signed(arrow: str | None, size: str) -> str:
    """``↓ 2,5`` as the change ``-2,5`` that a sentence tells."""
    return f"{'-' if arrow == '↓' else '+'}{size}"


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
@pytest.mark.parametrize("region", REGIONS)
def test_growth_of_needs_is_one_figure(region: str, months: tuple[str, str]) -> None:
    """On *Ringkasan*, on *PMKS*, and, a year being compared, on *Indikator*."""
    card = said("1_ringkasan", region, months)
    told = re.search(r"PMKS \(PPKS\), orang [\d.]+ (.*?) PMKS per PSM", card)
    page = said("4_pmks", region, months, tab="kinds")
    grown = re.search(r"PMKS berubah ([+-]?[\d,]+) %.*?([\d,]+) % PMKS yang", page)
    chain = said("5_indikator", region, months)
    year = re.search(r"Perubahan jumlah PMKS dalam setahun ([+-]?[\d,]+) %", chain)
    assert told is not None
    if grown is None:
        assert "tak dapat dibandingkan" in told[1]
        assert year is None
        return
    change = re.match(r"([↑↓]) ([\d,]+) %", told[1])
    if change is None:  # too little to be told in per cent
        assert "sama dengan" in told[1]
        assert grown[1].lstrip("+-") == "0,0"
    else:
        assert signed(change[1], change[2]) == grown[1]
    share = re.search(r"pada ([\d,]+) % PMKS", told[1])
    assert (share[1] if share else "100") == grown[2]
    assert year is not None
    assert year[1].lstrip("+") == grown[1].lstrip("+")


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
@pytest.mark.parametrize("region", REGIONS[:3])
def test_unevenness_is_one_figure(region: str, months: tuple[str, str]) -> None:
    """On *Cakupan PSM*, over villages, and on *Indikator*."""
    page = said("3_cakupan_psm", region, months, tab="evenness")
    curve = re.search(r"1 semua di satu tempat\) ([\d,]+)", page)
    chain = said("5_indikator", region, months)
    figure = re.search(r"Kesenjangan sebaran PSM \(Gini\) ([\d,]+)", chain)
    if curve is None:
        assert figure is None
        return
    assert figure is not None
    digits = len(figure[1].partition(",")[2])
    value = float(curve[1].replace(",", "."))
    assert abs(value - float(figure[1].replace(",", "."))) <= 0.5 * 10**-digits + 5e-4


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
@pytest.mark.parametrize("region", REGIONS)
def test_people_are_one_figure(region: str, months: tuple[str, str]) -> None:
    """Active PSM and PMKS beyond reach on *Ringkasan*, *Cakupan PSM*, *Indikator*."""
    card = said("1_ringkasan", region, months)
    active = re.search(
        r" PSM aktif ([\d.]+) [^ ]", card.partition("belum dilaporkan.")[2] or card
    )
    chain = said("5_indikator", region, months)
    indicator = re.search(r" PSM aktif ([\d.]+)", chain)
    beyond = re.search(r"PMKS di luar jangkauan(?:, sedikitnya)? ([\d.]+) ", card)
    page = said("3_cakupan_psm", region, months, tab="map")
    title = re.search(r"([\d.]+) dari [\d.]+ PMKS di luar jangkauan", page)
    assert (active and active[1]) == (indicator and indicator[1])
    assert beyond is not None
    if title is not None:
        assert title[1] == beyond[1]
