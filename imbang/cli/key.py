"""Commands for the key that turns a NIK into an identity."""

from __future__ import annotations

from pathlib import Path

import typer

from imbang import paths
from imbang.cli.terminal import plainly, say
from imbang.refusals import Refusal
from imbang.store import identity
from imbang.texts import _

app = typer.Typer(
    help=_("The key that turns a NIK into an identity."), no_args_is_help=True
)


@app.command(name="export", help=_("Write the key to a file, to be kept safe."))
def export_key(file: Path) -> None:
    with plainly():
        own = identity.load_key()
        if own is None:
            raise Refusal(_("There is no key yet: it is made at the first import."))
        _save_key(own, file)


@app.command(name="import", help=_("Take over a key that was exported."))
def import_key(file: Path) -> None:
    with plainly():
        try:
            given = identity.parse_key(file.read_text("ascii"))
        except (OSError, ValueError) as error:
            raise Refusal(_("{path} holds no identity key.", path=file)) from error
        _save_key(given, paths.key_file())


def _save_key(key: identity.Key, path: Path) -> None:
    try:
        identity.save_key(key, path)
    except FileExistsError as error:
        if not path.exists():  # a file is where its folder is expected
            raise
        raise Refusal(
            _("{path} exists already and was left as it is.", path=path)
        ) from error
    say(_("The key is in {path}.", path=path))
