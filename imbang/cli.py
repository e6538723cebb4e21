"""The command line: each command of the contract, thin over the modules that do it.

Exit code 0 done, 1 refused (bad input, told in full), 2 used wrongly. Answers go to
standard output alone; what is said beside them goes to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from imbang import paths, periods
from imbang.refusals import Misuse, Refusal
from imbang.store import Store
from imbang.terminal import Progress, say
from imbang.texts import _, plural, use_language

use_language(os.environ.get("IMBANG_LANG"))

app = typer.Typer(
    help=_("Imbang: are the people who help where the people in need are?"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
boundaries = typer.Typer(help=_("Real boundaries for the map."), no_args_is_help=True)
key = typer.Typer(
    help=_("The key that turns a NIK into an identity."), no_args_is_help=True
)
app.add_typer(boundaries, name="boundaries")
app.add_typer(key, name="key")

Files = Annotated[list[Path], typer.Argument(help=_("Excel or CSV files."))]
StoreFolder = Annotated[
    Path | None, typer.Option("--store", help=_("The folder of the store."))
]
Dataset = Annotated[str | None, typer.Option(help=_("Where the file does not say."))]
Region = Annotated[str | None, typer.Option(help=_("The office's Kemendagri code."))]
PeriodText = Annotated[
    str | None, typer.Option("--period", help=_("YYYY-MM or YYYY, for files without."))
]
Headings = Annotated[
    list[str] | None, typer.Option("--map", help=_("HEADING=column, repeated."))
]
Labels = Annotated[
    list[str] | None, typer.Option("--value", help=_("LABEL=key, repeated."))
]
LeftOut = Annotated[
    list[str] | None, typer.Option("--leave-out", help=_("A label not to import."))
]
ReportFormat = Annotated[
    Literal["table", "json"], typer.Option("--format", help=_("How to tell it."))
]


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell refusals and misuse in words, by exit code 1 and 2."""
    try:
        yield
    except Refusal as refusal:
        say(str(refusal))
        raise typer.Exit(1) from refusal
    except Misuse as misuse:
        say(str(misuse))
        raise typer.Exit(2) from misuse


@app.command(help=_("Serve the dashboard; an empty store gets the sample first."))
def serve(
    store: StoreFolder = None,
    port: Annotated[int, typer.Option(help=_("The port."))] = 8501,
    address: Annotated[
        str, typer.Option(help=_("An address of this computer."))
    ] = "127.0.0.1",
) -> None:
    from imbang import demo, serving

    with _plainly():
        try:
            serving.require_loopback(address)
        except ValueError as error:
            raise Refusal(str(error)) from error
        folder = paths.store_folder(store)
        demo.ensure(Store(folder), Progress)
        serving.serve(folder, address=address, port=port)


@app.command(help=_("Fill the store with the sample, or take the sample out again."))
def demo(
    store: StoreFolder = None,
    remove: Annotated[
        bool, typer.Option("--remove", help=_("Withdraw the sample from the store."))
    ] = False,
) -> None:
    from imbang import demo as sample
    from imbang.publishing import publish as publish_store

    with _plainly():
        at = Store(paths.store_folder(store))
        if not remove:
            sample.fill(at, Progress())
            return
        count = sample.remove(at)
        say(
            plural(
                "{n} submission withdrawn.",
                "{n} submissions withdrawn.",
                count,
                n=count,
            )
        )
        if count and at.counted():
            publish_store(at, Progress())


@app.command(help=_("Write the Excel templates that offices fill in."))
def template(folder: Path, region: Region = None) -> None:
    from imbang.intake.templates import write_templates

    with _plainly():
        for path in write_templates(folder, office=region):
            typer.echo(path)


@app.command(help=_("Say everything that is wrong with files; store nothing."))
def check(
    files: Files,
    dataset: Dataset = None,
    region: Region = None,
    period: PeriodText = None,
    map: Headings = None,
    value: Labels = None,
    leave_out: LeftOut = None,
    format: ReportFormat = "table",
) -> None:
    from imbang import importing

    with _plainly():
        options = _options(dataset, region, period, map, value, leave_out)
        report = importing.check(files, options)
        _tell(report, format)
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
) -> None:
    from imbang import importing

    with _plainly():
        outcome = importing.import_files(
            Store(paths.store_folder(store)),
            files,
            _options(dataset, region, period, map, value, leave_out),
            by=by,
            received_on=None if received_on is None else _date(received_on),
        )
        _tell(outcome.report, format)
        if outcome.delivery is None:
            say(_("Refused: nothing was recorded."))
            raise typer.Exit(1)
        say(_("Recorded as delivery {id}.", id=outcome.delivery))
        say(_("To see it on the pages: imbang publish"))


