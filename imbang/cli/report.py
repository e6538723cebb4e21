"""The command that writes the brief of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imbang import formats, paths
from imbang.cli.terminal import Progress, StoreFolder, plainly, say
from imbang.disk import durable
from imbang.refusals import Misuse, Refusal
from imbang.store.deliveries import user_name
from imbang.texts import Language, _, use_language

if TYPE_CHECKING:
    from imbang.briefs.model import Asked, Brief
    from imbang.briefs.source import Source

app = typer.Typer()

Form = Literal["pdf", "pptx", "xlsx", "html"]
Level = Literal["province", "regency", "district", "village"]
Pages = Literal["two", "all"]
AsOf = Annotated[
    str | None, typer.Option(help=_("The month, YYYY-MM; else the latest."))
]
Region = Annotated[
    str | None,
    typer.Option(
        help=_("The region; else the one province of the store, or Indonesia.")
    ),
]
In = Annotated[Language, typer.Option("--lang", help=_("The language: id or en."))]


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
    region: Region = None,
    as_of: AsOf = None,
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
        Pages, typer.Option(help=_("PDF: two pages, or all there is."))
    ] = "two",
    public: Annotated[
        bool,
        typer.Option(
            "--public", help=_("For the public: of a release, and nothing it hides.")
        ),
    ] = False,
    lang: In = "id",
    record: Annotated[
        bool,
        typer.Option(
            help=_("Put it on record: later papers tell what has been restated since.")
        ),
    ] = True,
    by: Annotated[str | None, typer.Option(help=_("Who writes it."))] = None,
    store: StoreFolder = None,
) -> None:
    from imbang.briefs import arguments, making
    from imbang.briefs.earlier import papers
    from imbang.briefs.public import of_store as of_release
    from imbang.briefs.source import Snapshots
    from imbang.settings.letterhead import letterhead
    from imbang.store.workspace import Workspace

    with plainly():
        folder = paths.store_folder(store)
        given = _form_of(out, is_folder=each is not None)
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
        formats.use_time_zone(letterhead(Workspace(folder)).time_zone)

        if public:
            if each or given is None or screen:
                raise Misuse(
                    _(
                        "--public makes one file; its figures as data are the release "
                        "itself: imbang release FOLDER."
                    )
                )
            _write(folder, of_release(folder, asked), given, pages, out)
            say(_("{file}: written.", file=out))
            return

        def made(asked: Asked, write: Callable[[Brief], object]) -> None:
            brief = making.make(folder, asked, source, keys=screen)
            write(brief)
            if record:
                papers.keep(folder, brief, by=by or user_name())

        if each:
            _write_each(
                folder, _codes(source, asked, each), asked, made, form, pages, out
            )
        else:
            made(asked, lambda brief: _write(folder, brief, given, pages, out))
            say(_("{file}: written.", file=out))


def _write(
    store: Path, brief: Brief, form: Form | None, pages: Pages, out: Path
) -> None:
    from imbang.briefs import writing

    if form is None:
        writing.write_package(out, writing.as_package(store, brief))
    else:
        durable.write_bytes(out, writing.as_file(store, brief, form, pages=pages))


def _form_of(out: Path, *, is_folder: bool) -> Form | None:
    """The kind of file that a name asks for; None for a folder. Misuse for another name,
    and for that of a file where a folder is needed."""
    from imbang.briefs.writing import FORMS

    if out.is_dir():
        return None
    form = out.suffix.removeprefix(".").lower()
    known: Form | None = next((one for one in FORMS if one == form), None)
    if is_folder and (known or out.is_file()):
        raise Misuse(_("--each writes several files: name a folder, not a file."))
    if known is None and not is_folder and (form or out.is_file()):
        raise Misuse(
            _(
                "{file} ends in none of .pdf, .pptx, .xlsx, .html; for a data package, "
                "name a folder.",
                file=out.name,
            )
        )
    return known


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


def _codes(source: Source, asked: Asked, level: Level) -> list[str]:
    """The regions of a level within the one asked for of which anything is known."""
    from imbang.wording.names import level_name

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
                level=level_name(level),
            )
        )
    return codes


def _write_each(
    store: Path,
    codes: Sequence[str],
    asked: Asked,
    made: Callable[[Asked, Callable[[Brief], object]], None],
    form: Form,
    pages: Pages,
    folder: Path,
) -> None:
    from imbang.briefs import writing
    from imbang.briefs.pictures import Pictures

    pictures, progress = Pictures(store), Progress()
    for done, code in enumerate(codes):

        def write(brief: Brief, done: int = done) -> None:
            progress(brief.title, done / len(codes))
            content = writing.as_file(
                store, brief, form, pages=pages, pictures=pictures
            )
            durable.write_bytes(folder / writing.file_name(brief, form), content)

        made(replace(asked, region=code), write)
    progress(str(folder), 1.0)
    say(_("{n} briefs written into {folder}.", n=len(codes), folder=folder))
