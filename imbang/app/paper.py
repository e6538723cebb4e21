"""What only paper shows: the office's letterhead above a page, the signature below."""

from __future__ import annotations

import contextlib
from datetime import date
from html import escape
from pathlib import Path

from imbang import formats, paths
from imbang.app import elements as st
from imbang.app.state.remembered import remembered
from imbang.settings import letterhead
from imbang.settings.letterhead import Letterhead
from imbang.store.damage import Broken
from imbang.store.workspace import Workspace


def show_head() -> None:
    """The office's name and address, where they are set.

    Where they cannot be read that is said once, and the page goes on.
    """
    try:
        head = _letterhead()
    except Broken as broken:
        st.warning(str(broken), icon=":material/warning:")
        return
    if head and head.office:
        st.html(f'<div class="letterhead on-paper">{head_html(head)}</div>')


def show_signature() -> None:
    """Place and date, the head's title and name, where they are set."""
    with contextlib.suppress(Broken):  # said above
        if (head := _letterhead()) and head.is_signed:
            st.html(f'<div class="signature on-paper">{signature_html(head)}</div>')


def use_time_zone() -> None:
    """Tell times in the office's own time zone, where it is set and can be read."""
    name = ""
    with contextlib.suppress(Broken):  # the head of the page says it
        if head := _letterhead():
            name = head.time_zone
    formats.use_time_zone(name)


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
    return _kept(file.parent, changed)


@remembered
def _kept(store: Path, changed: int) -> Letterhead:
    """The letterhead of a store's folder, as of a change of its workspace."""
    del changed
    return letterhead.letterhead(Workspace(store))
