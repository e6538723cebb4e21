"""What only paper shows: letterhead and signature, what stands in the margins of a sheet,
and the colours of paper where the screen is dark."""

from __future__ import annotations

import contextlib
import functools
from datetime import date
from html import escape
from pathlib import Path

from imbang import formats, paths
from imbang.app import elements as st
from imbang.app.shown import chosen, figures, where
from imbang.app.state import answers
from imbang.app.state.remembered import remembered
from imbang.drawing import colours
from imbang.settings import letterhead
from imbang.settings.letterhead import Letterhead
from imbang.store.damage import Broken
from imbang.store.workspace import Workspace
from imbang.texts import _


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


def show_margins() -> None:
    """On every sheet: page, region, months and what was chosen above, with the day of
    printing; below snapshot and link, and which sheet of how many it is.

    To be called when the page is drawn, since what was chosen is known by then.
    """
    day = _("Printed {day}", day=formats.day(date.today()))
    rests = [answers.told_snapshot(), where.link()]
    boxes = {
        "top-left": _text(" · ".join([where.standing(), *chosen.noted()])),
        "top-right": _text(day),
        "bottom-left": _text(" · ".join(filter(None, rests))),
        "bottom-right": 'counter(page) " / " counter(pages)',
    }
    drawn = "".join(
        f"@{place} {{ content: {told}; }} " for place, told in boxes.items()
    )
    st.html(f"<style>@page {{ {drawn}}}</style>")


def show_colours() -> None:
    """On a dark screen: what charts are drawn in, as on a light one."""
    if figures.theme() == "dark":
        st.html(f"<style>@media print {{ {_by_day()} }}</style>")


@functools.cache
def _by_day() -> str:
    """Rules that turn each colour of dark charts into the one of light ones."""
    rules = [
        f'svg :is([style*="{part}: {_rgb(by_night)}"], [{part}="{_rgb(by_night)}"])'
        f" {{ {part}: {by_day} !important; }}"
        for by_night, by_day in colours.by_day().items()
        for part in ("fill", "stroke")
    ]
    return "\n".join(rules)


def _rgb(colour: str) -> str:
    """A colour as browsers write it into a style."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def _text(told: str) -> str:
    """A text in a style sheet, each sign of it by its number but letters and digits."""
    signs = (s if s.isascii() and s.isalnum() else f"\\{ord(s):x} " for s in told)
    return f'"{"".join(signs)}"'


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
