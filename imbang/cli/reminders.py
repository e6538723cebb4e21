"""The command that writes a letter to each office that is late."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from imbang import formats, paths
from imbang.cli.report import AsOf, In, Region
from imbang.cli.terminal import Progress, StoreFolder, plainly, say
from imbang.disk import durable
from imbang.refusals import Misuse
from imbang.texts import _, use_language

app = typer.Typer()


@app.command(
    help=_("Write a letter to each office that is late: what it still owes, as PDF.")
)
def reminders(
    out: Annotated[Path, typer.Option(help=_("The folder for the letters."))],
    region: Region = None,
    as_of: AsOf = None,
    templates: Annotated[
        bool, typer.Option("--templates", help=_("With the template of each office."))
    ] = False,
    lang: In = "id",
    store: StoreFolder = None,
) -> None:
    from imbang.briefs import arguments
    from imbang.briefs.paper import owed
    from imbang.briefs.source import Snapshots
    from imbang.intake.forms.templates import write_templates
    from imbang.settings.letterhead import letterhead
    from imbang.store.workspace import Workspace

    with plainly():
        if out.is_file():
            raise Misuse(_("{file} is a file: name a folder.", file=out))
        folder = paths.store_folder(store)
        source = Snapshots(folder).source()
        asked = arguments.read(source, region=region, as_of=as_of, lang=lang)
        use_language(lang)
        head = letterhead(Workspace(folder))
        formats.use_time_zone(head.time_zone)
        today = formats.local_day(datetime.now(UTC).isoformat())
        late = owed.owed(source, asked.region, asked.as_of)
        progress = Progress()
        for done, (code, rows) in enumerate(late.items()):
            name = owed.file_name(code, asked.as_of)
            progress(name, done / len(late))
            content = owed.letter(rows, head, as_of=asked.as_of, today=today)
            durable.write_bytes(out / name, content)
            if templates:
                write_templates(out, office=code)
        if not late:
            say(_("No office owes a report that is due."))
            return
        progress(str(out), 1.0)
        say(_("{n} letters written into {folder}.", n=len(late), folder=out))
