"""Commands for what is kept of people: erasing somebody, and what is old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from imbang import formats, paths
from imbang.cli.terminal import Progress, StoreFolder, plainly, say
from imbang.refusals import Misuse, Refusal, refuse_nik
from imbang.store.deliveries import Store, user_name
from imbang.texts import _

if TYPE_CHECKING:
    from imbang.store.manifests import Submission
    from imbang.store.personal.erasing import Found

app = typer.Typer()
_DIGITS = 16

Why = Annotated[str, typer.Option(help=_("Why; without names or numbers of people."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do it; else only say what."))]
By = Annotated[str | None, typer.Option(help=_("Who erases."))]


@app.command(
    help=_(
        "Erase a person from all that was sent, on record; asks for a NIK if need be."
    )
)
def erase(
    registration: Annotated[
        str | None, typer.Option(help=_("Their registration number."))
    ] = None,
    office: Annotated[
        str | None, typer.Option(help=_("Of this office's registers only."))
    ] = None,
    submission: Annotated[
        str | None, typer.Option(help=_("A submission that has a row of theirs."))
    ] = None,
    row: Annotated[int | None, typer.Option(help=_("That row's number."))] = None,
    why: Why = "",
    yes: Yes = False,
    by: By = None,
    store: StoreFolder = None,
) -> None:
    from imbang.store.personal import erasing

    with plainly():
        at = Store(paths.store_folder(store).absolute())
        if (submission is None) != (row is None):
            raise Misuse(_("--submission and --row go together."))
        # what is typed here stands in the shell's history
        refuse_nik(registration or "", office or "", submission or "")
        identity = None
        if registration is None and submission is None:
            identity = _identity(at)
        found = erasing.find(
            at,
            identity=identity,
            registration=registration,
            office=office,
            submission=submission,
            row=row,
        )
        if not found:
            raise Refusal(_("Nothing was found that could be erased."))
        _list(found)
        if not yes:
            say(_("Nothing was erased. To do it: --yes --why REASON"))
            return
        erasing.erase(at, found, by=by or user_name(), why=why)
        _publish(at)
        say(
            _(
                "{n} rows are erased, on record. Backups, files that offices keep, and "
                "copies given away are outside of Imbang: erase them there too. Lists "
                "that name people without a NIK are not searched.",
                n=formats.number(erasing.rows_of(found)),
            )
        )


@app.command(help=_("Erase names of long ago: say what is due, or do it with --yes."))
def retention(
    years: Annotated[
        int, typer.Option(help=_("How many years names are kept."), min=1)
    ] = 5,
    why: Why = "",
    yes: Yes = False,
    by: By = None,
    store: StoreFolder = None,
) -> None:
    from imbang.store.personal import retention as kept

    with plainly():
        at = Store(paths.store_folder(store).absolute())
        found = kept.due(at, years=years, today=date.today())
        _tell_due(found.emptied, _("emptied: it counts no more"))
        _tell_due(found.nameless, _("loses names and numbers: it still counts"))
        if not found.all:
            say(_("Nothing is older than {n} years.", n=years))
            return
        if not yes:
            say(_("Nothing was erased. To do it: --yes --why REASON"))
            return
        kept.apply(at, found, by=by or user_name(), why=why)
        _publish(at)
        say(_("{n} submissions are erased, on record.", n=len(found.all)))


def _identity(store: Store) -> str:
    """The identity of a NIK that is typed unseen, never an argument that others read."""
    from imbang.store.identity import key_for

    key = key_for(store.fingerprint())
    nik = typer.prompt(
        _("NIK (not shown, not kept)"), hide_input=True, err=True
    ).strip()
    if len(nik) != _DIGITS or not (nik.isascii() and nik.isdigit()):
        raise Misuse(_("That is not a NIK: 16 digits are expected."))
    return key.identify([nik])[0]


def _list(found: Sequence[Found]) -> None:
    for one in found:
        sent = one.submission
        typer.echo(
            f"{sent.id}  {sent.dataset}  {sent.office}  {sent.period}  "
            + _("rows {rows}", rows=", ".join(map(str, one.rows)))
        )


def _tell_due(found: Sequence[Submission], what: str) -> None:
    for one in found:
        typer.echo(f"{one.id}  {one.dataset}  {one.office}  {one.period}  {what}")


def _publish(store: Store) -> None:
    """Figures that count the erased no more, where any are published."""
    from imbang.publishing.publish import publish
    from imbang.store.snapshots import current_snapshot

    if current_snapshot(store.folder) is not None:
        publish(store, Progress())
