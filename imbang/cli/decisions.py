"""Commands for decisions of meetings: noting them, and what became of each."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from imbang import paths
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.questions import asking
from imbang.refusals import Misuse
from imbang.store.deliveries import Store, user_name
from imbang.store.workspace import Workspace
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help=_("Decisions of meetings: what, who, by when, and what became of the figure."),
    no_args_is_help=True,
)

By = Annotated[str | None, typer.Option(help=_("Who says so."))]
Format = Annotated[Literal["table", "csv", "json"], typer.Option()]
State = Annotated[
    str | None, typer.Option(help=_("Only those of a state: open, done or dropped."))
]
Who = Annotated[str | None, typer.Option(help=_("Who does it."))]
Due = Annotated[str | None, typer.Option(help=_("By when, YYYY-MM-DD."))]
Target = Annotated[
    str | None, typer.Option(help=_("What the figure should become; empty: none."))
]
_SHOWN = (
    *("decision", "state", "who", "due", "figure", "region_code"),
    *("value_then", "value_now", "verdict", "told", "text"),
)


@app.command(name="list", help=_("Each decision with its figure then and now."))
def list_(
    store: StoreFolder = None,
    as_of: Annotated[
        str | None, typer.Option(help=_("As of which month, YYYY-MM."))
    ] = None,
    state: State = None,
    format: Format = "table",
) -> None:
    from imbang.decisions.answer import answer
    from imbang.wording import decisions as wording

    with plainly():
        at = Store(paths.store_folder(store))
        ask = partial(asking.ask, at.folder)
        rows = answer(at, ask, as_of or _last_month(ask), state=state)
        told = [" ".join(wording.told(row)) for row in rows.to_dict("records")]
        rows = rows.assign(told=told)
        _print(rows[list(_SHOWN)] if format == "table" else rows, format)


@app.command(help=_("Note a decision, with the figure that was shown."))
def note(
    text: str,
    figure: Annotated[str, typer.Option(help=_("Which figure it is about."))],
    region: Annotated[str, typer.Option(help=_("The code of the region."))],
    as_of: Annotated[str, typer.Option(help=_("The month that was shown, YYYY-MM."))],
    store: StoreFolder = None,
    who: Who = None,
    due: Due = None,
    target: Target = None,
    norm: Annotated[
        str, typer.Option(help=_("PMKS to one PSM, where another was shown."))
    ] = "",
    kinds: Annotated[
        str, typer.Option(help=_("Kinds of PMKS counted, where others were shown."))
    ] = "",
    scenario: Annotated[
        str, typer.Option(help=_("A saved scenario whose places were decided."))
    ] = "",
    snapshot: Annotated[
        str | None, typer.Option(help=_("The snapshot that was shown."))
    ] = None,
    by: By = None,
) -> None:
    from imbang.decisions import noting

    with plainly():
        number = noting.note(
            Store(paths.store_folder(store)),
            text=text,
            figure=figure,
            region=region,
            as_of=as_of,
            who=who or "",
            due=due or "",
            target=_number(target),
            norm=norm,
            kinds=kinds,
            scenario=scenario,
            snapshot=snapshot,
            by=by or user_name(),
        )
        say(_("Decision {number} is noted.", number=number))


@app.command(help=_("Change a decision; what it was stays in its history."))
def change(
    number: str,
    store: StoreFolder = None,
    text: Annotated[str | None, typer.Option(help=_("What was decided."))] = None,
    who: Who = None,
    due: Due = None,
    target: Target = None,
    state: Annotated[str | None, typer.Option(help=_("open, done or dropped."))] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why."))] = None,
    by: By = None,
) -> None:
    with plainly():
        given = {"text": text, "who": who, "due": due, "state": state, "reason": reason}
        values: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
        if target is not None:
            values["target"] = _number(target)
        _change(store, number, values, by)
        say(_("Decision {number} is changed.", number=number.strip().zfill(4)))


@app.command(help=_("Give a decision up; it stays on record, with the reason."))
def withdraw(
    number: str,
    reason: Annotated[str, typer.Option(help=_("Why."))],
    store: StoreFolder = None,
    by: By = None,
) -> None:
    with plainly():
        _change(store, number, {"state": "dropped", "reason": reason}, by)
        say(_("Decision {number} is given up.", number=number.strip().zfill(4)))


@app.command(help=_("Who changed which decision when, the latest first."))
def log(
    number: Annotated[str | None, typer.Argument()] = None,
    store: StoreFolder = None,
    format: Format = "table",
) -> None:
    import pandas as pd

    from imbang.decisions import records
    from imbang.settings.settings import as_text

    with plainly():
        changes = records.history(Workspace(paths.store_folder(store)), number)
        rows = [
            {
                "id": one.id,
                "changed_at": one.changed_at,
                "changed_by": one.changed_by,
                "decision": one.key,
                "field": field,
                "before": as_text(before) or None,
                "after": as_text(after) or None,
            }
            for one in changes
            for field, (before, after) in records.what_changed(one).items()
        ]
        names = (
            "id",
            "changed_at",
            "changed_by",
            "decision",
            "field",
            "before",
            "after",
        )
        _print(pd.DataFrame(rows, columns=list(names)), format)


def _change(store: Any, number: str, values: dict[str, Any], by: str | None) -> None:
    from imbang.decisions import records

    workspace = Workspace(paths.store_folder(store))
    records.change(workspace, number, values, by=by or user_name())


def _number(text: str | None) -> float | None:
    """A target as it is typed; Misuse for what is no number."""
    if not (text or "").strip():
        return None
    try:
        return float(str(text).replace(",", "."))
    except ValueError as error:
        raise Misuse(_("{text} is no number.", text=text)) from error


def _last_month(ask: Any) -> str:
    months = ask("scope")["last_month"].to_list()
    return max(months, default="2000-01")


def _print(rows: pd.DataFrame, format: str) -> None:
    import pyarrow as pa

    from imbang.questions.encoding import encode

    table = pa.Table.from_pandas(rows, preserve_index=False)
    sys.stdout.buffer.write(encode(table, format))
    sys.stdout.buffer.flush()
