"""The command that lists the indicators with what their headers say."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any, Literal

import typer

from imbang.cli.terminal import plainly
from imbang.questions.indicators import Indicator, indicators
from imbang.texts import _

app = typer.Typer()


@app.command(name="indicators", help=_("List the indicators and what they mean."))
def list_(
    format: Annotated[
        Literal["table", "json"], typer.Option(help=_("How to tell it."))
    ] = "table",
) -> None:
    import pyarrow as pa

    from imbang.questions import encoding

    with plainly():
        found = list(indicators().values())
        if format == "json":
            rows = [_header(one) for one in found]
            typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        table = pa.Table.from_pylist([_line(one) for one in found])
        sys.stdout.buffer.write(encoding.encode(table, format))
        sys.stdout.buffer.flush()


def _line(one: Indicator) -> dict[str, Any]:
    return {
        "indicator": one.key,
        "chain_level": one.chain_level,
        "unit": one.unit,
        "direction": one.direction,
        "name": one.text("name"),
    }


def _header(one: Indicator) -> dict[str, Any]:
    """All that a header says, the texts by name and language beside the rest; no SQL."""
    fields = asdict(one)
    texts, key, _sql = (fields.pop(name) for name in ("texts", "key", "sql"))
    return {"indicator": key, **fields, **texts}
