"""The questions of pages: each as `imbang.questions.asking.ask` answers it, table included.

Milliseconds are of processor time: one thread answers, and other work on the machine does
not count. A case is asked twenty times, or as often as a tenth of a second allows. Beside every case stands the slowest one of its question, for a short table.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import budgets
from bench.budgets import Budget
from bench.results import Measure
from imbang.questions import asking, catalogue
from imbang.reference.levels import NATION, level_of, levels_below, lower_level

RUNS = 20
COLD_RUNS = 2
_LONGEST = 0.1  # seconds for one case: slow ones are asked less often

# Which regions pages list of a region: itself, those it is divided into next, those two steps below at the most,
# or those of whatever level below it.
_OWN, _NEXT, _TWO, _BELOW = "own", "next", "two below", "below"
_LEVELS: dict[str, tuple[str, ...]] = {
    "coverage": (_OWN, _BELOW),
    "coverage_change": (_OWN, _BELOW),
    "needs": (_OWN,),
    "need_rates": (_BELOW,),
    "need_flows_by_region": (_OWN, _NEXT),
    "pillar_ladder": (_OWN, _NEXT),
    "pillar_matrix": (_OWN, _NEXT),
    "dual_roles": (_OWN, _NEXT),
    "register_age": (_OWN, _NEXT),
    "training_reach": (_OWN, _TWO),
    "participants_by_region": (_TWO,),
    "national_list": (_OWN, _NEXT),
    "verification": (_OWN, _NEXT),
    "verified_places": (_BELOW,),
    "case_handling": (_OWN, _BELOW),
    "indicator_values": (_OWN,),
    "indicator_grid": (_OWN,),
    "indicator_changes": (_OWN,),
    "placement": ("villages",),
}

# What else than region, level, month and base is asked: one more case for each of those beside the first, of which
# only the parameters that a question cannot do without are given.
_MORE: dict[str, tuple[dict[str, str], ...]] = {
    "coverage": ({}, {"norm": "200"}),
    "coverage_change": ({}, {"norm": "200"}),
    "pillar_ladder": ({"kind": "psm"}, {}),
    "need_rates": ({}, {"kind": "neglected_elderly"}),
    "need_flows_by_region": ({}, {"kind": "neglected_elderly"}),
    "indicator_grid": ({}, {"indicator": "psm_trained_pct"}),
    "indicator_values": ({}, {"indicator": "psm_trained_pct"}),
    "indicator_trend": ({"indicator": "psm_trained_pct"},),
    "pillar_vacancies": ({"kind": "psm"},),
    "pillar_trend": ({"kind": "psm"},),
    "pillar_staffing": ({"kind": "psm"},),
    "finding": ({"finding": "0" * 12},),
    "vacancies": ({"months": "12"},),
    "placement": ({"posts": "1"}, {"posts": "100"}),
}


def cases(store: Path) -> list[tuple[str, dict[str, str]]]:
    """Every question as pages ask it, as of the last month of ``store`` and compared with
    a year before: of the nation, of a province with data, of its first regency and that
    one's first village, the levels that pages show of each; of a province its coverage at
    all levels at once. Of the nation pages give out no places."""
    scope = asking.ask(store, "scope")
    month = str(scope["last_month"].max())
    home = "63" if "63" in set(scope["region_code"]) else str(scope["region_code"][0])
    dated = {"as_of": month, "base": f"{int(month[:4]) - 1}{month[4:]}"}
    asked: list[tuple[str, dict[str, str]]] = []
    for question, told in catalogue.questions().items():
        names = {one.name for one in told.parameters}
        fixed = {name: value for name, value in dated.items() if name in names}
        regions = _areas(store, home) if "region" in names else ("",)
        for more in _MORE.get(question, ({},)):
            for region in regions:
                if question == "placement" and region == NATION:
                    continue
                for level in _levels(question, region, "indicator" in more):
                    given = {"region": region, "level": level}
                    given = {name: value for name, value in given.items() if value}
                    asked.append((question, {**more, **given, **fixed}))
    return asked


def _levels(question: str, region: str, is_one: bool) -> tuple[str, ...]:
    """The levels of rows that pages ask for; an empty text where none is named. Of one
    indicator they list the regions below, of all of them the region itself."""
    if question not in _LEVELS:
        return ("",)
    below = levels_below(region)
    if is_one:
        return below if question == "indicator_values" else (lower_level(region),)
    found = {
        _OWN: (level_of(region),),
        _NEXT: (lower_level(region),),
        _TWO: below[:2] or (lower_level(region),),
        _BELOW: below or (lower_level(region),),
        "villages": ("village",),
    }
    levels = dict.fromkeys(one for rows in _LEVELS[question] for one in found[rows])
    whole = ("",) if question == "coverage" and level_of(region) == "province" else ()
    return (*whole, *levels)


def _areas(store: Path, home: str) -> tuple[str, ...]:
    """The regions asked about."""
    way = [home]
    while level_of(way[-1]) != "village":
        below = asking.ask(store, "region_children", region=way[-1])
        way.append(str(below["region_code"].min()))
    return (NATION, home, way[1], way[-1])


def measure(store: Path) -> list[Measure]:
    """Milliseconds of each case: cold, the snapshot opened for it, and warm."""
    found: dict[str, list[Measure]] = {}
    for question, given in cases(store):
        found.setdefault(question, []).extend(_ask(store, question, given))
    return [one for several in found.values() for one in (*several, _slowest(several))]


def _slowest(cases: list[Measure]) -> Measure:
    """Of one question the case that is farthest beyond what it may cost, or nearest."""
    warm = [one for one in cases if one.share is not None]
    worst = max(warm, key=lambda one: one.share or 0)
    return replace(worst, what=f"slowest: {worst.what}")


def _ask(store: Path, question: str, given: dict[str, str]) -> Iterator[Measure]:
    shown = " ".join(v for name, v in given.items() if name not in ("as_of", "base"))
    what = f"{question} {shown}".strip()
    cold: list[float] = []
    while len(cold) < COLD_RUNS and sum(cold) < 1000 * _LONGEST:
        asking.close_all()
        took, rows = _once(store, question, given)
        cold.append(took)
    warm: list[float] = []
    while len(warm) < RUNS and sum(warm) < 1000 * _LONGEST:
        warm.append(_once(store, question, given)[0])
    note = f"{rows:,} rows"
    yield Measure(f"{what}: cold", "ms", tuple(cold))
    yield Measure(what, "ms", tuple(warm), _budget(rows), note)


def _once(store: Path, question: str, given: dict[str, str]) -> tuple[float, int]:
    """Milliseconds of an answer, and its rows."""
    start = time.process_time()
    rows = len(asking.ask(store, question, **given))
    return 1000 * (time.process_time() - start), rows


def _budget(rows: int) -> Budget:
    """Long lists have a budget of their own."""
    return budgets.LIST_MS if rows > 10_000 else budgets.QUESTION_MS
