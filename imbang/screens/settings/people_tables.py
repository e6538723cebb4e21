"""Tables of people and roles: who holds which, what each may do, who changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imbang import formats
from imbang.access import assigning, words
from imbang.access.people import Grant
from imbang.access.rights import ROLES, Right, Role
from imbang.drawing import columns
from imbang.drawing.tables import Table, draw
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.settings import people
from imbang.settings.words import office_name
from imbang.store.workspace import Change, Entry
from imbang.texts import _


def kept(held: Mapping[str, Entry], chosen: str | None) -> Table:
    """Who was given roles, and which; pressing one chooses them."""
    rows = [
        {
            "who": who,
            "roles": _told(people.of_value(entry.value)),
            "by": _(
                "{name}, {when}",
                name=entry.changed_by,
                when=formats.moment(entry.changed_at),
            ),
        }
        for who, entry in held.items()
    ]
    return draw(
        rows,
        (
            columns.name("who", _("Who"), under="by"),
            columns.text("roles", _("Roles")),
        ),
        caption=_("People and roles"),
        chosen=chosen,
        lead=lambda row: (row["who"], _("Take roles away, or give others")),
    )


def roles() -> Table:
    """Each role, and what it may do beside seeing figures."""
    rows = [
        {
            "role": words.role_name(role),
            "rights": "; ".join(
                words.what(right) for right in Right if right in ROLES[role]
            ),
        }
        for role in Role
    ]
    return draw(
        rows,
        (columns.text("role", _("Role")), columns.text("rights", _("May"))),
        caption=_("What each role may do"),
    )


def log(changes: Sequence[Change]) -> Table:
    """Who gave or took what of whom."""
    rows = [
        {
            "when": formats.moment(one.changed_at).replace(" ", "\N{NO-BREAK SPACE}"),
            "by": one.changed_by,
            "who": one.key,
            "before": _told(people.of_value(one.before)),
            "after": _told(people.of_value(one.after)),
        }
        for one in changes
    ]
    return draw(
        rows,
        (
            columns.text("when", _("When")),
            columns.text("by", _("By")),
            columns.text("who", _("Who")),
            columns.text("before", _("Before")),
            columns.text("after", _("After")),
        ),
        caption=_("Changes of roles"),
    )


def grant_told(grant: Grant) -> str:
    """A role with its region: "data officer, Kota Banjarmasin (63.71)"."""
    name = words.role_name(grant.role)
    if not assigning.is_regional(grant.role):
        return name
    return _(
        "{role}, {region} ({code})",
        role=name,
        region=_region_name(grant.region),
        code=grant.region,
    )


def _region_name(code: str) -> str:
    if code == NATION:
        return regions.NATION_NAME
    return office_name(code) if code in regions.load().names else code


def _told(grants: people.Grants) -> str:
    return "; ".join(map(grant_told, grants)) or formats.MISSING
