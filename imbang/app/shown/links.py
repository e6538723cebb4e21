"""Links to other pages, which keep region, month, comparison, norm and language."""

from __future__ import annotations

from imbang.access import acting
from imbang.app import elements as st
from imbang.app.page_files import PROFILE, list_pages
from imbang.app.state import session
from imbang.texts import _


def show_profile_link(region: str, name: str, *, label: str = "") -> None:
    """The way to a region's profile; ``name`` is how a sentence names it. With a
    ``label``, what it leads to is said to the pointer alone."""
    told = _("Profile of {region}", region=name)
    st.page_link(
        PROFILE,
        label=label or told,
        icon=None if label else ":material/badge:",
        help=told if label else None,
        query_params=session.profile_query(region),
    )


def show_page_link(page: str, *, label: str = "", **own: str) -> None:
    """The way to another page of the region in view, ``page`` the name of its file
    without number; ``own`` are choices of that page, as its ``tab``. It is called as the
    page is, unless a ``label`` says otherwise. None to a page that the reader may not see."""
    [file] = [one for one in list_pages() if one.path.stem.partition("_")[2] == page]
    if not file.is_for(acting.person()):
        return
    st.page_link(
        file.path,
        label=label or _(file.title),
        icon=file.icon,
        query_params=session.query_of_page(own),
    )
