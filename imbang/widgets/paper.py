"""What only paper shows: the office's letterhead above a page, the signature below."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

from imbang import formats, letterhead, paths
from imbang.letterhead import Letterhead
from imbang.widgets import elements as st
from imbang.workspace import Workspace


def show_head() -> None:
    """The office's name and address, where they are set."""
    if (head := _letterhead()) and head.office:
        st.html(f'<div class="letterhead on-paper">{head_html(head)}</div>')


def show_signature() -> None:
    """Place and date, the head's title and name, where they are set."""
    if (head := _letterhead()) and head.is_signed:
        st.html(f'<div class="signature on-paper">{signature_html(head)}</div>')


def head_html(head: Letterhead) -> str:
    """The letterhead as it is printed."""
    lines = "<br>".join(map(escape, head.address))
    return f"<b>{escape(head.office)}</b><span>{lines}</span>"


def signature_html(head: Letterhead) -> str:
    """The signature as it is printed, with room to sign."""
    place = f"{escape(head.city)}, " if head.city else ""
    return (
        f"<span>{place}{formats.day(date.today())}</span>"
        f"<span>{escape(head.head_title)}</span><b>{escape(head.head_name)}</b>"
    )


def _letterhead() -> Letterhead | None:
    file = Workspace(paths.store_folder()).path
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _kept((file.parent, changed))


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept(at: tuple[Path, int]) -> Letterhead:
    """The letterhead of a store's folder, as of a change of its workspace."""
    return letterhead.letterhead(Workspace(at[0]))
