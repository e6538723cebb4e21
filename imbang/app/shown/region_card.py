"""A region in short, where another page shows it: its facts, and the way to its profile."""

from __future__ import annotations

import pandas as pd

from imbang.app import elements as st
from imbang.app.shown import links, parts
from imbang.wording.coverage import region_facts
from imbang.wording.names import full_name


def show_card(row: pd.Series, neighbours: pd.DataFrame) -> None:
    """What is known of a region of ``coverage``, among ``neighbours``, those of the same
    region above."""
    with st.container(key="region_card", border=True):
        show_facts(row, neighbours)


def show_facts(row: pd.Series, neighbours: pd.DataFrame) -> None:
    """The same where a frame is drawn already."""
    told = {str(key): value for key, value in row.items()}
    name = full_name(str(row["region_name"]), str(row["level"]))
    parts.show_heading(name)
    parts.show_facts(region_facts.facts(told, neighbours))
    links.show_profile_link(str(row["region_code"]), name)
