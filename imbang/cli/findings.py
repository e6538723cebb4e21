"""The command for what people say of findings; `imbang query findings` lists them."""

from __future__ import annotations

from typing import Annotated

import typer

from imbang import paths
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.questions import finding_notes
from imbang.store.deliveries import user_name
from imbang.texts import _

app = typer.Typer(
    help=_("Findings in the data: who looks after them, and how far they are."),
    no_args_is_help=True,
)


@app.callback()
def _commands() -> None:
    """With one command, typer would leave its name out."""


@app.command(name="set", help=_("Set state, owner or note of a finding."))
def set_(
    finding: str,
    store: StoreFolder = None,
    state: Annotated[
        str | None, typer.Option(help=", ".join(finding_notes.STATES))
    ] = None,
    owner: Annotated[
        str | None, typer.Option(help=_("Who looks after it; empty takes it back."))
    ] = None,
    note: Annotated[
        str | None, typer.Option(help=_("Why it is so, or what was done."))
    ] = None,
    by: Annotated[str | None, typer.Option(help=_("Who says so."))] = None,
) -> None:
    from imbang.wording.findings import state_name

    with plainly():
        folder = paths.store_folder(store)
        now = finding_notes.note(
            folder,
            finding,
            by=by or user_name(),
            state=state,
            owner=owner,
            note=note,
        )
        say(_("Finding {id}: {state}.", id=finding, state=state_name(now["state"])))
