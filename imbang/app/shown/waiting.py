"""What waits for the head of an office: one line, for whoever may accept."""

from __future__ import annotations

from imbang import formats
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app.shown import links
from imbang.app.state import acceptance, answers
from imbang.app.state.view import View
from imbang.texts import plural


def show(view: View) -> None:
    """How many offices of the region wait, and the way to the page; nothing where
    acceptance is not kept, nothing waits, or who sits here accepts nothing."""
    if not acceptance.is_kept():
        return
    rows = answers.ask("acceptance", region=view.region, as_of=view.as_of)
    may = acting.person().may
    open_ = rows[~rows["is_accepted"].astype(bool)]["region_code"]
    n = sum(may(Right.APPROVE, office) for office in open_)
    if not n:
        return
    told = plural(
        "What {n} office sent waits for acceptance by its head.",
        "What {n} offices sent waits for acceptance by their heads.",
        n,
        n=formats.number(n),
    )
    links.show_page_link("persetujuan", label=told)
