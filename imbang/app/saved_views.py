"""Views that the office keeps by name: opened, saved, renamed, replaced, taken away."""

from __future__ import annotations

from collections.abc import Callable

from imbang import formats, paths
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.page_files import PageFile, list_pages
from imbang.app.shown import allowed, parts
from imbang.app.state import session
from imbang.app.state.view import NONE, View
from imbang.briefs.scope import Scope, earlier_month
from imbang.periods import parse_month
from imbang.reference import regions
from imbang.reference.levels import NATION, level_of
from imbang.refusals import Misuse, Refusal
from imbang.store import named, views
from imbang.store.damage import Broken
from imbang.store.views import SavedView
from imbang.store.workspace import Entry, Workspace
from imbang.texts import _
from imbang.wording.names import full_name

_OPEN = "views"
_TOLD = "views_told"
_AT = "views_at"


def show(view: View, scope: Scope | None, file: PageFile) -> None:
    """A button that opens: the views there are as links, and what can be done with them
    and with the one that is shown."""
    at = (file.name, view)
    if st.session_state.get(_OPEN) and st.session_state.get(_AT, at) != at:
        st.session_state[_OPEN] = False  # one of its links was followed
    st.session_state[_AT] = at
    place = st.popover(
        _("Saved views"), key=_OPEN, icon=":material/bookmarks:", on_change="rerun"
    )
    if not st.session_state.get(_OPEN):
        return
    with place:
        try:
            found = views.kept(_workspace())
        except Broken as broken:
            st.warning(str(broken), icon=":material/warning:")
            return
        _show_links(found, view, scope)
        _tell()
        if allowed.offers(Right.PLAN):
            _show_saving(view, file)
            _show_changing(found, view, file)


def query_of(saved: SavedView, view: View, scope: Scope | None) -> dict[str, str]:
    """What the link asks for now, in the reader's language: of one that follows, the
    latest month, and one to compare with as far from it as when it was saved."""
    query = {**saved.query, "lang": view.lang}
    if not saved.follows or scope is None or "as_of" not in query:
        return query
    compare = query.get("compare", NONE)
    if compare != NONE:
        distance = parse_month(query["as_of"]) - parse_month(compare)
        compare = earlier_month(scope.last_month, scope, months=distance) or NONE
    return query | {"as_of": scope.last_month, "compare": compare}


def told(saved: SavedView) -> str:
    """Page, region and month of a view, in words."""
    page = _file(saved.page)
    region, month = saved.query.get("region", ""), saved.query.get("as_of", "")
    known = regions.load()
    parts_told = [
        _(page.title) if page else _("this page is no longer there"),
        _name(region) if region == NATION or region in known.names else region,
    ]
    if month:
        latest = _("always the latest month")
        parts_told.append(latest if saved.follows else formats.month(month))
    return " · ".join(filter(None, parts_told))


def _name(region: str) -> str:
    if region == NATION:
        return "Indonesia"
    return full_name(regions.load().name(region), level_of(region))


def _file(name: str) -> PageFile | None:
    return next((file for file in list_pages() if file.name == name), None)


def _workspace() -> Workspace:
    return Workspace(paths.store_folder())


def _show_links(
    found: dict[str, tuple[SavedView, Entry]], view: View, scope: Scope | None
) -> None:
    if not found:
        parts.show_nothing(
            _("No view is saved yet. Save what is shown now under a name:")
            if allowed.may(Right.PLAN)
            else _("No view is saved yet.")
        )
    with st.container(key="views_list", gap=None):
        for name, (saved, entry) in found.items():
            page = _file(saved.page)
            if page is None:
                st.say(name)
            else:
                st.page_link(
                    page.path,
                    label=name,
                    icon=page.icon,
                    query_params=query_of(saved, view, scope),
                )
            by = _(
                "saved by {name}, {when}",
                name=entry.changed_by,
                when=formats.moment(entry.changed_at),
            )
            st.caption(f"{told(saved)} · {by}")


