"""Needs that are compared between two months, made ready by publishing, are those of the
definition: a region as a whole where it is whole in both, else the regions below it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from imbang.publishing import parts
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot

from ..conftest import draft
from ..together import place, without_maps
from .conftest import need

Series = tuple[str, str]
Pair = tuple[int, int]

PERIODS = ("2023-01", "2023-04", "2023-08", "2024-01", "2024-06")
KINDS = (("homeless", "person"), ("poor", "person"), ("poor", "family"))
MATCHED = "from matched_needs($1, $2, $3, $4, $4, $5)"


class Told:
    """Figures of needs reported whole, as a snapshot has them, and which regions lie in
    which."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.figures: dict[int, dict[Series, list[tuple[int, int, int]]]]
        self.figures = defaultdict(lambda: defaultdict(list))
        for region, kind, unit, *figure in cursor.execute(
            "select region_id, kind, unit, from_month, to_month, count "
            "from marts.needs where is_complete"
        ).fetchall():
            self.figures[region][kind, unit].append(tuple(figure))
        regions = cursor.execute(
            "select region_id, parent_id, code, last_id from reference.regions"
        ).fetchall()
        parents = {region: parent for region, parent, *_rest in regions}
        known = {above for region in self.figures for above in _upward(region, parents)}
        self.below: dict[int, list[int]] = defaultdict(list)
        for region in known:
            self.below[parents[region]].append(region)
        self.known = {
            code: (region, last)
            for region, _parent, code, last in regions
            if region in known
        }

    def at(self, region: int, month: int) -> dict[Series, int]:
        return {
            series: count
            for series, spans in self.figures[region].items()
            for first, end, count in spans
            if first <= month < end
        }

    def matched(self, region: int, base: int, month: int) -> dict[Series, Pair]:
        """Count in the month and before it, by kind and unit."""
        found: dict[Series, Pair] = {}
        for child in self.below[region]:
            for series, (count, before) in self.matched(child, base, month).items():
                other = found.get(series, (0, 0))
                found[series] = (other[0] + count, other[1] + before)
        now, then = self.at(region, month), self.at(region, base)
        return found | {one: (now[one], then[one]) for one in now.keys() & then.keys()}


def _upward(region: int | None, parents: dict[int, int | None]) -> Iterator[int]:
    while region is not None:
        yield region
        region = parents[region]


def reports(chance: random.Random) -> Iterator[tuple[str, str, list[Any]]]:
    """Offices of all levels that report villages, districts and themselves as wholes, in
    one unit or another, in months that come in any order."""
    known = regions.load()
    for _number in range(70):
        at = place(chance.choice(("62", "63")))
        office = chance.choice((at.city, at.city, at.city, at.province, NATION))
        areas = [at.city, at.district, *(2 * at.villages), at.province, NATION]
        if office == at.city and chance.random() < 0.5:
            areas = list(at.villages)  # the district is whole
        else:
            areas = chance.sample(areas, chance.randint(1, 6))
        kind, unit = chance.choice(KINDS)
        rows = [
            need(code, chance.randint(0, 3) * 10, kind=kind, unit=unit)
            for code in dict.fromkeys(areas)
            if known.is_within(code, office)
        ]
        if rows:
            yield office, chance.choice(PERIODS), rows


@pytest.fixture(scope="module", params=(1, 2, 4))
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """What some offices sent, published in parts."""
    store = Store(tmp_path_factory.mktemp("matched"))
    for number, sent in enumerate(reports(random.Random(request.param))):
        day = date(2023, 7, 1) + timedelta(days=number)
        store.record([draft("ppks", *sent)], by="tester", received_on=day)
    with without_maps(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "SMALL", 1)
        assert len(publish(store).manifest["parts"]) == 3
    return store.folder


def asked(cursor: duckdb.DuckDBPyConnection, *given: Any) -> dict[int, dict[Any, Pair]]:
    answers: dict[int, dict[Any, Pair]] = defaultdict(dict)
    for month, kind, unit, count, before in cursor.execute(MATCHED, given).fetchall():
        answers[month][kind, unit] = (count, before)
    return answers


def test_what_is_compared_is_a_region_as_a_whole_or_its_parts(world: Path) -> None:
    snapshot = current_snapshot(world)
    assert snapshot is not None
    cursor = asking.cursor_of(snapshot)
    told = Told(cursor)
    moments = cursor.execute(
        "select distinct unnest([from_month - 1, from_month]) from marts.needs order by 1"
    ).fetchall()
    months = [month for (month,) in moments]
    compared = 0
    for code, (region, last) in told.known.items():
        for base in months[:: 1 if len(code) < 6 else 3]:
            found = asked(cursor, code, region, last, base, months[-1])
            for month in (one for one in months if one >= base):
                assert found[month] == told.matched(region, base, month), (code, month)
                compared += len(found[month])
    assert compared > 500


def test_the_months_may_be_asked_the_other_way_round(world: Path) -> None:
    snapshot = current_snapshot(world)
    assert snapshot is not None
    cursor = asking.cursor_of(snapshot)
    [(first, last)] = cursor.execute(
        "select min(from_month), max(from_month) from marts.needs"
    ).fetchall()
    forth = asked(cursor, "ID", 0, 1_000_000, first, last)[last]
    back = asked(cursor, "ID", 0, 1_000_000, last, first)[first]
    assert forth
    assert back == {
        series: (before, count) for series, (count, before) in forth.items()
    }


def test_a_place_that_was_whole_comes_and_goes(world: Path) -> None:
    """The worlds hold what is hard: figures of regions that cease to be whole."""
    snapshot = current_snapshot(world)
    assert snapshot is not None
    cursor = asking.cursor_of(snapshot)
    [(broken, apart)] = cursor.execute(
        """
        select
            count(*) filter (where beside_to < 25200),
            count(*) filter (where beside_to <= from_month or to_month <= beside_from)
        from marts.paired_needs
        """
    ).fetchall()
    assert broken > 0
    assert apart > 0
