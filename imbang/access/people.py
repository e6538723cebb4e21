"""A person who uses Imbang, and the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass

from imbang.access.rights import REGIONAL, ROLES, Right, Role
from imbang.reference.levels import NATION, is_within


@dataclass(frozen=True)
class Grant:
    """A role in a region and all that lies in it."""

    role: Role
    region: str = NATION


@dataclass(frozen=True)
class Person:
    """Somebody who may do what their grants say; ``name`` is what logs and lists show.

    ``subject`` tells people apart (issuer and subject of the login). The operator is who
    sits at the computer itself, or anybody where nobody has to log in: they may do all.
    """

    subject: str
    name: str
    grants: tuple[Grant, ...] = ()
    is_operator: bool = False

    def may(self, right: Right, region: str | None = None) -> bool:
        """Whether they hold a right; one of `REGIONAL` in ``region``, or, where none is
        given, in any region."""
        if self.is_operator:
            return True
        return any(
            right in ROLES[grant.role]
            and (
                right not in REGIONAL
                or region is None
                or is_within(region, grant.region)
            )
            for grant in self.grants
        )

    def regions(self, right: Right) -> tuple[str, ...]:
        """The regions in which they hold a right, each with all that lies in it."""
        if self.is_operator:
            return (NATION,)
        held = {grant.region for grant in self.grants if right in ROLES[grant.role]}
        if right not in REGIONAL and held:
            return (NATION,)
        return tuple(sorted(held))


OPERATOR = Person("", "", is_operator=True)
NOBODY = Person("", "")
READER = Person("", "", (Grant(Role.VIEWER),))
"""Whoever sees figures alone: what is worked out once for all readers is made as them."""
