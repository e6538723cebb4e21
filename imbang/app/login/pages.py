"""What the door says: where to log in, why somebody is not let in, and whom to ask."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from urllib.parse import parse_qs, quote, urlsplit

from starlette.responses import HTMLResponse

from imbang.access import words
from imbang.access.people import Grant
from imbang.app import bare_page
from imbang.app.login import demo
from imbang.app.login.configuration import Login
from imbang.app.login.sitting import Sitting
from imbang.texts import _, use_language

LOGIN, CALLBACK, LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"


def log_in(login: Login, sitting: Sitting, address: str) -> HTMLResponse:
    """Where to log in; what was asked for, ``address``, opens after it."""
    _speak(address)
    reason = {
        "expired": _("Your login is over. Log in again: the page opens as it was."),
        "ended": _("You have logged out."),
        "audience": _("That login was given to another program."),
        "issuer": _("That login was given by another provider."),
    }.get(
        sitting.why, _("This dashboard is open to those whom the office gave a role.")
    )
    if login.is_demo:
        reason = _("Choose as whom you look around: none of them is real.")
    body = _people(address) if login.is_demo else _button(login, address)
    return _page(_("Log in"), reason, body + _ask(login), address, 401)


def failed(login: Login, sitting: Sitting, address: str) -> HTMLResponse:
    """The provider sent somebody back whose login does not hold, or none at all."""
    _speak(address)
    reason = {
        "audience": _(
            "The provider gave a login that is meant for another program (audience)."
        ),
        "issuer": _("The login names another provider than this server was told of."),
        "expired": _(
            "The provider gave a login that is over already. The clock of this server or"
            " of the provider may be wrong."
        ),
        "nameless": sitting.told,
    }.get(sitting.why, _("The provider did not let you in, or it took too long."))
    body = _button(login, address) + _ask(login)
    return _page(_("You could not be logged in"), reason, body, address, 403)


def unreachable(login: Login, address: str) -> HTMLResponse:
    """The provider does not answer."""
    _speak(address)
    reason = _("{name} does not answer now. Try again later.", name=_provider(login))
    body = _button(login, address) + _ask(login)
    return _page(_("You could not be logged in"), reason, body, address, 502)


def no_role(login: Login, sitting: Sitting, address: str) -> HTMLResponse:
    """Somebody is logged in who may do nothing here."""
    _speak(address)
    if sitting.why:
        title, reason = _("You could not be logged in"), sitting.told
    else:
        title = _("You have no role yet")
        reason = _(
            "You are logged in as {name}, but nobody has given you a role in Imbang."
            " Whoever administers it can: tell them this name.",
            name=sitting.person.name,
        )
    who = "" if sitting.why else _quiet(sitting.person.subject)
    out = f'<p><a class="button" href="{LOGOUT}">{html.escape(_("Log out"))}</a></p>'
    return _page(title, reason, who + out + _ask(login), address, 403)


def closed(address: str) -> HTMLResponse:
    """The store cannot say who may come in."""
    _speak(address)
    reason = _(
        "Imbang cannot read who may come in. Whoever runs it finds the reason in its"
        " log, or with imbang verify."
    )
    return _page(_("Nobody can be let in now"), reason, "", address, 503)


def _speak(address: str) -> None:
    use_language(parse_qs(urlsplit(address).query).get("lang", [""])[-1])


def _provider(login: Login) -> str:
    return login.name or urlsplit(login.issuer).hostname or ""


def _button(login: Login, address: str) -> str:
    words = html.escape(_("Log in with {name}", name=_provider(login)))
    return f'<p class="wide"><a class="button" href="{_way(address)}">{words}</a></p>'


def _people(address: str) -> str:
    """Made-up people to choose from."""
    rows = "".join(
        f'<li><a href="{_way(address)}&amp;as={one.key}"><b>{html.escape(one.name)}</b>'
        f"<small>{html.escape(grant_told(one.grant, one.place))}</small></a></li>"
        for one in demo.people()
    )
    return f'<ol class="people">{rows}</ol>'


def grant_told(grant: Grant, place: str = "") -> str:
    """A role, and where it holds."""
    name = words.role_name(grant.role)
    return " · ".join(filter(None, (name[:1].upper() + name[1:], place)))


def _way(address: str) -> str:
    return html.escape(f"{LOGIN}?to={quote(address, safe='')}")


def _ask(login: Login) -> str:
    if not login.contact:
        return ""
    return _quiet(_("Questions about logging in: {contact}", contact=login.contact))


def _quiet(text: str) -> str:
    return f'<p class="quiet">{html.escape(text)}</p>'


def _page(title: str, why: str, body: str, address: str, status: int) -> HTMLResponse:
    query = urlsplit(address).query
    content = bare_page.page(title, why, body, query, font=False)
    styles = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()) for s in styles)
    own = " ".join(f"'sha256-{value.decode()}'" for value in hashes)
    policy = (
        f"default-src 'none'; style-src {own}; img-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return HTMLResponse(content, status, headers)
