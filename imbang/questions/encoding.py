"""Answers of questions as text for scripts: table, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from imbang.texts.signs import printable

if TYPE_CHECKING:
    import pyarrow as pa

# Where a spreadsheet would begin to run a formula: at the start of a cell, or within it
# where it may cut the cell in two. A list separator of Indonesia is the semicolon, and
# quotation marks do not hold a cell together for who separates elsewhere.
_RUNS = re.compile(
    r"""(?:^|[;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])|^(?=[\t\r\n])"""
)


def would_run(text: str) -> bool:
    """Whether a spreadsheet would run a cell of this text, or a part of it."""
    return _RUNS.search(text) is not None


def harmless(text: str) -> str:
    """``text`` with an apostrophe wherever a spreadsheet would begin to run it, and
    without the signs that a terminal obeys."""
    return _RUNS.sub(r"\g<0>'", printable(text))


def encode(answer: pa.Table, format: str) -> bytes:
    """``answer`` in one of ``FORMATS``: decimal point, null as null or nothing."""
    return {
        "table": _as_table,
        "csv": _as_csv,
        "json": _as_json,
        "parquet": _as_parquet,
    }[format](answer)


def _as_json(answer: pa.Table) -> bytes:
    text = json.dumps(answer.to_pylist(), ensure_ascii=False, indent=1, default=_plain)
    return (printable(text) + "\n").encode()


def _as_csv(answer: pa.Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_cell, answer.column_names))
    writer.writerows(zip(*map(_cells, answer.columns), strict=True))
    return out.getvalue().encode()


def _cells(column: pa.ChunkedArray) -> list[Any]:
    """The cells of a column; a text that stands there often is looked through once."""
    values = column.to_pylist()
    told = {text: harmless(text) for text in {v for v in values if isinstance(v, str)}}
    return [told[v] if isinstance(v, str) else _cell(v) for v in values]


def _as_parquet(answer: pa.Table) -> bytes:
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(answer, out)
    return out.getvalue()


def _as_table(answer: pa.Table) -> bytes:
    """Columns aligned: numbers to the right, at most two decimals."""
    columns = []
    for name in answer.column_names:
        values = answer.column(name).to_pylist()
        is_number = any(isinstance(value, int | float) for value in values)
        cells = [name, *(_short(value) for value in values)]
        width = max(map(len, cells))
        columns.append(
            [cell.rjust(width) if is_number else cell.ljust(width) for cell in cells]
        )
    lines = ["  ".join(cells).rstrip() for cells in zip(*columns, strict=True)]
    return ("\n".join(lines) + "\n").encode()


def _short(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(_cell(value))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
