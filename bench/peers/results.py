"""What was measured: rows, their table, ratios to Imbang, and whether answers agree."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import results

_SHOWN = ("who", "how", "what", "n", "p50", "p95", "× p50", "CPU", "× CPU", "memory")


@dataclass(frozen=True)
class Row:
    """One question (or scenario) put to one of the compared, so many times.

    Milliseconds by answer; memory is the most that its processes held together.
    """

    who: str
    how: str
    what: str
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    memory_mb: float
    answers: str
    n: int
    errors: int = 0
    bytes: int | None = None


def failed(who: str, how: str, error: Exception) -> Row:
    """A row for one that could not be measured: it agrees with nobody."""
    print(f"{who} ({how}) failed: {error}", *getattr(error, "__notes__", ()), sep="\n")
    nothing = float("nan")
    return Row(who, how, "all", nothing, nothing, nothing, nothing, "failed", n=0)


def percentile(values: Sequence[float], which: int) -> float:
    """A percentile, between neighbours; NaN of nothing."""
    if not values:
        return float("nan")
    return (
        results.Measure("", "", tuple(values)).p95
        if which == 95
        else results.Measure("", "", tuple(values)).median
    )


def disagreements(rows: Sequence[Row]) -> list[str]:
    """Whoever's answers are not the first's, by question; empty when all agree."""
    first = {row.what: row for row in reversed(rows) if row.n}
    return [f"{row.who} ({row.how}) failed" for row in rows if not row.n] + [
        f"{row.what}: {row.who} ({row.how}) answers {row.answers}, "
        f"{first[row.what].who} {first[row.what].answers}"
        for row in rows
        if row.n and row.answers != first[row.what].answers
    ]


def table(rows: Sequence[Row]) -> str:
    """Markdown, one line a row; ratios are to Imbang's row of the same question."""
    own = {row.what: row for row in rows if row.who == "imbang"}
    has_bytes = any(row.bytes is not None for row in rows)
    headings = [*_SHOWN, *(("errors", "KB") if has_bytes else ()), "answers"]
    lines = ["| " + " | ".join(headings) + " |"]
    lines.append("| --- | --- | --- |" + " ---: |" * (len(headings) - 4) + " --- |")
    order = list(dict.fromkeys(row.what for row in rows))
    for row in sorted(rows, key=lambda row: order.index(row.what)):
        base = own.get(row.what)
        cells = [
            row.who,
            row.how,
            row.what,
            str(row.n),
            _ms(row.p50_ms),
            _ms(row.p95_ms),
            _times(row.p50_ms, base.p50_ms if base else None),
            _ms(row.cpu_ms),
            _times(row.cpu_ms, base.cpu_ms if base else None),
            f"{row.memory_mb:,.0f} MB",
        ]
        if has_bytes:
            cells += [str(row.errors), f"{(row.bytes or 0) / 1e3:,.1f}"]
        lines.append("| " + " | ".join([*cells, row.answers]) + " |")
    return "\n".join(lines)


def _ms(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} ms"


def _times(value: float, base: float | None) -> str:
    if not base:
        return ""
    ratio = value / base
    return f"{ratio:,.0f} ×" if ratio >= 10 else f"{ratio:.2g} ×"


def write_json(parts: Mapping[str, Sequence[Row]]) -> Path:
    """Write everything to ``bench/results``, named by time; the file."""
    results.FOLDER.mkdir(exist_ok=True)
    on = results.machine()
    file = results.FOLDER / f"peers-{on['at'].replace(':', '')}.json"
    told = {name: [asdict(row) for row in rows] for name, rows in parts.items()}
    file.write_text(json.dumps({"machine": on, **told}, indent=1), "utf-8")
    return file
