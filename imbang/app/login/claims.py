"""What a browser's cookie says of who is logged in, and whether that still holds.

Streamlit signs what the provider said (the claims of the ID token) into a cookie, which
outlives the login and logging out: both are looked at here, each time.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any, Literal

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from imbang.app.login.configuration import Login

COOKIE = USER_COOKIE_NAME

Claims = Mapping[str, Any]
Fault = Literal["issuer", "audience", "expired"]


def of_cookies(cookies: Mapping[str, str], login: Login) -> Claims | None:
    """The claims that this server signed; None where there are none, or not by it."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        if value is None:
            return None
        return decode_signed_value(login.cookie_secret, name, value.encode())

    found = get_cookie_with_chunks(signed, COOKIE)
    try:
        claims = json.loads(found) if found else None
    except ValueError:
        return None
    return claims if isinstance(claims, dict) else None


def fault(claims: Claims, login: Login) -> Fault | None:
    """Why a login does not hold: given by another provider, to another program, or over."""
    if claims.get("iss") != login.issuer:
        return "issuer"
    meant = claims.get("aud")
    if login.client_id not in (meant if isinstance(meant, list) else [meant]):
        return "audience"
    return None if time.time() < ends_at(claims, login) else "expired"


def ends_at(claims: Claims, login: Login) -> float:
    """When a login is over, in seconds since 1970; 0 where it does not say."""
    if login.hours is not None:
        begun = _time(claims.get("iat"))
        return begun + login.hours * 3600 if begun else 0.0
    return _time(claims.get("exp"))


def _time(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else 0.0


def key(claims: Claims) -> str:
    """What tells a login from every other, also of the same person.

    In letters: no text of digits could be taken for a NIK.
    """
    told = [claims.get(name) for name in ("iss", "sub", "sid", "nonce", "jti", "iat")]
    digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    return digest.translate(str.maketrans("0123456789", "ghijklmnop"))
