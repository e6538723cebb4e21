"""What the reader chose on the page that is being drawn, in words: for files and paper."""

from __future__ import annotations

from typing import cast

from imbang.app import elements as st
from imbang.texts import _

_CHOSEN = "imbang_page_choices"
_PAGE = "imbang_page_title"


def begin(page: str) -> None:
    """Forget what was chosen before; ``page`` is the title of the one to be drawn."""
    st.session_state[_CHOSEN], st.session_state[_PAGE] = {}, page


def page() -> str:
    """The title of the page that is being drawn."""
    return cast("str", st.session_state.get(_PAGE, ""))


def note(label: str, value: str) -> None:
    """Note what a control is set to; nothing where it is set to nothing."""
    chosen = _chosen()
    chosen.pop(label, None)
    if value:
        chosen[label] = value


def noted() -> list[str]:
    """Each choice with the name of its control."""
    return [
        _("{control}: {choice}", control=label, choice=value)
        for label, value in _chosen().items()
    ]


def _chosen() -> dict[str, str]:
    return cast("dict[str, str]", st.session_state.setdefault(_CHOSEN, {}))
