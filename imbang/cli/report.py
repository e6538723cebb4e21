"""The command that writes the brief of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imbang import paths
from imbang.cli.terminal import Progress, StoreFolder, plainly, say
from imbang.disk import durable
from imbang.refusals import Misuse, Refusal
from imbang.texts import Language, _, use_language

if TYPE_CHECKING:
    from imbang.briefs.model import Asked
    from imbang.briefs.source import Source

app = typer.Typer()

Form = Literal["pdf", "pptx", "xlsx", "html"]
Level = Literal["province", "regency", "district", "village"]


@app.command(
    help=_(
        "Write the brief of a meeting: PDF, slides, workbook, HTML, or a data package."
    )
)
def report(
    out: Annotated[
        Path,
        typer.Option(
            help=_(
                "A file .pdf, .pptx, .xlsx or .html; or a folder: a data package, with "
                "--each the files."
            )
        ),
    ],
    region: Annotated[
        str | None,
        typer.Option(
            help=_("The region; else the one province of the store, or Indonesia.")
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help=_("The month, YYYY-MM; else the latest."))
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            help=_("The month to compare with, or none; else the year before.")
        ),
    ] = None,
    norm: Annotated[
        str | None,
        typer.Option(help=_("PMKS to one PSM; else that of the settings.")),
    ] = None,
    scenario: Annotated[
        str, typer.Option(help=_("A scenario of placement to propose, by its name."))
    ] = "",
    screen: Annotated[
        list[str] | None,
        typer.Option(help=_("Only these screens, in this order; repeat it.")),
    ] = None,
    each: Annotated[
        Level | None,
        typer.Option(
            help=_("One brief for each region of this level, into the folder.")
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help=_("With --each: which kind of file."))
    ] = "pdf",
    pages: Annotated[
        Literal["two", "all"],
        typer.Option(help=_("PDF: two pages, or all there is.")),
    ] = "two",
    lang: Annotated[Language, typer.Option(help=_("The language: id or en."))] = "id",
    store: StoreFolder = None,
) -> None:
    from imbang.briefs import arguments, making, writing
    from imbang.briefs.source import Snapshots

    with plainly():
        folder = paths.store_folder(store)
        given = None if each else _form_of(out)
        if each and out.suffix.removeprefix(".") in writing.FORMS:
            raise Misuse(_("--each writes several files: name a folder, not a file."))
        source = Snapshots(folder).source()
        asked = arguments.read(
            source,
            region=region,
            as_of=as_of,
            compare=compare,
            norm=norm,
            scenario=scenario,
            lang=lang,
        )
        _require_screens(screen)
        use_language(lang)
        if each:
            _write_each(folder, source, asked, screen, each, form, pages, out)
            return
        brief = making.make(folder, asked, source, keys=screen)
        if given is None:
            writing.write_package(out, writing.as_package(folder, brief))
        else:
            durable.write_bytes(out, writing.as_file(folder, brief, given, pages=pages))
        say(_("{file}: written.", file=out))


def _form_of(out: Path) -> Form | None:
    """The kind of file that a name asks for; None for a folder, Misuse for another."""
    from imbang.briefs.writing import FORMS

    form = out.suffix.removeprefix(".").lower()
    for known in FORMS:
        if form == known:
            return known
    if form and not out.is_dir():
        raise Misuse(
            _(
                "{file} ends in none of .pdf, .pptx, .xlsx, .html; for a data package, "
                "name a folder.",
                file=out.name,
            )
        )
    return None


def _require_screens(screens: Sequence[str] | None) -> None:
    from imbang.briefs.making import screen_names

    known = screen_names()
    for name in screens or ():
        if name not in known:
            raise Misuse(
                _(
                    "There is no screen {name}. There are: {names}.",
                    name=name,
                    names=", ".join(known),
                )
            )


def _write_each(
    store: Path,
    source: Source,
    asked: Asked,
    screens: Sequence[str] | None,
    level: Level,
    form: Form,
    pages: Literal["two", "all"],
    folder: Path,
) -> None:
    """One brief for each region of a level within the one asked for."""
    from imbang.briefs import making, writing
    from imbang.briefs.pictures import Pictures

    rows = source.ask(
        "coverage", region=asked.region, level=level, as_of=asked.as_of
    ).sort_values("region_code")
    has_data = rows["ppks_persons"].notna() | rows["psm_active"].notna()
    codes = [str(code) for code in rows.loc[has_data, "region_code"]]
    if not codes:
        raise Refusal(
            _(
                "{region} has no regions of the level {level} with data.",
                region=asked.region,
                level=level,
            )
        )
    pictures, progress = Pictures(store), Progress()
    for done, code in enumerate(codes):
        brief = making.make(store, replace(asked, region=code), source, keys=screens)
        progress(brief.title, done / len(codes))
        content = writing.as_file(store, brief, form, pages=pages, pictures=pictures)
        durable.write_bytes(folder / writing.file_name(brief, form), content)
    progress(str(folder), 1.0)
    say(_("{n} briefs written into {folder}.", n=len(codes), folder=folder))
