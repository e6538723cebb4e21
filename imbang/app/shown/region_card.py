"""A region in short, where another page shows it: its facts, and the way to its profile."""

from __future__ import annotations

import pandas as pd

from imbang.app import elements as st
from imbang.app.shown import links, parts
from imbang.app.state import selection
from imbang.app.state.view import View
from imbang.texts import _
from imbang.wording.coverage import region_facts
from imbang.wording.names import full_name


def show_card(row: pd.Series, neighbours: pd.DataFrame) -> None:
    """What is known of a region of ``coverage``, among ``neighbours``, those of the same
    region above."""
    with st.container(key="region_card", border=True):
        show_facts(row, neighbours)


def show_marked(view: View, rows: pd.DataFrame, told: str = "") -> None:
    """The one of ``rows`` (coverage) that is selected, if one is: a sentence ``told`` of it,
    its facts, and where a second press leads."""
    own = rows[rows["region_code"] == view.marked]
    if own.empty:
        return
    row = own.iloc[0]
    with st.container(key="marked", border=True):
        if told:
            parts.show_sentence(told)
        show_facts(row, rows[rows["parent_code"] == row["parent_code"]])
        with st.container(key="marked_ways", horizontal=True):
            if view.marked != view.region:
                st.button(
                    selection.what_opens(view.region, view.marked),
                    key="marked_open",
                    icon=":material/arrow_downward:",
                    on_click=selection.open_,
                    args=(view.marked,),
                )
            st.button(
                _("Close"),
                key="unmark",
                icon=":material/close:",
                on_click=selection.mark,
                args=(None,),
            )


def show_facts(row: pd.Series, neighbours: pd.DataFrame) -> None:
    """The same where a frame is drawn already."""
    told = {str(key): value for key, value in row.items()}
    name = full_name(str(row["region_name"]), str(row["level"]))
    parts.show_heading(name)
    parts.show_facts(region_facts.facts(told, neighbours))
    links.show_profile_link(str(row["region_code"]), name)
