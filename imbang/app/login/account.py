"""Who is logged in, on the page: their name and roles, and the way out."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlencode, urlsplit

from imbang.access.people import Grant
from imbang.app import elements as st
from imbang.app.login import configuration, pages, sitting
from imbang.app.login.sitting import Sitting
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.texts import _, use_language


def is_let_in() -> bool:
    """Whether whoever sits here may see pages; says why where not.

    The door lets nobody else in, but a page may still be open when its login ends.
    """
    found = sitting.now()
    if found is None or found.is_in:
        return True
    use_language(st.query_params.get("lang"))
    _show_ended(found)
    return False


def is_asked_for() -> bool:
    """Whether people log in to this server."""
    return configuration.used() is not None


def show() -> None:
    """A button below the menu with the name: what it opens says the roles, and logs out."""
    found = sitting.now()
    if found is None:
        return
    with (
        st.sidebar,
        st.popover(found.person.name, key="account", icon=":material/person:"),
    ):
        st.say(_("Logged in as"), strong=found.person.name)
        for grant in found.person.grants:
            st.caption(pages.grant_told(grant, _place(grant)))
        if st.button(_("Log out"), key="log_out", icon=":material/logout:"):
            st.logout()


def _place(grant: Grant) -> str:
    return "" if grant.region == NATION else regions.load().name(grant.region)


def _show_ended(found: Sitting) -> None:
    st.set_page_config("Imbang")
    if found.why:
        st.title(_("Your login is over"), anchor=False)
        st.say(_("Log in again: the page opens as it was."))
    else:
        st.title(_("You have no role any more"), anchor=False)
        st.say(_("Whoever administers Imbang can give you one."))
    query = urlencode(st.query_params.to_dict())
    page = urlsplit(st.context.url or "").path or "/"
    to = quote(f"{page}?{query}" if query else page, safe="")
    words = escape(_("Log in"))
    look = "color:inherit;font-weight:650"
    st.html(
        f'<p><a href="{pages.LOGIN}?to={to}" target="_self" style="{look}">{words}</a>'
        "</p>"
    )
