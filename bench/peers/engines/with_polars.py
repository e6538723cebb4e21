"""polars on frames in memory, sorted by what rows are looked up by; queries are lazy."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import polars as pl

from bench.peers.answers import Asked, Rows
from bench.peers.engines import polars_base, polars_marts
from bench.peers.engines.polars_frames import Frame, Lazy
from bench.peers.engines.protocol import Ask


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Nothing is made: the files are read by each process."""


def open_tables(folder: Path, design: str) -> Ask:
    """Answers from the frames."""
    kept = {
        file.stem: pl.read_parquet(file) for file in (folder / design).glob("*.parquet")
    }
    tables = {name: _lean(frame) for name, frame in kept.items()}
    answers: ModuleType = polars_base if design == "base" else polars_marts

    def ask(question: str, asked: Asked) -> Rows:
        answer: Lazy = getattr(answers, question)(tables, **asked)
        rows: Rows = answer.collect().rows()
        return rows

    return ask


def _lean(frame: Frame) -> Frame:
    """Words that are written again and again become numbers."""
    words = [name for name in ("kind", "unit", "level") if name in frame.columns]
    frame = frame.with_columns(pl.col(words).cast(pl.Categorical))
    for first in ("region_code", "region_id"):
        if frame.columns[0] == first:
            frame = frame.with_columns(pl.col(first).set_sorted())
    return frame
