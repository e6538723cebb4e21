"""The search for a region at the top of every page that has figures."""

from __future__ import annotations

from imbang import formats
from imbang.app import elements as st
from imbang.app.state import selection
from imbang.app.state.view import View
from imbang.briefs.scope import Scope
from imbang.reference import regions
from imbang.reference.levels import NATION, ancestors
from imbang.reference.region_search import find_regions
from imbang.texts import _
from imbang.wording.names import full_name

_OPEN = "region_search"
_TYPED = "region_search_q"


def show(view: View, scope: Scope) -> None:
    """A field for a name or code, and the regions found as buttons: one is selected where
    the page shows it on its map, else gone to."""
    place = st.popover(
        _("Find a region"), key=_OPEN, icon=":material/search:", on_change="rerun"
    )
    if not st.session_state.get(_OPEN):
        return
    with place:
        typed = st.text_input(
            _("Name or code"),
            key=_TYPED,
            placeholder=_("Village, district, regency or code"),
            live=True,
        )
        found, count = find_regions(typed, provinces=scope.provinces, near=view.region)
        with st.container(key="found", gap=None):
            for code in found:
                st.button(
                    _told(code, with_province=len(scope.provinces) > 1),
                    key=f"found_{code}",
                    type="tertiary",
                    on_click=_take,
                    args=(code,),
                )
        if typed.strip() and not found:
            st.caption(_("No region with data is called that."))
        if left_out := count - len(found):
            st.caption(
                _(
                    "{count} more: type more of the name.",
                    count=formats.number(left_out),
                )
            )


def _take(code: str) -> None:
    st.session_state[_OPEN] = False
    st.session_state[_TYPED] = ""
    selection.find(code)


def _told(code: str, *, with_province: bool) -> str:
    """A region's name, and what it lies in."""
    known = regions.load()
    above = [
        known.name(one)
        for one in ancestors(code)[1:3]
        if known.level(one) in ("district", "regency")
        or (with_province and one != NATION)
    ]
    told = full_name(known.name(code), known.level(code))
    return " · ".join(filter(None, (told, ", ".join(above))))
