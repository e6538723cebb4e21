"""The way through the pages, and what stands in their place while there are no figures."""

from __future__ import annotations

from imbang import formats, paths
from imbang.access import acting, words
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app.page_files import PageFile, list_pages
from imbang.app.shown import allowed
from imbang.settings import settings
from imbang.store.damage import Broken
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from imbang.texts import _, plural


def navigate() -> tuple[st.Page, PageFile]:
    """Draw the menu of what is there for the reader; the page chosen, and its file.

    A link to any other page leads there all the same, so that it can be said who may see
    it, or how it is switched on.
    """
    made = {file.path: _page(file, is_on=_is_on(file)) for file in list_pages()}
    sections: dict[str, list[st.Page]] = {}
    for file in list_pages():
        section = _(file.section) if file.section else ""
        sections.setdefault(section, []).append(made[file.path])
    chosen = st.navigation(sections, expanded=True)
    # Streamlit gives back one of those it was given.
    return chosen, next(file for file in list_pages() if made[file.path] == chosen)


def _is_on(file: PageFile) -> bool:
    """Whether its setting is on, where it has one; figures go on where none can be read."""
    if not file.only_with:
        return True
    try:
        return bool(settings.current(Workspace(paths.store_folder()))[file.only_with])
    except Broken:
        return False


def show_emptiness() -> None:
    """The page of a store without figures: what to do, by a click and in commands."""
    st.title(_("There are no figures yet"), anchor=False)
    st.say(_why_empty(Store(paths.store_folder())))
    link_to_import(_("Import data"))
    st.say(_("The same from the command line; reload this page afterwards:"))
    st.code("imbang template FOLDER\nimbang import FOLDER/*.xlsx\nimbang publish", None)
    st.say(_("With made-up sample data, to look around:"))
    st.code("imbang demo", None)


def show_refusal(file: PageFile) -> None:
    """What stands in the place of a page that the reader may not see: who may."""
    if acting.person().may(Right.FIGURES):
        st.title(_(file.title), anchor=False)
        st.say(_("This page is not for your roles."))
        for right in file.needs:
            st.say(words.who_can(right))
    else:
        st.title(_("You hold no role here yet"), anchor=False)
        st.say(
            _(
                "Figures are seen by who was given a role. Ask for one: {roles} gives them.",
                roles=words.roles_with(Right.PEOPLE),
            )
        )


def link_to_import(label: str) -> None:
    """A link to where files are imported: the first page that needs no figures."""
    first = next(file for file in list_pages() if not file.needs_figures)
    if not first.is_for(acting.person()):
        allowed.tell(Right.IMPORT)
        return
    st.page_link(first.path, label=label, icon=first.icon)


def _why_empty(store: Store) -> str:
    if waiting := len(store.counted()):
        return plural(
            "{n} submission is recorded, but not published yet. Publish it here:",
            "{n} submissions are recorded, but not published yet. Publish them here:",
            waiting,
            n=formats.number(waiting),
        )
    sent = store.submissions()
    if not sent:
        return _("Nothing was imported into this store yet. Begin with your own files:")
    if all(one.is_sample for one in sent):
        return _(
            "The sample was taken out, and nothing else was imported yet. Begin with"
            " your own files:"
        )
    return _("All that was imported has been withdrawn. Import files anew:")


def _page(file: PageFile, *, is_on: bool) -> st.Page:
    is_first = file == list_pages()[0]
    is_for_them = file.is_for(acting.person())
    return st.Page(
        file.path,
        title=_(file.title),
        icon=file.icon,
        default=is_first,
        visibility="visible" if is_first or (is_on and is_for_them) else "hidden",
    )
