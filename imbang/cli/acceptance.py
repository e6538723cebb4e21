"""Commands for acceptance: what waits for heads of offices, accepting it, reopening it."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from imbang import formats, paths, periods
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.reference import regions
from imbang.reference.levels import ancestor, is_within
from imbang.refusals import Misuse
from imbang.store import accepting
from imbang.store.acceptance import OfficeMonth, office_told
from imbang.store.deliveries import Store, user_name
from imbang.texts import _

app = typer.Typer(
    help=_("What heads of offices accepted of what their office sent, month by month."),
    no_args_is_help=True,
)

Office = Annotated[str, typer.Argument(help=_("The office's Kemendagri code."))]
MonthText = Annotated[
    str, typer.Argument(help=_("The month in which the periods end, YYYY-MM."))
]
By = Annotated[str | None, typer.Option(help=_("Who does it."))]


@app.command(name="list", help=_("Each office's month: what was sent, how it stands."))
def list_(
    store: StoreFolder = None,
    region: Annotated[
        str, typer.Option(help=_("Of the offices of which region."))
    ] = "ID",
    state: Annotated[
        Literal["open", "accepted"] | None,
        typer.Option(help=_("Only what waits for its head, or what is accepted.")),
    ] = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option()] = "table",
) -> None:
    import pyarrow as pa

    from imbang.questions.encoding import encode

    with plainly():
        area = _code(region)
        names = (
            *("office", "month", "state", "datasets", "submissions"),
            *("changed_by", "changed_at", "reason"),
        )
        rows = [
            {
                "office": one.office,
                "month": periods.format_month(one.month),
                "state": one.state,
                "datasets": ", ".join(dict.fromkeys(sent.dataset for sent in one.sent)),
                "submissions": ", ".join(one.ids),
                "changed_by": one.by or None,
                "changed_at": one.at or None,
                "reason": one.reason or None,
            }
            for one in accepting.months(Store(paths.store_folder(store)))
            if is_within(one.office, area)
            and (state is None or (state == "accepted") == accepting.is_done(one))
        ]
        schema = pa.schema([(name, pa.string()) for name in names])
        table = pa.Table.from_pylist(rows, schema=schema)
        sys.stdout.buffer.write(encode(table, format))
        sys.stdout.buffer.flush()


@app.command(help=_("Accept all that an office sent for periods that end in a month."))
def accept(
    office: Office, month: MonthText, store: StoreFolder = None, by: By = None
) -> None:
    with plainly():
        at, place = Store(paths.store_folder(store)), _place(office, month)
        accepting.accept(at, {place: _ids(at, place)}, by=by or user_name())
        say(
            _(
                "What {office} sent for {month} is accepted, and locked.",
                **_words(place),
            )
        )


@app.command(help=_("Reopen what was accepted; the reason stays on record."))
def reopen(
    office: Office,
    month: MonthText,
    reason: Annotated[str, typer.Option(help=_("Why."))],
    store: StoreFolder = None,
    by: By = None,
) -> None:
    with plainly():
        at, place = Store(paths.store_folder(store)), _place(office, month)
        seen = {place: _ids(at, place)}
        accepting.reopen(at, seen, reason=reason, by=by or user_name())
        say(_("What {office} sent for {month} is open again.", **_words(place)))


def _ids(store: Store, place: OfficeMonth) -> tuple[str, ...]:
    """What counts of an office's month now: whoever types a command saw the list."""
    found = [one for one in accepting.months(store) if one.place == place]
    return found[0].ids if found else ()


def _place(office: str, month: str) -> OfficeMonth:
    try:
        return ancestor(_code(office), "regency"), periods.parse_month(month)
    except ValueError as error:
        raise Misuse(_("{text} is not a month: YYYY-MM.", text=month)) from error


def _code(text: str) -> str:
    code = regions.load().code_for(text)
    if code is None:
        raise Misuse(_("“{value}” is not the code of an office.", value=text[:13]))
    return code


def _words(place: OfficeMonth) -> dict[str, str]:
    month = formats.month(periods.format_month(place[1]))
    return {"office": office_told(place[0]), "month": month}
