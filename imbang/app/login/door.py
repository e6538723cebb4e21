"""The door: every request and every connection passes it, and nothing is beside it.

What is open to anybody is the list `_OPEN`, matched as the routes behind it are; all else
needs a login that holds and a role. Whoever reads pages gets one that says where to log
in, everything else 401.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from anyio import to_thread
from starlette._utils import get_route_path
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from imbang import log
from imbang.app.login import claims as logins
from imbang.app.login import demo, downloads, kept, pages, sitting
from imbang.app.login.claims import COOKIE, Claims
from imbang.app.login.configuration import Login
from imbang.app.login.pages import CALLBACK, LOGIN, LOGOUT
from imbang.app.login.sitting import Sitting
from imbang.refusals import Misuse, Refusal

_HEALTH = "/healthz"
_OPEN = frozenset((LOGIN, CALLBACK, LOGOUT, _HEALTH))
_TO = "imbang_to_"
_TO_SECONDS = 900
_LONGEST_ADDRESS = 2000
_FOR_NOBODY = {"Cache-Control": "no-store"}
_WRONG = (Refusal, Misuse, OSError, sqlite3.Error)


class Door:
    """Lets in who is logged in and has a role, and does what logging in and out takes."""

    def __init__(
        self, app: ASGIApp, login: Login, is_watcher: Callable[[Scope], bool]
    ) -> None:
        self._app = app
        self._login = login
        self._is_watcher = is_watcher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "http":
            send = self._careful(send)
            if await self._is_open(scope, receive, send):
                return
        claims = logins.of_cookies(HTTPConnection(scope).cookies, self._login)
        try:
            found = await to_thread.run_sync(sitting.found, claims, self._login)
        except _WRONG as error:
            log.failure("door", error)
            await self._refuse(scope, receive, send, None)
            return
        if not found.is_in or not downloads.may_have(scope, found.person, self._login):
            await self._refuse(scope, receive, send, found)
            return
        if claims:
            sitting.serves(claims)
        await self._app(scope, receive, send)

    async def _is_open(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer what anybody may ask; False for all else."""
        path = get_route_path(scope)
        if path == LOGIN:
            await self._log_in(scope, receive, send)
        elif path == CALLBACK:
            await self._come_back(scope, receive, send)
        elif path == LOGOUT:
            await self._log_out(scope, receive, send)
        elif path == _HEALTH or self._is_watcher(scope):
            await self._app(scope, receive, send)
        else:
            return False
        return True

    async def _refuse(
        self, scope: Scope, receive: Receive, send: Send, found: Sitting | None
    ) -> None:
        if scope["type"] == "websocket":
            # before it is accepted: the server answers 403, and nothing is connected
            await send({"type": "websocket.close", "code": 1008})
            return
        address = _address(scope)
        answer: Response
        if not _is_read(scope):
            status = 503 if found is None else 404 if found.is_in else 401
            answer = PlainTextResponse("Not for you.\n", status, _FOR_NOBODY)
        elif found is None:
            answer = pages.closed(address)
        elif found.is_in:
            answer = PlainTextResponse("Not for you.\n", 404, _FOR_NOBODY)
        elif found.why in ("", "nameless"):
            answer = pages.no_role(self._login, found, address)
        else:
            answer = await to_thread.run_sync(pages.log_in, self._login, found, address)
        await answer(scope, receive, send)

    async def _log_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send somebody to the provider; remember which page they wanted."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        to = _own(asked.get("to", [""])[-1])
        if self._login.is_demo:
            await self._pretend(asked.get("as", [""])[-1], to, scope, receive, send)
            return
        token = encode_provider_token("default")
        query = urlencode({"provider": token}).encode()
        answer = await self._answered({**scope, "query_string": query}, receive)
        if answer.status_code >= 400:
            answer = pages.unreachable(self._login, to)
        state = parse_qs(urlsplit(answer.headers.get("location", "")).query).get(
            "state"
        )
        if state and re.fullmatch(r"\w+", state[0]):
            answer.set_cookie(
                _TO + state[0],
                quote(to, safe=""),
                max_age=_TO_SECONDS,
                path=CALLBACK,
                httponly=True,
                samesite="lax",
            )
        await answer(scope, receive, send)

    async def _come_back(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take over what the provider says of somebody, and open what they wanted."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        kept_as = _TO + asked.get("state", [""])[-1]
        cookies = HTTPConnection(scope).cookies
        to = _own(unquote(cookies.get(kept_as, "")))
        answer = await self._answered(scope, receive)
        # without either it is the way back from logging out at the provider
        if "code" in asked or "error" in asked:
            given = await self._found(_given_cookies(answer))
            # the same way taken again, by the browser's button, gives nothing new
            found = given if given.why != "absent" else await self._found(cookies)
            log.event("login", outcome=given.why or "in")
            if found.why:
                answer = pages.failed(self._login, found, to)
            else:
                answer.headers["location"] = to
        if kept_as in cookies:
            answer.delete_cookie(kept_as, path=CALLBACK)
        await answer(scope, receive, send)

    async def _log_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        """End the login for good, and have Streamlit forget it and tell the provider."""
        if _is_from_elsewhere(scope):
            await RedirectResponse("/", 303)(scope, receive, send)
            return
        claims = logins.of_cookies(HTTPConnection(scope).cookies, self._login)
        if claims and logins.fault(claims, self._login) is None:
            await to_thread.run_sync(_end, claims, self._login)
        answer = await self._answered(scope, receive)
        await answer(scope, receive, send)

    async def _pretend(
        self, key: str, to: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Log in as a made-up person."""
        people = await to_thread.run_sync(demo.people)
        chosen = next((one for one in people if one.key == key), None)
        answer = RedirectResponse(to, 303)
        if chosen is not None and not _is_from_elsewhere(scope):
            origin = f"http://{Headers(scope=scope).get('host', '')}"
            said = json.dumps(demo.claims_of(chosen, origin))
            signed = create_signed_value(self._login.cookie_secret, COOKIE, said)
            answer.set_cookie(COOKIE, signed.decode(), httponly=True, samesite="lax")
        await answer(scope, receive, send)

    async def _found(self, cookies: Mapping[str, str]) -> Sitting:
        claims = logins.of_cookies(cookies, self._login)
        try:
            return await to_thread.run_sync(sitting.found, claims, self._login)
        except _WRONG as error:
            log.failure("door", error)
            return Sitting(why="absent")

    async def _answered(self, scope: Scope, receive: Receive) -> Response:
        """What stands behind the door answers, whole."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        body = b"".join(message.get("body", b"") for message in messages[1:])
        answer = Response(body, messages[0]["status"])
        answer.raw_headers = [(bytes(k), bytes(v)) for k, v in messages[0]["headers"]]
        return answer

    def _careful(self, send: Send) -> Send:
        """Cookies by HTTPS alone where people come by it; nothing kept but what says so."""

        async def send_carefully(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._headers(message["headers"])}
            await send(message)

        return send_carefully

    def _headers(
        self, given: Iterable[tuple[bytes, bytes]]
    ) -> list[tuple[bytes, bytes]]:
        headers = []
        for name, value in given:
            is_open = name.lower() == b"set-cookie" and b"secure" not in value.lower()
            secure = is_open and self._login.is_secure
            headers.append((name, value + b"; Secure" if secure else value))
        if not any(name.lower() == b"cache-control" for name, _value in headers):
            headers.append((b"cache-control", b"no-store"))
        return headers


def _end(claims: Claims, login: Login) -> None:
    try:
        kept.end(claims, login)
    except _WRONG as error:  # this process knows it; the others do not
        log.failure("logout", error)


def _given_cookies(answer: Response) -> dict[str, str]:
    """The cookies that an answer sets."""
    jar = SimpleCookie()
    for name, value in answer.raw_headers:
        if name.lower() == b"set-cookie":
            with contextlib.suppress(CookieError):
                jar.load(value.decode("latin-1"))
    return {name: morsel.value for name, morsel in jar.items()}


def _is_from_elsewhere(scope: Scope) -> bool:
    """Whether a page of another server leads here; browsers say so."""
    site = Headers(scope=scope).get("sec-fetch-site", "none")
    return site not in ("same-origin", "none")


def _is_read(scope: Scope) -> bool:
    """Whether somebody reads the answer as a page."""
    headers = Headers(scope=scope)
    return (
        scope["method"] in ("GET", "HEAD")
        and "text/html" in headers.get("accept", "")
        and headers.get("sec-fetch-dest", "document") == "document"
    )


def _address(scope: Scope) -> str:
    """What was asked for, as a link."""
    query = scope["query_string"].decode("latin-1")
    return _own(quote(scope["path"]) + (f"?{query}" if query else ""))


def _own(address: str) -> str:
    """An address of this server as it is; the first page's for any other."""
    is_own = re.match(r"/(?![/\\])", address) and address.isascii()
    is_plain = address.isprintable() and len(address) <= _LONGEST_ADDRESS
    if not is_own or not is_plain or urlsplit(address).path in _OPEN:
        return "/"
    return address
