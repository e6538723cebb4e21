"""Own small components: what is drawn where Streamlit has nothing that suits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from imbang.app import elements as st
from imbang.app import programs
from imbang.texts import _


def component(
    name: str, *, program: str, html: str, isolate_styles: bool = True
) -> Callable[..., None]:
    """A component that ``program`` draws into ``html``: to be called with a key, its data
    and what is called back. To be made once a process."""
    shown = st.components.v2.component(
        name,
        html=html,
        js=programs.fetching(program),
        isolate_styles=isolate_styles,
    )

    def show(*, key: str, data: Mapping[str, Any], **callbacks: Any) -> None:
        lost = _("This could not be loaded. Reload the page.")
        shown(key=key, data={**data, "lost": lost}, **callbacks)

    return show
