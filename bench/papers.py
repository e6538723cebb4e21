"""Papers: the briefs of a meeting, each by the command, process start included."""

from __future__ import annotations

from pathlib import Path

from bench import budgets, processes
from bench.results import Measure, once

REGENCIES = 13


def measure(store: Path) -> list[Measure]:
    """One brief in each form, and one for each regency of the sample's province."""
    out = store.parent / "papers"
    found = [
        once(
            f"brief of the province, {form}",
            _seconds(store, f"--out={out / f'one.{form}'}"),
            "s",
            budget,
        )
        for form, budget in (
            ("pdf", budgets.PAPER_S),
            ("pptx", budgets.SLIDES_S),
            ("xlsx", None),
            ("html", None),
        )
    ]
    found.append(
        once(
            "brief of the province, pdf, all pages",
            _seconds(store, f"--out={out / 'all.pdf'}", "--pages=all"),
            "s",
            budgets.PAPER_S,
        )
    )
    seconds = _seconds(store, f"--out={out}", "--each=regency")
    written = len(list(out.glob("imbang-*.pdf")))
    assert written == REGENCIES, written
    what = f"briefs of {REGENCIES} regencies, pdf"
    return [*found, once(what, seconds, "s", budgets.PAPERS_S)]


def _seconds(store: Path, *asked: str) -> float:
    command: list[str | Path] = [
        processes.IMBANG,
        "report",
        f"--store={store}",
        "--no-record",
        *asked,
    ]
    return processes.run(command).seconds
