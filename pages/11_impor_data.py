"""Import data: drop files, see what is wrong, accept, publish, look back, go back."""

from __future__ import annotations

from imbang import paths
from imbang.store import Store
from imbang.texts import _
from imbang.widgets import (
    acceptance,
    desk,
    file_cards,
    histories,
    publication,
    session,
    uploads,
)
from imbang.widgets import elements as st

TITLE = "Import data"
ICON = ":material/upload_file:"
SECTION = "Data"
NEEDS_FIGURES = False

store = Store(paths.store_folder())
names = {
    "import": _("Import"),
    "sent": _("What was sent"),
    "published": _("What was published"),
}

st.title(_("Import data"), anchor=False)
acceptance.accept_what_was_asked(store)
publication.show_state(store)
session.sync("tab", session.current().own.get("tab", "import"))
tab = st.segmented_control(
    _("Show"),
    list(names),
    key="tab",
    required=True,
    format_func=names.__getitem__,
    label_visibility="collapsed",
    on_change=lambda: session.choose("tab", st.session_state["tab"]),
)

if tab == "sent":
    histories.show_sent(store)
elif tab == "published":
    histories.show_published(store)
else:
    acceptance.show_accepted(store)
    uploads.show_drop()
    place = st.container(key="checking")
    file_cards.show_cards(desk.current().items)
    if desk.current().items:
        acceptance.show_acceptance(store)
    desk.check_what_waits(place)
