"""The command line: each command of the contract, thin over the modules that do it.

Exit code 0 done, 1 refused (bad input, told in full), 2 used wrongly. Answers go to
standard output alone; what is said beside them goes to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imbang import log as logs
from imbang import paths
from imbang.cli import (
    acceptance,
    backups,
    decisions,
    events,
    findings,
    indicators,
    intake,
    key,
    people,
    people_data,
    profile,
    releases,
    reminders,
    report,
    settings,
    views,
)
from imbang.cli.terminal import (
    Progress,
    StoreFolder,
    keep_all_objects,
    leave,
    let_readers_go_first,
    own_process,
    pairs,
    plainly,
    say,
    tell_events,
    tell_lines,
)
from imbang.questions import asking, steps
from imbang.refusals import Misuse, Refusal
from imbang.store import acceptance as acceptances
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot
from imbang.store.workspace import Workspace
from imbang.texts import _, plural
from imbang.texts.signs import visible
from imbang.wording import sample as wording
from imbang.wording.messages import acceptance as accepted

if TYPE_CHECKING:
    from imbang.publishing.engine import Engine

app = typer.Typer(
    help=_(
        "Imbang: are the people who help where the people in need are?\n\n"
        "These commands are the operator's: whoever may run them on this computer may do"
        " all, whatever roles say on the pages."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
boundaries = typer.Typer(help=_("Real boundaries for the map."), no_args_is_help=True)
app.add_typer(intake.app)
app.add_typer(indicators.app)
app.add_typer(report.app)
app.add_typer(reminders.app)
app.add_typer(releases.app)
app.add_typer(backups.app)
app.add_typer(people_data.app)
app.add_typer(boundaries, name="boundaries")
app.add_typer(key.app, name="key")
app.add_typer(findings.app, name="findings")
app.add_typer(acceptance.app, name="acceptance")
app.add_typer(decisions.app, name="decisions")
app.add_typer(events.app, name="events")
app.add_typer(settings.app, name="settings")
app.add_typer(people.app, name="people")
app.add_typer(views.app, name="views")
app.add_typer(profile.app, name="profile")


@app.command(help=_("Serve the dashboard; a new store gets the sample first."))
def serve(
    store: StoreFolder = None,
    port: Annotated[int, typer.Option(help=_("The port."), min=1, max=65_535)] = 8501,
    address: Annotated[
        str, typer.Option(help=_("An address of this computer."))
    ] = "127.0.0.1",
    remember: Annotated[
        int | None,
        typer.Option(help=_("MB of answers and drawings kept for all readers."), min=1),
    ] = None,
    log: Annotated[
        Literal["text", "json"],
        typer.Option(help=_("How events are told."), envvar=logs.FORMAT),
    ] = "text",
    login: Annotated[
        Path | None,
        typer.Option(
            help=_("How people log in: a file (docs/login.md)."), envvar="IMBANG_LOGIN"
        ),
    ] = None,
    demo_login: Annotated[
        bool,
        typer.Option(
            "--demo-login",
            help=_("Try the roles out as made-up people, on this computer only."),
        ),
    ] = False,
) -> None:
    from imbang import demo
    from imbang.app import server
    from imbang.app.login import configuration
    from imbang.app.login import demo as made_up

    with plainly():
        if login is not None and demo_login:
            raise Misuse(_("--login and --demo-login: only one of them can hold."))
        by = configuration.read(login) if login is not None else None
        if demo_login:
            by = made_up.login(f"http://{address}:{port}")
        try:
            server.require_reachable(address, by)
        except ValueError as error:
            raise Refusal(str(error)) from error
        tell_events(log)
        folder = paths.store_folder(store)
        needs = demo.needed(Store(folder))
        if needs is not None:
            say(_("The store is made ready; the page says how far that is."))
        server.serve(
            folder,
            address=address,
            port=port,
            remember=remember,
            needs=needs,
            login=by,
        )


@app.command(
    help=_("Make the store ready to be served, as serve does beside its first page.")
)
def prepare(
    store: StoreFolder = None,
    format: Annotated[
        Literal["table", "json"], typer.Option(help=_("How to tell it."))
    ] = "table",
) -> None:
    from imbang import demo

    let_readers_go_first()
    at = Store(paths.store_folder(store))
    with plainly():
        if format == "json":
            tell_lines(lambda told: demo.ensure(at, told).id)
            return
        _tell_published(demo.ensure(at, Progress()))


@app.command(help=_("Fill the store with the sample, or take the sample out again."))
def demo(
    store: StoreFolder = None,
    remove: Annotated[
        bool, typer.Option("--remove", help=_("Withdraw the sample from the store."))
    ] = False,
) -> None:
    from imbang import demo as sample
    from imbang.publishing.publish import publish as publish_store

    with plainly():
        let_readers_go_first()
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
        if count or sample.is_published(at):
            _tell_published(publish_store(at, Progress()))


@app.command(help=_("Build a snapshot of all that counts and switch to it."))
def publish(
    store: StoreFolder = None,
    by: Annotated[str | None, typer.Option(help=_("Who publishes it."))] = None,
    format: Annotated[
        Literal["table", "json"], typer.Option(help=_("How to tell it."))
    ] = "table",
    engine: Annotated[
        Literal["local", "spark"],
        typer.Option(help=_("Where parts are made: here, or on a cluster.")),
    ] = "local",
    master: Annotated[
        str | None,
        typer.Option(help=_("The cluster's address, as spark://host:7077.")),
    ] = None,
) -> None:
    from imbang.publishing import publish as publishing

    let_readers_go_first()
    keep_all_objects()
    # the path has to mean the same to a process that began elsewhere
    at = Store(paths.store_folder(store).absolute())

    def make(progress: Callable[[str, float], None]) -> Snapshot:
        with _engine(engine, master) as made_by:
            return publishing.publish(at, progress, by=by, engine=made_by)

    with plainly():
        if format == "json":
            tell_lines(lambda told: make(told).id)
            return
        _tell_published(make(Progress()))


def _engine(name: str, master: str | None) -> AbstractContextManager[Engine]:
    """The engine that was asked for, until the work is done."""
    if name == "local":
        from imbang.publishing.engine import LOCAL

        if master is not None:
            raise Misuse(_("--master is for --engine spark alone."))
        return nullcontext(LOCAL)
    from imbang.publishing.spark.session import session

    if master is None:
        raise Misuse(
            _("--engine spark needs the cluster's address: --master spark://host:7077")
        )
    return session(master)


def _tell_published(made: Snapshot) -> None:
    say(_("Snapshot {id} is published.", id=made.id))
    if not made.manifest["submissions"]:
        say(_("It is empty: nothing that was sent counts. Next: imbang import FILE"))


@app.command(help=_("List the snapshots, the current one marked; or compare two."))
def snapshots(
    store: StoreFolder = None,
    diff: Annotated[
        tuple[str, str] | None, typer.Option(help=_("Two snapshots to compare."))
    ] = None,
    region: Annotated[
        str, typer.Option(help=_("Compared: within which region."))
    ] = "ID",
    level: Annotated[
        Literal["province", "regency", "district", "village"],
        typer.Option(help=_("Compared: regions of which level.")),
    ] = "regency",
    as_of: Annotated[
        str | None, typer.Option(help=_("Compared: as of which month, YYYY-MM."))
    ] = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option()] = "table",
) -> None:
    from imbang.cli import differences
    from imbang.store import snapshots as kept

    at = Store(paths.store_folder(store))
    if diff is not None:
        asked = {"region": region, "level": level, "as_of": as_of}
        with plainly():
            differences.tell(at, *diff, asked, format)
        return
    with plainly():
        current = kept.current_snapshot(at.folder)
        for one in kept.snapshots(at):
            mark = "*" if current is not None and one.id == current.id else " "
            made_at, sha256 = one.manifest["made_at"], one.manifest["sha256"]
            typer.echo(f"{mark} {one.id}  {made_at}  {sha256[:12]}")


@app.command(help=_("Go back to an earlier snapshot."))
def rollback(id: str, store: StoreFolder = None) -> None:
    from imbang.store import snapshots as kept

    with plainly():
        found = kept.roll_back(Store(paths.store_folder(store)), id)
        say(_("Snapshot {id} is current.", id=found.id))


@app.command(help=_("Check every stored hash and figure again."))
def verify(
    store: StoreFolder = None,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept",
            help=_("Take what is here as it is, on record, and seal it so."),
        ),
    ] = False,
    by: Annotated[str, typer.Option(help=_("Who takes it so."))] = "",
) -> None:
    from imbang.publishing import verify as verifying

    at = Store(paths.store_folder(store))
    with plainly():
        if accept:
            verifying.accept(at, by=by)
        problems = verifying.verify(at, Progress())
        for problem in problems:
            typer.echo(visible(str(problem)))
        if problems:
            raise typer.Exit(1)
        for told in (
            *verifying.unfinished(at),
            *verifying.acceptances(at),
            *verifying.erased(at),
        ):
            say(told)
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
    from imbang.questions import catalogue, encoding

    with plainly():
        if name is None:
            typer.echo(catalogue.describe())
            return
        folder = paths.store_folder(store)
        given = pairs(param)
        if (known := catalogue.questions().get(name)) and known.then:
            steps.load_beside()
        answer = asking.ask_table(folder, name, **given)
        _tell_sample(folder)
        _tell_accepted(folder, given)
        sys.stdout.buffer.write(encoding.encode(answer, format))
        sys.stdout.buffer.flush()
        leave()


def _tell_sample(folder: Path) -> None:
    """Say beside an answer that figures of the sample are in it, or that there are none."""
    scope = asking.ask_table(folder, "scope").to_pylist()
    if not scope:
        say(_("Nothing that was sent counts in the published snapshot: it is empty."))
    elif told := wording.told(scope):
        say(told)


def _tell_accepted(folder: Path, given: Mapping[str, str]) -> None:
    """Say beside an answer about a region and a month how much of it is accepted."""
    asked = {name: given[name] for name in ("region", "as_of") if name in given}
    if len(asked) == 2 and acceptances.is_kept(Workspace(folder)):
        rows = asking.ask_table(folder, "acceptance", **asked).to_pylist()
        for told in accepted.told(rows, as_of=asked["as_of"]):
            say(told)


@boundaries.command(name="load", help=_("Load boundaries; missing codes are told."))
def load_boundaries(
    file: Path,
    code_field: Annotated[
        str | None, typer.Option(help=_("The field with the codes; else it is found."))
    ] = None,
    region: Annotated[
        str | None, typer.Option(help=_("Where names are sought that say no regency."))
    ] = None,
    store: StoreFolder = None,
) -> None:
    from imbang.intake.outlines.loading import load_boundaries as load

    with plainly():
        report = load(paths.store_folder(store), file, code_field, region)
        typer.echo(report.as_text())


def main() -> None:
    """What the command ``imbang`` runs, in a process of its own."""
    own_process()
    tell_events(os.environ.get(logs.FORMAT))
    app()
