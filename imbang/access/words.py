"""Roles and rights in words: what somebody may not do, and who may."""

from __future__ import annotations

from imbang.access.rights import ROLES, Right, Role
from imbang.reference import regions
from imbang.texts import _


def role_name(role: Role) -> str:
    """What a role is called."""
    return {
        Role.VIEWER: _("viewer"),
        Role.PLANNER: _("planner"),
        Role.OFFICER: _("data officer"),
        Role.HEAD: _("head of the office"),
        Role.ADMINISTRATOR: _("administrator"),
    }[role]


def roles_with(right: Right) -> str:
    """The roles that hold a right: "data officer or administrator"."""
    names = [role_name(role) for role in Role if right in ROLES[role]]
    if len(names) < 2:
        return "".join(names)
    return _("{some} or {last}", some=", ".join(names[:-1]), last=names[-1])


def what(right: Right) -> str:
    """What one does with a right, for "may …" and "do not allow you to …"."""
    return {
        Right.FIGURES: _("see figures"),
        Right.FINDINGS: _("see findings"),
        Right.NAMES: _("see names of people"),
        Right.IMPORT: _("import files"),
        Right.APPROVE: _("accept or reopen what offices sent"),
        Right.PLAN: _("keep scenarios, views and norms"),
        Right.DECIDE: _("keep decisions and release figures to the public"),
        Right.PUBLISH: _("publish"),
        Right.SETTINGS: _("change settings"),
        Right.PEOPLE: _("give roles to people"),
        Right.GO_BACK: _("go back to an earlier snapshot or take the sample out"),
    }[right]


def place(region: str) -> str:
    """A region by name and code, as refusals name it."""
    names = regions.load().names
    return f"{names[region]} ({region})" if region in names else region


def who_can(right: Right) -> str:
    """One sentence where somebody may not: who may."""
    return _(
        "To {what} takes the role {roles}.", what=what(right), roles=roles_with(right)
    )
