"""Commands for roles: who holds which, giving one, taking one away. The operator's."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from imbang import paths
from imbang.access.rights import Role
from imbang.cli.terminal import StoreFolder, plainly, say
from imbang.store.deliveries import user_name
from imbang.store.workspace import Workspace
from imbang.texts import _

app = typer.Typer(
    help=_("Who may do what where people log in: list, give and take roles."),
    no_args_is_help=True,
)

By = Annotated[str | None, typer.Option(help=_("Who says so."))]
Who = Annotated[
    str,
    typer.Argument(help=_("An e-mail, or issuer and subject of a login with a blank.")),
]
RoleName = Annotated[str, typer.Argument(help=", ".join(Role))]
Region = Annotated[
    str,
    typer.Option(help=_("Where an officer or a head has it: 63.71, or ID for all.")),
]


@app.command(name="list", help=_("Those who were given roles, and which."))
def list_(
    store: StoreFolder = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option()] = "table",
) -> None:
    import pyarrow as pa

    from imbang.questions.encoding import encode
    from imbang.settings import people

    with plainly():
        rows = [
            {
                "who": who,
                "role": grant.role.value,
                "region_code": grant.region,
                "changed_by": entry.changed_by,
                "changed_at": entry.changed_at,
            }
            for who, entry in people.entries(_workspace(store)).items()
            for grant in people.of_value(entry.value)
        ]
        names = ("who", "role", "region_code", "changed_by", "changed_at")
        schema = pa.schema([(name, pa.string()) for name in names])
        sys.stdout.buffer.write(encode(pa.Table.from_pylist(rows, schema), format))
        sys.stdout.buffer.flush()


@app.command(help=_("Give somebody a role."))
def give(
    who: Who,
    role: RoleName,
    region: Region = "",
    store: StoreFolder = None,
    by: By = None,
) -> None:
    from imbang.settings import people

    with plainly():
        name = people.give(_workspace(store), who, role, region, by=by or user_name())
        say(_("{who} is given the role {role}.", who=name, role=role))


@app.command(help=_("Take a role from somebody."))
def take(
    who: Who,
    role: RoleName,
    region: Region = "",
    store: StoreFolder = None,
    by: By = None,
) -> None:
    from imbang.settings import people

    with plainly():
        people.take(_workspace(store), who, role, region, by=by or user_name())
        say(_("The role {role} is taken from {who}.", who=who, role=role))


def _workspace(store: StoreFolder) -> Workspace:
    return Workspace(paths.store_folder(store))
