"""Commands of the data officer: templates, checking, importing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imbang import paths, periods
from imbang.cli.terminal import Progress, StoreFolder, pairs, plainly, say
from imbang.disk import durable
from imbang.refusals import Misuse
from imbang.store.acceptance import place_of
from imbang.store.deliveries import Store
from imbang.texts import _

if TYPE_CHECKING:
    from imbang.intake.report.results import Options, Report

app = typer.Typer()

Files = Annotated[list[Path], typer.Argument(help=_("Excel or CSV files."))]
Dataset = Annotated[str | None, typer.Option(help=_("Where the file does not say."))]
Region = Annotated[str | None, typer.Option(help=_("The office's Kemendagri code."))]
PeriodText = Annotated[
    str | None, typer.Option("--period", help=_("YYYY-MM or YYYY, for files without."))
]
Headings = Annotated[
    list[str] | None,
    typer.Option("--map", help=_("HEADING=column, or =ignored; repeated.")),
]
Labels = Annotated[
    list[str] | None, typer.Option("--value", help=_("VALUE=key, repeated."))
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option(
        "--leave-out", help=_("A value whose rows, or a column, not to import.")
    ),
]
ReportFormat = Annotated[
    Literal["table", "json"], typer.Option("--format", help=_("How to tell it."))
]

Marked = Annotated[
    Path | None,
    typer.Option("--marked", help=_("A folder for copies with wrong cells marked.")),
]


@app.command(help=_("Write the Excel templates that offices fill in."))
def template(folder: Path, region: Region = None) -> None:
    from imbang.intake.forms.templates import write_templates

    with plainly():
        for path in write_templates(folder, office=region):
            typer.echo(path)


@app.command(help=_("Say everything that is wrong with files; store nothing."))
def check(
    files: Files,
    store: StoreFolder = None,
    dataset: Dataset = None,
    region: Region = None,
    period: PeriodText = None,
    map: Headings = None,
    value: Labels = None,
    leave_out: LeftOut = None,
    format: ReportFormat = "table",
    marked: Marked = None,
) -> None:
    from imbang.intake import importing

    with plainly():
        options = _options(dataset, region, period, map, value, leave_out)
        known = Store(paths.store_folder(store))
        report = importing.check(files, options, Progress(), store=known)
        _tell(report, format)
        _give_back(report, marked)
        known.refuse_locked({place_of(one) for one in report.drafts})
        raise typer.Exit(1 if report.refused else 0)


@app.command(name="import", help=_("Check files, then record what they hold."))
def import_(
    files: Files,
    store: StoreFolder = None,
    dataset: Dataset = None,
    region: Region = None,
    period: PeriodText = None,
    map: Headings = None,
    value: Labels = None,
    leave_out: LeftOut = None,
    by: Annotated[str | None, typer.Option(help=_("Who sent it."))] = None,
    received_on: Annotated[
        str | None, typer.Option(help=_("YYYY-MM-DD; else today."))
    ] = None,
    format: ReportFormat = "table",
    marked: Marked = None,
) -> None:
    from imbang.intake import importing

    with plainly():
        known = Store(paths.store_folder(store))
        outcome = importing.import_files(
            known,
            files,
            _options(dataset, region, period, map, value, leave_out),
            by=by,
            received_on=None if received_on is None else _date(received_on),
            progress=Progress(),
        )
        _tell(outcome.report, format)
        _give_back(outcome.report, marked)
        if outcome.delivery is None:
            say(_("Refused: nothing was recorded."))
            raise typer.Exit(1)
        say(_("Recorded as delivery {id}.", id=outcome.delivery))
        if known.sample():
            say(_("The made-up sample still counts beside it: imbang demo --remove"))
        say(_("To see it on the pages: imbang publish"))


def _options(
    dataset: str | None,
    region: str | None,
    period: str | None,
    headings: list[str] | None,
    labels: list[str] | None,
    left_out: list[str] | None,
) -> Options:
    from imbang.intake.report.results import LEAVE_OUT, Options

    columns, values = pairs(headings, at_last=True), pairs(labels, at_last=True)
    ignored = [
        text
        for text, key in (*columns.items(), *values.items())
        if key.casefold() in (LEAVE_OUT, "ignored")
    ]
    return Options(
        dataset=dataset,
        region=region,
        period=None if period is None else _period(period),
        headings={t: key for t, key in columns.items() if t not in ignored},
        labels={t: key for t, key in values.items() if t not in ignored},
        leave_out=frozenset({*(left_out or ()), *ignored}),
    )


def _period(text: str) -> periods.Period:
    try:
        return periods.parse_period(text)
    except ValueError as error:
        raise Misuse(
            _("{text} is not a period: YYYY-MM or YYYY.", text=text)
        ) from error


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misuse(_("{text} is not a date: YYYY-MM-DD.", text=text)) from error


def _tell(report: Report, format: str) -> None:
    from imbang.intake.report import printing

    typer.echo((printing.as_json if format == "json" else printing.as_text)(report))


def _give_back(report: Report, folder: Path | None) -> None:
    """Write a copy of each file that something is wrong with, the cells marked."""
    from imbang.intake.report.marking import mark, marked_name

    doubtful = [p for p in report.problems if p.severity != "info"]
    for name in dict.fromkeys(p.file for p in doubtful) if folder else ():
        assert folder is not None
        path = folder / marked_name(Path(name).stem)
        sheets = [sheet for sheet in report.sheets if sheet.file == name]
        marked = mark(sheets, [p for p in doubtful if p.file == name])
        durable.write_bytes(path, marked)
        say(_("Marked: {path}", path=path))
