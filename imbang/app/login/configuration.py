"""What a server was told about logging in: the login's file (docs/login.md), in words
where it is wrong."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from imbang.access.assigning import ClaimRoles, read_roles
from imbang.refusals import Misuse, Refusal
from imbang.texts import _

LONGEST_HOURS = 168
_SHORTEST_SECRET = 32
_REQUIRED = ("issuer", "client_id", "address")
_SECRETS = ("client_secret", "cookie_secret")
_OPTIONAL = ("name", "scope", "contact", "hosts", "hours", "roles")


@dataclass(frozen=True)
class Login:
    """How people log in: the provider, this server as it knows it, roles by claims.

    ``address`` is where people open Imbang (scheme and host), ``hosts`` are the names by
    which it may be asked. A login ends ``hours`` after the provider gave it, or, where
    none are said, when the provider says. ``is_demo``: made-up people, no provider.
    """

    issuer: str
    client_id: str
    address: str
    client_secret: str = field(repr=False, default="")
    cookie_secret: str = field(repr=False, default="")
    name: str = ""
    scope: str = "openid email profile"
    contact: str = ""
    hosts: tuple[str, ...] = ()
    hours: float | None = None
    roles: ClaimRoles = field(default_factory=ClaimRoles)
    is_demo: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by HTTPS, so that cookies may be for that alone."""
        return self.address.startswith("https://")

    def secrets(self) -> dict[str, Any]:
        """What Streamlit's login takes (its section ``auth``)."""
        if self.is_demo:
            return {}
        metadata = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        return {
            "auth": {
                "redirect_uri": f"{self.address}/oauth2callback",
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": metadata,
                "client_kwargs": {"scope": self.scope, "prompt": "select_account"},
            }
        }


_used: list[Login] = []


def use(login: Login) -> None:
    """Have this process let in by ``login`` alone."""
    _used[:] = [login]


def used() -> Login | None:
    """How people log in to this process; None where nobody has to."""
    return _used[0] if _used else None


def read(path: Path) -> Login:
    """The login that a file describes; Refusal in words where it cannot be used."""
    told = _told(path)
    _require_known(path, told)
    address = _address(path, told)
    host = urlsplit(address).hostname or ""
    return Login(
        issuer=_issuer(path, told),
        client_id=_text(path, told, "client_id"),
        address=address,
        client_secret=_secret(path, told, "client_secret", 1),
        cookie_secret=_secret(path, told, "cookie_secret", _SHORTEST_SECRET),
        name=_text(path, told, "name", ""),
        scope=_scope(path, told),
        contact=_text(path, told, "contact", ""),
        hosts=tuple(dict.fromkeys((host, *_hosts(path, told)))),
        hours=_hours(path, told),
        roles=_roles(path, told),
    )


def _told(path: Path) -> dict[str, Any]:
    _require_private(path)
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal(
            _(
                "{file} cannot be read as TOML (key = “value”, a line each): {reason}",
                file=path,
                # where it is and what is wrong, never the line with its secrets
                reason=str(error) if isinstance(error, tomllib.TOMLDecodeError) else "",
            )
        ) from error


def _require_private(path: Path) -> None:
    """Refusal for a file that is not there, or that others may read."""
    try:
        found = path.stat()
    except OSError as error:
        raise Refusal(_("There is no file {file} to read.", file=path)) from error
    if not stat.S_ISREG(found.st_mode) or not os.access(path, os.R_OK):
        raise Refusal(_("There is no file {file} to read.", file=path))
    if os.name == "posix" and found.st_mode & 0o077:
        raise Refusal(
            _(
                "{file} holds a secret, and others than its owner may use it (mode"
                " {found}; expected 600): chmod 600 {file}",
                file=path,
                found=f"{stat.S_IMODE(found.st_mode):o}",
            )
        )


def _require_known(path: Path, told: Mapping[str, Any]) -> None:
    files = [f"{name}_file" for name in _SECRETS]
    known = (*_REQUIRED, *_SECRETS, *files, *_OPTIONAL)
    for key in told:
        if key not in known:
            names = ", ".join(known)
            _refuse(path, key, _("one of these keys: {keys}", keys=names), key)