@app.command(help=_("Build a snapshot of all that counts and switch to it."))
def publish(store: StoreFolder = None) -> None:
    from imbang import publishing

    with _plainly():
        made = publishing.publish(Store(paths.store_folder(store)), Progress())
        say(_("Snapshot {id} is published.", id=made.id))


@app.command(help=_("List the snapshots, the current one marked."))
def snapshots(store: StoreFolder = None) -> None:
    from imbang import snapshots as kept

    at = Store(paths.store_folder(store))
    current = kept.current_snapshot(at.folder)
    for one in kept.snapshots(at):
        mark = "*" if current is not None and one.id == current.id else " "
        manifest = one.manifest
        typer.echo(f"{mark} {one.id}  {manifest['made_at']}  {manifest['sha256'][:12]}")


@app.command(help=_("Go back to an earlier snapshot."))
def rollback(id: str, store: StoreFolder = None) -> None:
    from imbang import snapshots as kept

    with _plainly():
        found = kept.roll_back(Store(paths.store_folder(store)), id)
        say(_("Snapshot {id} is current.", id=found.id))


@app.command(help=_("Check every stored hash and figure again."))
def verify(store: StoreFolder = None) -> None:
    from imbang import verifying

    with _plainly():
        problems = verifying.verify(Store(paths.store_folder(store)), Progress())
        for problem in problems:
            typer.echo(problem)
        if problems:
            raise typer.Exit(1)
        say(_("All is as it was stored, and the figures come out again."))


@app.command(help=_("Answer a question; without a name, list the questions."))
def query(
    name: Annotated[str | None, typer.Argument()] = None,
    store: StoreFolder = None,
    param: Annotated[
        list[str] | None, typer.Option(help=_("name=value, repeated."))
    ] = None,
    format: Annotated[
        Literal["table", "csv", "json", "parquet"], typer.Option()
    ] = "table",
) -> None:
    from imbang import answers, querying

    with _plainly():
        if name is None:
            typer.echo(querying.describe())
            return
        given = _pairs(param)
        answer = querying.ask_table(paths.store_folder(store), name, **given)
        sys.stdout.buffer.write(answers.encode(answer, format))
        sys.stdout.buffer.flush()


@boundaries.command(name="load", help=_("Load boundaries; missing codes are told."))
def load_boundaries(
    file: Path,
    code_field: Annotated[str, typer.Option(help=_("The field with the codes."))],
    store: StoreFolder = None,
) -> None:
    from imbang.geometry import boundaries as real

    with _plainly():
        report = real.load_boundaries(paths.store_folder(store), file, code_field)
        typer.echo(report.as_text())


@key.command(name="export", help=_("Write the key to a file, to be kept safe."))
def export_key(file: Path) -> None:
    from imbang import identity

    with _plainly():
        own = identity.load_key()
        if own is None:
            raise Refusal(_("There is no key yet: it is made at the first import."))
        _save_key(own, file)


@key.command(name="import", help=_("Take over a key that was exported."))
def import_key(file: Path) -> None:
    from imbang import identity

    with _plainly():
        try:
            given = identity.parse_key(file.read_text("ascii"))
        except (OSError, ValueError) as error:
            raise Refusal(_("{path} holds no identity key.", path=file)) from error
        _save_key(given, paths.key_file())


def _save_key(key: Any, path: Path) -> None:
    from imbang import identity

    try:
        identity.save_key(key, path)
    except FileExistsError as error:
        raise Refusal(
            _("{path} exists already and was left as it is.", path=path)
        ) from error
    say(_("The key is in {path}.", path=path))


def _options(
    dataset: str | None,
    region: str | None,
    period: str | None,
    headings: list[str] | None,
    labels: list[str] | None,
    left_out: list[str] | None,
) -> Any:
    from imbang.intake.results import Options

    return Options(
        dataset=dataset,
        region=region,
        period=None if period is None else _period(period),
        headings=_pairs(headings),
        labels=_pairs(labels),
        leave_out=frozenset(left_out or ()),
    )


def _pairs(texts: list[str] | None) -> dict[str, str]:
    pairs = {}
    for text in texts or ():
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise Misuse(_("{text} is not of the form NAME=VALUE.", text=text))
        pairs[name.strip()] = value.strip()
    return pairs


def _period(text: str) -> periods.Period:
    try:
        if len(text) == 4:
            year = int(text)
            return periods.Period(
                periods.month_index(year, 1), periods.month_index(year, 12)
            )
        month = periods.parse_month(text)
        return periods.Period(month, month)
    except ValueError as error:
        raise Misuse(
            _("{text} is not a period: YYYY-MM or YYYY.", text=text)
        ) from error


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misuse(_("{text} is not a date: YYYY-MM-DD.", text=text)) from error


def _tell(report: Any, format: str) -> None:
    from imbang.intake import problems

    typer.echo((problems.as_json if format == "json" else problems.as_text)(report))


def main() -> None:
    """What the command ``imbang`` runs."""
    app()
