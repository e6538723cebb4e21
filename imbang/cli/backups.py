"""Commands for backups: a store as one file, and a store again from such a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imbang import formats, paths
from imbang.cli.terminal import Progress, StoreFolder, plainly, say
from imbang.disk.mishaps import MEGABYTE
from imbang.store.deliveries import Store
from imbang.texts import _, plural

app = typer.Typer()


@app.command(help=_("Write the whole store into one file, while others go on."))
def backup(file: Path, store: StoreFolder = None) -> None:
    from imbang.backups.packing import back_up

    with plainly():
        made = back_up(Store(paths.store_folder(store)), file, Progress())
        for name in made.foreign:
            say(_("Not in it, for it is none of the store's: {file}", file=name))
        say(
            plural(
                "{n} file of the store is in {path} ({size} MB).",
                "{n} files of the store are in {path} ({size} MB).",
                made.files,
                n=formats.number(made.files),
                path=file,
                size=formats.number(made.size / MEGABYTE, 1),
            )
        )
        say(
            _(
                "The identity key is not in it. Keep it as well, apart from backups: "
                "imbang key export FILE"
            )
        )


@app.command(
    help=_("Make a store again from its backup; an empty place, or --replace.")
)
def restore(
    file: Path,
    store: StoreFolder = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Move the store that is there aside."))
    ] = False,
) -> None:
    from imbang.backups import restoring

    with plainly():
        folder = paths.store_folder(store)
        done = restoring.restore(file, folder, Progress(), replace=replace)
        if done.replaced is not None:
            say(_("What was there is now in {folder}.", folder=done.replaced))
            say(_("If imbang serve runs on it, start it anew."))
        if done.is_key_missing:
            say(
                _(
                    "Its identity key is not at hand: files with NIK are refused until "
                    "it is (imbang key import FILE). Questions and pages go on."
                )
            )
        say(
            plural(
                "{n} file was restored to {folder}, and every hash holds.",
                "{n} files were restored to {folder}, and every hash holds.",
                done.files,
                n=formats.number(done.files),
                folder=folder,
            )
        )
        say(_("To have the figures checked as well: imbang verify"))
