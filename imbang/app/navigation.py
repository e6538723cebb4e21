"""The way through the pages, and what stands in their place while there are no figures."""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.page_files import PageFile, list_pages
from imbang.texts import _


def navigate() -> tuple[st.Page, bool]:
    """Draw the menu; the page that was chosen, and whether it needs figures."""
    made = {file.path: _page(file) for file in list_pages()}
    sections: dict[str, list[st.Page]] = {}
    for file in list_pages():
        section = _(file.section) if file.section else ""
        sections.setdefault(section, []).append(made[file.path])
    chosen = st.navigation(sections, expanded=True)
    # Streamlit gives back one of those it was given.
    return chosen, next(f.needs_figures for f in list_pages() if made[f.path] == chosen)


def show_emptiness() -> None:
    """The page of a store without figures: what to do, by a click and in commands."""
    st.title(_("There are no figures yet"), anchor=False)
    st.say(_("This store has no published snapshot. Fill it with your own files:"))
    first = next(file for file in list_pages() if not file.needs_figures)
    st.page_link(first.path, label=_("Upload files"), icon=first.icon)
    st.say(_("The same from the command line; reload this page afterwards:"))
    st.code("imbang template FOLDER\nimbang import FOLDER/*.xlsx\nimbang publish", None)
    st.say(_("With made-up sample data, to look around:"))
    st.code("imbang demo", None)


def _page(file: PageFile) -> st.Page:
    is_first = file == list_pages()[0]
    return st.Page(file.path, title=_(file.title), icon=file.icon, default=is_first)
