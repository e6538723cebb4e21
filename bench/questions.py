"""The questions of pages: each as `imbang.questions.asking.ask` answers it, table included."""

from __future__ import annotations

import time
from pathlib import Path

from bench import budgets
from bench.budgets import Budget
from bench.results import Measure
from imbang.questions import asking, catalogue

RUNS = 50
_LONGEST = 2.0  # seconds for one case: a slow one is asked less often
_MONTH = "2024-12"

# Question, then its parameters but the month. Of coverage and ladder pages show one row
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


def measure(store: Path) -> list[Measure]:
    """Milliseconds of each case, the first answer of the process left out."""
    unasked = catalogue.questions().keys() - {question for question, _ in CASES}
    if unasked:
        print(f"Not measured, add them to bench/questions.py: {', '.join(unasked)}")
    return [_ask(store, question, given) for question, given in CASES]


def _ask(store: Path, question: str, given: dict[str, str]) -> Measure:
    parameters = catalogue.questions()[question].parameters
    if "as_of" in {parameter.name for parameter in parameters}:
        given = given | {"as_of": _MONTH}
    rows = len(asking.ask(store, question, **given))
    spent: list[float] = []
    while len(spent) < RUNS and sum(spent) < 1000 * _LONGEST:
        start = time.perf_counter()
        asking.ask(store, question, **given)
        spent.append(1000 * (time.perf_counter() - start))
    shown = " ".join(value for name, value in given.items() if name != "as_of")
    return Measure(
        f"{question} {shown}".strip(),
        "ms",
        tuple(spent),
        _budget(rows),
        f"{rows:,} rows",
    )


def _budget(rows: int) -> Budget:
    """Long lists have a budget of their own."""
    return budgets.LIST_MS if rows > 10_000 else budgets.QUESTION_MS