def _show_saving(view: View, file: PageFile) -> None:
    parts.show_heading(_("Save this view"), told(_shown(view, file, follows=False)))
    st.text_input(
        _("Name of the view"),
        key="views_name",
        max_chars=named.LONGEST_NAME,
        placeholder=_("Coverage of the city, latest month"),
    )
    if not view.is_blank:
        st.toggle(_("Always open the latest month"), key="views_follow")
    person.ask(_("Saved by"), (), at="_views")
    st.button(
        _("Save"),
        key="views_save",
        icon=":material/save:",
        on_click=lambda: _do(lambda: _save(view, file)),
    )


def _show_changing(
    found: dict[str, tuple[SavedView, Entry]], view: View, file: PageFile
) -> None:
    """Another name or another view for one that is kept; taking it away, bringing it
    back."""
    gone = views.last_removed(_workspace())
    if gone is not None:
        st.button(
            _("Bring back “{name}”", name=gone),
            key="views_back",
            icon=":material/undo:",
            on_click=lambda: _do(_bring_back),
        )
    if not found:
        return
    if st.session_state.get("views_pick") not in found:
        st.session_state.pop("views_pick", None)
    picked = st.selectbox(
        _("Change a saved view"),
        list(found),
        key="views_pick",
        index=None,
        placeholder=_("Choose"),
    )
    if picked is None:
        return
    key = f"views_rename_{picked}"
    st.text_input(
        _("Its name"), value=picked, key=key, max_chars=named.LONGEST_NAME, live=True
    )
    with st.container(key="views_change", horizontal=True):
        for label, icon, change in (
            (_("Rename"), "edit", lambda: _rename(picked, key)),
            (
                _("Replace by this view"),
                "sync",
                lambda: _replace(picked, view, file, follows=found[picked][0].follows),
            ),
            (_("Remove"), "delete", lambda: _remove(picked)),
        ):
            st.button(
                label,
                key=f"views_{icon}",
                icon=f":material/{icon}:",
                on_click=_do,
                args=(change,),
            )


def _shown(view: View, file: PageFile, *, follows: bool) -> SavedView:
    """What is shown, as it is kept: the language is each reader's own."""
    query = {k: v for k, v in view.to_query().items() if k != "lang"}
    return SavedView(file.name, query, follows=follows)


def _do(change: Callable[[], str]) -> None:
    """Change something and leave what came of it to be said: for callbacks."""
    session.speak()
    try:
        st.session_state[_TOLD] = (True, change())
    except (Misuse, Refusal) as refused:
        st.session_state[_TOLD] = (False, str(refused))


def _tell() -> None:
    if came := st.session_state.pop(_TOLD, None):
        is_done, text = came
        (parts.show_done if is_done else st.error)(text)


def _save(view: View, file: PageFile) -> str:
    follows = bool(st.session_state.get("views_follow"))
    name = views.save(
        _workspace(),
        str(st.session_state.get("views_name") or ""),
        _shown(view, file, follows=follows),
        by=person.name(),
    )
    st.session_state["views_name"] = ""
    return _("Saved: {name}", name=name)


def _rename(name: str, key: str) -> str:
    new = str(st.session_state.get(key) or "")
    given = views.rename(_workspace(), name, new, by=person.name())
    st.session_state.pop("views_pick", None)
    return _("Saved: {name}", name=given)


def _replace(name: str, view: View, file: PageFile, *, follows: bool) -> str:
    shown = _shown(view, file, follows=follows)
    views.replace(_workspace(), name, shown, by=person.name())
    st.session_state.pop("views_pick", None)
    return _("Saved: {name}", name=name)


def _remove(name: str) -> str:
    views.remove(_workspace(), name, by=person.name())
    st.session_state.pop("views_pick", None)
    return _("Removed: {name}", name=name)


def _bring_back() -> str:
    name = views.last_removed(_workspace()) or ""
    views.bring_back(_workspace(), by=person.name())
    return _("Saved: {name}", name=name)