def _refuse(path: Path, key: str, expected: str, found: object) -> NoReturn:
    """``found`` never is a secret."""
    raise Refusal(
        _(
            "{file}, key {key}: expected {expected}, found {found}.",
            file=path,
            key=key,
            expected=expected,
            found=found,
        )
    )


def _text(
    path: Path, told: Mapping[str, Any], key: str, default: str | None = None
) -> str:
    """A line of text; where there is no ``default`` it must be there."""
    value = told.get(key, default)
    if value is None:
        _refuse(path, key, _("a text"), _("nothing"))
    if not isinstance(value, str) or not value.isprintable():
        _refuse(path, key, _("a text of one line"), value)
    if default is None and not value.strip():
        _refuse(path, key, _("a text"), _("nothing"))
    return value.strip()


def _issuer(path: Path, told: Mapping[str, Any]) -> str:
    text = _text(path, told, "issuer")
    if not _is_safe_address(text):
        _refuse(
            path,
            "issuer",
            _("the provider's address, https://…, as it names itself"),
            text,
        )
    return text


def _address(path: Path, told: Mapping[str, Any]) -> str:
    """Scheme and host alone, as browsers name an origin."""
    text = _text(path, told, "address").rstrip("/")
    parts = urlsplit(text)
    if not _is_safe_address(text) or f"{parts.scheme}://{parts.netloc}" != text:
        _refuse(
            path,
            "address",
            _("where people open Imbang: https:// and a name, without a path"),
            text,
        )
    return text.lower()


def _is_safe_address(text: str) -> bool:
    """Whether it is HTTPS, or HTTP on this computer."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.query or parts.fragment or not host:
        return False
    is_here = host in ("localhost", "::1") or host.startswith("127.")
    return parts.scheme == "https" or (parts.scheme == "http" and is_here)


def _secret(path: Path, told: Mapping[str, Any], key: str, shortest: int) -> str:
    """A secret that stands here, or in a file named here; it is never told."""
    by_file = f"{key}_file"
    if (key in told) == (by_file in told):
        _refuse(
            path,
            key,
            _("a text, or {key} with the name of a file", key=by_file),
            _("both") if key in told else _("nothing"),
        )
    if by_file in told:
        source = path.parent / _text(path, told, by_file)
        _require_private(source)
        secret = source.read_text("utf-8", errors="replace").strip()
    else:
        value = told[key]
        secret = value.strip() if isinstance(value, str) else ""
    if len(secret) < shortest:
        _refuse(
            path,
            by_file if by_file in told else key,
            _("at least {n} characters (openssl rand -hex 32)", n=shortest),
            len(secret),
        )
    return secret


def _scope(path: Path, told: Mapping[str, Any]) -> str:
    text = _text(path, told, "scope", "openid email profile")
    if "openid" not in text.split():
        _refuse(path, "scope", _("words with blanks between, openid among them"), text)
    return text


def _hosts(path: Path, told: Mapping[str, Any]) -> list[str]:
    value = told.get("hosts", [])
    names = value if isinstance(value, list) else [value]
    for name in names:
        # a name that stands for all would be no check
        if not isinstance(name, str) or not name.strip(" .*") or "/" in name:
            _refuse(path, "hosts", _("names of this server, in a list"), name)
    return [name.strip().lower() for name in names]


def _hours(path: Path, told: Mapping[str, Any]) -> float | None:
    value = told.get("hours")
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 < value <= LONGEST_HOURS:
        _refuse(
            path, "hours", _("a number above 0, at most {n}", n=LONGEST_HOURS), value
        )
    return float(value)


def _roles(path: Path, told: Mapping[str, Any]) -> ClaimRoles:
    section = told.get("roles", {})
    if not isinstance(section, Mapping):
        _refuse(path, "roles", _("a section, [roles]"), section)
    try:
        return read_roles(section)
    except Misuse as misuse:
        raise Refusal(f"{path}: {misuse}") from misuse
