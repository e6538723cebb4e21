"""Commands for what leaves the office: a release for the public, an attack on one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imbang import formats, paths
from imbang.cli.terminal import Progress, StoreFolder, plainly, say
from imbang.questions import asking
from imbang.store import acceptance
from imbang.store.deliveries import user_name
from imbang.store.workspace import Workspace
from imbang.texts import Language, _, use_language

if TYPE_CHECKING:
    from imbang.briefs.model import Asked

app = typer.Typer()

Lowest = Literal["province", "regency", "district", "village"]


@app.command(
    help=_("Write figures for the public: small counts of people hidden, and attacked.")
)
def release(
    folder: Annotated[Path, typer.Argument(help=_("An empty folder, or a release."))],
    region: Annotated[
        str | None,
        typer.Option(
            help=_("The region; else the one province of the store, or Indonesia.")
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help=_("The month, YYYY-MM; else the latest."))
    ] = None,
    level: Annotated[
        Lowest, typer.Option(help=_("The lowest level of its rows."))
    ] = "village",
    licence: Annotated[
        str, typer.Option(help=_("Under which licence others may use it."))
    ] = "",
    lang: Annotated[
        Language, typer.Option("--lang", help=_("The language: id or en."))
    ] = "id",
    by: Annotated[str | None, typer.Option(help=_("Who writes it."))] = None,
    store: StoreFolder = None,
) -> None:
    from imbang.briefs import arguments
    from imbang.briefs.source import Snapshots
    from imbang.releases import leaving
    from imbang.wording import sample

    with plainly():
        use_language(lang)
        leaving.refuse_others(folder)
        store_folder = paths.store_folder(store)
        source = Snapshots(store_folder).source()
        asked = arguments.read(source, region=region, as_of=as_of)
        about = leaving.about(
            store_folder,
            asked.region,
            asked.as_of,
            licence=licence,
            made_up=sample.told(source.ask("scope").to_dict("records")) or "",
            accepted=_accepted(store_folder, asked),
        )
        made = leaving.leave(
            store_folder, about, lowest=level, by=by or user_name(), progress=Progress()
        )
        leaving.write(folder, made.files)
        say(
            _(
                "{folder}: {counts} counts, of which {hidden} are hidden: {small} small "
                "ones and {others} that protect them. An attacker recovers {recovered}.",
                folder=folder,
                counts=formats.number(int(made.counts["count"].notna().sum())),
                hidden=formats.number(made.hidden),
                small=formats.number(made.small),
                others=formats.number(made.hidden - made.small),
                recovered=formats.number(made.attacked.recovered),
            )
        )


def _accepted(store: Path, asked: Asked) -> list[str]:
    """How many of the offices behind the figures are accepted, where that is kept."""
    from imbang.wording.messages import acceptance as wording

    if not acceptance.is_kept(Workspace(store)):
        return []
    rows = asking.ask(store, "acceptance", region=asked.region, as_of=asked.as_of)
    return wording.told(rows.to_dict("records"), as_of=asked.as_of)


@app.command(
    help=_("Attack a release: what can be worked out of it, and of the one before it.")
)
def attack(
    folder: Annotated[Path, typer.Argument(help=_("A folder with a release."))],
    before: Annotated[
        Path | None, typer.Option(help=_("A folder with the release before it."))
    ] = None,
    exactly: Annotated[
        bool,
        typer.Option(help=_("Bound every hidden count exactly; takes long.")),
    ] = False,
) -> None:
    from imbang.releases import leaving

    with plainly():
        found = leaving.attacked(folder, before, exactly=exactly)
        say(
            _(
                "{cells} hidden counts, {equations} equations: {recovered} recovered, "
                "{exposed} told too closely.",
                cells=formats.number(len(found.cells)),
                equations=formats.number(found.equations),
                recovered=formats.number(found.recovered),
                exposed=formats.number(len(found.exposed)),
            )
        )
        for row in found.exposed.itertuples():
            say(
                f"{row.release} {row.file} {row.region_code} {row.kind} {row.unit} "
                f"{row.measure}: {row.least} - {row.most}"
            )
        if len(found.exposed):
            raise typer.Exit(1)
