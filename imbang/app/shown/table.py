"""The table of regions: sorted and searched on the server, drawn in the page.

An own small component, because Streamlit's grid speaks English in its menus, draws
numbers as the browser likes rather than as the page does, and neither prints nor
speaks to a screen reader.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from imbang.app import elements as st
from imbang.app.components import component
from imbang.app.state import session
from imbang.drawing.tables import Table


@functools.cache
def _component() -> Callable[..., None]:
    html = '<div class="scroll"><table></table></div>'
    return component("imbang_table", program="table", html=html)


def show_table(
    table: Table,
    *,
    key: str,
    on_choose: Callable[[str], None] | None = None,
    on_sort: Callable[[str], None] | None = None,
) -> None:
    """Draw ``table``; call back with what the row pressed chooses, or the column to sort
    by. Names of regions lead to their profiles."""

    def chosen() -> None:
        if on_choose and (code := st.session_state[key].get("chosen")):
            on_choose(code)

    def sorted_() -> None:
        if on_sort and (column := st.session_state[key].get("sorted")):
            on_sort(column)

    _component()(
        key=key,
        data=table.payload(session.profile_links()),
        on_chosen_change=chosen,
        on_sorted_change=sorted_,
    )
