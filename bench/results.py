"""Results: what was measured, as one table for the eye and as JSON for comparing."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.budgets import Budget, scale_note

FOLDER = Path(__file__).parent / "results"
_HEADINGS = ("what", "n", "median", "p95", "budget", "share", "within?", "note")
_LIBRARIES = ("streamlit", "duckdb", "pandas", "plotly", "pyarrow")


@dataclass(frozen=True)
class Measure:
    """Something measured once or often, in one unit; ``budget`` limits its p95."""

    what: str
    unit: str
    values: tuple[float, ...]
    budget: Budget | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The 95th percentile, between neighbours; of one value, itself."""
        ordered = sorted(self.values)
        place = 0.95 * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    @property
    def share(self) -> float | None:
        """Of the budget, the part that is used up."""
        return self.p95 / self.budget.limit if self.budget else None


def once(
    what: str, value: float, unit: str, budget: Budget | None = None, note: str = ""
) -> Measure:
    """A measure of one value."""
    return Measure(what, unit, (value,), budget, note)


def as_table(parts: Iterable[tuple[str, Sequence[Measure]]], *, villages: int) -> str:
    """All measures in aligned columns, each part under its title."""
    titled = [(title, [_row(m, villages) for m in made]) for title, made in parts]
    rows = [_HEADINGS, *(row for _, made in titled for row in made)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADINGS))]
    lines = [_line(_HEADINGS, widths), "  ".join("-" * width for width in widths)]
    for title, made in titled:
        lines += [f"# {title}", *(_line(row, widths) for row in made)]
    return "\n".join(lines)


def _row(measure: Measure, villages: int) -> tuple[str, ...]:
    budget, share, n = measure.budget, measure.share, len(measure.values)
    within = "-" if share is None else "yes" if share <= 1 else "NO <<<"
    notes = [measure.note, scale_note(budget, villages) if budget else ""]
    return (
        measure.what,
        str(n),
        _amount(measure.median, measure.unit),
        _amount(measure.p95, measure.unit) if n > 1 else "",
        f"{budget.limit:g} {measure.unit}" if budget else "-",
        f"{share:.0%}" if share is not None else "-",
        within,
        "; ".join(filter(None, notes)),
    )


def _amount(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        text.rjust(width) if 1 <= i <= 5 else text.ljust(width)
        for i, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def machine() -> dict[str, Any]:
    """What a number depends on: cores, load before the run, versions, commit."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _LIBRARIES},
        "commit": _commit(),
    }


def _commit() -> str | None:
    command = ["git", "describe", "--always", "--dirty"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None  # not in a checkout: the numbers stand without it
    return told.stdout.strip()


def write_json(
    parts: Iterable[tuple[str, Sequence[Measure]]], on: dict[str, Any]
) -> Path:
    """Write everything to ``bench/results``, named by time; the file."""
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{on['at'].replace(':', '')}.json"
    made = [
        {
            "part": title,
            "what": measure.what,
            "unit": measure.unit,
            "median": measure.median,
            "p95": measure.p95,
            "budget": measure.budget.limit if measure.budget else None,
            "scale": measure.budget.scale if measure.budget else None,
            "share": measure.share,
            "note": measure.note,
            "values": [round(value, 4) for value in measure.values],
        }
        for title, measures in parts
        for measure in measures
    ]
    file.write_text(json.dumps({"machine": on, "measures": made}, indent=1), "utf-8")
    return file
