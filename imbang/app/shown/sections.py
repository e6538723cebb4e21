"""The sections of a page that answers several questions: one is drawn at a time."""

from __future__ import annotations

from collections.abc import Mapping

from imbang.app import elements as st
from imbang.app.state import session
from imbang.app.state.view import View
from imbang.drawing.tables import PAGE_ROWS
from imbang.periods import format_month, parse_month
from imbang.texts import _


def choose_section(view: View, names: Mapping[str, str]) -> str:
    """The key of the section to draw, the first unless the link names another."""
    first = next(iter(names))
    asked = view.own.get("tab", first)
    session.sync("tab", asked if asked in names else first)
    return str(
        st.segmented_control(
            _("Show"),
            list(names),
            key="tab",
            required=True,
            format_func=names.__getitem__,
            label_visibility="collapsed",
            on_change=lambda: session.choose("tab", st.session_state["tab"]),
        )
    )


def choose_part(view: View, rows: int, *, key: str) -> slice:
    """The rows of one page of a long table that is not drawn whole."""
    pages = max(1, -(-rows // PAGE_ROWS))
    at = f"{key}_page"
    asked = view.own.get(at, "1")
    page = min(max(1, int(asked)) if asked.isdecimal() else 1, pages)
    if pages > 1:
        widget = f"{at}_{view.region}"
        st.pagination(
            pages,
            default=page,
            key=widget,
            max_visible_pages=7,
            on_change=lambda: session.choose(at, str(st.session_state[widget])),
        )
    return slice(PAGE_ROWS * (page - 1), PAGE_ROWS * page)


def choose(
    view: View, key: str, label: str, names: Mapping[str, str], *, width: int = 300
) -> str:
    """One of a few things, named in the link; the first unless it names another."""
    first = next(iter(names))
    asked = view.own.get(key, first)
    session.sync(f"own_{key}", asked if asked in names else first)
    return str(
        st.selectbox(
            label,
            list(names),
            key=f"own_{key}",
            format_func=names.__getitem__,
            width=width,
            on_change=lambda: session.choose(key, st.session_state[f"own_{key}"]),
        )
    )


def since(view: View, span: str) -> str | None:
    """The first month of a time: this ``year``, the last ``three`` years, or ``ever``."""
    month = parse_month(view.as_of)
    if span == "year":
        return format_month(12 * (month // 12))
    return format_month(month - 35) if span == "three" else None


def search(view: View, key: str) -> str:
    """What to look for in a list, named in the link."""
    asked = view.own.get(key, "")
    session.sync(f"own_{key}", asked)
    return st.text_input(
        _("Search"),
        key=f"own_{key}",
        icon=":material/search:",
        live=True,
        width=260,
        on_change=lambda: session.choose(
            key, st.session_state[f"own_{key}"].strip() or None
        ),
    )
