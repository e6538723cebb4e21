"""Who saw names: for administrators; the names themselves are not in it."""

from __future__ import annotations

from imbang import formats
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app.shown import controls, parts
from imbang.app.shown.table import show_table
from imbang.drawing.tables import pages, part
from imbang.screens.settings import saving, tables
from imbang.store.personal import seen
from imbang.texts import _, plural


def show_seen() -> None:
    """The looks, the latest first."""
    if not acting.person().may(Right.PEOPLE):
        parts.show_nothing(
            _(
                "Who saw names is for administrators, who answer for it. Ask one of them."
            )
        )
        return
    looks = seen.looks(saving.store().folder)
    if not looks:
        parts.show_nothing(_("Nobody has been shown names of people yet."))
        return
    n = len(looks)
    told = plural("{count} look", "{count} looks", n, count=formats.number(n))
    parts.show_heading(_("Who saw names"), told)
    st.caption(
        _(
            "Who was shown names from registers, when and of which region. The names are "
            "not in it. The same look within an hour stands once."
        )
    )
    controls.show_pages(
        pages(n),
        lambda page: show_table(tables.looks(looks[part(page)]), key="looks"),
        key="looks",
        of=str(pages(n)),
        rows=n,
    )
