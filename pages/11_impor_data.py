"""Import data: drop files, see what is wrong, accept, publish, look back, go back."""

from __future__ import annotations

from imbang import paths
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app.shown import allowed, controls
from imbang.app.state import session
from imbang.screens.imports import (
    acceptance,
    desk_session,
    file_cards,
    history_sections,
    publication,
    sample_section,
    uploads,
)
from imbang.store.deliveries import Store
from imbang.texts import _

TITLE = "Import data"
ICON = ":material/upload_file:"
SECTION = "Data"
NEEDS_FIGURES = False
NEEDS = "import publish go_back"

store = Store(paths.store_folder())
names = {
    "import": _("Import"),
    "sent": _("What was sent"),
    "published": _("What was published"),
}
if not allowed.may(Right.IMPORT):
    del names["import"]

st.title(_("Import data"), anchor=False)
acceptance.accept_what_was_asked(store)
publication.show_state(store)
sample_section.show_sample(store)
tab = controls.choose_section(session.current(), names)

if tab == "sent":
    history_sections.show_sent(store)
elif tab == "published":
    history_sections.show_published(store)
elif tab == "import":
    acceptance.show_accepted(store)
    uploads.show_drop()
    place = st.container(key="checking")
    file_cards.show_cards(desk_session.current().items)
    if desk_session.current().items:
        acceptance.show_acceptance(store)
    desk_session.check_what_waits(place)
