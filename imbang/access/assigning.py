"""From what a login says of somebody, and the roles they were given, to a person.

Roles are given on *Pengaturan* by e-mail or by subject, or follow from a claim of the
login (a group), as the login's file says in its section ``roles``::

    [roles]
    claim = "groups"            # with dots into what holds it: "realm_access.roles"
    email_is_verified = true    # only where the provider itself vouches for e-mails

    [[roles.give]]
    to = "dinsos-banjarmasin"
    role = "officer"
    region = "63.71"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imbang import nik
from imbang.access.people import Grant, Person
from imbang.access.rights import REGIONAL, ROLES, Role
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.refusals import Misuse, Refusal
from imbang.texts import _

LONGEST_NAME = 80
_NAMES = ("name", "preferred_username", "email")

Kept = Mapping[str, tuple[Grant, ...]]
"""The roles that were given, by e-mail or subject as `key` writes them."""


@dataclass(frozen=True)
class ClaimRoles:
    """Which values of which claim bring which roles.

    A provider that does not say whether it verified an e-mail is believed only with
    ``email_is_verified``: otherwise anybody could enter another one's.
    """

    claim: str = ""
    grants: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)
    email_is_verified: bool = False


def person_of(
    claims: Mapping[str, Any], kept: Kept, by_claim: ClaimRoles | None = None
) -> Person:
    """The person of whom a login says ``claims`` (those of an ID token).

    Their roles are those ``kept`` for their subject and for their e-mail, where that is
    verified, and those of their claims; without any they may do nothing. A NIK in their
    name is masked. Refusal where who they are is not said, or is said by a NIK.
    """
    rules = by_claim or ClaimRoles()
    who = subject(claims)
    grants = [*kept.get(key(who), ())]
    if email := _verified_email(claims, rules):
        grants += kept.get(key(email), ())
    for value in _values(claims, rules.claim):
        grants += rules.grants.get(value, ())
    return Person(who, _name(claims), tuple(dict.fromkeys(grants)))


def subject(claims: Mapping[str, Any]) -> str:
    """Issuer and subject of a login, which tell people apart; Refusal as `person_of`."""
    issuer, own = _text(claims.get("iss")), _text(claims.get("sub"))
    if not issuer or not own:
        raise Refusal(_("The login does not say who you are: no issuer, no subject."))
    who = f"{issuer} {own}"
    if nik.resembles(own) or nik.holds(who):
        raise Refusal(
            _(
                "The login names you by your NIK. A NIK is never kept: have the login"
                " give another subject (sub)."
            )
        )
    return who


def key(who: str) -> str:
    """An e-mail or a subject as roles are kept by it: e-mails in lower case."""
    who = " ".join(who.split())
    return who.lower() if is_email(who) else who


def is_email(who: str) -> bool:
    """Whether it is an e-mail and not a subject, which begins with its issuer."""
    return "@" in who and " " not in who


def grant(role: str, region: str = "") -> Grant:
    """A role in a region, as people write both; of roles whose rights hold everywhere
    the region is the nation. Misuse for what has no meaning, or a region not given."""
    if role not in set(Role):
        raise Misuse(
            _(
                "{role} is no role: {roles}.",
                role=role,
                roles=", ".join(Role),
            )
        )
    found = Role(role)
    if not is_regional(found):
        return Grant(found)
    if not region.strip():
        raise Misuse(
            _(
                "The role {role} needs a region: 63.71, or {nation} for all.",
                role=found,
                nation=NATION,
            )
        )
    code = regions.load().code_for(region)
    if code is None:
        raise Misuse(_("There is no region {region}.", region=region.strip()))
    return Grant(found, code)


def is_regional(role: Role) -> bool:
    """Whether a role brings rights that hold in its region alone."""
    return bool(ROLES[role] & REGIONAL)


def read_roles(section: Mapping[str, Any]) -> ClaimRoles:
    """The section ``roles`` of a login's file; Misuse for what has no meaning."""
    known = {"claim", "email_is_verified", "give"}
    given = section.get("give", [])
    if set(section) - known or not isinstance(given, list):
        raise Misuse(
            _("In [roles] can stand: {names}.", names=", ".join(sorted(known)))
        )
    grants: dict[str, tuple[Grant, ...]] = {}
    for row in given:
        if not isinstance(row, Mapping) or not {"to", "role"} <= set(row) <= {
            "to",
            "role",
            "region",
        }:
            raise Misuse(_("In [[roles.give]] stand: to, role, and region."))
        to = str(row["to"])
        one = grant(str(row["role"]), str(row.get("region", "")))
        grants[to] = (*grants.get(to, ()), one)
    claim = str(section.get("claim", ""))
    if grants and not claim:
        raise Misuse(_("[[roles.give]] needs the claim that it is about: claim."))
    return ClaimRoles(claim, grants, section.get("email_is_verified") is True)


def _verified_email(claims: Mapping[str, Any], rules: ClaimRoles) -> str:
    """The e-mail, where the provider or the login's file vouches for it."""
    said = claims.get("email_verified")
    is_verified = rules.email_is_verified if said is None else said in (True, "true")
    return _text(claims.get("email")) if is_verified else ""


def _values(claims: Mapping[str, Any], claim: str) -> list[str]:
    """The values of a claim, which may lie in others; none where it is not there.

    The whole name is looked for first: Auth0's are addresses, with dots.
    """
    if not claim:
        return []
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    return [value for value in values if isinstance(value, str)]


def _name(claims: Mapping[str, Any]) -> str:
    """What logs and lists call them: one line of text, a NIK in it masked."""
    name = next(filter(None, (_text(claims.get(one)) for one in _NAMES)), "")
    return nik.masked(name)[:LONGEST_NAME] or "-"


def _text(value: Any) -> str:
    """A claim as one line of what can be seen."""
    if not isinstance(value, str):
        return ""
    return "".join(sign for sign in " ".join(value.split()) if sign.isprintable())
