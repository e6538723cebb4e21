"""Controls of the pages that have more than the shared filters: sections, level, map,
norm, the order, search and pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from imbang import formats
from imbang.analysis.norm import Norm
from imbang.app import elements as st
from imbang.app.shown import chosen, parts
from imbang.app.state import session
from imbang.app.state.view import MAPS, PAGE, View
from imbang.drawing import tables
from imbang.reference.levels import levels_below
from imbang.texts import _
from imbang.wording import counted_kinds
from imbang.wording.coverage import norms
from imbang.wording.names import level_name


def choose_section(view: View, names: Mapping[str, str]) -> str:
    """The key of the section to draw, the first unless the link names another."""
    first = next(iter(names))
    asked = view.own.get("tab", first)
    shown = asked if asked in names else first
    session.sync("tab", shown)
    chosen.note(_("Show"), names[shown])
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


def choose_level(view: View) -> None:
    """Into what the region is divided on map and list."""
    levels = levels_below(view.region)
    if len(levels) < 2:
        return
    names = {level: level_name(level) for level in levels} | {"regency": _("Regency")}
    session.sync("level", view.level)
    chosen.note(_("Divided into"), names[view.level])
    st.segmented_control(
        _("Divided into"),
        levels,
        key="level",
        format_func=names.__getitem__,
        required=True,
        on_change=lambda: session.take("level", page=1),
    )


def choose_map(view: View, *, has_boundaries: bool) -> None:
    """Equal hexagons or the real map; the latter once boundaries are loaded."""
    names = {"hexagons": _("Hexagons"), "boundaries": _("Map")}
    session.sync("map", view.map if has_boundaries else "hexagons")
    st.segmented_control(
        _("Drawn as"),
        MAPS,
        key="map",
        format_func=names.__getitem__,
        required=True,
        disabled=not has_boundaries,
        help=None
        if has_boundaries
        else _(
            "The real map needs boundaries: imbang boundaries load FILE --code-field NAME"
        ),
        on_change=lambda: session.take("map"),
    )


def choose_norm(view: View, norm: Norm | None, explanation: str) -> None:
    """The norm in force and the kinds of PMKS counted, with a way to set others and to
    go back."""
    value = formats.norm(norm.value, norm.provinces, 1) if norm else formats.MISSING
    label = _("Norm: {norm} PMKS per PSM", norm=value)
    names = counted_kinds.kinds_names()
    if (kinds := view.own.get("kinds", "")) in names and kinds != next(iter(names)):
        label = f"{label} · {names[kinds]}"
    with st.popover(label, key="norm", icon=":material/tune:"):
        choose(view, "kinds", _("PMKS counted"), names, width=320)
        st.say(explanation)
        own = norms.shown(view.norm, view.lang) if view.norm is not None else ""
        key = f"norm_own_{own}"
        st.text_input(
            _("Own norm (PMKS to one PSM)"),
            value=own,
            key=key,
            placeholder=value,
            on_change=lambda: _set_norm(st.session_state[key]),
        )
        if refused := st.session_state.pop("norm_refused", None):
            st.error(_("“{norm}” cannot be a norm.", norm=refused))
        st.caption(_("A norm from hours of work: page PSM coverage, part Norm."))
        st.button(
            _("Back to the default"),
            key="norm_reset",
            disabled=view.norm is None,
            on_click=lambda: session.change(norm=None),
        )


def _set_norm(text: str) -> None:
    """Take a norm as people write it, in the language of the page."""
    if not text.strip():
        session.change(norm=None)
        return
    try:
        session.change(norm=norms.typed(text, session.current().lang))
    except ValueError:
        st.session_state["norm_refused"] = text[:20]


def choose_order(view: View, columns: Mapping[str, str]) -> None:
    """Search and order of the list; the headings of the table order it too."""
    session.sync("q", view.q)
    chosen.note(_("Search"), view.q.strip())
    st.text_input(
        _("Search"),
        key="q",
        placeholder=_("Name or code"),
        icon=":material/search:",
        live=True,
        width=220,
        on_change=lambda: session.take("q", page=1),
    )
    orders = {
        f"{sign}{key}": f"{label} {arrow}"
        for key, label in columns.items()
        for sign, arrow in (("-", "↓"), ("", "↑"))
    }
    session.sync("sort", view.sort if view.sort in orders else "-uncovered")
    st.selectbox(
        _("Sorted by"),
        list(orders),
        key="sort",
        format_func=orders.__getitem__,
        width=260,
        on_change=lambda: session.take("sort", page=1),
    )


def show_pages(
    pages: int,
    show: Callable[[int], object],
    *,
    key: str,
    of: str = "",
    page: int | None = None,
    turn: Callable[[int], None] | None = None,
    rows: int = 0,
) -> None:
    """``show`` one page of a long list, and below it the way to the others.

    What the list is of belongs into ``of``: another list begins at its own first page.
    Where a link tells the page, ``page`` is what it says, and ``turn`` takes over the
    one chosen; elsewhere it is remembered for as long as the list is shown. ``rows`` is
    how many the list has, which paper says where it holds a page of them.
    """
    widget = f"{key}_page_{of}"
    asked = st.session_state.get(widget, 1) if page is None else page
    page = min(max(1, asked), pages)
    show(page)
    if pages < 2:
        return
    if rows:
        at = tables.part(page)
        parts.show_on_paper(
            _(
                "{n} of {m} rows, from row {first} on.",
                n=formats.number(min(at.stop, rows) - at.start),
                m=formats.number(rows),
                first=formats.number(at.start + 1),
            )
        )
    if widget in st.session_state:
        session.sync(widget, page)  # a link was opened, or the list became shorter
    with st.container(key=f"pages_{key}", horizontal_alignment="center"):
        st.pagination(
            pages,
            default=page,
            key=widget,
            max_visible_pages=7,
            on_change=(lambda: turn(st.session_state[widget])) if turn else None,
        )


def show_linked_pages(
    show: Callable[[int], object], *, rows: int, key: str, of: str = "", first: int = 1
) -> None:
    """`show_pages` of a list of ``rows``, with the page among the choices of its own that a
    link carries; the ``first`` to be shown where it carries none."""
    name = f"{key}{PAGE}"
    asked = session.current().own.get(name, "")
    show_pages(
        tables.pages(rows),
        show,
        key=key,
        of=of,
        rows=rows,
        page=int(asked) if asked.isdecimal() else first,
        turn=lambda page: session.choose(name, str(page)),
    )


def sort_by(key: str) -> None:
    """Order the list by a column; the same one again turns the order round."""
    view = session.current()
    session.change(sort=key if view.sort == f"-{key}" else f"-{key}", page=1)


def choose(
    view: View,
    key: str,
    label: str,
    names: Mapping[str, str],
    *,
    width: int = 300,
    take: Callable[[str], None] | None = None,
) -> str:
    """One of a few things, named in the link; the first unless it names another. What
    was chosen goes to ``take``, else into the link as it is."""
    taken = take or partial(session.choose, key)
    first = next(iter(names))
    asked = view.own.get(key, first)
    shown = asked if asked in names else first
    session.sync(f"own_{key}", shown)
    chosen.note(label, names[shown] if shown else "")
    return str(
        st.selectbox(
            label,
            list(names),
            key=f"own_{key}",
            format_func=names.__getitem__,
            width=width,
            on_change=lambda: taken(st.session_state[f"own_{key}"]),
        )
    )


def search(view: View, key: str, *, is_alone: bool = False) -> str:
    """What to look for in a list, named in the link; its label is not shown where it
    stands alone above the list."""
    asked = view.own.get(key, "")
    session.sync(f"own_{key}", asked)
    chosen.note(_("Search"), asked)
    return st.text_input(
        _("Search"),
        key=f"own_{key}",
        placeholder=_("Name or code") if is_alone else None,
        label_visibility="collapsed" if is_alone else "visible",
        icon=":material/search:",
        live=True,
        width=260,
        on_change=lambda: session.choose(
            key, st.session_state[f"own_{key}"].strip() or None
        ),
    )
