"""The budgets: what each thing may cost, on two cores."""

from __future__ import annotations

from dataclasses import dataclass

NATION_VILLAGES = 83_762


@dataclass(frozen=True)
class Budget:
    """A limit in the unit of what it limits; ``scale`` says for how much work."""

    limit: float
    scale: str = ""


_NATION = "nation"

RERUN_MS = Budget(100)
RERUN_CROWD_MS = Budget(300, "50 sessions")
RERUN_CPU_MS = Budget(50)
RERUN_KB = Budget(100)
GEOMETRY_KB = Budget(250)
QUESTION_MS = Budget(10, _NATION)
LIST_MS = Budget(60, _NATION)
PUBLISH_S = Budget(60, _NATION)
PUBLISH_MB = Budget(4000, _NATION)
SNAPSHOT_MB = Budget(100, _NATION)
IMPORT_S = Budget(10)
IMPORT_MB = Budget(500)
FIRST_PAGE_S = Budget(5)
GROWTH_PCT = Budget(10)
PAPER_S = Budget(10)
PAPERS_S = Budget(120)
SLIDES_S = Budget(5)


def scale_note(budget: Budget, villages: int) -> str:
    """How the work that was measured compares with what the budget is for."""
    if budget.scale == _NATION:
        times = NATION_VILLAGES / villages
        return f"budget is for the nation: {times:.0f} × the villages"
    return f"budget is for {budget.scale}" if budget.scale else ""
