"""Who was given which role, kept in the workspace with a log of who gave and took it.

Somebody is named by the e-mail or the subject of their login. Whoever may give roles can
neither be the last one to lose that right by it, nor take it from the last one: only who
sits at the computer itself could give it again (`imbang people give`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from imbang.access import acting, assigning
from imbang.access.people import Grant
from imbang.access.rights import ROLES, Right, Role
from imbang.refusals import Misuse, Refusal
from imbang.settings.settings import person
from imbang.store.workspace import PEOPLE, Change, Entry, Workspace
from imbang.texts import _

Grants = tuple[Grant, ...]
LONGEST = 200


def kept(workspace: Workspace) -> dict[str, Grants]:
    """The roles given, by e-mail or subject (`imbang.access.assigning.key`)."""
    return {who: of_value(one.value) for who, one in entries(workspace).items()}


def entries(workspace: Workspace) -> dict[str, Entry]:
    """The same as it is kept, with who changed each last when."""
    return workspace.entries(PEOPLE)


def give(
    workspace: Workspace, who: str, role: str, region: str = "", *, by: str
) -> str:
    """Give somebody a role; gives who, as it is kept.

    Misuse for an e-mail or subject, role or region without meaning.
    """
    one = assigning.grant(role, region)
    name = _who(who)
    _change(
        workspace,
        name,
        lambda held: (*(grant for grant in held if grant != one), one),
        by=by,
    )
    return name


def take(
    workspace: Workspace, who: str, role: str, region: str = "", *, by: str
) -> None:
    """Take a role from somebody. Misuse where they do not hold it; Refusal where nobody
    would be left who may give roles."""
    one, name = assigning.grant(role, region), _who(who)

    def without(held: Grants) -> Grants:
        if one not in held:
            raise Misuse(
                _(
                    "{who} does not hold the role {role} in {region}.",
                    who=name,
                    role=one.role,
                    region=one.region,
                )
            )
        return tuple(grant for grant in held if grant != one)

    _change(workspace, name, without, by=by)


def undo(workspace: Workspace, change: Change, *, by: str) -> None:
    """Give back what somebody held before ``change``; Refusal as `take`."""
    _change(workspace, change.key, lambda _held: of_value(change.before), by=by)


def history(workspace: Workspace, *, most: int = 500) -> list[Change]:
    """Who gave whom which roles when, the latest first."""
    return workspace.changes(PEOPLE, most=most)


def of_value(value: Any) -> Grants:
    """The roles of a value of the log; those that this version does not know are none."""
    return tuple(
        Grant(Role(role), region) for role, region in value or () if role in set(Role)
    )


def _change(
    workspace: Workspace, who: str, change: Callable[[Grants], Grants], *, by: str
) -> None:
    def changed(values: Mapping[str, Any]) -> dict[str, Any]:
        after = change(of_value(values.get(who)))
        left = {name: of_value(value) for name, value in values.items()} | {who: after}
        if _gives(values) and not any(map(_may_give, left.values())):
            _refuse_last()
        return {who: [[one.role, one.region] for one in after] or None}

    workspace.revise(PEOPLE, changed, by=person(by))


def _gives(values: Mapping[str, Any]) -> bool:
    return any(_may_give(of_value(value)) for value in values.values())


def _may_give(grants: Grants) -> bool:
    return any(Right.PEOPLE in ROLES[one.role] for one in grants)


def _refuse_last() -> None:
    """Only the operator may leave nobody who gives roles: they can give them anew."""
    if not acting.person().is_operator:
        raise Refusal(
            _(
                "Nobody would be left who may give roles. Give another person the role"
                " {role} first.",
                role=Role.ADMINISTRATOR,
            )
        )


def _who(text: str) -> str:
    """An e-mail or a subject as it is kept; Misuse for any other text."""
    who = assigning.key(text)
    issuer, _blank, subject = who.partition(" ")
    if len(who) > LONGEST or not (
        assigning.is_email(who) or ("://" in issuer and subject)
    ):
        raise Misuse(
            _(
                "“{text}” names nobody: give an e-mail (ani@dinsos.go.id), or issuer and"
                " subject of a login with a blank between.",
                text=who[:60],
            )
        )
    return who
