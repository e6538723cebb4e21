"""Made-up people of every role, to try the roles out on one's own computer."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from imbang import paths
from imbang.access import acting
from imbang.access.people import OPERATOR, Grant, Person
from imbang.access.rights import Role
from imbang.app.login.claims import Claims
from imbang.app.login.configuration import Login
from imbang.questions import asking
from imbang.reference.levels import NATION
from imbang.refusals import Refusal

ISSUER = "https://demo.invalid"
HOURS = 12


@dataclass(frozen=True)
class MadeUp:
    """Somebody who is nobody: how they are called, what they are, where."""

    key: str
    name: str
    grant: Grant
    place: str = ""


def login(address: str) -> Login:
    """The login of a server at ``address``, for as long as it runs."""
    return Login(
        issuer=ISSUER,
        client_id="imbang",
        address=address,
        cookie_secret=secrets.token_hex(32),
        hours=HOURS,
        is_demo=True,
    )


def people() -> tuple[MadeUp, ...]:
    """Who can be chosen: one of each role, two officers of regions of this store."""
    regions = _regions()
    officers = [
        MadeUp(f"officer{n}", name, Grant(Role.OFFICER, code), place)
        for n, (name, (code, place)) in enumerate(
            zip(("Citra Contoh", "Dedi Contoh"), regions[1:], strict=False)
        )
    ]
    home, at_home = regions[0]
    return (
        MadeUp("viewer", "Ani Contoh", Grant(Role.VIEWER)),
        MadeUp("planner", "Budi Contoh", Grant(Role.PLANNER)),
        *(officers or [MadeUp("officer0", "Citra Contoh", Grant(Role.OFFICER))]),
        MadeUp("head", "Endah Contoh", Grant(Role.HEAD, home), at_home),
        MadeUp("administrator", "Fajar Contoh", Grant(Role.ADMINISTRATOR)),
    )


def claims_of(one: MadeUp, origin: str) -> dict[str, Any]:
    """What a provider would say of them who logs in now at ``origin``."""
    now = int(time.time())
    return {
        "iss": ISSUER,
        "aud": "imbang",
        "sub": one.key,
        "name": one.name,
        "iat": now,
        "exp": now + HOURS * 3600,
        "jti": secrets.token_hex(8),
        "demo": [one.grant.role, one.grant.region],
        "origin": origin,
        "is_logged_in": True,
    }


def person_of(claims: Claims) -> Person:
    """The made-up person of whom `claims_of` spoke."""
    role, region = claims["demo"]
    grant = Grant(Role(role), region)
    return Person(f"{ISSUER} {claims['sub']}", str(claims["name"]), (grant,))


def _regions() -> list[tuple[str, str]]:
    """The region that the store is of, and the first two in it."""
    whole = [(NATION, "")]
    try:
        with acting.acting_as(OPERATOR):
            folder = paths.store_folder()
            scope = asking.ask(folder, "scope")
            if len(scope) != 1:
                return whole
            home = str(scope["region_code"].iloc[0])
            parts = asking.ask(folder, "region_children", region=home)
            path = asking.ask(folder, "region_path", region=home)
    except Refusal:  # nothing is published yet
        return whole
    names = zip(parts["region_code"], parts["region_name"], strict=True)
    return [(home, str(path["region_name"].iloc[-1])), *list(names)[:2]]
