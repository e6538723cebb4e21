"""Commands for settings: reading them, setting them, and who changed what and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import typer

from imbang import paths
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.settings import settings
from imbang.settings.settings import SETTINGS
from imbang.store.deliveries import Store, user_name
from imbang.store.workspace import SETTING, Workspace
from imbang.texts import _

app = typer.Typer(
    help=_("What the office decides for itself: norm, kinds, reports, letterhead."),
    no_args_is_help=True,
)

Format = Annotated[
    Literal["table", "json"], typer.Option("--format", help=_("How to tell it."))
]
By = Annotated[str | None, typer.Option(help=_("Who changes it."))]
Row = dict[str, Any]


@app.command(help=_("Print one setting, or all of them."))
def get(
    key: Annotated[str | None, typer.Argument()] = None,
    store: StoreFolder = None,
    format: Format = "table",
) -> None:
    with plainly():
        at = Store(paths.store_folder(store))
        rows = _rows(at, list(SETTINGS) if key is None else [settings.find(key).key])
        if format == "json":
            _print_json(rows if key is None else rows[0])
        elif key is not None:
            typer.echo(settings.as_text(rows[0]["value"]))
        else:
            _print_table(rows, ["key", "value", "changed_by", "changed_at"])


@app.command(name="set", help=_("Change a setting."))
def set_(key: str, value: str, store: StoreFolder = None, by: By = None) -> None:
    with plainly():
        workspace = Workspace(paths.store_folder(store))
        settings.change(workspace, key, value, by=by or user_name())
        _tell(workspace, key)


@app.command(help=_("Go back to a setting's default."))
def reset(key: str, store: StoreFolder = None, by: By = None) -> None:
    with plainly():
        workspace = Workspace(paths.store_folder(store))
        settings.reset(workspace, key, by=by or user_name())
        _tell(workspace, key)


@app.command(help=_("Who changed which setting when, the latest first."))
def log(store: StoreFolder = None, format: Format = "table") -> None:
    with plainly():
        changes = Workspace(paths.store_folder(store)).changes(SETTING)
        names = ["id", "changed_at", "changed_by", "key", "before", "after"]
        rows = [{name: getattr(one, name) for name in names} for one in changes]
        if format == "json":
            _print_json(rows)
        else:
            _print_table(rows, names)


def _rows(store: Store, keys: Sequence[str]) -> list[Row]:
    """What there is to tell of settings; ``published`` is null where nothing is."""
    workspace = Workspace(store.folder)
    values, entries = settings.current(workspace), workspace.entries(SETTING)
    published = settings.published(store) or {}
    return [
        {
            "key": key,
            "value": values[key],
            "default": SETTINGS[key].default,
            "bears_on_figures": SETTINGS[key].bears_on_figures,
            "published": published.get(key),
            "changed_by": entries[key].changed_by if key in entries else None,
            "changed_at": entries[key].changed_at if key in entries else None,
        }
        for key in keys
    ]


def _tell(workspace: Workspace, key: str) -> None:
    value = settings.as_text(settings.current(workspace)[key])
    say(_("{key} is now: {value}", key=key, value=value or "-"))
    if SETTINGS[key].bears_on_figures:
        say(_("It takes effect on figures at the next publish: imbang publish"))


def _print_json(content: object) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


def _print_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    import pyarrow as pa

    from imbang.questions.encoding import encode

    cells = [{name: _cell(row[name]) for name in columns} for row in rows]
    schema = pa.schema([(name, pa.string()) for name in columns])
    table = pa.Table.from_pylist(cells, schema=schema)
    typer.echo(encode(table, "table").decode(), nl=False)


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    return settings.as_text(value).replace("\n", " / ") or None
