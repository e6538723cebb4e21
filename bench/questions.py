"""The questions of pages: each as `imbang.questions.asking.ask` answers it, table included.

Milliseconds are of processor time: one thread answers, and other work on the machine does
not count. Beside every case stands the slowest one of its question, for a short table.
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
from imbang.reference.levels import level_of

RUNS = 20
COLD_RUNS = 2
_LONGEST = 0.3  # seconds for one case: a slow one is asked less often

# Question, then its parameters but month and base, which are the store's. Of coverage and ladder pages show one row
# of the region itself and all regions of a level; the last of each is the longest list.
CASES: tuple[tuple[str, dict[str, str]], ...] = (
    ("coverage", {"region": "63", "level": "province"}),
    ("coverage", {"region": "63", "level": "regency"}),
    ("coverage", {"region": "63", "level": "district"}),
    ("coverage", {"region": "63", "level": "village"}),
    ("coverage", {"region": "63", "level": "village", "norm": "200"}),
    ("coverage", {"region": "63.71", "level": "village"}),
    ("coverage", {"region": "63.71.01.1001", "level": "village"}),
    ("coverage", {"region": "ID", "level": "province"}),
    ("coverage", {"region": "ID", "level": "village"}),
    ("pillar_ladder", {"region": "63", "level": "province", "kind": "psm"}),
    ("pillar_ladder", {"region": "63.71", "level": "regency", "kind": "psm"}),
    ("pillar_ladder", {"region": "63", "level": "village"}),
    ("needs", {"region": "63", "level": "province"}),
    ("needs", {"region": "63.71.01.1001", "level": "village"}),
    ("needs", {"region": "63", "level": "village"}),
    ("region_path", {"region": "63.71.01.1001"}),
    ("region_children", {"region": "63"}),
    ("scope", {}),
    ("data_age", {"region": "63"}),
    ("map_layers", {"region": "63"}),
    ("reporting", {"region": "63"}),
    ("completeness", {"region": "63"}),
    ("findings", {"region": "63"}),
    ("finding", {"finding": "0" * 12}),
    ("settings", {}),
    ("sources", {"region": "63"}),
    ("role_overlap", {"region": "63"}),
    ("dual_roles", {"region": "63", "level": "regency"}),
    ("pillar_matrix", {"region": "63", "level": "regency"}),
    ("psm_traits", {"region": "63"}),
    ("register_age", {"region": "63", "level": "regency"}),
    ("pillar_vacancies", {"region": "63", "kind": "psm"}),
    ("pillar_trend", {"region": "63", "kind": "psm"}),
    ("needs_groups", {"region": "63", "base": "2023-12"}),
    ("needs_change", {"region": "63", "base": "2023-12"}),
    ("need_rates", {"region": "63", "level": "village"}),
    ("growth", {"region": "63", "base": "2023-02"}),
    ("need_flows", {"region": "63"}),
    ("need_flows_by_region", {"region": "63", "level": "regency"}),
    ("activities", {"region": "63"}),
    ("participants", {"region": "63"}),
    ("participants_by_region", {"region": "63", "level": "regency"}),
    ("training_reach", {"region": "63", "level": "regency"}),
    ("repeaters", {"region": "63"}),
    ("topics", {"region": "63"}),
    ("selection_results", {"region": "63"}),
    ("verification", {"region": "63", "level": "regency"}),
    ("verification_trend", {"region": "63"}),
    ("verified_places", {"region": "63", "level": "village"}),
    ("national_list", {"region": "63", "level": "village"}),
    ("national_list_trend", {"region": "63"}),
    ("national_list_deciles", {"region": "63"}),
    ("services", {"region": "63"}),
    ("case_handling", {"region": "63", "level": "district"}),
    ("case_kinds", {"region": "63"}),
    ("case_days", {"region": "63"}),
    ("indicator_values", {"region": "63", "level": "regency"}),
    ("indicator_trend", {"region": "63", "indicator": "psm_trained_pct"}),
    ("indicator_grid", {"region": "63", "level": "province"}),
    ("vacancies", {"region": "63", "months": "12"}),
    ("placement", {"region": "63", "level": "village", "posts": "100"}),
)


def cases(store: Path) -> list[tuple[str, dict[str, str]]]:
    """Every question with its usual parameters, as of the last month of ``store``: of the
    nation, of a province with data, of its first regency and that one's first village, the
    levels that pages show of each."""
    scope = asking.ask(store, "scope")
    month = str(scope["last_month"].max())
    home = "63" if "63" in set(scope["region_code"]) else str(scope["region_code"][0])
    base = f"{int(month[:4]) - 1}{month[4:]}"
    areas = _areas(store, home)
    asked: list[tuple[str, dict[str, str]]] = []
    for question, given in (*CASES, *_UNLISTED):
        names = {one.name for one in catalogue.questions()[question].parameters}
        fixed = given | ({"as_of": month} if "as_of" in names else {})
        fixed |= {"base": base} if "base" in names else {}
        for region, levels in areas if "region" in names else (("", ("",)),):
            for level in levels if "level" in names else ("",):
                more = {"region": region, "level": level}
                one = (question, fixed | {k: v for k, v in more.items() if v})
                if one not in asked:
                    asked.append(one)
    return asked


_UNLISTED: tuple[tuple[str, dict[str, str]], ...] = (
    ("indicator_changes", {}),
    ("region_history", {}),
    ("rounds", {}),
    ("flow_reach", {}),
    ("figure_age", {}),
    ("pillar_staffing", {"kind": "psm"}),
)


def _areas(store: Path, home: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The regions asked about, and the levels of rows asked for of each."""
    way = [home]
    while level_of(way[-1]) != "village":
        below = asking.ask(store, "region_children", region=way[-1])
        way.append(str(below["region_code"].min()))
    return (
        ("ID", ("province", "regency", "village")),
        (home, ("province", "regency", "district", "village")),
        (way[1], ("regency", "district", "village")),
        (way[-1], ("village",)),
    )


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
    cold = []
    for _time in range(COLD_RUNS):
        asking.close_all()
        cold.append(_once(store, question, given))
    warm: list[float] = []
    while len(warm) < RUNS and sum(warm) < 1000 * _LONGEST:
        warm.append(_once(store, question, given))
    rows = len(asking.ask(store, question, **given))
    note = f"{rows:,} rows"
    yield Measure(f"{what}: cold", "ms", tuple(cold))
    yield Measure(what, "ms", tuple(warm), _budget(rows), note)


def _once(store: Path, question: str, given: dict[str, str]) -> float:
    start = time.process_time()
    asking.ask(store, question, **given)
    return 1000 * (time.process_time() - start)


def _budget(rows: int) -> Budget:
    """Long lists have a budget of their own."""
    return budgets.LIST_MS if rows > 10_000 else budgets.QUESTION_MS
