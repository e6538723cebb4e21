"""Commands for events that trends are read with: list, note, change, remove."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal

import typer

from imbang import paths
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.store.deliveries import user_name
from imbang.store.workspace import Workspace
from imbang.texts import _

app = typer.Typer(
    help=_("Events that trends are read with: a decree, a change of list or method."),
    no_args_is_help=True,
)

By = Annotated[str | None, typer.Option(help=_("Who says so."))]
_DATE = typer.Option("--date", help=_("The day or the month: 2024-03-15, or 2024-03."))
_REGION = typer.Option(
    "--region", help=_("The code of the region; it touches all regions in it.")
)
_KIND = typer.Option("--kind", help=_("decree, method, bimtek or other."))
_TREND = typer.Option(
    "--trend",
    help=_(
        "Drawn on these trends only, repeated: ppks, pillars, training, verification,"
        " cases; all: drawn on all."
    ),
)


@app.command(name="list", help=_("The events there are, the earliest first."))
def list_(
    store: StoreFolder = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option()] = "table",
) -> None:
    import pyarrow as pa

    from imbang.questions.encoding import encode
    from imbang.settings import events

    with plainly():
        rows = [
            {
                "event": number,
                "when": event.when,
                "region_code": event.region,
                "kind": event.kind,
                "text": event.text,
                "trends": ", ".join(event.trends) or None,
                "changed_by": entry.changed_by,
                "changed_at": entry.changed_at,
            }
            for number, (event, entry) in events.kept(_workspace(store)).items()
        ]
        names = (
            *("event", "when", "region_code", "kind", "text", "trends"),
            *("changed_by", "changed_at"),
        )
        table = pa.table(
            {name: pa.array([row[name] for row in rows], pa.string()) for name in names}
        )
        sys.stdout.buffer.write(encode(table, format))
        sys.stdout.buffer.flush()


@app.command(help=_("Note an event; it is drawn at once."))
def note(
    text: str,
    date: Annotated[str, _DATE],
    region: Annotated[str, _REGION],
    kind: Annotated[str, _KIND] = "other",
    trend: Annotated[list[str] | None, _TREND] = None,
    store: StoreFolder = None,
    by: By = None,
) -> None:
    from imbang.settings import events

    with plainly():
        event = events.Event(
            date, region, kind, text, () if trend == ["all"] else tuple(trend or ())
        )
        number = events.keep(_workspace(store), event, by=by or user_name())
        say(_("Event {number} is noted.", number=number))


@app.command(help=_("Change an event; what it was stays in its history."))
def change(
    number: str,
    text: Annotated[str | None, typer.Option(help=_("What happened."))] = None,
    date: Annotated[str | None, _DATE] = None,
    region: Annotated[str | None, _REGION] = None,
    kind: Annotated[str | None, _KIND] = None,
    trend: Annotated[list[str] | None, _TREND] = None,
    store: StoreFolder = None,
    by: By = None,
) -> None:
    from imbang.settings import events

    with plainly():
        given = {"text": text, "when": date, "region": region, "kind": kind}
        values: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
        if trend:
            values["trends"] = () if trend == ["all"] else tuple(trend)
        events.change(_workspace(store), number, values, by=by or user_name())
        say(_("Event {number} is changed.", number=number.strip().zfill(4)))


@app.command(help=_("Take an event away; its history stays."))
def remove(number: str, store: StoreFolder = None, by: By = None) -> None:
    from imbang.settings import events

    with plainly():
        events.remove(_workspace(store), number, by=by or user_name())
        say(_("Event {number} is removed.", number=number.strip().zfill(4)))


def _workspace(store: Any) -> Workspace:
    return Workspace(paths.store_folder(store))
