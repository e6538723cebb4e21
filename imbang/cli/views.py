"""Commands for saved views: list and remove; they are saved on the pages."""

from __future__ import annotations

import sys
from typing import Annotated, Literal
from urllib.parse import urlencode

import typer

from imbang import paths
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.store.deliveries import user_name
from imbang.store.workspace import Workspace
from imbang.texts import _

app = typer.Typer(
    help=_("Saved views: pages with their choices, kept by name."),
    no_args_is_help=True,
)


@app.command(name="list", help=_("The saved views, with their links."))
def list_(
    store: StoreFolder = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option()] = "table",
) -> None:
    import pyarrow as pa

    from imbang.questions.encoding import encode
    from imbang.store import views

    with plainly():
        rows = [
            (
                *(name, view.page, view.query.get("region")),
                "latest" if view.follows else view.query.get("as_of"),
                f"/{view.page}?{urlencode(view.query)}",
                *(entry.changed_by, entry.changed_at),
            )
            for name, (view, entry) in views.kept(
                Workspace(paths.store_folder(store))
            ).items()
        ]
        names = (
            *("name", "page", "region_code", "as_of", "link"),
            *("changed_by", "changed_at"),
        )
        columns = zip(*rows, strict=True) if rows else [()] * len(names)
        table = pa.table(
            {
                name: pa.array(column, pa.string())
                for name, column in zip(names, columns, strict=True)
            }
        )
        sys.stdout.buffer.write(encode(table, format))
        sys.stdout.buffer.flush()


@app.command(help=_("Take a saved view away; its history stays."))
def remove(
    name: str,
    store: StoreFolder = None,
    by: Annotated[str | None, typer.Option(help=_("Who says so."))] = None,
) -> None:
    from imbang.store import views

    with plainly():
        views.remove(Workspace(paths.store_folder(store)), name, by=by or user_name())
        say(_("Removed: {name}", name=name))
