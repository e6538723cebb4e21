"""Commands for what offices said of their files, which is taken again next time."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from imbang import paths
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.reference import regions
from imbang.refusals import Misuse, Refusal
from imbang.store.deliveries import user_name
from imbang.store.workspace import PROFILE, Workspace
from imbang.texts import _

app = typer.Typer(
    help=_("What an office said of its files, taken again next time."),
    no_args_is_help=True,
)

Office = Annotated[str, typer.Argument(help=_("The office's Kemendagri code."))]


@app.command(help=_("Print what is remembered of an office, as JSON."))
def show(office: Office, store: StoreFolder = None) -> None:
    with plainly():
        kept = Workspace(paths.store_folder(store)).get(PROFILE, _code(office))
        typer.echo(json.dumps(kept or {}, ensure_ascii=False, indent=2, sort_keys=True))


@app.command(help=_("Forget what an office said, so that it is asked again."))
def forget(
    office: Office,
    store: StoreFolder = None,
    by: Annotated[str | None, typer.Option(help=_("Who changes it."))] = None,
) -> None:
    with plainly():
        workspace, code = Workspace(paths.store_folder(store)), _code(office)
        if workspace.get(PROFILE, code) is None:
            raise Refusal(_("Nothing is remembered of {code}.", code=code))
        workspace.put(PROFILE, code, None, by=by or user_name())
        say(_("What {code} said is forgotten.", code=code))


def _code(text: str) -> str:
    code = regions.load().code_for(text)
    if code is None:
        raise Misuse(_("{text} is no region's code.", text=text))
    return code
