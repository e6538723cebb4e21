"""Where figures stand, in words and as an address, for all that leaves the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from imbang import formats
from imbang.access import acting
from imbang.app import elements as st
from imbang.app.shown import chosen
from imbang.app.state import answers, session
from imbang.texts import _, language, use_language

Content = TypeVar("Content", bound=str | bytes)


def link() -> str:
    """The address of what is shown, as this reader reaches it; empty where not known."""
    if not (url := st.context.url):
        return ""
    at = urlsplit(url)
    query = urlencode(session.current().to_query())
    return urlunsplit((at.scheme, at.netloc, at.path or "/", query, ""))


def standing() -> str:
    """Page, region, month and month of comparison; the page alone where there are no
    figures."""
    view = session.current()
    if view.is_blank:
        return chosen.page()
    told = [
        chosen.page(),
        answers.region_name(view),
        _("as of {month}", month=formats.month(view.as_of)),
    ]
    if view.compare:
        told.append(_("compared with {month}", month=formats.month(view.compare)))
    return " · ".join(told)


def later(make: Callable[[], Content]) -> Callable[[], Content]:
    """``make`` in the language and the time zone of the page, as whoever it is drawn for,
    with the roles that they hold then: it is called when no page is being drawn, which may
    be long after."""
    spoken, zone, who = language(), formats.time_zone(), acting.person()

    def speaking() -> Content:
        use_language(spoken)
        formats.use_time_zone(zone)
        with acting.acting_as(acting.still(who)):
            return make()

    return speaking
